import type { ArmTarget } from '../core/plan.ts';
import { nullDiskMode } from '../qemu/disk-nodes.ts';
import type { Bench } from './bench.ts';
import { type GuestDisk, type PlugDisk, plugDisks } from './guest-disk.ts';
import { guestFor } from './guest-name.ts';
import type { Images } from './images.ts';
import type { RoundGuest } from './round-guests.ts';

/** The disk of an arm, and the guest that it hangs in. */
export interface ArmDisk {
  readonly guest: RoundGuest;
  readonly disk: GuestDisk;
}

interface PlugRequest {
  readonly guest: RoundGuest;
  /** Number of the round, which says who uses which image. */
  readonly index: number;
  readonly images: Images;
}

/** Plugs into a guest the disks of its side's arms; by the arm's index in the plan. */
export async function plugArms(
  { plan, guests }: Bench,
  { guest, index, images }: PlugRequest,
): Promise<ReadonlyMap<number, ArmDisk>> {
  const arms = [...plan.arms.entries()].filter(
    ([, arm]) => guestFor(guests, arm)?.name === guest.name,
  );
  const requests = arms
    .map(([arm, { target, throttle }], port) =>
      diskOf({ arm, target, port, throttle }, () => images.imageOf(arm, index)),
    )
    .filter(disk => disk !== undefined);
  return new Map(await plugInto(guest, requests));
}

interface WantedDisk {
  readonly arm: number;
  readonly target: ArmTarget;
  readonly port: number;
  readonly throttle: number | undefined;
}

type NumberedDisk = PlugDisk & { readonly arm: number };

function diskOf(
  { arm, target, port, throttle }: WantedDisk,
  image: () => string,
): NumberedDisk | undefined {
  const names = { arm, id: `arm${arm}`, port };
  switch (target.kind) {
    case 'host':
      return undefined;
    case 'null':
      return { ...names, image: { driver: 'null-co' }, mode: nullDiskMode(target.size) };
    case 'disk':
      return { ...names, image: image(), mode: target.mode, throttle };
    default:
      return target satisfies never;
  }
}

async function plugInto(
  guest: RoundGuest,
  requests: readonly NumberedDisk[],
): Promise<(readonly [number, ArmDisk])[]> {
  const disks = await plugDisks(guest, requests);
  return disks.flatMap((disk, place) => {
    const arm = requests[place]?.arm;
    return arm === undefined ? [] : [[arm, { guest, disk }] as const];
  });
}
