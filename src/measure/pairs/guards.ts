import { bindingLimits, type LimitReading } from '../../core/limit.ts';
import type { Caveat, Guard } from '../../core/reason.ts';
import type { DiskMode } from '../../disk/mode.ts';
import { type ImageState, imageDoubts } from '../../disk/pair.ts';
import { blockDevicesUnder } from '../../host/drive.ts';
import { cgroupLimits } from '../../host/limits.ts';
import { residentShare } from '../../host/page-cache.ts';
import { unallocatedBytes } from '../../qemu/chain.ts';
import { limitsOfDisk, qemuLimits } from '../../qemu/limits.ts';
import type { SideReading } from '../../suites/pairs/estimate.ts';
import type { Shape } from '../../suites/shape.ts';
import type { Bench } from '../bench.ts';
import type { ArmDisk, GuestDisk } from '../guest-disk.ts';
import type { PluggedPair } from './runner.ts';

/**
 * The limits that may hold the disks of a round, as they are once all are plugged in. All QEMUs are
 * in one control group.
 */
export async function limitsOf(
  { scratch, devices: held }: Pick<Bench, 'scratch' | 'devices'>,
  disks: ReadonlyMap<number, ArmDisk>,
): Promise<LimitReading> {
  const own = [...held.values()].map(({ number }) => number);
  const devices = [...(await blockDevicesUnder(scratch)), ...own];
  const vms = [...new Set([...disks.values()].map(({ guest }) => guest.vm))];
  const readings = await Promise.all([
    ...vms.map(({ qmp }) => qemuLimits(qmp)),
    ...vms.slice(0, 1).map(({ pid }) => cgroupLimits({ pid, devices })),
  ]);
  return {
    limits: readings.flatMap(({ limits }) => limits),
    unknown: readings.flatMap(({ unknown }) => unknown),
  };
}

/** That it is not known whether there are limits; one for a run. */
export function unreadLimits({ unknown }: LimitReading): Caveat[] {
  if (unknown.length === 0) return [];
  return [{ kind: 'limits-unread', unknown: unknown.slice(0, 16) }];
}

/** What a workload of a pair did, for its limits. */
export interface LimitedWork {
  readonly pair: PluggedPair;
  readonly workload: Shape;
  readonly head: SideReading;
  readonly against: SideReading;
  /** That QEMU kept busy. */
  readonly processors: number;
  readonly sliceSeconds: number;
}

/** What the limits in force say of a workload: `missing` where its slices can't have seen them. */
export function limitReasons(
  { limits }: LimitReading,
  { pair, workload, processors, sliceSeconds, ...sides }: LimitedWork,
): { readonly missing: readonly Guard[]; readonly doubts: readonly Guard[] } {
  const sideOf = (side: 'head' | 'against') => {
    const { bytes, requests, seconds } = sides[side];
    const rates = { bytes: bytes / seconds, requests: requests / seconds, reads: workload.read };
    const own = limitsOfDisk(limits, pair[side].disk.id);
    return { limits: own, rates: { ...rates, processors } };
  };
  const found = bindingLimits({ head: sideOf('head'), against: sideOf('against'), sliceSeconds });
  const reasons = found.map(({ kind, side, rate, limit: { source, what, perSecond } }) => ({
    kind,
    side,
    source,
    what,
    limit: perSecond,
    rate,
  }));
  const isMissing = ({ kind }: Guard): boolean => kind === 'limit-refills';
  return {
    missing: reasons.filter(isMissing),
    doubts: reasons.filter(reason => !isMissing(reason)),
  };
}

/** When images were looked at. */
export type Moment = 'before' | 'after';

/** What of a pair's images is not as its modes imply. */
export async function imageReasons(
  { head, against }: PluggedPair,
  moment: Moment,
): Promise<readonly Guard[]> {
  // Of a device nobody tells what is in memory, or never written.
  if (head.disk.begin !== undefined) return [];
  const one = await stateOf(head.disk);
  const other = head.disk.image === against.disk.image ? one : await stateOf(against.disk);
  if (one === undefined || other === undefined) return [];
  const states = [
    { ...one, mode: head.disk.mode },
    { ...other, mode: against.disk.mode },
  ] as const;
  return imageDoubts(...states).map(doubt => ({ ...doubt, moment }));
}

/** Undefined for a disk without an image. */
async function stateOf({
  image,
  mode,
  backing,
}: Pick<GuestDisk, 'image' | 'backing'> & { readonly mode: DiskMode }): Promise<
  ImageState | undefined
> {
  if (typeof image !== 'string') return undefined;
  // Those of an own image are its own.
  const holes =
    backing === undefined ? await unallocatedBytes({ path: image, format: mode.format }) : 0;
  return { mode, resident: await residentShare(image), unallocated: holes / mode.size };
}
