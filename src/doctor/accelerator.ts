import { readFile } from 'node:fs/promises';
import { type AioEngine, aioEngines, type DiskMode } from '../core/disk-mode.ts';
import type { GivenParts } from '../core/plan.ts';
import { provideGuest } from '../guest/artifacts.ts';
import { chooseAccelerator, type SmokeLimits } from '../measure/accelerator.ts';
import { bootGuest } from '../measure/boot.ts';
import { createScratch } from '../process/scratch.ts';
import { findQemu, type QemuBinary } from '../qemu/binary.ts';
import { missingFeatures } from '../qemu/features.ts';
import type { Examination } from './examination.ts';
import type { Finding } from './finding.ts';
import { nearestDirectory } from './nearest-directory.ts';

/** QEMU, what it can open files with, and what runs a guest's instructions on this host, proven by a guest. */
export async function examineAccelerator(examination: Examination): Promise<readonly Finding[]> {
  const { base, ...head } = examination.site;
  const findings = await examineSide(examination, { parts: head, option: '--qemu' });
  if (base === undefined) return findings;
  const ofBase = await examineSide(examination, { parts: base, option: '--base-qemu' });
  return [...findings, ...ofBase.map(finding => ({ ...finding, topic: `${finding.topic} (base)` }))];
}

interface SideParts {
  readonly parts: GivenParts;
  readonly option: string;
}

async function examineSide(examination: Examination, { parts, option }: SideParts): Promise<readonly Finding[]> {
  const qemu = await findQemu(parts.qemu, option);
  const found: Finding = { topic: 'QEMU', state: 'ok', text: `${qemu.version} (${qemu.path})` };
  return [found, await examineIoUring(qemu, examination.signal), await examineKvm(examination, { qemu, parts })];
}

/** Other engines need nothing of the kernel that every build does not have; O_DIRECT is the directory's matter. */
async function examineIoUring(qemu: QemuBinary, signal: AbortSignal): Promise<Finding> {
  const lacks = await missingFeatures({ qemu: qemu.path, modes: [modeWith('io_uring')], signal });
  const others = aioEngines.filter(engine => engine !== 'io_uring').map(engine => `aio=${engine}`);
  if (lacks.length === 0) return { topic: 'aio', state: 'ok', text: [...others, 'aio=io_uring'].join(', ') };
  const setting = await readFile('/proc/sys/kernel/io_uring_disabled', 'utf8').catch(() => '0');
  const disabled = setting.trim() !== '0';
  return {
    topic: 'aio',
    state: 'warning',
    text: `${others.join(', ')}; not io_uring: ${lacks.join('; ')}${disabled ? ` (kernel.io_uring_disabled is ${setting.trim()})` : ''}`,
    remedy: disabled
      ? 'sudo sysctl kernel.io_uring_disabled=0, or measure without aio=io_uring'
      : 'measure without aio=io_uring, or with a QEMU and a container profile that allow it',
  };
}

function modeWith(aio: AioEngine): DiskMode {
  return { format: 'raw', cache: 'none', aio, bus: 'virtio-blk', iothread: false, size: 2 ** 26 };
}

async function examineKvm(
  examination: Examination,
  { qemu, parts }: { readonly qemu: QemuBinary; readonly parts: GivenParts },
): Promise<Finding> {
  const { plan, site, cacheDirectory, say, signal } = examination;
  const onProgress = (text: string): void => say(`- ${text}`);
  const { lockFile } = site;
  const { kernel, initrd } = parts;
  const request = { tools: [plan.suite.tool], cacheDirectory, lockFile, kernel, initrd, onProgress, signal };
  const artifacts = await provideGuest(request);
  await using scratch = await createScratch({ parent: await nearestDirectory(site.directory) });
  const boot = (accelerator: 'kvm' | 'tcg', limits: SmokeLimits) =>
    bootGuest({ qemu: qemu.path, artifacts, accelerator, scratch: scratch.path, rootPorts: 1, signal, ...limits });
  const { kernelSha256, initrdSha256 } = artifacts;
  const guest = { qemu, kernelSha256, initrdSha256, boot };
  const choice = await chooseAccelerator({ wanted: site.accelerator, ...guest, cacheDirectory, signal, onProgress });
  if (choice.accelerator === 'kvm') return { topic: 'accelerator', state: 'ok', text: `KVM: ${choice.reason}` };
  return {
    topic: 'accelerator',
    state: 'warning',
    text: `software emulation (TCG), not KVM: ${choice.reason}`,
    remedy:
      'measure on a host with KVM for figures that users will see; emulated runs are compared with emulated ones only',
  };
}
