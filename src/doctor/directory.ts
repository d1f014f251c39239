import { constants, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { checkDirectory, type MeasuredDirectory } from '../host/directory.ts';
import { spaceNeeded } from '../measure/bench.ts';
import { requireWriteBudget } from '../measure/write-bound.ts';
import type { Examination } from './examination.ts';
import type { Finding } from './finding.ts';
import { nearestDirectory } from './nearest-directory.ts';

/** How often a busy team measures in a day. */
const runsPerDay = 20;

/** The filesystem and drive under test: what it is, O_DIRECT, space, and what measuring wears off it. */
export async function examineDirectory(examination: Examination): Promise<readonly Finding[]> {
  const { plan, site } = examination;
  const bytesNeeded = spaceNeeded(plan);
  // The default directory is made by a run, on the filesystem of the one above it.
  const path = site.createDirectory ? await nearestDirectory(site.directory) : site.directory;
  const directory = await checkDirectory({ path, bytesNeeded, allowTmpfs: site.allowTmpfs });
  const free = `${inGibibytes(directory.freeBytes)} free, ${inGibibytes(bytesNeeded)} needed at a time`;
  return [
    {
      topic: 'directory',
      state: 'ok',
      text: `${directory.path} on ${directory.filesystem}, drive ${directory.device}`,
    },
    { topic: 'space', state: 'ok', text: free },
    await examineDirect(directory),
    ...examineKind(directory),
    examineWear(examination),
  ];
}

/** cache=none, directsync and aio=native open images with O_DIRECT, which not every filesystem has. */
async function examineDirect({ path, filesystem }: MeasuredDirectory): Promise<Finding> {
  const probe = join(path, `.storage-gate-probe-${process.pid}`);
  const flags = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | (constants.O_DIRECT ?? 0);
  try {
    await using _file = await open(probe, flags, 0o600);
    return { topic: 'O_DIRECT', state: 'ok', text: `${filesystem} opens files with O_DIRECT` };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return {
      topic: 'O_DIRECT',
      state: 'warning',
      text: `files here can't be opened with O_DIRECT, so cache=none, directsync and host-direct can't be measured: ${why}`,
      remedy: 'give a --directory on ext4 or xfs',
    };
  } finally {
    await unlink(probe).catch(() => undefined);
  }
}

const copiesOnWrite: ReadonlySet<string> = new Set(['btrfs', 'zfs', 'overlay', 'bcachefs']);

function examineKind({ filesystem, device }: MeasuredDirectory): readonly Finding[] {
  if (copiesOnWrite.has(filesystem)) {
    return [
      {
        topic: 'filesystem',
        state: 'warning',
        text: `${filesystem} copies data on its way, and may turn direct IO into buffered IO`,
        remedy: 'give a --directory on the filesystem that your guests use, or on ext4 or xfs',
      },
    ];
  }
  if (device !== 'unknown') return [];
  return [
    {
      topic: 'filesystem',
      state: 'warning',
      text: 'the kernel names no drive under it, so that others who use the drive are not seen',
      remedy: 'give a --directory on a local drive',
    },
  ];
}

function examineWear(examination: Examination): Finding {
  const topic = 'writes';
  const { bytes, text: ofRun } = wearOf(examination);
  const perDay = bytes * runsPerDay;
  const text = `${ofRun} ${inGibibytes(bytes)}, so ${runsPerDay} runs a day write ${inGibibytes(perDay)}`;
  // The most that a plan may write is far above what slower drives get done: only a run tells of too much.
  if (perDay < dailyWear || examination.lastRun === undefined) return { topic, state: 'ok', text };
  const remedy =
    'compare it with the endurance of the drive (TBW); fewer --rounds or a smaller --write-budget write less';
  return { topic, state: 'warning', text, remedy };
}

/** What a run writes: the last one tells, else the plan. `bad-argument` where the write budget allows no round. */
function wearOf({ plan, site, lastRun }: Examination): { readonly bytes: number; readonly text: string } {
  const { preparation, round } = requireWriteBudget({ plan, site });
  if (lastRun !== undefined) return { bytes: lastRun.bytesWritten, text: 'the last run wrote' };
  const bytes = Math.min(plan.writeBudget, preparation + plan.rounds * round);
  return { bytes, text: plan.suite.name === 'gate' ? 'a run writes at most' : 'a run writes about' };
}

/** A consumer's drive of 1 TB is good for about 600 TB: at this rate for four years. */
const dailyWear = 400 * 2 ** 30;

function inGibibytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}
