import { hostJobName, hostTarget } from '../core/host-job.ts';
import { armOrder, pairDraws, sideOrder } from '../core/order.ts';
import type { Pair } from '../core/pair.ts';
import type { Plan, PlannedArm } from '../core/plan.ts';
import type { Rejection } from '../core/rejection.ts';
import type { Run } from '../core/run.ts';
import { defaultDiskMode, diskModeKey } from '../disk/fields.ts';
import type { DiskMode } from '../disk/mode.ts';
import { pairImpossibility, placeOf } from '../disk/pair.ts';
import { spellBytes } from '../disk/spec.ts';
import { rulesOf } from '../suites/registry.ts';

/** What a plan is made of: everything but what follows from it and the seed. */
interface PlanRequest extends Omit<Plan, 'order' | 'pairs' | 'draws'> {
  /** Whether the run joins a store: then its disks are measured against the yardstick too. */
  readonly kept?: boolean | undefined;
  /** Whether head and base may hang in guests of their own. */
  readonly twoGuests?: boolean | undefined;
  /** Whether QEMU, kernel or initrd were given: a yardstick in a guest would move with them. */
  readonly givenParts?: boolean | undefined;
}

/**
 * The plan, complete before the first number: arms in their order for each round. Some suites add
 * the host job that each head disk is compared with, measured in the first round only, after the
 * others, which stay balanced that way.
 */
export function planRun({ kept, twoGuests, givenParts, ...request }: PlanRequest): Plan {
  if (rulesOf(request.suite).unit === 'pair')
    return planPairs({ kept, twoGuests, givenParts, ...request });
  const { arms, rounds, randomSeed } = request;
  const once = rulesOf(request.suite).addsHostJobs ? matchedHostArms(request) : [];
  const order = sideOrder({ arms, rounds, seed: randomSeed });
  const onceOrder = once.map((_, index) => arms.length + index);
  return {
    ...request,
    arms: [...arms, ...once],
    order: order.map((round, index) => (index === 0 ? [...round, ...onceOrder] : round)),
  };
}

/**
 * The plan of the suite `pairs`: each head disk with its base side, and with the yardstick where
 * the run is kept or the disk has no base side. Of several pairs each is measured as often early in
 * a round as late.
 */
function planPairs({ kept, twoGuests, givenParts, ...request }: PlanRequest): Plan {
  const { rounds, randomSeed: seed } = request;
  const heads = disksOf(request);
  const bases = request.arms.filter(({ side }) => side === 'base');
  const baseOf = (head: PlannedArm) => bases.find(({ name }) => name === head.name);
  const gauged = heads.filter(head => kept === true || baseOf(head) === undefined);
  const { usual } = rulesOf(request.suite).diskSize;
  const onHost = givenParts === true;
  const yardstickOf = (head: PlannedArm): PlannedArm => yardstickBeside(head, { usual, onHost });
  const yardsticks = new Map(gauged.map(yardstickOf).map(arm => [arm.name, arm]));
  const arms = [...heads, ...bases, ...yardsticks.values()];
  const pairOf = (head: PlannedArm, against: PlannedArm | undefined): Pair[] => {
    if (against === undefined || head.target.kind !== 'disk') return [];
    const isApart = twoGuests === true && against.side === 'base';
    const other = isApart || against.target.kind !== 'disk' ? undefined : against.target.mode;
    const isOwn = (head.target.image ?? head.target.device) !== undefined;
    const place = isOwn || other === undefined ? 'new images' : placeOf(head.target.mode, other);
    return [{ head: arms.indexOf(head), against: arms.indexOf(against), place }];
  };
  const pairs = [
    ...heads.flatMap(head => pairOf(head, baseOf(head))),
    ...gauged.flatMap(head => pairOf(head, yardsticks.get(yardstickOf(head).name))),
  ];
  const order = armOrder({ arms: pairs.length, rounds, seed });
  const draws = pairDraws({ pairs: pairs.length, rounds, seed });
  return { ...request, arms, pairs, order, draws };
}

/**
 * The yardstick beside a disk: the same plain one in every run, as large as the disk, so that both
 * seek equally far, and with its sectors, so that both take the same requests. Where a guest's own
 * parts are judged it is a file of the host instead.
 */
function yardstickBeside(
  { target }: PlannedArm,
  { usual, onHost }: { readonly usual: number; readonly onHost: boolean },
): PlannedArm {
  const isGauged = target.kind === 'disk' && target.image === undefined;
  const { logicalBlockSize: sector } = target.kind === 'disk' ? target.mode : {};
  const { device } = target.kind === 'disk' ? target : {};
  const size = isGauged ? target.mode.size : usual;
  const plain = { cache: 'none', aio: 'threads', bus: 'virtio-blk' } as const;
  const sectors =
    sector === undefined ? {} : { logicalBlockSize: sector, physicalBlockSize: sector };
  const mode: DiskMode = { ...defaultDiskMode(size), ...plain, ...sectors };
  const words = [
    'yardstick',
    ...(size === usual ? [] : [spellBytes(size)]),
    ...(sector === undefined ? [] : [`${sector}B`]),
    ...(device === undefined ? [] : [device]),
  ];
  const disk = { kind: 'disk' as const, mode, ...(device && { device }) };
  const own = onHost ? hostTarget({ direct: true, dsync: false }) : disk;
  return { name: words.join('-').slice(0, 64), side: 'yardstick', target: own };
}

/**
 * A plan of pairs in which each head disk without a base side has one as the first of these runs
 * that proved the disk had it. Where that mode is the head's there is nothing to measure beside it.
 * Nor where QEMU, kernel or initrd were given: a loss in them would cancel. Stored runs show it.
 */
export function withStoredBases(
  plan: Plan,
  { runs, kept }: { readonly runs: readonly Run[]; readonly kept: boolean },
): Plan {
  const givesParts = plan.arms.some(
    ({ side, target }) => side === 'yardstick' && target.kind === 'host',
  );
  if (plan.pairs === undefined || givesParts) return plan;
  // Another suite has disks of another size.
  const like = runs.filter(run => run.plan.suite.name === plan.suite.name);
  const given = new Set(plan.arms.flatMap(({ side, name }) => (side === 'base' ? [name] : [])));
  const bases = disksOf(plan)
    .filter(({ name }) => !given.has(name))
    .flatMap(head => storedBase(head, like));
  if (bases.length === 0) return plan;
  const { order: _order, pairs: _pairs, draws: _draws, ...rest } = plan;
  const arms = plan.arms.filter(({ side }) => side !== 'yardstick');
  return planRun({ ...rest, arms: [...arms, ...bases], kept });
}

function storedBase({ name, target }: PlannedArm, runs: readonly Run[]): PlannedArm[] {
  const [found] = runs.flatMap(({ arms, plan, startedAt }) =>
    arms.flatMap(
      ({ side, name: other, commit, attestation, subject: { target: before } }, index) => {
        if (side !== 'head' || other !== name || !attestation.ok || before.kind !== 'disk')
          return [];
        const definition = plan.arms[index]?.definition;
        return [
          { target: before, asStored: { startedAt, commit }, ...(definition && { definition }) },
        ];
      },
    ),
  );
  if (found === undefined || target.kind !== 'disk') return [];
  const [now, before] = [target.mode, found.target.mode];
  // Another image or device than that is not there to be measured again.
  if (found.target.image?.digest !== target.image?.digest || found.target.device !== target.device)
    return [];
  const isLike = diskModeKey(now) === diskModeKey(before);
  if (isLike || pairImpossibility(now, before) !== undefined) return [];
  return [{ name, side: 'base', ...found }];
}

/** Base disks that can't be asked the same requests as their heads. */
export function unlikePairs(
  heads: readonly PlannedArm[],
  bases: readonly PlannedArm[],
  path: string,
): Rejection[] {
  return bases.flatMap(({ name, target }) => {
    const head = heads.find(arm => arm.name === name && arm.side === 'head')?.target;
    if (target.kind !== 'disk' || head?.kind !== 'disk') return [];
    const refused = pairImpossibility(head.mode, target.mode);
    return refused === undefined
      ? []
      : [{ path, ...refused, problem: `disk "${name}": ${refused.problem}` }];
  });
}

/**
 * The jobs of the head's disks and the fixed `host-direct`, each once, without those that were
 * asked for anyway.
 */
function matchedHostArms({ suite, arms }: PlanRequest): PlannedArm[] {
  const jobs = arms.flatMap(({ side, target }) =>
    side === 'head' && target.kind === 'disk' ? [rulesOf(suite).matchedJob(target.mode)] : [],
  );
  if (jobs.length === 0) return [];
  const asked = new Set(arms.filter(({ side }) => side === 'host').map(({ name }) => name));
  const wanted = new Map(
    [{ direct: true, dsync: false }, ...jobs].map(job => [hostJobName(job), job]),
  );
  return [...wanted]
    .filter(([name]) => !asked.has(name))
    .map(([name, job]) => ({ name, side: 'host', target: hostTarget(job) }));
}

/**
 * A plan in which nothing changed (A/A): each virtual disk of the head, and a base side that is the
 * same. Host arms are left out; suite, rounds and all limits are those of the plan.
 */
export function twinPlan(plan: Plan): Plan {
  const { order: _order, gate: _gate, pairs: _pairs, draws: _draws, ...rest } = plan;
  const heads = disksOf(plan);
  return planRun({
    ...rest,
    arms: [...heads, ...heads.map(head => ({ ...head, side: 'base' as const }))],
  });
}

/** The virtual disks that a plan judges. */
export function disksOf({ arms }: Pick<Plan, 'arms'>): readonly PlannedArm[] {
  return arms.filter(({ side, target }) => side === 'head' && target.kind === 'disk');
}
