import type { PlannedArm } from '../core/plan.ts';
import type { BootedGuest } from './boot.ts';
import type { GuestDisk } from './guest-disk.ts';

/** One arm in one round: where it is measured. */
export type ArmPlace =
  /** `image` is undefined for a null disk. */
  | {
      readonly kind: 'disk';
      readonly guest: BootedGuest;
      readonly disk: GuestDisk;
      readonly image: string | undefined;
    }
  | { readonly kind: 'host'; readonly directory: string };

/** An arm in its place. */
export interface PlacedArm {
  readonly arm: PlannedArm;
  readonly place: ArmPlace;
}
