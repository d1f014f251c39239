import {
  describeContamination,
  describeUnlimitedLoad,
  isContaminated,
} from '../core/contamination.ts';
import { looksTaken } from '../core/gate-plan.ts';
import type { Policy } from '../core/policy.ts';
import { formatCount } from '../core/quantity.ts';
import type { Run, RunArm } from '../core/run.ts';
import { worstVerdict } from '../core/verdict.ts';
import type { Baseline } from '../history/history.ts';
import { assumedBetweenDeviation, runsToEstimateBetween } from '../statistics/uncertainty.ts';
import { judgeCells } from './cell-verdict.ts';
import { judgeControls } from './control.ts';
import type { CellJudgement, Judgement } from './judgement.ts';
import { liveBaseOf } from './live-base.ts';
import type { SubjectChange } from './subject.ts';
import { subjectChanges } from './subject.ts';

/** What a run is judged by. */
export interface JudgeRequest {
  readonly run: Run;
  readonly baseline: Baseline;
  readonly policy: Policy;
}

/**
 * Judges every cell of a run against earlier runs of the same environment, and the run by the worst
 * of its gated cells. Its looks are those that its plan declared.
 */
export function judge({ run, baseline, policy }: JudgeRequest): Judgement {
  const cells = judgeCells({ run, baseline, policy, looks: looksTaken(run) });
  const gated = cells.filter(cell => cell.gated);
  const verdict = worstVerdict(gated.map(cell => cell.verdict));
  return {
    verdict,
    // Each gated cell counts: a worse verdict that is not listed must not hide one that is.
    passed: ![verdict, ...gated.map(cell => cell.verdict)].some(found =>
      policy.failOn.includes(found),
    ),
    gatedCells: gated.length,
    tolerance: policy.tolerance,
    falseAlarm: policy.falseAlarm,
    cells,
    changes: changesSince(baseline.newest, run, policy.reference),
    baseline: baseline.runs.map(({ startedAt, arms }) => ({
      startedAt,
      commit: headArms(arms)[0]?.commit ?? null,
    })),
    incomparable: baseline.incomparable,
    ...nearestHistory(baseline.nearest),
    caveats: [
      ...unlimitedLoad(run),
      ...caveatsOf(gated, baseline.runs.length),
      ...setAsideCells(run),
      ...laterRuns(baseline, gated),
      ...unmatchedPolicies(policy, cells),
    ],
    controls: judgeControls({ run, baseline: baseline.runs, tolerance: policy.tolerance }),
    ...(isContaminated(run) && { contaminated: describeContamination(run) }),
  };
}

function unlimitedLoad(run: Run): string[] {
  const sentence = describeUnlimitedLoad(run);
  return sentence === undefined ? [] : [sentence];
}

function nearestHistory(run: Run | undefined): Pick<Judgement, 'nearest'> {
  if (run === undefined) return {};
  const { fingerprint, startedAt, arms } = run;
  return { nearest: { fingerprint, startedAt, commit: headArms(arms)[0]?.commit ?? null } };
}

function headArms(arms: readonly RunArm[]): readonly RunArm[] {
  return arms.filter(({ side }) => side === 'head');
}

function changesSince(
  earlier: Run | undefined,
  run: Run,
  reference: Policy['reference'],
): SubjectChange[] {
  const before = headArms(earlier?.arms ?? []);
  return headArms(run.arms).flatMap(arm => {
    const live = reference === 'stored' ? undefined : liveBaseOf(run, arm.name)?.arm;
    const from = live ?? before.find(({ name }) => name === arm.name);
    return from === undefined ? [] : subjectChanges(from, arm);
  });
}

function caveatsOf(gated: readonly CellJudgement[], baselineRuns: number): string[] {
  const caveats: string[] = [];
  if (gated.length === 0)
    caveats.push('no cell is gated, so nothing in this run could have failed');
  const isStored = gated.some(
    ({ reference, base }) => reference === 'stored runs' && base !== undefined,
  );
  if (isStored && baselineRuns < runsToEstimateBetween) {
    const deviation = `${assumedBetweenDeviation * 100} %`;
    const runs = formatCount(baselineRuns, 'earlier run');
    caveats.push(
      `with ${runs} the run-to-run variation is unknown: a standard deviation of ${deviation} is assumed until there are ${runsToEstimateBetween}${baselineRuns === 1 ? '' : ', or more where they show it'}`,
    );
  }
  return caveats;
}

/** Said in each report: what is not gated could not have failed. */
function setAsideCells({ plan: { gate, rounds } }: Run): string[] {
  return (gate?.setAside ?? []).map(
    ({ arm, workload, metric, tolerance }) =>
      `${arm} ${workload} ${metric} was set aside before measuring: at its past noise ${rounds} rounds could not detect even a loss of half. It could be decided at a tolerance of ${Math.ceil(tolerance * 100)} %`,
  );
}

/**
 * Two documents in the wrong order, or a clock that was wrong once, would leave a run without its
 * baseline, and nobody would know why.
 */
function laterRuns({ runs, leftOut }: Baseline, gated: readonly CellJudgement[]): string[] {
  const later = leftOut.get('not before the run')?.length ?? 0;
  if (later === 0) return [];
  if (
    runs.length === 0 &&
    leftOut.size === 1 &&
    gated.some(({ verdict }) => verdict === 'no-baseline')
  ) {
    const which = later === 1 ? 'the only stored run' : `each of the ${later} stored runs`;
    return [
      `${which} began after this one, so it is no baseline of it: compare the later with the earlier (or is a clock wrong?)`,
    ];
  }
  return [
    `${later} stored ${later === 1 ? 'run' : 'runs'} began after this one and ${later === 1 ? 'was' : 'were'} left out: is a clock wrong?`,
  ];
}

/** A misspelt name in the policy would silently leave a cell ungated. */
function unmatchedPolicies({ cells: policies }: Policy, cells: readonly CellJudgement[]): string[] {
  return policies
    .filter(
      ({ disk, workload, metric }) =>
        !cells.some(
          cell =>
            (disk ?? cell.arm) === cell.arm &&
            (workload ?? cell.workload) === cell.workload &&
            (metric ?? cell.metric) === cell.metric,
        ),
    )
    .map(
      ({ disk = 'any disk', workload = 'any workload', metric = 'any metric' }) =>
        `the policy for ${disk}, ${workload}, ${metric} matches no cell of this run`,
    );
}
