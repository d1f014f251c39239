import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { imageExchange } from '../core/order.ts';
import { imageFileOf } from '../core/plan.ts';
import { formatBytes } from '../core/quantity.ts';
import type { Caveat } from '../core/reason.ts';
import { defaultDiskMode } from '../disk/fields.ts';
import type { DiskMode } from '../disk/mode.ts';
import { GateError } from '../errors.ts';
import { createImage, layOutImages, makeFilesystem } from '../qemu/image.ts';
import { layOutOwn, type OwnLayout, ownFiles } from '../qemu/own-image.ts';
import { rulesOf } from '../suites/registry.ts';
import type { SuiteFiles } from '../suites/suite.ts';
import type { Bench } from './bench.ts';
import { type BootedGuest, bootGuest } from './boot.ts';
import { requireSameDevices } from './devices.ts';
import { executeIn, type GuestDisk, mounted, plugDisk } from './guest-disk.ts';
import { withGuestInErrors } from './guest-name.ts';
import type { GuestSetup } from './guest-setup.ts';
import {
  type ArmImages,
  deviceBegin,
  type ImageGroup,
  imageGroups,
  imagesCost,
  layoutOrder,
  masterSize,
  mastersOf,
} from './places.ts';
import { noteRetries } from './round-guests.ts';

/** Images of a run. */
export interface Images extends ArmImages {
  /** Lays out what a round needs fresh; returns the bytes that were written. */
  layOut(round: number): Promise<number>;
  /** What making the masters wrote, in bytes, and images that are made once. */
  readonly bytesWritten: number;
  /** Doubts that arose on the way here. */
  readonly caveats: readonly Caveat[];
}

/** A group with what its images begin with, and their files. */
interface Layout extends ImageGroup {
  /** Undefined for an own image. */
  readonly master?: string | undefined;
  readonly paths: readonly string[];
  readonly chain?: OwnLayout | undefined;
  readonly begin?: number | undefined;
}

/**
 * Makes the masters: each is filled with incompressible data and, for a suite with files, gets a
 * filesystem and, in a guest, those. All images are written by one writer with one content (no
 * extent shared or missing), since how a file was first written decides how fast it is: anew for
 * each round where a suite (docs/adr/0002) or a pair needs that, else once, and exchanged.
 */
export async function prepareImages(bench: Bench): Promise<Images> {
  const { plan, scratch, signal } = bench;
  const direct = plan.pairs !== undefined;
  const layouts: Layout[] = [];
  const caveats: Caveat[] = [];
  for (const [index, groups] of mastersOf(plan).entries()) {
    const master = join(scratch, `master${index}.raw`);
    caveats.push(...(await makeMaster(bench, master, groups)));
    for (const group of groups) {
      const arms = group.arms.slice(0, group.files);
      const device = bench.devices.get(group.device ?? '')?.path;
      const paths = arms.map(arm => device ?? imagePath(scratch, arm, group));
      layouts.push({ ...group, master, paths, begin: deviceBegin(plan, arms[0] ?? -1, 0) });
    }
  }
  layouts.push(...ownLayouts(bench));
  const layOut = async (wanted: readonly Layout[]): Promise<number> => {
    let bytes = 0;
    await requireSameDevices(bench);
    for (const { master, paths, mode, chain, begin } of wanted) {
      const files = chain === undefined ? paths : ownFiles(chain).map(file => file.path);
      // The image of the round before is ours to remove, and nobody else's.
      for (const path of files.filter(file => file.startsWith(`${scratch}/`)))
        await rm(path, { force: true });
      bytes +=
        (await (master === undefined
          ? chain && layOutOwn(chain, signal)
          : layOutImages(
              paths.map(path => ({ master, path, mode, begin })),
              { direct, signal },
            ))) ?? 0;
    }
    return bytes;
  };
  // What happens once is no part of a round, or every later round would be expected to cost as
  // much.
  const once = await layOut(layouts.filter(({ isFresh }) => !isFresh));
  const found = (arm: number) => layouts.find(({ arms }) => arms.includes(arm));
  const layoutOf = (arm: number): Layout => {
    const layout = found(arm);
    if (layout === undefined) throw new RangeError(`arm ${arm} has no image`);
    return layout;
  };
  return {
    bytesWritten: imagesCost(plan).masters + once,
    caveats,
    layOut: round => layOut(layoutOrder(plan, layouts, round).filter(({ isFresh }) => isFresh)),
    // A null disk has no image that it could share.
    isShared: arm => {
      const { paths, arms, begin } = found(arm) ?? { paths: [], arms: [] };
      return paths.length < arms.length || begin !== undefined;
    },
    beginOf: (arm, round) => deviceBegin(plan, arm, round),
    backingOf: arm => {
      const chain = found(arm)?.chain;
      return chain && ownFiles(chain).slice(1);
    },
    imageOf: (arm, round) => {
      const { arms, paths } = layoutOf(arm);
      const exchange = { arms: arms.flatMap(index => plan.arms[index] ?? []), round };
      const place = paths.length === 1 ? 0 : imageExchange(exchange)[arms.indexOf(arm)];
      return paths[place ?? -1] ?? '';
    },
  };
}

/** Where own images are laid out. */
function ownLayouts({ plan, site, scratch }: Bench): Layout[] {
  return imageGroups(plan).flatMap(group => {
    const arm = plan.arms[group.arms[0] ?? -1];
    const file = arm && imageFileOf(site, arm);
    if (group.own === undefined || file === undefined) return [];
    const path = imagePath(scratch, group.arms[0] ?? -1, group);
    const chain = { on: group.own.on, layers: file.layers, path, size: group.mode.size };
    return [{ ...group, paths: [path], chain }];
  });
}

async function makeMaster(
  bench: Bench,
  path: string,
  groups: readonly ImageGroup[],
): Promise<Caveat[]> {
  const { signal, onProgress, plan } = bench;
  const { files } = rulesOf(plan.suite);
  const size = masterSize(groups);
  const text = `filling an image of ${formatBytes(size)} with incompressible data`;
  onProgress({ kind: 'phase', text });
  await createImage({ path, size, signal });
  if (files === undefined) return [];
  await makeFilesystem({ path, blockSize: groups[0]?.mode.logicalBlockSize, signal });
  onProgress({ kind: 'phase', text: "writing the suite's files to it in a guest" });
  return prepareInGuest(bench, { path, size, files });
}

/** The path of an arm's file. */
export function imagePath(
  scratch: string,
  arm: number,
  { mode }: Pick<ImageGroup, 'mode'>,
): string {
  return join(scratch, `disk${arm}.${mode.format}`);
}

/**
 * Longest that preparing one image or directory may take, in seconds: a slow disk writes 256 MiB at
 * 2 MiB/s in it.
 */
const preparationTimeoutSeconds = 180;

/**
 * Boots a guest and lets the suite's tool write its files onto an image that has a filesystem;
 * returns what to doubt.
 */
async function prepareInGuest(
  bench: Bench,
  { path, size, files }: { path: string; size: number; files: SuiteFiles },
): Promise<Caveat[]> {
  const { scratch, signal, stopwatch } = bench;
  const { qemu, ...parts } = headGuest(bench);
  const caveats: Caveat[] = [];
  const onRetry = noteRetries(bench, caveats);
  // Nothing is measured here and a lost image is made anew, so the fastest mode will do; copying
  // reads what it wrote.
  const mode: DiskMode = { ...defaultDiskMode(size), cache: 'unsafe' };
  const disks: GuestDisk[] = [];
  const prepare = async (booted: BootedGuest): Promise<void> => {
    disks[0] = await plugDisk(booted, { id: 'master', image: path, mode, port: 0 });
  };
  const machine = { ...parts, qemu: qemu.path, scratch, rootPorts: 1, signal, onRetry, prepare };
  await using guest = await stopwatch.time('boot', () =>
    withGuestInErrors(bench.guests.length > 1 ? 'head' : undefined, () => bootGuest(machine)),
  );
  const [disk] = disks;
  if (disk === undefined) throw new TypeError('a guest was booted without its disk');
  await using _mount = await mounted(guest, disk);
  const argv = files.prepare({ direct: true });
  const limits = { expectedSeconds: 1, timeout: preparationTimeoutSeconds, signal };
  const output = await executeIn(guest, { argv, directory: disk.mountPoint, ...limits });
  if (output.exitCode === 0) return caveats;
  throw new GateError('tool-failed', {
    problem: `${argv[0] ?? 'the tool'} could not write the suite's files onto the image in the guest`,
    argv,
    exitCode: output.exitCode,
    stderrTail: output.stderr || output.stdout,
    consoleTail: await guest.vm.consoleTail(),
  });
}

/**
 * Whose guest writes the files does not matter: both sides' images are copies of the same master.
 */
function headGuest({ guests: [guest] }: Bench): GuestSetup {
  if (guest === undefined)
    throw new TypeError('the plan has virtual disks but no guest was prepared');
  return guest;
}
