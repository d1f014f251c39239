import type { GivenParts, Plan, Site } from '../core/plan.ts';
import type { Caveat } from '../core/reason.ts';
import { type GuestArtifacts, provideGuest } from '../guest/artifacts.ts';
import { findQemu, type QemuBinary } from '../qemu/binary.ts';
import { measureCounterRate } from '../qemu/counter-rate.ts';
import { requireFeatures } from '../qemu/features.ts';
import {
  type AcceleratorChoice,
  chooseSharedAccelerator,
  type SmokeLimits,
} from './accelerator.ts';
import { bootGuest } from './boot.ts';
import { type GuestName, sideOf, withGuestInErrors } from './guest-name.ts';
import type { OnProgress, Stopwatch } from './progress.ts';

/** What a guest of this run is made of, and what runs it. */
export interface GuestSetup {
  readonly name: GuestName;
  readonly qemu: QemuBinary;
  readonly artifacts: GuestArtifacts;
  readonly accelerator: 'kvm' | 'tcg';
  readonly cpus: number | undefined;
  /**
   * What an emulated guest is told of its time stamp counter, in counts per second; undefined where
   * nobody could tell.
   */
  readonly counterRate: number | undefined;
}

/** The guests of a run, the head's first, and the doubts that arose on the way to them. */
export interface PreparedGuests {
  readonly guests: readonly GuestSetup[];
  readonly caveats: readonly Caveat[];
}

interface GuestsRequest {
  readonly plan: Plan;
  readonly site: Site;
  /** For the consoles of smoke boots. */
  readonly scratch: string;
  readonly cacheDirectory: string;
  readonly onProgress: OnProgress;
  readonly stopwatch: Stopwatch;
  readonly signal: AbortSignal;
}

/**
 * Gets the guests of a plan's disks ready: one, or two where QEMU, kernel or initrd of the base
 * side are not the head's, both on the same accelerator. Where there may be two, errors say which
 * one they are about. Nothing boots before each QEMU was asked whether it has what the disks of its
 * side need.
 */
export async function prepareGuests(request: GuestsRequest): Promise<PreparedGuests> {
  const { site, onProgress, stopwatch } = request;
  const head = await findMachine(request, { name: 'head', parts: site });
  const base =
    site.base === undefined
      ? undefined
      : await findMachine(request, { name: 'base', parts: site.base });
  const alike = base !== undefined && areAlike(head, base);
  if (alike)
    onProgress({
      kind: 'phase',
      text: 'QEMU, kernel and initrd are the same on both sides, so one guest holds the disks of both',
    });
  const machines = base === undefined || alike ? [head] : [head, base];
  const { accelerator, reason } = await stopwatch.time('boot', () =>
    tryMachines(request, machines),
  );
  const caveats: Caveat[] =
    accelerator === 'tcg' ? [{ kind: 'emulated', said: (reason ?? '').slice(0, 500) }] : [];
  for (const caveat of caveats) onProgress({ kind: 'caveat', caveat });
  const guests: GuestSetup[] = [];
  for (const machine of machines) {
    // With KVM the kernel takes the host's rate.
    const counterRate = await stopwatch.time('boot', async () =>
      accelerator === 'kvm'
        ? undefined
        : measureCounterRate({ qemu: machine.qemu.path, signal: request.signal }),
    );
    guests.push({ ...machine, accelerator, counterRate });
  }
  return { guests, caveats };
}

type Machine = Omit<GuestSetup, 'accelerator' | 'counterRate'>;

interface SideParts {
  readonly name: GuestName;
  readonly parts: GivenParts;
}

async function findMachine(request: GuestsRequest, { name, parts }: SideParts): Promise<Machine> {
  const { plan, site, cacheDirectory, onProgress, signal } = request;
  const qemu = await findQemu(parts.qemu, name === 'base' ? '--base-qemu' : '--qemu', signal);
  return withGuestInErrors(site.base === undefined ? undefined : name, async () => {
    const arms = plan.arms.filter(arm => site.base === undefined || sideOf(arm) === name);
    const modes = arms.flatMap(({ target }) => (target.kind === 'disk' ? [target.mode] : []));
    const nullDisks = arms.some(({ target }) => target.kind === 'null');
    await requireFeatures({ qemu: qemu.path, modes, nullDisks, signal });
    const artifacts = await provideGuest({
      tools: [plan.suite.tool],
      cacheDirectory,
      lockFile: site.lockFile,
      onProgress: text => onProgress({ kind: 'phase', text }),
      signal,
      ...(parts.kernel !== undefined && { kernel: parts.kernel }),
      ...(parts.initrd !== undefined && { initrd: parts.initrd }),
    });
    return { name, qemu, artifacts, cpus: site.cpus };
  });
}

/**
 * The cache's entry has a name of its own for every kernel, archive and set of modules; a QEMU
 * finds its firmware by its path.
 */
function areAlike(a: Machine, b: Machine): boolean {
  return a.qemu.path === b.qemu.path && a.artifacts.initrd === b.artifacts.initrd;
}

function tryMachines(
  request: GuestsRequest,
  machines: readonly Machine[],
): Promise<AcceleratorChoice> {
  const { site, scratch, cacheDirectory, onProgress, signal } = request;
  const candidates = machines.map(({ name, qemu, artifacts }) => ({
    name,
    qemu,
    kernelSha256: artifacts.kernelSha256,
    initrdSha256: artifacts.initrdSha256,
    boot: (accelerator: 'kvm' | 'tcg', limits: SmokeLimits) =>
      bootGuest({
        qemu: qemu.path,
        artifacts,
        accelerator,
        scratch,
        rootPorts: 1,
        signal,
        ...limits,
      }),
  }));
  return chooseSharedAccelerator(candidates, {
    wanted: site.accelerator,
    cacheDirectory,
    signal,
    onProgress: text => onProgress({ kind: 'phase', text }),
  });
}
