import {
  type Contamination,
  type ContaminationThresholds,
  contaminationReasons,
  describeContamination,
  droppableRounds,
} from '../core/contamination.ts';
import type { Plan, Site } from '../core/plan.ts';
import type { Caveat, Round } from '../core/run.ts';
import { sharesDrives } from '../host/drive.ts';
import type { LoadReading } from '../host/load.ts';

/**
 * The contamination of a round for the run document: what a watch has read, with the limits that it
 * exceeds.
 */
export function contaminationOf(
  reading: LoadReading,
  thresholds: ContaminationThresholds,
): Contamination {
  const { seconds: _, ...shares } = reading;
  const reasons = contaminationReasons(shares, thresholds);
  return reasons.length === 0 ? shares : { ...shares, reasons };
}

/**
 * Why a round must be dropped and measured again; undefined where it is clean, or no further round
 * may be dropped.
 */
export function droppingReason(
  { contamination }: Round,
  { plan, dropped }: { readonly plan: Plan; readonly dropped: number },
): string | undefined {
  const { reasons = [] } = contamination;
  return reasons.length === 0 || dropped >= droppableRounds(plan.rounds)
    ? undefined
    : reasons.join('; ');
}

/** Where a run works, and by what its rounds are judged. */
interface DriveUse {
  readonly plan: Pick<Plan, 'contamination'>;
  readonly site: Pick<Site, 'hostDirectories'>;
  /** The measured directory, a real path. */
  readonly directory: string;
}

/**
 * A caveat that the plan's limit on the traffic of others is not applied, because host arms use
 * other drives (`watchLoad`).
 */
export async function unjudgedTrafficCaveats({
  plan,
  site,
  directory,
}: DriveUse): Promise<Caveat[]> {
  const judged = plan.contamination.io !== undefined;
  if (!judged || (await sharesDrives(directory, Object.values(site.hostDirectories)))) return [];
  const text =
    "a host arm has a directory on another drive than the disks, and there our own traffic can't be told from that of " +
    'others: what others moved on a drive was not judged (contamination io), processor time and steal were';
  return [{ code: 'io-unjudged', text }];
}

/** Caveats about disturbed rounds: how many, and what disturbed the first one. */
export function contaminationCaveats(run: {
  readonly rounds: readonly Round[];
  readonly dropped: readonly Round[];
}): Caveat[] {
  const sentence = describeContamination(run);
  if (sentence === undefined) return [];
  const disturbed = [...run.dropped, ...run.rounds].find(
    ({ contamination }) => contamination.reasons !== undefined,
  );
  const example = disturbed?.contamination.reasons?.join('; ');
  return [
    {
      code: 'contaminated',
      text: `${sentence}; example: ${example ?? 'load that is not known'}`.slice(0, 500),
    },
  ];
}
