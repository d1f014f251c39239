import { fingerprintOf } from '../core/environment.ts';
import { hostJobName, jobOf } from '../core/host-job.ts';
import { type Plan, type PlannedArm, type Site, targetKey } from '../core/plan.ts';
import type { Caveat } from '../core/reason.ts';
import { type Attestation, type Round, type Run, type RunArm, redactPaths } from '../core/run.ts';
import { rulesOf } from '../suites/registry.ts';
import type { Bench } from './bench.ts';
import { givenSubject } from './given-part.ts';
import { guestFor } from './guest-name.ts';
import type { GuestSetup } from './guest-setup.ts';
import type { MeasuredRound } from './round.ts';

/** What a run has measured so far. */
export interface Ledger {
  readonly measured: (MeasuredRound & { readonly wall: number })[];
  readonly looks: Run['looks'][number][];
  bytesWritten: number;
}

/** The facts from which a run document is made. */
export interface RunFacts {
  readonly plan: Plan;
  readonly site: Site;
  readonly commit: string | null;
  readonly toolVersion: string;
  readonly bench: Pick<Bench, 'guests' | 'environment' | 'caveats'>;
  readonly ledger: Ledger;
  readonly startedAt: string;
  readonly reason: Run['stop']['reason'];
  readonly timing: Run['timing'];
}

/** The run document of what was measured. */
export function assembleRun(facts: RunFacts): Run {
  const { plan, site, commit, toolVersion, bench, ledger, startedAt, reason, timing } = facts;
  return {
    schema: 1,
    tool: { name: 'qemu-storage-gate', version: toolVersion },
    startedAt,
    randomSeed: plan.randomSeed,
    plan,
    environment: bench.environment,
    fingerprint: fingerprintOf(bench.environment),
    arms: plan.arms.map((arm, index) => ({
      ...runArm(arm, {
        commit,
        site,
        guest: guestFor(bench.guests, arm),
        attestation: attested(arm, index, ledger),
      }),
      ...rulesOf(plan.suite).armFacts,
    })),
    rounds: ledger.measured.map(({ round }) => withoutPaths(round, site.directory)),
    looks: ledger.looks,
    stop: { reason },
    timing,
    bytesWritten: ledger.bytesWritten,
    caveats: caveatsOf(bench, ledger, site.directory),
  };
}

interface ArmFacts {
  readonly commit: string | null;
  readonly site: Site;
  readonly guest: GuestSetup | undefined;
  readonly attestation: Attestation;
}

/** Parts that an input gave are subject: judged with the arm, and out of the environment. */
function runArm(
  { name, side, target }: PlannedArm,
  { commit, site, guest, attestation }: ArmFacts,
): RunArm {
  if (target.kind === 'host' || guest === undefined) {
    const key = hostJobName(jobOf(target) ?? { direct: true, dsync: false });
    return { name, side, commit: null, subject: { target }, key, attestation };
  }
  const subject = { target, ...givenSubject(site, guest) };
  const key = target.kind === 'null' ? 'null' : targetKey(target);
  return { name, side, commit, subject, key, attestation };
}

/** The proof over all rounds: that of the first round, or the first one that failed. */
function attested(arm: PlannedArm, index: number, { measured }: Ledger): Attestation {
  if (arm.target.kind === 'host') return { ok: true, evidence: [] };
  const attestations = measured.flatMap(round => round.attestations.get(index) ?? []);
  const failed = attestations.find(({ ok }) => !ok);
  return failed ?? attestations[0] ?? { ok: false, evidence: [] };
}

/** Guards of pairs quote tools too. */
function withoutPaths(round: Round, directory: string): Round {
  if (round.failures === undefined) return round;
  const failures = round.failures.map(failure => ({
    ...failure,
    reason: redacted(failure.reason, directory),
  }));
  return { ...round, failures };
}

function redacted<T extends object>(told: T, directory: string): T {
  return 'said' in told && typeof told.said === 'string'
    ? { ...told, said: redactPaths(told.said, [directory]) }
    : told;
}

/**
 * A document holds 200 caveats: those about the whole run come first, so that only those of single
 * rounds are cut. What a tool said is without this machine's directories.
 */
function caveatsOf(bench: RunFacts['bench'], { measured }: Ledger, directory: string): Caveat[] {
  const all = [...bench.caveats, ...measured.flatMap(round => round.caveats)];
  // What holds for every round is told once.
  return [...new Map(all.map(caveat => [JSON.stringify(caveat), caveat])).values()]
    .slice(0, 200)
    .map(caveat => redacted(caveat, directory));
}
