import { realpath } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Plan } from '../core/plan.ts';
import { formatBytes } from '../core/quantity.ts';
import type { Run } from '../core/run.ts';
import { suiteDigest } from '../core/suite.ts';
import { checkDirectories, directRefusal, type MeasuredDirectory } from '../host/directory.ts';
import { requireWriteBudget } from '../measure/budget.ts';
import { directoryNeeds } from '../measure/host-files.ts';
import { rulesOf } from '../suites/registry.ts';
import { type Examination, type Finding, ok, warning } from './finding.ts';

/** The filesystem and drive under test: what it is, space, and O_DIRECT. */
export async function examineDirectory(examination: Examination): Promise<readonly Finding[]> {
  const { plan, site } = examination;
  // The default directory is made by a run, on the filesystem of the one above it.
  const path = site.createDirectory ? await nearestDirectory(site.directory) : site.directory;
  const [measured, ...others] = directoryNeeds({ plan, site: { ...site, directory: path } });
  // O_DIRECT of the measured one is a finding of its own.
  const [directory] = await checkDirectories([{ ...measured, direct: false }, ...others]);
  const free = `${formatBytes(directory.freeBytes)} free, ${formatBytes(measured.bytesNeeded)} needed at a time`;
  const { filesystem, device } = directory;
  return [
    ok('directory', `${directory.path} on ${filesystem}, drive ${device}`),
    ok('space', free),
    await examineDirect(directory, measured.direct === true),
    ...examineKind(directory),
  ];
}

/** A run whose disks open images with O_DIRECT is refused where the filesystem has none. */
async function examineDirect(
  { path, filesystem }: MeasuredDirectory,
  needed: boolean,
): Promise<Finding> {
  const topic = 'O_DIRECT';
  const why = await directRefusal(path);
  if (why === undefined) return ok(topic, `${filesystem} opens files with O_DIRECT`);
  const text = `files on ${filesystem} can't be opened with O_DIRECT, so cache=none, directsync and host-direct can't be measured: ${why}`;
  const finding = warning(topic, text, 'give a --directory on ext4 or xfs');
  return needed ? { ...finding, state: 'problem' } : finding;
}

function examineKind({ filesystem, device }: MeasuredDirectory): readonly Finding[] {
  const topic = 'filesystem';
  if (['btrfs', 'zfs', 'overlay', 'bcachefs'].includes(filesystem)) {
    const text = `${filesystem} copies data on write, and may turn direct IO into buffered IO`;
    const remedy = 'give a --directory on the filesystem that your guests use, or on ext4 or xfs';
    return [warning(topic, text, remedy)];
  }
  if (device !== 'unknown') return [];
  const text = 'the kernel names no drive under it, so other users of the drive cannot be seen';
  return [warning(topic, text, 'give a --directory on a local drive')];
}

/**
 * The directory itself, or the nearest one above it that exists: on the same filesystem once it is
 * made there.
 */
export async function nearestDirectory(path: string): Promise<string> {
  for (let candidate = resolve(path); ; candidate = dirname(candidate)) {
    const real = await realpath(candidate).catch(() => undefined);
    if (real !== undefined || candidate === '/') return real ?? '/';
  }
}

/** How often a busy team measures in a day. */
const runsPerDay = 20;

/** A consumer's drive of 1 TB is good for about 600 TB: at this rate for four years. */
const dailyWearBytes = 400 * 2 ** 30;

/**
 * Of runs, newest first, the first that measured the plan's suite for as long: others write other
 * amounts.
 */
export function lastOfSuite(runs: readonly Run[], { suite }: Pick<Plan, 'suite'>): Run | undefined {
  const digest = suiteDigest(suite);
  return runs.find(({ plan }) => suiteDigest(plan.suite) === digest);
}

/** What measuring wears off the drive under test. */
export async function examineWear(examination: Examination): Promise<readonly Finding[]> {
  const topic = 'writes';
  const { bytes, text: ofRun } = wearOf(examination);
  const perDay = bytes * runsPerDay;
  const text = `${ofRun} ${formatBytes(bytes)}, so ${runsPerDay} runs a day write ${formatBytes(perDay)}`;
  // The most that a plan may write is far above what slower drives get done: only a run tells of
  // too much.
  if (perDay < dailyWearBytes || examination.lastRun === undefined) return [ok(topic, text)];
  const remedy =
    'compare it with the endurance of the drive (TBW); fewer --rounds or a smaller --write-budget write less';
  return [warning(topic, text, remedy)];
}

/**
 * What a run writes: the last one tells, else the plan. `bad-argument` where the write budget
 * allows no round.
 */
function wearOf({ plan, site, lastRun }: Examination) {
  const { preparation, round } = requireWriteBudget({ plan, site });
  if (lastRun === undefined) {
    const bytes = Math.min(plan.writeBudget, preparation + plan.rounds * round);
    const bound = rulesOf(plan.suite).writesAreCapped ? 'at most' : 'about';
    return { bytes, text: `a run writes ${bound}` };
  }
  const { arms, rounds, startedAt, bytesWritten } = lastRun;
  const moment = startedAt.slice(0, 16).replace('T', ' ');
  const facts = `${moment} UTC, ${arms.length} arms, ${rounds.length} rounds`;
  const text = `the last run of the ${lastRun.plan.suite.name} suite (${facts}) wrote`;
  return { bytes: bytesWritten, text };
}
