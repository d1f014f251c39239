import { z } from 'zod';
import type { ArmTarget, Side } from './plan.ts';
import { amountSchema } from './schema.ts';

/**
 * What happened on the host during a round besides us. `othersCpu` in processors, `ioShare` others'
 * part of what the drive moved, `ioRate` in bytes per second. It is told, and says which stored
 * runs count.
 */
export const loadSchema = z.strictObject({
  stealShare: amountSchema,
  othersCpu: amountSchema.optional(),
  ownCpu: amountSchema.optional(),
  ioShare: amountSchema.optional(),
  ioRate: amountSchema.optional(),
  pressure: z.strictObject({ cpu: amountSchema, io: amountSchema }).optional(),
});
export type Load = Readonly<z.infer<typeof loadSchema>>;

/** What others can take of a host: its processors, time of the hypervisor, its drive. */
export const loadParts = ['processors', 'steal', 'drive'] as const;
export type LoadPart = (typeof loadParts)[number];

/**
 * How much of a part others took: processors, a share of the time, bytes per second. Undefined
 * where it is too little to be told, or not known.
 */
export function takenByOthers(load: Load, part: LoadPart): number | undefined {
  const { othersCpu = 0, stealShare, ioShare = 0, ioRate = 0 } = load;
  switch (part) {
    case 'processors':
      return othersCpu > 0.25 ? othersCpu : undefined;
    case 'steal':
      return stealShare > 0.02 ? stealShare : undefined;
    case 'drive':
      // Others' share of a drive that is nearly idle says nothing.
      return ioShare > 0.05 && ioRate > 2 ** 20 ? ioRate : undefined;
    default:
      return part satisfies never;
  }
}

/** What is asked of a run to know how busy its host was. */
export interface LoadedRun {
  readonly rounds: readonly { readonly load: Load }[];
  readonly environment: { readonly cpuCores: number };
}

/**
 * Others' share of the host's processors during a run: the median over its rounds, of what their
 * processes took and the hypervisor stole. Undefined without a round.
 */
export function loadOf({ rounds, environment: { cpuCores } }: LoadedRun): number | undefined {
  const shares = rounds.map(({ load }) => (load.othersCpu ?? 0) / cpuCores + load.stealShare);
  return shares.toSorted((a, b) => a - b)[Math.floor(shares.length / 2)];
}

/**
 * Whether numbers of two runs may be compared: levels sink under load, and ratios of
 * unlike disks move. A quarter of the processors apart is like; what is not known is like anything.
 */
export function isLikeLoad(one: number | undefined, other: number | undefined): boolean {
  return one === undefined || other === undefined || Math.abs(one - other) <= 0.25;
}

/** Those of some runs that were measured under a load like that of `run`. */
export function ofLikeLoad<R extends LoadedRun>(run: LoadedRun, runs: readonly R[]): readonly R[] {
  const load = loadOf(run);
  return runs.filter(other => isLikeLoad(loadOf(other), load));
}

/**
 * Those of some runs in which the head's disk of that name lies on the same as in `run`: an image
 * that the gate made, one that somebody built, or a device. Of others numbers say nothing about it.
 */
export function ofLikeMedium<R extends MeasuredArms>(
  run: MeasuredArms,
  runs: readonly R[],
  name: string,
): readonly R[] {
  return runs.filter(other => mediumOf(other, name) === mediumOf(run, name));
}

function mediumOf({ arms }: MeasuredArms, name: string): string {
  const arm = arms.find(one => one.side === 'head' && one.name === name);
  if (arm?.subject.target.kind !== 'disk') return '';
  const { image, device = '' } = arm.subject.target;
  return image === undefined ? device : 'own';
}

interface MeasuredArms {
  readonly arms: readonly {
    readonly name: string;
    readonly side: Side;
    readonly subject: { readonly target: ArmTarget };
  }[];
}
