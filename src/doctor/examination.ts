import { readdir, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { loadParts, takenByOthers } from '../core/load.ts';
import { formatBytes, formatRate } from '../core/quantity.ts';
import { cpuModel } from '../host/environment.ts';
import { watchLoad } from '../host/load.ts';
import { type HostRequirement, installCommand, missingPackages } from '../host/packages.ts';
import { pause } from '../process/pause.ts';
import { examineDirectory, examineWear, nearestDirectory } from './directory.ts';
import { type Examination, examine, type Finding, ok, warning } from './finding.ts';
import { examineAccelerator, examineGuest } from './guest.ts';

/**
 * What this host can measure, what is missing, and what would make its numbers better; in the order
 * in which a reader would fix it. Changes nothing but the caches that a run would fill.
 */
export async function examineHost(examination: Examination): Promise<readonly Finding[]> {
  const missing = await missingPackages();
  return [
    ...(await examinePackages(missing)),
    ...(await examine('directory', () => examineDirectory(examination))),
    ...(await examine('writes', () => examineWear(examination))),
    ...(await examine('guest', () => examineGuest(examination))),
    // Without its programs no guest can be built, which was said already.
    ...(missing.length > 0 ? [] : await examineAccelerator(examination)),
    ...(await examineProcessors()),
    ...(await examineMemory({ guests: examination.site.base === undefined ? 1 : 2 })),
    ...(await examine('noise', () => examineNoise(examination))),
  ];
}

/** What of the programs that measuring needs is not there. */
export async function examinePackages(
  missing: readonly HostRequirement[],
): Promise<readonly Finding[]> {
  const topic = 'packages';
  if (missing.length === 0) return [ok(topic, 'all programs that measuring needs are installed')];
  const text = `missing: ${missing.map(({ program }) => program).join(', ')}`;
  const command = await installCommand(missing);
  const how = command?.join(' ') ?? 'put them into a directory of PATH';
  const remedy = `\`storage-gate setup\`, or: ${how}`;
  return [{ topic, state: 'problem', text, remedy }];
}

/** Seconds for which the host is watched; shorter ones miss what comes once a second. */
const watchedSeconds = 5;

/** What others do to this host while we do nothing, and whether a report would tell it. */
async function examineNoise({ site, say, signal }: Examination): Promise<readonly Finding[]> {
  say(`- watching for ${watchedSeconds} s what else runs on this host`);
  const watch = await watchLoad({ directory: await nearestDirectory(site.directory) });
  await pause(watchedSeconds, signal);
  const load = await watch.read();
  const { othersCpu, stealShare, ioRate, pressure } = load;
  const facts = [
    `others use ${formatRate(othersCpu)} of a processor`,
    `${formatRate(stealShare)} of the time is stolen`,
    ioRate === undefined
      ? 'traffic on the drive is not known'
      : `${(ioRate / 2 ** 20).toFixed(2)} MiB/s move on the drive`,
    pressure && `pressure cpu ${formatRate(pressure.cpu)}, io ${formatRate(pressure.io)}`,
  ];
  const text = `while idle, ${facts.filter(fact => fact !== undefined).join(', ')}`;
  const disturbed = loadParts.filter(part => takenByOthers(load, part) !== undefined);
  if (disturbed.length === 0) return [ok('noise', text)];
  const remedy =
    'end what else runs here: the noisier the host, the more rounds it takes to decide';
  return [warning('noise', `${text}; this disturbs every round: ${disturbed.join(', ')}`, remedy)];
}

/** The processors: how many, and whatever lets their speed change between runs. */
export async function examineProcessors({ sys = '/sys' } = {}): Promise<readonly Finding[]> {
  const topic = 'processors';
  const count = availableParallelism();
  const text = `${count} x ${(await cpuModel()) || 'unknown model'}`;
  const few =
    "QEMU's IO and the guest's processors share them, so latency tails come from the scheduler";
  const root = join(sys, 'devices/system/cpu');
  return [
    count >= 4
      ? ok(topic, text)
      : warning(topic, `${text}: ${few}`, 'a host with 4 or more for p99 and p99.9'),
    await examineGovernor(join(root, 'cpufreq')),
    await examineTurbo(root),
    await examineSmt(root),
  ];
}

async function examineGovernor(directory: string): Promise<Finding> {
  const topic = 'governor';
  const policies = await readdir(directory).catch((): string[] => []);
  const found = await Promise.all(
    policies.map(policy => readWord(join(directory, policy, 'scaling_governor'))),
  );
  const governors = [...new Set(found.filter(governor => governor !== undefined))].sort();
  if (governors.length === 0) return ok(topic, 'the kernel does not control the frequency here');
  if (governors.every(governor => governor === 'performance')) return ok(topic, 'performance');
  const text = `${governors.join(' and ')}: the frequency follows the load`;
  return warning(topic, text, 'sudo cpupower frequency-set -g performance, while measuring');
}

const notShown = 'the kernel does not show it here';

async function examineTurbo(root: string): Promise<Finding> {
  const topic = 'turbo';
  const noTurbo = await readWord(join(root, 'intel_pstate/no_turbo'));
  const boost = await readWord(join(root, 'cpufreq/boost'));
  if (noTurbo === undefined && boost === undefined) return ok(topic, notShown);
  if (noTurbo !== '0' && boost !== '1') return ok(topic, 'off');
  const [off, file] = noTurbo === '0' ? [1, 'intel_pstate/no_turbo'] : [0, 'cpufreq/boost'];
  const remedy = `echo ${off} | sudo tee /sys/devices/system/cpu/${file}, for steadier but lower numbers`;
  return warning(topic, 'on: speed depends on temperature and on the other cores', remedy);
}

async function examineSmt(root: string): Promise<Finding> {
  const topic = 'SMT';
  const active = await readWord(join(root, 'smt/active'));
  if (active !== '1') return ok(topic, active === '0' ? 'off' : notShown);
  const text = 'on: two hardware threads share a core and slow each other down';
  const remedy = 'echo off | sudo tee /sys/devices/system/cpu/smt/control, if enough cores remain';
  return warning(topic, text, remedy);
}

/** A guest's memory with QEMU's own, and node's. */
const guestMemoryBytes = 1.25 * 2 ** 30;
const nodeMemoryBytes = 0.25 * 2 ** 30;

/** Memory for the guests that run side by side, and swap, which would measure itself. */
export async function examineMemory({
  proc = '/proc',
  guests = 1,
} = {}): Promise<readonly Finding[]> {
  const memoryNeeded = guests * guestMemoryBytes + nodeMemoryBytes;
  const topic = 'memory';
  const facts = await readFile(join(proc, 'meminfo'), 'utf8').catch(() => '');
  const bytes = (name: string): number =>
    Number(new RegExp(`^${name}: +(\\d+) kB$`, 'm').exec(facts)?.[1]) * 1024;
  const [available, swapTotal] = [bytes('MemAvailable'), bytes('SwapTotal')];
  if (!Number.isFinite(available))
    return [warning(topic, `${proc}/meminfo does not say how much is free`)];
  const swapped = swapTotal - bytes('SwapFree');
  const swap =
    swapTotal > 0 ? `${formatBytes(swapped)} of ${formatBytes(swapTotal)} swap used` : 'no swap';
  const text = `${formatBytes(available)} available, ${swap}`;
  if (available < memoryNeeded) {
    const remedy = `end other programs: ${guests === 1 ? 'a guest needs' : `${guests} guests need`} ${formatBytes(memoryNeeded)}`;
    return [{ topic, state: swapTotal > 0 ? 'warning' : 'problem', text, remedy }];
  }
  if (!(swapped > 0)) return [ok(topic, text)];
  const remedy = 'sudo swapoff -a while measuring: swapping disturbs the drive';
  return [warning(topic, text, remedy)];
}

async function readWord(path: string): Promise<string | undefined> {
  return (await readFile(path, 'utf8').catch(() => '')).trim() || undefined;
}
