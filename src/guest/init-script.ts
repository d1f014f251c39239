import { readFileSync } from 'node:fs';

/** Name of the virtio-serial port on which the guest agent listens; QEMU's own convention. */
export const agentPort = 'org.qemu.guest_agent.0';

/**
 * The port that a measuring program holds open, so that QEMU tells when it ends, in the guest's
 * filesystem.
 */
export const programPortPath = '/run/program';

/** The search path in the guest. */
export const guestPath = '/usr/local/bin:/usr/bin:/usr/sbin:/bin:/sbin';

/** The guest's /etc/fstab: one program mounts all of it. */
export const fstab = ['dev /dev devtmpfs', 'proc /proc proc', 'sys /sys sysfs']
  .map(line => `${line}\n`)
  .join('');

/**
 * Process 1 of the guest: mounts, loads the modules, and runs the guest agent. It spawns as little
 * as it can, since a fork costs milliseconds under emulation. Where it fails it says so on the
 * console and ends: that panics the kernel, which ends QEMU (`kernelWords`).
 */
// The bundle holds the text itself, in place of this call (scripts/build.ts).
export const initScript = readFileSync(new URL('init.sh', import.meta.url), 'utf8');

/**
 * The kernel command line of our guests. Each word but the console's saves a part of the boot (`npm
 * run bench:boot`); `rcu_expedited` does so where modules are loaded and disks appear, which wait
 * for a grace period again and again. `mitigations=off` saves nothing and stays out. With
 * `-no-reboot`, `panic=-1` turns a guest panic into the end of QEMU instead of a hang.
 */
export function kernelWords(architecture: NodeJS.Architecture): string {
  const words =
    architecture === 'x64'
      ? ['console=ttyS0', 'no_timer_check', 'tsc=reliable', '8250.nr_uarts=1', 'edd=off']
      : ['console=ttyAMA0'];
  return ['quiet', 'panic=-1', 'cryptomgr.notests', 'rcupdate.rcu_expedited=1', ...words].join(' ');
}

/** Kernel words that tell an x86-64 guest the rate of its time stamp counter; counts per second. */
export function counterWords(rate: number): string {
  return `tsc_early_khz=${Math.round(rate / 1000)}`;
}
