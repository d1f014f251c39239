import { inOrder } from '../core/order.ts';
import type { OwnImage, Plan } from '../core/plan.ts';
import { defaultDiskMode, imageMode } from '../disk/fields.ts';
import type { DiskMode } from '../disk/mode.ts';
import type { Disk } from '../disk/parts.ts';
import { rulesOf } from '../suites/registry.ts';

/** Which files the arms of a plan use. */
export interface ArmImages {
  /** The file that an arm uses in a round. */
  imageOf(arm: number, round: number): string;
  /** Whether other disks of the same guest use an arm's file too. */
  isShared(arm: number): boolean;
  /** Where on a block device an arm's disk begins in a round; undefined where it is a file. */
  beginOf(arm: number, round: number): number | undefined;
  /** What an arm's own image rests on; undefined where the gate makes the image. */
  backingOf(arm: number): Disk['backing'];
}

/** A file that the disks of some arms are, by the arms' indexes. */
export interface PairFile {
  readonly arms: readonly number[];
  readonly mode: DiskMode;
  /** Laid out anew for every round, since a pair of it needs that; else made once. */
  readonly isFresh: boolean;
  /** The own image that it is, or the device on which it lies. */
  readonly own?: OwnImage | undefined;
  readonly device?: string | undefined;
}

/** Of an arm that is a virtual disk, or the host's own file beside one: then as large as that. */
export function pairMode(
  { arms, pairs = [] }: Pick<Plan, 'arms' | 'pairs'>,
  arm: number,
): DiskMode | undefined {
  const target = arms[arm]?.target;
  if (target?.kind !== 'host') return target?.kind === 'disk' ? target.mode : undefined;
  const head = arms[pairs.find(({ against }) => against === arm)?.head ?? -1]?.target;
  if (head?.kind !== 'disk') return undefined;
  // Beside an own image it is as large as what is used of that.
  return { ...defaultDiskMode(head.image?.used ?? head.mode.size), cache: 'none' };
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
    const target = arms[members[0] ?? -1]?.target;
    const { image: own, device } = target?.kind === 'disk' ? target : {};
    const isFresh = fresh.has(file);
    return mode === undefined ? [] : [{ arms: members, mode, isFresh, own, device }];
  });
}

/** Images that are made alike for some arms, by the arms' indexes. */
export interface ImageGroup {
  readonly arms: readonly number[];
  readonly mode: ReturnType<typeof imageMode>;
  /** One that all arms are, or one for each of them, which they exchange. */
  readonly files: number;
  readonly isFresh: boolean;
  readonly own?: OwnImage | undefined;
  readonly device?: string | undefined;
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
  const groups = imageGroups(plan).filter(({ own }) => own === undefined);
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
    some.reduce((total, group) => total + sizeOf(group) * group.files * times(group), 0);
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
    // What a guest writes to an own image may take space that it had not.
    space:
      sizes +
      sum(groups, ({ device }) => (device === undefined ? 1 : 0)) +
      groups.reduce((total, { own }) => total + (own?.used ?? 0), 0),
  };
}

/** At the start of a device, where its mark is. */
const unusedBytes = 2 ** 20;

/** Bytes of a device that the disks of a plan take, side by side. */
export function deviceBytes(plan: Pick<Plan, 'arms'>, device: string): number {
  const { arms, size } = partsOf(plan, device);
  return unusedBytes + arms.length * size;
}

/** Where on its device the disk of an arm begins: they exchange their parts every round. */
export function deviceBegin(plan: Pick<Plan, 'arms'>, arm: number, round: number) {
  const target = plan.arms[arm]?.target;
  if (target?.kind !== 'disk' || target.device === undefined) return undefined;
  const { arms, size } = partsOf(plan, target.device);
  return unusedBytes + ((arms.indexOf(arm) + round) % arms.length) * size;
}

function partsOf({ arms }: Pick<Plan, 'arms'>, device: string) {
  const found = arms.flatMap(({ target }, arm) =>
    target.kind === 'disk' && target.device === device ? [{ arm, size: target.mode.size }] : [],
  );
  const size = Math.max(0, ...found.map(one => one.size));
  return { arms: found.map(({ arm }) => arm), size: Math.ceil(size / 2 ** 20) * 2 ** 20 };
}

/** Bytes that laying out a file writes; an overlay begins as a header. */
function sizeOf({ mode, own }: ImageGroup): number {
  if (own === undefined) return mode.size;
  return own.on === 'copy' ? own.bytes : 2 ** 20;
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
