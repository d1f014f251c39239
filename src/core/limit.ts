/** A ceiling that somebody set on a disk, or on the processes that serve it. */
export interface Limit {
  readonly source: 'QEMU' | 'cgroup';
  /** The block node that is limited, or the last part of the control group's path. */
  readonly node: string;
  readonly what: 'bytes' | 'requests' | 'processors';
  readonly direction: 'read' | 'write' | 'both';
  /** Bytes or requests per second, or processors. */
  readonly perSecond: number;
  /** What a full bucket lets through: so many a second for so many seconds. */
  readonly burst?: { readonly perSecond: number; readonly seconds: number };
}

/** The limits that were found, and what could not be read: that is not to say that it has none. */
export interface LimitReading {
  readonly limits: readonly Limit[];
  /** Names of sources, without paths. */
  readonly unknown: readonly string[];
}

/** What a disk did per second of its own slices, and processors that its QEMU kept busy. */
export interface LimitedRates {
  readonly bytes: number;
  readonly requests: number;
  /** Share of both that was read, 0 to 1. */
  readonly reads: number;
  readonly processors: number;
}

/** A disk of a pair: every limit that may hold it, and what it did. */
export interface LimitedSide {
  readonly limits: readonly Limit[];
  readonly rates: LimitedRates;
}

/** What a limit means for a workload of a pair. */
export interface LimitFinding {
  /**
   * `limit-ceiling`: both sides are at a limit, so that they may be equal by it alone: never
   * unchanged. `limit-refills`: its bucket may refill while the other side runs, which hides it:
   * missing. `limit-held`: one side is at its limit, and its slices show that: to be told.
   */
  readonly kind: 'limit-ceiling' | 'limit-refills' | 'limit-held';
  readonly side: 'head' | 'against';
  readonly limit: Limit;
  /** Of the side, in the unit of the limit. */
  readonly rate: number;
}

/** From this share of a limit on it counts as held: buckets leave a few percent unused. */
const heldShare = 0.9;
/** Up to this share it shows as the ceiling that it is; what is above comes from a bucket. */
const flatShare = 1.1;
/** A side that runs half of the time draws on a bucket that fills all the time. */
const refillShare = 0.5;
/**
 * A limit without a burst still has a bucket: a tenth of a second in QEMU (util/throttle.c, `max`
 * of 0) and in the kernel (block/blk-throttle.c, a slice on hard disks; on others it is shorter).
 */
const leastBucketSeconds = 0.1;
/** So many times a full bucket must a slice last: then the bucket is at most 5 % of its rate. */
const outlastingFactor = 20;

/**
 * What the limits mean for a workload whose slices last `sliceSeconds`. No statistics can tell: a
 * limit at 80 % of the free rate reads as no loss at all in slices of 5 ms. A quota of processors
 * is taken as one for both sides, since the processors of one side alone are not known.
 */
export function bindingLimits({
  head,
  against,
  sliceSeconds,
}: {
  readonly head: LimitedSide;
  readonly against: LimitedSide;
  readonly sliceSeconds: number;
}): readonly LimitFinding[] {
  const sides = [
    loadsOf('head', head, sliceSeconds),
    loadsOf('against', against, sliceSeconds),
  ] as const;
  const atCeiling = sides.map(loads => loads.filter(isCeiling));
  if (atCeiling.every(({ length }) => length > 0)) {
    return atCeiling.flat().map(load => finding('limit-ceiling', load));
  }
  return sides.flat().flatMap(load => {
    if (
      !load.outlasted &&
      load.share > (load.limit.what === 'processors' ? heldShare : refillShare)
    )
      return [finding('limit-refills', load)];
    return load.share >= heldShare ? [finding('limit-held', load)] : [];
  });
}

interface Load extends Omit<LimitFinding, 'kind'> {
  /** Rate over limit. */
  readonly share: number;
  /** Whether slices are long beside the bucket. */
  readonly outlasted: boolean;
}

function loadsOf(
  side: LimitFinding['side'],
  { limits, rates }: LimitedSide,
  sliceSeconds: number,
): readonly Load[] {
  return limits.map(limit => {
    const rate = rateOf(limit, rates);
    const { perSecond, burst } = limit;
    const bucket = burst === undefined ? 0 : (burst.perSecond * burst.seconds) / perSecond;
    const outlasted = sliceSeconds >= outlastingFactor * Math.max(bucket, leastBucketSeconds);
    return { side, limit, rate, share: rate / perSecond, outlasted };
  });
}

function rateOf({ what, direction }: Limit, rates: LimitedRates): number {
  if (what === 'processors' || direction === 'both') return rates[what];
  return rates[what] * (direction === 'read' ? rates.reads : 1 - rates.reads);
}

function isCeiling({ share, outlasted }: Load): boolean {
  return share >= heldShare && (share <= flatShare || outlasted);
}

function finding(kind: LimitFinding['kind'], { side, limit, rate }: Load): LimitFinding {
  return { kind, side, limit, rate };
}
