import { availableParallelism } from 'node:os';
import type { Environment } from '../core/environment.ts';
import type { GivenParts, Site } from '../core/plan.ts';
import type { Subject } from '../core/run.ts';
import { GateError } from '../errors.ts';
import { readGivenInitrd, readGivenKernel } from '../guest/given-part.ts';
import { readGuestLock } from '../guest/guest-lock.ts';
import { findQemu } from '../qemu/binary.ts';
import { usualCpus } from './boot.ts';
import { type GuestName, withGuestInErrors } from './guest-name.ts';
import type { GuestSetup } from './guest-setup.ts';

/**
 * The parts of a guest that are subject: those that an input gave for either side. The side for
 * which none did has the host's QEMU, the distribution's kernel or no archive, and says which, so
 * that a change reads from one to the other.
 */
export function givenSubject(site: Site, { qemu, artifacts }: GuestSetup): Omit<Subject, 'target'> {
  const { kernelSha256, release, initrdSha256 } = artifacts;
  return {
    ...(isGiven(site, 'qemu') && { qemu: { sha256: qemu.sha256, version: qemu.version } }),
    ...(isGiven(site, 'kernel') && { kernel: { sha256: kernelSha256, version: release } }),
    ...(initrdSha256 !== undefined && { initrd: { sha256: initrdSha256, version: 'given' } }),
  };
}

/**
 * The parts of a guest that are environment: null where an input gave one for either side, or
 * nothing was booted.
 */
export function hostParts(
  site: Site,
  guest: GuestSetup | undefined,
): Pick<Environment, 'qemu' | 'guestKernel' | 'guestTools' | 'guestCpus' | 'guestPin'> {
  const { cpus = usualCpus() } = guest ?? {};
  return {
    ...(cpus !== usualCpus() && { guestCpus: cpus }),
    ...(guest && site.pin && { guestPin: site.pin }),
    qemu: isGiven(site, 'qemu') ? null : (guest?.qemu.version ?? null),
    guestKernel: isGiven(site, 'kernel') ? null : (guest?.artifacts.release ?? null),
    guestTools: guest?.artifacts.toolsDigest ?? null,
  };
}

/**
 * Looks at what inputs and the repository's guest lock gave, so that a mistyped path is told before
 * anybody waits for the host: `bad-argument`, of the lock `bad-config`.
 */
export async function requireGivenParts(
  { qemu, kernel, initrd, base, lockFile, cpus = 1 }: PartSite,
  signal?: AbortSignal,
): Promise<void> {
  const most = availableParallelism();
  if (cpus > most) {
    throw new GateError('bad-argument', {
      problem: `a guest with ${cpus} CPUs was asked for, and this host has ${most} processors`,
      why: 'CPUs that wait for a processor would be measured, emulated or not',
      remedy: `write cpus: ${most} or less, or use a host with more processors`,
    });
  }
  if (lockFile !== undefined) await readGuestLock(lockFile);
  await requireParts(
    { qemu, kernel, initrd },
    { option: '--qemu', name: base === undefined ? undefined : 'head', signal },
  );
  if (base === undefined) return;
  // What both sides share is looked at already.
  const own = {
    qemu: base.qemu === qemu ? undefined : base.qemu,
    kernel: base.kernel === kernel ? undefined : base.kernel,
    initrd: base.initrd === initrd ? undefined : base.initrd,
  };
  await requireParts(own, { option: '--base-qemu', name: 'base', signal });
}

type PartSite = GivenParts & Pick<Site, 'base' | 'cpus' | 'lockFile'>;

interface PartPlace {
  readonly option: string;
  /** Which guest errors name; undefined where there is one alone. */
  readonly name: GuestName | undefined;
  readonly signal: AbortSignal | undefined;
}

async function requireParts(
  { qemu, kernel, initrd }: GivenParts,
  { option, name, signal }: PartPlace,
): Promise<void> {
  if (qemu !== undefined) await findQemu(qemu, option, signal);
  await withGuestInErrors(name, async () => {
    if (kernel !== undefined) await readGivenKernel(kernel);
    if (initrd !== undefined) await readGivenInitrd(initrd);
  });
}

function isGiven(site: Site, part: keyof GivenParts): boolean {
  return site[part] !== undefined || site.base?.[part] !== undefined;
}
