import { readdir, readFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { formatBytes } from '../core/quantity.ts';
import type { Finding } from './finding.ts';

/** Where the kernel shows what it knows; another directory only in tests. */
interface Roots {
  readonly sys?: string;
  readonly proc?: string;
}

/** The processors: how many, and whatever lets their speed change between runs. */
export async function examineProcessors({ sys = '/sys' }: Roots = {}): Promise<readonly Finding[]> {
  const count = availableParallelism();
  const text = `${count} x ${cpus()[0]?.model.trim() || 'unknown model'}`;
  const few =
    "QEMU's IO and the guest's processors share them, so latency tails come from the scheduler";
  const processors: Finding =
    count >= 4
      ? { topic: 'processors', state: 'ok', text }
      : {
          topic: 'processors',
          state: 'warning',
          text: `${text}: ${few}`,
          remedy: 'a host with 4 or more for p99 and p99.9',
        };
  return [processors, await examineGovernor(sys), await examineTurbo(sys), await examineSmt(sys)];
}

async function examineGovernor(sys: string): Promise<Finding> {
  const topic = 'governor';
  const directory = join(sys, 'devices/system/cpu/cpufreq');
  const policies = await readdir(directory).catch((): string[] => []);
  const found = await Promise.all(
    policies.map(policy => readWord(join(directory, policy, 'scaling_governor'))),
  );
  const governors = [...new Set(found.filter(governor => governor !== undefined))].sort();
  if (governors.length === 0)
    return { topic, state: 'ok', text: 'the kernel does not control the frequency here' };
  if (governors.every(governor => governor === 'performance'))
    return { topic, state: 'ok', text: 'performance' };
  const text = `${governors.join(' and ')}: the frequency follows the load`;
  return {
    topic,
    state: 'warning',
    text,
    remedy: 'sudo cpupower frequency-set -g performance, while measuring',
  };
}

async function examineTurbo(sys: string): Promise<Finding> {
  const topic = 'turbo';
  const root = join(sys, 'devices/system/cpu');
  const noTurbo = await readWord(join(root, 'intel_pstate/no_turbo'));
  const boost = await readWord(join(root, 'cpufreq/boost'));
  if (noTurbo === undefined && boost === undefined)
    return { topic, state: 'ok', text: 'the kernel does not show it here' };
  if (noTurbo !== '0' && boost !== '1') return { topic, state: 'ok', text: 'off' };
  const file = noTurbo === '0' ? 'intel_pstate/no_turbo' : 'cpufreq/boost';
  const remedy = `echo ${noTurbo === '0' ? 1 : 0} | sudo tee /sys/devices/system/cpu/${file}, for steadier but lower numbers`;
  return {
    topic,
    state: 'warning',
    text: 'on: speed depends on temperature and on the other cores',
    remedy,
  };
}

async function examineSmt(sys: string): Promise<Finding> {
  const topic = 'SMT';
  const active = await readWord(join(sys, 'devices/system/cpu/smt/active'));
  if (active !== '1')
    return {
      topic,
      state: 'ok',
      text: active === '0' ? 'off' : 'the kernel does not show it here',
    };
  return {
    topic,
    state: 'warning',
    text: 'on: two hardware threads share a core and slow each other down',
    remedy: 'echo off | sudo tee /sys/devices/system/cpu/smt/control, if enough cores remain',
  };
}

/** A guest's memory with QEMU's own, and node's. */
const guestMemoryBytes = 1.25 * 2 ** 30;
const nodeMemoryBytes = 0.25 * 2 ** 30;

/** Memory for the guests that run side by side, and swap, which would measure itself. */
export async function examineMemory({
  proc = '/proc',
  guests = 1,
}: Roots & { readonly guests?: number } = {}): Promise<readonly Finding[]> {
  const memoryNeeded = guests * guestMemoryBytes + nodeMemoryBytes;
  const topic = 'memory';
  const facts = await readFile(join(proc, 'meminfo'), 'utf8').catch(() => '');
  const bytes = (name: string): number =>
    Number(new RegExp(`^${name}: +(\\d+) kB$`, 'm').exec(facts)?.[1]) * 1024;
  const [available, swapTotal, swapFree] = [
    bytes('MemAvailable'),
    bytes('SwapTotal'),
    bytes('SwapFree'),
  ];
  if (!Number.isFinite(available))
    return [{ topic, state: 'warning', text: `${proc}/meminfo does not say how much is free` }];
  const swapped = swapTotal - swapFree;
  const text = `${formatBytes(available)} available, ${swapTotal > 0 ? `${formatBytes(swapped)} of ${formatBytes(swapTotal)} swap used` : 'no swap'}`;
  if (available < memoryNeeded) {
    const remedy = `end other programs: ${guests === 1 ? 'a guest needs' : `${guests} guests need`} ${formatBytes(memoryNeeded)}`;
    return [{ topic, state: swapTotal > 0 ? 'warning' : 'problem', text, remedy }];
  }
  if (!(swapped > 0)) return [{ topic, state: 'ok', text }];
  return [
    {
      topic,
      state: 'warning',
      text,
      remedy: 'sudo swapoff -a while measuring: swapping disturbs the drive',
    },
  ];
}

async function readWord(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').then(
    text => text.trim() || undefined,
    () => undefined,
  );
}
