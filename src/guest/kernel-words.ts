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

/**
 * The words that tell an x86-64 guest how fast its processor's time stamp counter runs, in counts
 * per second.
 */
export function counterWords(rate: number): string {
  return `tsc_early_khz=${Math.round(rate / 1000)}`;
}
