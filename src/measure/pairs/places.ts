import { inOrder } from '../../core/order.ts';
import type { Plan } from '../../core/plan.ts';
import { defaultDiskMode } from '../../disk/fields.ts';
import type { DiskMode } from '../../disk/mode.ts';

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

/** Bytes of a layout; what filesystem and format need for themselves is not in it. */
function layoutWrites(files: readonly PairFile[]): number {
  return files.reduce(
    (sum, { mode }) => sum + mode.size * (mode.preallocation === 'full' ? 2 : 1),
    0,
  );
}

/** Bytes of what all images begin with. */
export function masterSize(files: readonly PairFile[]): number {
  return Math.max(0, ...files.map(({ mode }) => mode.size));
}

/** What the images of a plan's pairs write and take, in bytes. */
export function pairImagesCost(plan: Pick<Plan, 'arms' | 'pairs'>) {
  const files = pairFiles(plan);
  const round = layoutWrites(files.filter(({ isFresh }) => isFresh));
  return {
    /** Before the first round; the pilot has those of a round, too. */
    preparation: masterSize(files) + layoutWrites(files),
    round,
    space: masterSize(files) + files.reduce((sum, { mode }) => sum + mode.size, 0),
  };
}

/**
 * In which order a round's files are laid out: who of a pair comes first is drawn, so that what the
 * sequence does to a file is no side's.
 */
export function layoutOrder(
  { pairs = [], draws = [] }: Pick<Plan, 'pairs' | 'draws'>,
  files: readonly PairFile[],
  round: number,
): readonly PairFile[] {
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
