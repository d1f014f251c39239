import { inOrder } from '../core/order.ts';
import type { Plan } from '../core/plan.ts';
import { defaultDiskMode, imageMode } from '../disk/fields.ts';
import type { DiskMode } from '../disk/mode.ts';
import { rulesOf } from '../suites/registry.ts';

/** Which files the arms of a plan use. */
export interface ArmImages {
  /** The file that an arm uses in a round. */
  imageOf(arm: number, round: number): string;
  /** Whether other disks of the same guest use an arm's file too. */
  isShared(arm: number): boolean;
}

/** A file that the disks of some arms are, by the arms' indexes. */
export interface PairFile {
  readonly arms: readonly number[];
  readonly mode: DiskMode;
  /** Laid out anew for every round, since a pair of it needs that; else made once. */
  readonly isFresh: boolean;
}

/** Of an arm that is a virtual disk, or the host's own file beside one: then as large as that. */
export function pairMode(
  { arms, pairs = [] }: Pick<Plan, 'arms' | 'pairs'>,
  arm: number,
): DiskMode | undefined {
  const target = arms[arm]?.target;
  if (target?.kind !== 'host') return target?.kind === 'disk' ? target.mode : undefined;
  const head = arms[pairs.find(({ against }) => against === arm)?.head ?? -1]?.target;
  return head?.kind === 'disk' ? { ...defaultDiskMode(head.mode.size), cache: 'none' } : undefined;
}

/**
 * The files of a plan's pairs, in the order of arms: all disks that pairs of `one file` tie
 * together are one. The others are laid out anew for every round with whatever they are paired
 * with.
 */
export function pairFiles(plan: Pick<Plan, 'arms' | 'pairs'>): PairFile[] {
  const { arms, pairs = [] } = plan;
  const fileOf = arms.map((_, index) => index);
  for (const { head, against, place } of pairs) {
    const [one, other] = [fileOf[head], fileOf[against]];
    if (place !== 'one file' || one === undefined || other === undefined) continue;
    for (const [arm, file] of fileOf.entries()) if (file === other) fileOf[arm] = one;
  }
  const fresh = new Set(
    pairs.flatMap(({ head, against, place }) =>
      place === 'new images' ? [fileOf[head], fileOf[against]] : [],
    ),
  );
  const groups = Map.groupBy(fileOf.keys(), arm => fileOf[arm]);
  return [...groups].flatMap(([file, members]) => {
    const mode = pairMode(plan, members[0] ?? -1);
    return mode === undefined ? [] : [{ arms: members, mode, isFresh: fresh.has(file) }];
  });
}

/** Images that are made alike for some arms, by the arms' indexes. */
export interface ImageGroup {
  readonly arms: readonly number[];
  readonly mode: ReturnType<typeof imageMode>;
  /** One that all arms are, or one for each of them, which they exchange. */
  readonly files: number;
  readonly isFresh: boolean;
}

/** The images of a plan; null disks have none. */
export function imageGroups(plan: Plan): readonly ImageGroup[] {
  if (plan.pairs !== undefined) return pairFiles(plan).map(file => ({ ...file, files: 1 }));
  const disks = plan.arms.flatMap(({ target }, arm) =>
    target.kind === 'disk' ? [{ arm, mode: imageMode(target.mode) }] : [],
  );
  const isFresh = rulesOf(plan.suite).freshImages;
  return [...Map.groupBy(disks, ({ mode }) => JSON.stringify(mode)).values()].flatMap(group =>
    group.slice(0, 1).map(({ mode }) => {
      return { arms: group.map(({ arm }) => arm), mode, files: group.length, isFresh };
    }),
  );
}

/**
 * What the images of some groups begin with: files of their own where the suite has some, else as
 * much as the largest needs.
 */
export function mastersOf(plan: Plan): readonly (readonly ImageGroup[])[] {
  const groups = imageGroups(plan);
  if (groups.length === 0) return [];
  return rulesOf(plan.suite).files === undefined ? [groups] : groups.map(group => [group]);
}

/** Bytes of a master, without the suite's files. */
export function masterSize(groups: readonly ImageGroup[]): number {
  return Math.max(0, ...groups.map(({ mode }) => mode.size));
}

/**
 * What the images of a plan write and take, in bytes: all of their content, but no structures of
 * filesystem and format. With preallocation=full qemu-img writes zeroes over the whole image before
 * it converts (strace, QEMU 7.2).
 */
export function imagesCost(plan: Plan) {
  const groups = imageGroups(plan);
  const sum = (some: readonly ImageGroup[], times: (group: ImageGroup) => number): number =>
    some.reduce((total, group) => total + group.mode.size * group.files * times(group), 0);
  const layout = (some: readonly ImageGroup[]): number =>
    sum(some, ({ mode }) => (mode.preallocation === 'full' ? 2 : 1));
  const masters = mastersOf(plan);
  const sizes = masters.reduce((total, group) => total + masterSize(group), 0);
  const filled = sizes + masters.length * (rulesOf(plan.suite).files?.totalSize ?? 0);
  // The pilot of pairs has those of a round, too.
  const before = groups.filter(({ isFresh }) => !isFresh || plan.pairs !== undefined);
  return {
    masters: filled,
    /** Before the first round. */
    preparation: filled + layout(before),
    round: layout(groups.filter(({ isFresh }) => isFresh)),
    space: sizes + sum(groups, () => 1),
  };
}

/**
 * In which order a round's files are laid out: who of a pair comes first is drawn, so that what the
 * sequence does to a file is no side's.
 */
export function layoutOrder<F extends Pick<PairFile, 'arms'>>(
  { pairs = [], draws = [] }: Pick<Plan, 'pairs' | 'draws'>,
  files: readonly F[],
  round: number,
): readonly F[] {
  const fileOf = (arm: number): number => files.findIndex(({ arms }) => arms.includes(arm));
  const before = pairs.flatMap(({ head, against, place }, pair) => {
    if (place === 'one file') return [];
    const both = [fileOf(head), fileOf(against)] as const;
    return [draws[round]?.[pair]?.places === true ? ([both[1], both[0]] as const) : both];
  });
  return inOrder(files.length, before).flatMap(file => files[file] ?? []);
}

/**
 * In which order a round's disks are plugged in, each into the next port: who of a pair comes first
 * is drawn, so that a port is no side's.
 */
export function pluggingOrder({ arms, pairs = [], draws = [] }: Plan, round: number) {
  const before = pairs.map(({ head, against }, pair) =>
    draws[round]?.[pair]?.slots === true ? ([against, head] as const) : ([head, against] as const),
  );
  return inOrder(arms.length, before);
}
