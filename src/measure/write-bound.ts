import type { Plan, Site } from '../core/plan.ts';
import { formatBytes } from '../core/quantity.ts';
import { GateError } from '../errors.ts';
import { rulesOf } from '../suites/registry.ts';
import { hostFilesSize, roundWrites } from '../suites/work.ts';
import { hostParents } from './host-files.ts';
import { type ImageGroup, imageGroups } from './image-group.ts';
import { pairImagesCost } from './pairs/places.ts';

/** Bytes that a run writes at most: before its rounds, and in its largest one. */
export interface WriteBound {
  readonly preparation: number;
  readonly round: number;
}

/** What is planned, and the directories of its host arms. */
export interface WritingPlan {
  readonly plan: Plan;
  readonly site: Pick<Site, 'hostDirectories'>;
}

/**
 * The bound of a plan. It holds of the images' content where the suite's writes are capped, and is
 * an estimate elsewhere; filesystems' and qcow2's own structures are not in it.
 */
export function writeBound({ plan, site }: WritingPlan): WriteBound {
  const { suite } = plan;
  if (plan.pairs !== undefined) {
    const { preparation, round } = pairImagesCost(plan);
    // Without slices nobody knows yet; a short run of the disks tells, before the first round.
    const isKnown = plan.pairs.every(({ slices }) => slices !== undefined);
    return { preparation, round: round + (isKnown ? roundWrites(plan) : 0) };
  }
  const masters = imageGroups(plan).reduce((sum, { mode }) => sum + masterWrites(mode, suite), 0);
  const hosts = hostParents({ plan, site }).size * hostFilesSize(plan);
  const copies = copyWrites(plan);
  return rulesOf(suite).freshImages
    ? { preparation: masters + hosts, round: roundWrites(plan) + copies }
    : { preparation: masters + hosts + copies, round: roundWrites(plan) };
}

/**
 * Bytes that a master takes to make: the fill, the suite's files, for qcow2 the conversion.
 */
export function masterWrites(mode: ImageGroup['mode'], suite: Plan['suite']): number {
  const files = rulesOf(suite).files?.totalSize ?? 0;
  if (mode.format !== 'qcow2') return mode.size + files;
  // With preallocation=full qemu-img writes zeroes over the whole image before it converts (strace,
  // QEMU 7.2).
  return mode.size + files + (mode.preallocation === 'full' ? 2 : 1) * mode.size;
}

/** Bytes of the images that the arms of a plan use. */
export function copyWrites(plan: Plan): number {
  return imageGroups(plan).reduce((sum, { mode, arms }) => sum + mode.size * arms.length, 0);
}

/**
 * The bound of a plan whose write budget allows its preparation and one round; `bad-argument` where
 * it does not.
 */
export function requireWriteBudget(request: WritingPlan): WriteBound {
  const bound = writeBound(request);
  const { writeBudget, suite } = request.plan;
  const needed = bound.preparation + bound.round;
  if (needed <= writeBudget) return bound;
  const [allowed, before, round] = [writeBudget, bound.preparation, bound.round].map(formatBytes);
  const about = rulesOf(suite).writesAreCapped ? 'up to' : 'about';
  throw new GateError('bad-argument', {
    problem: `the write budget of ${allowed} does not allow one round`,
    why: `creating images and files writes ${before}, a round ${about} ${round}`,
    remedy: `give --write-budget ${Math.ceil(needed / 2 ** 30)}GiB or more, or measure fewer or smaller disks`,
  });
}
