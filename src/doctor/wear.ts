import type { Plan } from '../core/plan.ts';
import { formatBytes } from '../core/quantity.ts';
import type { Run } from '../core/run.ts';
import { suiteDigest } from '../core/suite.ts';
import { requireWriteBudget } from '../measure/write-bound.ts';
import { rulesOf } from '../suites/registry.ts';
import type { Examination, Finding } from './finding.ts';

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
  if (perDay < dailyWearBytes || examination.lastRun === undefined)
    return [{ topic, state: 'ok', text }];
  const remedy =
    'compare it with the endurance of the drive (TBW); fewer --rounds or a smaller --write-budget write less';
  return [{ topic, state: 'warning', text, remedy }];
}

/**
 * What a run writes: the last one tells, else the plan. `bad-argument` where the write budget
 * allows no round.
 */
function wearOf({ plan, site, lastRun }: Examination): {
  readonly bytes: number;
  readonly text: string;
} {
  const { preparation, round } = requireWriteBudget({ plan, site });
  if (lastRun !== undefined)
    return { bytes: lastRun.bytesWritten, text: `${describe(lastRun)} wrote` };
  const bytes = Math.min(plan.writeBudget, preparation + plan.rounds * round);
  return {
    bytes,
    text: rulesOf(plan.suite).writesAreCapped ? 'a run writes at most' : 'a run writes about',
  };
}

function describe({ plan, arms, rounds, startedAt }: Run): string {
  const moment = startedAt.slice(0, 16).replace('T', ' ');
  return `the last run of the ${plan.suite.name} suite (${moment} UTC, ${arms.length} arms, ${rounds.length} rounds)`;
}
