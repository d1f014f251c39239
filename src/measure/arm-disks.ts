import type { ArmTarget } from '../core/plan.ts';
import { nullDiskMode } from '../qemu/disk-nodes.ts';
import type { Bench } from './bench.ts';
import { type GuestDisk, type PlugDisk, plugDisks } from './guest-disk.ts';
import { guestFor } from './guest-name.ts';
import type { Images } from './images.ts';
import { inGuest, type RoundGuest } from './round-guests.ts';

/** The disk of an arm, and the guest that it hangs in. */
export interface ArmDisk {
  readonly guest: RoundGuest;
  readonly disk: GuestDisk;
}

interface PlugRequest {
  readonly guests: readonly RoundGuest[];
  /** Number of the round, which says who uses which image. */
  readonly index: number;
  readonly images: Images;
}

/** Plugs the disks of all arms, each into its side's guest; by the arm's index in the plan. */
export async function plugArms({ plan }: Bench, request: PlugRequest): Promise<ReadonlyMap<number, ArmDisk>> {
  const { guests, index, images } = request;
  const plugged = guests.map(guest => {
    const arms = [...plan.arms.entries()].filter(([, arm]) => guestFor(guests, arm) === guest);
    const requests = arms
      .map(([arm, { target }], port) => diskOf({ arm, target, port }, () => images.imageOf(arm, index)))
      .filter(disk => disk !== undefined);
    return inGuest(guest, () => plugInto(guest, requests));
  });
  return new Map((await Promise.all(plugged)).flat());
}

interface WantedDisk {
  readonly arm: number;
  readonly target: ArmTarget;
  readonly port: number;
}

type NumberedDisk = PlugDisk & { readonly arm: number };

function diskOf({ arm, target, port }: WantedDisk, image: () => string): NumberedDisk | undefined {
  const names = { arm, id: `arm${arm}`, port };
  switch (target.kind) {
    case 'host':
      return undefined;
    case 'null':
      return { ...names, image: { driver: 'null-co' }, mode: nullDiskMode(target.size) };
    case 'disk':
      return { ...names, image: image(), mode: target.mode };
    default:
      return target satisfies never;
  }
}

async function plugInto(guest: RoundGuest, requests: readonly NumberedDisk[]): Promise<(readonly [number, ArmDisk])[]> {
  const disks = await plugDisks(guest, requests);
  return disks.flatMap((disk, place) => {
    const arm = requests[place]?.arm;
    return arm === undefined ? [] : [[arm, { guest, disk }] as const];
  });
}
