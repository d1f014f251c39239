import { readFile } from 'node:fs/promises';
import type { GivenParts } from '../core/plan.ts';
import { aioEngines } from '../disk/mode.ts';
import { provideGuest } from '../guest/artifacts.ts';
import { guestInUse } from '../guest/guest-lock.ts';
import { hostKernel } from '../guest/kernel-modules.ts';
import { hasApt } from '../guest/kernel-package.ts';
import { chooseAccelerator, type SmokeLimits } from '../measure/accelerator.ts';
import { bootGuest } from '../measure/boot.ts';
import { createScratch } from '../process/scratch.ts';
import { findQemu, type QemuBinary } from '../qemu/binary.ts';
import { missingEngines } from '../qemu/features.ts';
import { nearestDirectory } from './directory.ts';
import { type Examination, examine, type Finding, ok, warning } from './finding.ts';

/**
 * QEMU, what it can open files with, and what runs a guest's instructions on this host, proven by a
 * guest.
 */
export async function examineAccelerator(examination: Examination): Promise<readonly Finding[]> {
  const { base, ...head } = examination.site;
  const findings = await examineSide(examination, head, '--qemu');
  const ofBase = base === undefined ? [] : await examineSide(examination, base, '--base-qemu');
  return [
    ...findings,
    ...ofBase.map(finding => ({ ...finding, topic: `${finding.topic} (base)` })),
  ];
}

/** Each on its own: a guest that can't be had takes nothing from what was found of QEMU. */
async function examineSide(
  examination: Examination,
  parts: GivenParts,
  option: string,
): Promise<readonly Finding[]> {
  return examine('QEMU', async () => {
    const qemu = await findQemu(parts.qemu, option, examination.signal);
    return [
      ok('QEMU', `${qemu.version} (${qemu.path})`),
      ...(await examine('aio', () => examineEngines(qemu, examination.signal))),
      ...(await examine('accelerator', () => examineKvm(examination, parts, qemu))),
    ];
  });
}

/**
 * What files were opened with; whether the filesystem under test has O_DIRECT is the directory's
 * matter.
 */
async function examineEngines(qemu: QemuBinary, signal: AbortSignal): Promise<readonly Finding[]> {
  const topic = 'aio';
  const lacks = await missingEngines({ qemu: qemu.path, signal });
  const opened = aioEngines.filter(engine => !lacks.has(engine)).map(engine => `aio=${engine}`);
  if (lacks.size === 0) return [ok(topic, opened.join(', '))];
  const path = '/proc/sys/kernel/io_uring_disabled';
  const setting = (await readFile(path, 'utf8').catch(() => '0')).trim();
  const reasons = [...lacks].map(([engine, why]) => `aio=${engine}: ${why}`).join('; ');
  const text = `${opened.join(', ') || 'none'}; not ${reasons}`;
  const without = `measure without ${[...lacks.keys()].map(engine => `aio=${engine}`).join(' and ')}`;
  if (!lacks.has('io_uring') || setting === '0') {
    const elsewhere = 'with a QEMU, a kernel and a container profile that have it';
    return [warning(topic, text, `${without}, or ${elsewhere}`)];
  }
  const remedy = `sudo sysctl kernel.io_uring_disabled=0, or ${without}`;
  return [warning(topic, `${text} (kernel.io_uring_disabled is ${setting})`, remedy)];
}

async function examineKvm(
  { plan, site, cacheDirectory, say, signal }: Examination,
  { kernel, initrd }: GivenParts,
  qemu: QemuBinary,
): Promise<readonly Finding[]> {
  const topic = 'accelerator';
  const onProgress = (text: string): void => say(`- ${text}`);
  const common = { cacheDirectory, onProgress, signal };
  const { lockFile, accelerator: wanted } = site;
  const tools = [plan.suite.tool];
  const artifacts = await provideGuest({ ...common, tools, lockFile, kernel, initrd });
  await using scratch = await createScratch({ parent: await nearestDirectory(site.directory) });
  const machine = { qemu: qemu.path, artifacts, scratch: scratch.path, rootPorts: 1, signal };
  const boot = (accelerator: 'kvm' | 'tcg', limits: SmokeLimits) =>
    bootGuest({ ...machine, accelerator, ...limits });
  const { kernelSha256, initrdSha256 } = artifacts;
  const guest = { qemu, kernelSha256, initrdSha256, boot };
  const { accelerator, reason } = await chooseAccelerator({ ...common, ...guest, wanted });
  if (accelerator === 'kvm') return [ok(topic, `KVM: ${reason}`)];
  const remedy =
    'measure on a host with KVM for figures that users will see; emulated runs are compared only with each other';
  return [warning(topic, `software emulation (TCG), not KVM: ${reason}`, remedy)];
}

/** The guest that the next run would boot: in the cache or not, locked or not. */
export async function examineGuest({
  site,
  cacheDirectory,
}: Examination): Promise<readonly Finding[]> {
  const topic = 'guest';
  const { lock, cached } = await guestInUse({ cacheDirectory, lockFile: site.lockFile });
  if (lock !== undefined) {
    const locked = `the lock names ${lock.package} ${lock.version}`;
    if (cached !== undefined) return [ok(topic, `${locked}, which is in the cache`)];
    const text = `${locked}, which the first run takes if archive or host still has it`;
    return [warning(topic, text, 'if it does not: `storage-gate setup --upgrade-guest`')];
  }
  if (cached !== undefined) {
    const text = `${cached.package} ${cached.version}, from the cache; no lock names another`;
    return [ok(topic, text)];
  }
  if (site.kernel !== undefined) return [ok(topic, 'the first run builds one for --kernel')];
  const text = (await hasApt())
    ? 'the first run downloads and builds one (about 40 MB)'
    : `without apt, the first run builds one from ${(await hostKernel()).kernel}`;
  return [ok(topic, text)];
}
