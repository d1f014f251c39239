import type { Run } from '../../core/run.ts';
import { meanOf, valuesOf } from '../../core/sample.ts';
import type { DiskMode } from '../../disk/mode.ts';
import { type IndexedArm, indexedArms, matchedHost } from '../host-match.ts';
import { intervalOf, logDifferences, type RatioOutcome, ratioOf } from '../ratio.ts';
import type { Claim, ClaimColumn, Evidence, SuiteRules } from '../suite.ts';

/**
 * Judges the claims of the blog post on a run: those whose arms the run has. `not decided` where
 * the 95 % interval contains "no difference" or one round shows no spread. Source of the claims:
 * "Performance of virtual storage (part 2)".
 */
export function judgeClaims(run: Run, rules: MatchRules): Claim[] {
  return [
    defaultIsWriteback(run),
    writebackBeatsAll(run),
    unsafeIsSlightlyFaster(run),
    ...slowerThanHost(run, rules),
  ].filter(claim => claim !== undefined);
}

type MatchRules = Pick<SuiteRules, 'matchedJob' | 'addsHostJobs'>;

/** Up to here "slightly faster": the post's own table has -1 % to +11 %. */
const slightly = 1.25;

function defaultIsWriteback(run: Run): Claim | undefined {
  const plain = headArms(run).find(({ arm }) => arm.name === 'default');
  const writeback = rowOf(run, 'writeback');
  if (plain === undefined || writeback === undefined) return undefined;
  const attested = plain.arm.attestation.ok && writeback.arm.attestation.ok;
  const same = plain.arm.key === writeback.arm.key;
  const keys = [plain.arm.key, writeback.arm.key] as const;
  const modes = !attested ? 'unattested' : same ? 'same' : keys;
  const outcome = attested ? (same ? 'holds' : 'refuted') : 'not decided';
  return {
    claim: 'default is writeback',
    columns: perWorkload(run, workload => {
      const ratio = ratioOf(run, { over: plain.index, under: writeback.index, workload });
      return { outcome, evidence: { modes, ratios: [{ label: 'default/writeback', ratio }] } };
    }),
  };
}

function writebackBeatsAll(run: Run): Claim | undefined {
  const writeback = rowOf(run, 'writeback');
  const others = (['writethrough', 'none', 'directsync'] as const)
    .map(cache => rowOf(run, cache))
    .filter(arm => arm !== undefined);
  if (writeback === undefined || others.length === 0) return undefined;
  return {
    claim: 'writeback beats all others but unsafe',
    columns: perWorkload(run, workload => {
      const ratios = others.map(other => ({
        label: `over ${other.arm.name}`,
        ratio: ratioOf(run, { over: writeback.index, under: other.index, workload }),
      }));
      const outcome = allOf(ratios.map(({ ratio }) => isAboveOne(ratio)));
      return { outcome, evidence: { ratios } };
    }),
  };
}

function unsafeIsSlightlyFaster(run: Run): Claim | undefined {
  const writeback = rowOf(run, 'writeback');
  const unsafe = rowOf(run, 'unsafe');
  if (writeback === undefined || unsafe === undefined) return undefined;
  return {
    claim: 'unsafe is slightly faster than writeback',
    columns: perWorkload(run, workload => {
      const ratio = ratioOf(run, { over: unsafe.index, under: writeback.index, workload });
      return {
        outcome: isSlightlyAboveOne(ratio),
        evidence: { ratios: [{ label: 'unsafe/writeback', ratio }] },
      };
    }),
  };
}

function slowerThanHost(run: Run, rules: MatchRules): Claim[] {
  const pairs = headArms(run).flatMap(disk => {
    const host = matchedHost(run, disk.arm, rules);
    return host === undefined ? [] : [{ disk, host }];
  });
  if (pairs.length === 0) return [];
  const columns = perWorkload(run, workload => {
    const ratios = pairs.map(({ disk, host }) => ({
      name: disk.arm.name,
      ratio: ratioOf(run, { over: disk.index, under: host.index, workload }),
    }));
    const outcome = allOf(ratios.map(({ ratio }) => opposite(isAboveOne(ratio))));
    return { outcome, evidence: { ratios: fastestOf(ratios) } };
  });
  const slower = { claim: 'every virtual disk is slower than the host', columns };
  const most = randomReadMost(run, pairs);
  return most === undefined ? [slower] : [slower, most];
}

interface Pair {
  readonly disk: IndexedArm;
  readonly host: IndexedArm;
}

/**
 * Random read against each other column: the ratio of their ratios to the host, geometric mean over
 * the disks.
 */
function randomReadMost(run: Run, pairs: readonly Pair[]): Claim | undefined {
  const { workloads } = run.plan.suite;
  const others = workloads.filter(({ name }) => name !== 'rndrd');
  const random = workloads.find(({ name }) => name === 'rndrd');
  if (random === undefined || others.length === 0) return undefined;
  const ratios = others.map(({ name, title }, index) => ({
    label: `${index === 0 ? 'its ratio to the host ' : ''}over that of ${title}`,
    ratio: lossAgainst(run, pairs, [random.name, name]),
  }));
  return {
    claim: 'random read loses most',
    columns: [
      {
        workload: random.name,
        outcome: allOf(ratios.map(({ ratio }) => opposite(isAboveOne(ratio)))),
        evidence: { ratios },
      },
    ],
  };
}

function lossAgainst(
  run: Run,
  pairs: readonly Pair[],
  [random, other]: readonly [string, string],
): RatioOutcome {
  const perRound: number[][] = [];
  for (const { disk, host } of pairs) {
    const ofRandom = logDifferences(run, { over: disk.index, under: host.index, workload: random });
    const ofOther = logDifferences(run, { over: disk.index, under: host.index, workload: other });
    if (ofRandom.kind === 'missing') return ofRandom;
    if (ofOther.kind === 'missing') return ofOther;
    perRound.push(ofRandom.logs.map((log, round) => log - (ofOther.logs[round] ?? Number.NaN)));
  }
  const rounds = [...(perRound[0] ?? []).keys()];
  return intervalOf(
    valuesOf(rounds.map(round => meanOf(perRound.map(logs => logs[round] ?? Number.NaN)))),
  );
}

type Outcome = ClaimColumn['outcome'];

function isAboveOne(ratio: RatioOutcome): Outcome {
  if (ratio.kind === 'missing' || ratio.interval === undefined) return 'not decided';
  if (ratio.interval.low > 1) return 'holds';
  return ratio.interval.high < 1 ? 'refuted' : 'not decided';
}

function isSlightlyAboveOne(ratio: RatioOutcome): Outcome {
  if (isAboveOne(ratio) !== 'holds' || ratio.kind === 'missing') return isAboveOne(ratio);
  if (ratio.ratio <= slightly) return 'holds';
  return (ratio.interval?.low ?? 0) > slightly ? 'refuted' : 'not decided';
}

function allOf(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.includes('refuted')) return 'refuted';
  return outcomes.every(outcome => outcome === 'holds') ? 'holds' : 'not decided';
}

function opposite(outcome: Outcome): Outcome {
  if (outcome === 'not decided') return outcome;
  return outcome === 'holds' ? 'refuted' : 'holds';
}

function headArms(run: Run): IndexedArm[] {
  return indexedArms(run).filter(({ arm }) => arm.side === 'head');
}

/**
 * The post's row of that name, where it is what its name says: a user's own disks are no rows of
 * the post.
 */
function rowOf(run: Run, cache: DiskMode['cache']): IndexedArm | undefined {
  return headArms(run).find(
    ({ arm: { name, subject } }) =>
      name === cache && subject.target.kind === 'disk' && subject.target.mode.cache === cache,
  );
}

function perWorkload(
  run: Run,
  judgeColumn: (workload: string) => Omit<ClaimColumn, 'workload'>,
): ClaimColumn[] {
  return run.plan.suite.workloads.map(({ name }) => ({ workload: name, ...judgeColumn(name) }));
}

function fastestOf(
  ratios: readonly { readonly name: string; readonly ratio: RatioOutcome }[],
): Evidence['ratios'] {
  const missing = ratios.filter(({ ratio }) => ratio.kind === 'missing');
  const sorted = ratios.toSorted((a, b) => ratioValue(b.ratio) - ratioValue(a.ratio));
  return [...missing, ...sorted]
    .slice(0, 1)
    .map(({ name, ratio }) => ({ label: `fastest ${name}`, ratio }));
}

function ratioValue(ratio: RatioOutcome): number {
  return ratio.kind === 'ratio' ? ratio.ratio : Number.NaN;
}
