import type { GivenParts, Site } from '../core/plan.ts';
import type { Environment, Subject } from '../core/run.ts';
import type { GuestSetup } from './guest-setup.ts';

/**
 * The parts of a guest that are subject: those that an input gave for either side. The side for which none did has the
 * host's QEMU, the distribution's kernel or no archive, and says which, so that a change reads from one to the other.
 */
export function givenSubject(site: Site, { qemu, artifacts }: GuestSetup): Omit<Subject, 'target'> {
  const { kernelSha256, release, initrdSha256 } = artifacts;
  return {
    ...(isGiven(site, 'qemu') && { qemu: { sha256: qemu.sha256, version: qemu.version } }),
    ...(isGiven(site, 'kernel') && { kernel: { sha256: kernelSha256, version: release } }),
    ...(initrdSha256 !== undefined && { initrd: { sha256: initrdSha256, version: 'given' } }),
  };
}

/** The parts of a guest that are environment: null where an input gave one for either side, or nothing was booted. */
export function hostParts(
  site: Site,
  guest: GuestSetup | undefined,
): Pick<Environment, 'qemu' | 'guestKernel' | 'guestTools'> {
  return {
    qemu: isGiven(site, 'qemu') ? null : (guest?.qemu.version ?? null),
    guestKernel: isGiven(site, 'kernel') ? null : (guest?.artifacts.release ?? null),
    guestTools: guest?.artifacts.toolsDigest ?? null,
  };
}

function isGiven(site: Site, part: keyof GivenParts): boolean {
  return site[part] !== undefined || site.base?.[part] !== undefined;
}
