import { type CellName, cellText } from '../core/cell.ts';
import { commitOf } from '../core/commit.ts';
import { gaugedIn } from '../core/difference.ts';
import { type Environment, fingerprintOf } from '../core/environment.ts';
import { loadParts, takenByOthers } from '../core/load.ts';
import { type Policy, policyFor, ruleFor } from '../core/policy.ts';
import { type Run, type RunArm, runIdentity } from '../core/run.ts';
import { headCells, headIndexOf, headSampleOf, sampleOf } from '../core/sample.ts';
import { whyNotEligible } from '../history/eligibility.ts';
import { type Reading, readingOf } from '../history/reading.ts';
import type { LevelledCell } from '../history/shift.ts';
import { doubtText } from '../report/caveats.ts';
import { whyLeftOut } from '../report/reasons.ts';
import { titlesOf } from '../report/tables.ts';
import { centreOf } from '../statistics/centre.ts';
import { estimateOf } from '../statistics/uncertainty.ts';
import { rulesOf } from '../suites/registry.ts';

/** What a page shows of one run: a hundredth of its document, so that thousands fit in memory. */
export interface RunFacts {
  readonly startedAt: string;
  readonly identity: string;
  readonly fingerprint: string;
  readonly environment: Environment;
  readonly suite: string;
  readonly commit: string | null;
  /** First digits of its document's SHA-256. */
  readonly digest: string;
  readonly rounds: number;
  /** Why its numbers are to be doubted, or it has none; empty where nothing speaks against it. */
  readonly disturbed: string;
  /** The judged disks, with what tells their subjects apart. */
  readonly disks: readonly { readonly arm: RunArm; readonly subject: string }[];
  readonly cells: ReadonlyMap<string, CellFacts>;
}

/** What a page shows of a cell in one run. */
export interface CellFacts {
  readonly cell: LevelledCell;
  readonly title: string;
  readonly reading: Reading;
  /** Half of the interval of 95 %, on the log scale; undefined where few rounds tell hardly any. */
  readonly half: number | undefined;
  /** Of each round: its logarithm less that of the level. */
  readonly rounds: readonly number[];
  /** Logarithm of what the yardstick beside it delivered. */
  readonly yardstick: number | undefined;
}

/** The facts of a run: its throughputs, and what else the policy gates. */
export function factsOf(
  run: Run,
  { digest, policy: asked }: { readonly digest: string; readonly policy: Policy },
): RunFacts {
  const policy = policyFor(rulesOf(run.plan.suite).gates, asked);
  const titleOf = titlesOf(run);
  const cells = headCells(run).flatMap((cell): [string, CellFacts][] => {
    const { gated, tolerance } = ruleFor({ ...cell, side: 'head' }, policy);
    if (!gated && cell.metric !== 'throughput') return [];
    const found = valuesOf(run, cell);
    const facts = { cell: { ...cell, tolerance }, title: titleOf(cell.workload) };
    return found === undefined ? [] : [[cellText(cell), { ...facts, ...found }]];
  });
  const { startedAt, environment, arms } = run;
  return {
    startedAt,
    // A document may claim any.
    fingerprint: fingerprintOf(environment),
    environment,
    suite: run.plan.suite.name,
    digest,
    identity: runIdentity(run),
    commit: commitOf(run),
    rounds: run.rounds.length,
    disturbed: disturbanceOf(run),
    disks: arms.flatMap(arm => (arm.side === 'head' ? [subjectOf(arm)] : [])),
    cells: new Map(cells),
  };
}

function valuesOf(run: Run, cell: CellName) {
  const sample = headSampleOf(run, cell);
  const reading = readingOf(run, cell);
  if (sample.kind === 'missing' || reading === undefined) return undefined;
  const half = estimateOf(centreOf(sample.logs, 0), sample.n).halfWidth(0.025);
  const { armIndex, ...gauged } = yardstickOf(run, cell);
  const yardstick = armIndex === undefined ? undefined : sampleOf(run, { ...gauged, armIndex });
  return {
    reading,
    half: half < Math.LN2 && sample.n > 1 ? half : undefined,
    rounds: sample.logs.map(log => log - sample.logCentre),
    yardstick: yardstick?.kind === 'values' ? yardstick.logCentre : undefined,
  };
}

function yardstickOf(run: Run, { arm, workload, metric }: CellName) {
  const pair = gaugedIn(run, headIndexOf(run, arm))?.pair;
  return { pair, workload, metric, armIndex: run.plan.pairs?.[pair ?? -1]?.against };
}

/** What others took in most of its rounds counts, as everywhere for information. */
function disturbanceOf(run: Run): string {
  const why = whyNotEligible(run);
  if (why !== undefined) return whyLeftOut(why);
  const { rounds, environment } = run;
  const loads = loadParts.flatMap(part => {
    const taken = rounds.flatMap(({ load }) => takenByOthers(load, part) ?? []);
    if (2 * taken.length <= rounds.length) return [];
    const counts = { rounds: taken.length, of: rounds.length, processors: environment.cpuCores };
    return [doubtText({ kind: 'others-load', part, most: Math.max(...taken), ...counts })];
  });
  return loads.join('; ');
}

function subjectOf(arm: RunArm) {
  const { qemu, kernel, initrd } = arm.subject;
  const parts = [qemu, kernel, initrd].map(part => part?.sha256 ?? '');
  // What was read back of it is long, and shown by nobody.
  const short = { ...arm, attestation: { ok: arm.attestation.ok, evidence: [] } };
  return { arm: short, subject: [arm.key, ...parts].join(' ') };
}
