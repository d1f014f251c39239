import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A control group of this host's kernel: what a hypervisor takes from a host it takes from the
 * processes in it.
 */
export interface ProcessorQuota extends AsyncDisposable {
  /** The same command, in the group from its start on, as is all that it starts. */
  scoped(argv: readonly string[]): readonly string[];
  /**
   * So much of one processor all of them together have from now on; undefined lets them have all.
   */
  set(share: number | undefined): Promise<void>;
}

/**
 * Where the kernel has groups, and how one of them is told its quota: a version of 2013 and its
 * successor.
 */
const places = [
  { root: '/sys/fs/cgroup/cpu', file: 'cpu.cfs_quota_us', period: 'cpu.cfs_period_us' },
  { root: '/sys/fs/cgroup', file: 'cpu.max', period: undefined },
] as const;

/** Microseconds: short beside what is measured. */
const period = 6000;

/**
 * Makes a group, which is gone with its scope. It takes root, and a kernel whose groups have
 * quotas.
 */
export async function makeProcessorQuota(): Promise<ProcessorQuota> {
  const place = places.find(({ root }) => existsSync(join(root, 'cgroup.procs')));
  if (place === undefined) throw new Error('this host has no control groups for processors');
  const { root, file, period: periodFile } = place;
  const path = await mkdtemp(join(root, 'storage-gate-test-'));
  const set = (share: number | undefined): Promise<void> => {
    const [none, tail] = periodFile === undefined ? ['max', ` ${period}`] : ['-1', ''];
    return writeFile(
      join(path, file),
      `${share === undefined ? none : Math.round(share * period)}${tail}`,
    );
  };
  try {
    if (periodFile !== undefined) await writeFile(join(path, periodFile), String(period));
    await set(undefined);
  } catch (error) {
    await rmdir(path);
    throw error;
  }
  const scoped = (argv: readonly string[]): readonly string[] => [
    'sh',
    '-c',
    'echo $$ >"$0" && exec "$@"',
    join(path, 'cgroup.procs'),
    ...argv,
  ];
  return { scoped, set, [Symbol.asyncDispose]: () => removeGroup(path) };
}

/** It can't be removed before the last of its processes is gone. */
async function removeGroup(path: string): Promise<void> {
  while ((await readFile(join(path, 'cgroup.procs'), 'utf8')) !== '') await sleep(20);
  await rmdir(path);
}
