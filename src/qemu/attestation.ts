import { constants } from 'node:fs';
import { readdir, readFile, readlink, realpath } from 'node:fs/promises';
import { cacheFlags } from '../core/cache-mode.ts';
import { type DiskMode, diskDefaults } from '../core/disk-mode.ts';
import type { Attestation } from '../core/run.ts';
import type { DiskImage } from './disk-nodes.ts';
import { fallbackWarning } from './engine-fallback.ts';
import { type Evidence, fact } from './evidence.ts';
import { unallocatedBytes } from './image.ts';
import { monitorEvidence } from './monitor-evidence.ts';
import { isMissingProgram, sharedBytes } from './shared-extents.ts';
import type { Vm } from './vm.ts';

/**
 * What a guest's kernel takes a disk for: contents of /sys/block/X/queue/, empty where they can't
 * be read.
 */
export interface GuestQueue {
  readonly writeCache: string;
  readonly logicalBlockSize: string;
  readonly physicalBlockSize: string;
}

/** A plugged disk, and what it shall be. */
export interface AttestationRequest {
  readonly id: string;
  readonly mode: DiskMode;
  readonly image: DiskImage;
  readonly throttle?: number | undefined;
  readonly guestQueue: GuestQueue;
  /** Whether the guest has written to it: then a mode that may punch holes may have. */
  readonly used: boolean;
}

/**
 * Reads back from QEMU, guest and host whether a disk mode is in force. What can't be read is found
 * as `unknown`, which no expectation equals; `qemu-failed` only where QEMU itself is gone.
 */
export async function attestDisk(vm: Vm, request: AttestationRequest): Promise<Attestation> {
  const { image } = request;
  const evidence = [
    ...(await monitorEvidence(vm.qmp, request)),
    ...guestEvidence(request),
    ...(typeof image === 'string' ? await imageEvidence(vm, image, request) : []),
  ];
  return { ok: evidence.every(({ expected, found }) => expected === found), evidence };
}

/**
 * What the guest's kernel takes the disk for. QEMU's nvme announces a volatile cache whatever
 * `write-cache` says [seen with 7.2], so that a guest flushes what is already written through:
 * there its view is no evidence. Nor does that device pass a physical block size on.
 */
function guestEvidence({ mode, guestQueue }: AttestationRequest): Evidence[] {
  const { writeCache } = cacheFlags(mode.cache);
  const { logicalBlockSize = diskDefaults.logicalBlockSize } = mode;
  const { physicalBlockSize = diskDefaults.physicalBlockSize } = mode;
  const cache = fact(
    'write cache that the guest sees',
    writeCache ? 'write back' : 'write through',
    guestQueue.writeCache,
  );
  const logical = fact(
    'logical block size that the guest sees',
    logicalBlockSize,
    guestQueue.logicalBlockSize,
  );
  const physical = fact(
    'physical block size that the guest sees',
    physicalBlockSize,
    guestQueue.physicalBlockSize,
  );
  const nvme = mode.bus === 'nvme';
  return [...(nvme && !writeCache ? [] : [cache]), logical, ...(nvme ? [] : [physical])].map(
    readable,
  );
}

/** A guest may answer anything. */
function readable(evidence: Evidence): Evidence {
  return { ...evidence, found: evidence.found.trim().slice(0, 100) || 'unknown' };
}

async function imageEvidence(
  vm: Vm,
  image: string,
  { mode, used }: AttestationRequest,
): Promise<Evidence[]> {
  return [
    await directEvidence(vm, { image, mode }),
    ...stderrEvidence(vm, mode),
    ...(used && mayPunchHoles(mode) ? [] : [await allocationEvidence({ image, mode })]),
    ...(await sharingEvidence(image)),
  ];
}

function mayPunchHoles({ discard, detectZeroes }: DiskMode): boolean {
  return discard === 'unmap' || (detectZeroes ?? 'off') !== 'off';
}

/** The open flags of every descriptor that QEMU has on the image (proc(5), octal). */
async function directEvidence(
  { pid }: Vm,
  { image, mode }: { image: string; mode: DiskMode },
): Promise<Evidence> {
  const found = new Set<boolean>();
  const target = await realpath(image).catch(() => undefined);
  for (const descriptor of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
    const link = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => undefined);
    if (link === undefined || link !== target) continue;
    const text = await readFile(`/proc/${pid}/fdinfo/${descriptor}`, 'utf8').catch(() => '');
    const flags = /^flags:\s*([0-7]+)$/m.exec(text)?.[1];
    if (flags !== undefined) found.add((Number.parseInt(flags, 8) & constants.O_DIRECT) !== 0);
  }
  const bit = found.size > 1 ? 'mixed' : [...found][0];
  return fact('O_DIRECT on the image in the host', cacheFlags(mode.cache).direct, bit);
}

/** Some versions of QEMU only warn that an engine is not to be had, and use threads. */
function stderrEvidence(vm: Vm, { aio }: DiskMode): Evidence[] {
  if (aio === 'threads') return [];
  const warning = fallbackWarning(vm.stderrTail(), aio);
  return [fact(`QEMU's warnings about aio=${aio}`, 'none', warning?.slice(0, 400) ?? 'none')];
}

async function allocationEvidence({
  image,
  mode,
}: {
  image: string;
  mode: DiskMode;
}): Promise<Evidence> {
  const holes = await unallocatedBytes({ path: image, format: mode.format }).catch(() => undefined);
  return fact('bytes of the image that are not allocated', 0, holes);
}

/** No evidence where the filesystem has no map of extents, or e2fsprogs is not there to read it. */
async function sharingEvidence(image: string): Promise<Evidence[]> {
  const shared = await sharedBytes(image).catch((error: unknown) =>
    isMissingProgram(error) ? undefined : 'unknown',
  );
  return shared === undefined ? [] : [fact('bytes of the image that other files share', 0, shared)];
}
