import { readFile } from 'node:fs/promises';
import type { GivenParts } from '../core/plan.ts';
import { aioEngines } from '../disk/mode.ts';
import { provideGuest } from '../guest/artifacts.ts';
import { guestInUse } from '../guest/guest-lock.ts';
import { chooseAccelerator, type SmokeLimits } from '../measure/accelerator.ts';
import { bootGuest } from '../measure/boot.ts';
import { createScratch } from '../process/scratch.ts';
import { missingEngines } from '../qemu/bare-qemu.ts';
import { findQemu, type QemuBinary } from '../qemu/binary.ts';
import { nearestDirectory } from './directory.ts';
import { type Examination, examine, type Finding } from './finding.ts';

/**
 * QEMU, what it can open files with, and what runs a guest's instructions on this host, proven by a
 * guest.
 */
export async function examineAccelerator(examination: Examination): Promise<readonly Finding[]> {
  const { base, ...head } = examination.site;
  const findings = await examineSide(examination, { parts: head, option: '--qemu' });
  if (base === undefined) return findings;
  const ofBase = await examineSide(examination, { parts: base, option: '--base-qemu' });
  return [
    ...findings,
    ...ofBase.map(finding => ({ ...finding, topic: `${finding.topic} (base)` })),
  ];
}

/** Each on its own: a guest that can't be had takes nothing from what was found of QEMU. */
async function examineSide(
  examination: Examination,
  { parts, option }: { readonly parts: GivenParts; readonly option: string },
): Promise<readonly Finding[]> {
  return examine('QEMU', async () => {
    const qemu = await findQemu(parts.qemu, option);
    return [
      { topic: 'QEMU', state: 'ok', text: `${qemu.version} (${qemu.path})` },
      ...(await examine('aio', () => examineEngines(qemu, examination.signal))),
      ...(await examine('accelerator', () => examineKvm(examination, { qemu, parts }))),
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
  if (lacks.size === 0) return [{ topic, state: 'ok', text: opened.join(', ') }];
  const setting = (
    await readFile('/proc/sys/kernel/io_uring_disabled', 'utf8').catch(() => '0')
  ).trim();
  const disabled = lacks.has('io_uring') && setting !== '0';
  const reasons = [...lacks].map(([engine, why]) => `aio=${engine}: ${why}`).join('; ');
  const text = `${opened.join(', ') || 'none'}; not ${reasons}`;
  const without = `measure without ${[...lacks.keys()].map(engine => `aio=${engine}`).join(' and ')}`;
  return [
    {
      topic,
      state: 'warning',
      text: disabled ? `${text} (kernel.io_uring_disabled is ${setting})` : text,
      remedy: disabled
        ? `sudo sysctl kernel.io_uring_disabled=0, or ${without}`
        : `${without}, or with a QEMU, a kernel and a container profile that have it`,
    },
  ];
}

async function examineKvm(
  examination: Examination,
  { qemu, parts }: { readonly qemu: QemuBinary; readonly parts: GivenParts },
): Promise<readonly Finding[]> {
  const { plan, site, cacheDirectory, say, signal } = examination;
  const onProgress = (text: string): void => say(`- ${text}`);
  const { lockFile } = site;
  const { kernel, initrd } = parts;
  const request = {
    tools: [plan.suite.tool],
    cacheDirectory,
    lockFile,
    kernel,
    initrd,
    onProgress,
    signal,
  };
  const artifacts = await provideGuest(request);
  await using scratch = await createScratch({ parent: await nearestDirectory(site.directory) });
  const boot = (accelerator: 'kvm' | 'tcg', limits: SmokeLimits) =>
    bootGuest({
      qemu: qemu.path,
      artifacts,
      accelerator,
      scratch: scratch.path,
      rootPorts: 1,
      signal,
      ...limits,
    });
  const { kernelSha256, initrdSha256 } = artifacts;
  const guest = { qemu, kernelSha256, initrdSha256, boot };
  const choice = await chooseAccelerator({
    wanted: site.accelerator,
    ...guest,
    cacheDirectory,
    signal,
    onProgress,
  });
  const topic = 'accelerator';
  if (choice.accelerator === 'kvm') return [{ topic, state: 'ok', text: `KVM: ${choice.reason}` }];
  return [
    {
      topic,
      state: 'warning',
      text: `software emulation (TCG), not KVM: ${choice.reason}`,
      remedy:
        'measure on a host with KVM for figures that users will see; emulated runs are compared only with each other',
    },
  ];
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
    if (cached !== undefined)
      return [{ topic, state: 'ok', text: `${locked}, which is in the cache` }];
    const text = `${locked}, which the first run downloads if the archive still has it`;
    return [
      {
        topic,
        state: 'warning',
        text,
        remedy: 'if it does not: `storage-gate setup --upgrade-guest`',
      },
    ];
  }
  if (cached === undefined)
    return [{ topic, state: 'ok', text: 'the first run downloads and builds one (about 30 MB)' }];
  return [
    {
      topic,
      state: 'ok',
      text: `${cached.package} ${cached.version}, from the cache; no lock names another`,
    },
  ];
}
