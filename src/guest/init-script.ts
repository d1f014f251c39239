/** Name of the virtio-serial port on which the guest agent listens; QEMU's own convention. */
export const agentPort = 'org.qemu.guest_agent.0';

/**
 * Name of the port that a measuring program holds open, so that QEMU tells when it ends; QEMU's
 * side is src/qemu/arguments.ts.
 */
const programPort = 'storage-gate.program';

/** The same port in the guest's filesystem. */
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
export const initScript = `#!/bin/busybox sh
export PATH=${guestPath}

fail() {
  echo "storage-gate init: $*" >/dev/console
  # The kernel's panic is printed at once, and would cut a line in two that is still on its way.
  sleep 0.2
  exit 1
}

find_port() {
  for port in /sys/class/virtio-ports/*; do
    [ -e "$port/name" ] && read -r name <"$port/name" && [ "$name" = "$1" ] && return 0
  done
  return 1
}

# Devices appear asynchronously; five seconds are plenty even under emulation.
wait_for_port() {
  read -r now _ </proc/uptime
  deadline=$((\${now%.*} + 5))
  until find_port "$1"; do
    read -r now _ </proc/uptime
    [ "\${now%.*}" -le "$deadline" ] || fail "no virtio-serial port $1 after 5 s"
    sleep 0.01
  done
}

mount -a || fail "cannot mount what /etc/fstab names"

# In the order of their names. A further archive may bring its own modules here.
for module in /modules/*.ko; do
  [ ! -e "$module" ] || insmod "$module" || fail "cannot load $module into kernel $(uname -r)"
done

wait_for_port ${programPort}
ln -s "/dev/\${port##*/}" ${programPortPath}
wait_for_port ${agentPort}
qemu-ga --method=virtio-serial --path="/dev/\${port##*/}" --statedir=/run
fail "the guest agent ended with exit status $?"
`;

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
