/** Name of the virtio-serial port on which the guest agent listens; QEMU's own convention. */
export const agentPort = 'org.qemu.guest_agent.0';

/**
 * Serial by which init finds the tools disk; the caller attaches it read-only as virtio-blk with
 * this serial.
 */
export const toolsSerial = 'tools';

/** Where the tools disk is mounted in the guest. */
export const toolsMount = '/tools';

/**
 * File that appears in the guest once the tools disk is mounted, which may be a moment after the
 * agent's first answer.
 */
export const toolsReady = '/run/tools-ready';

/**
 * Name of the port that a measuring program holds open, so that QEMU tells when it ends; QEMU's
 * side is src/qemu/arguments.ts.
 */
const programPort = 'storage-gate.program';

/** The same port in the guest's file system, where the machine has one. */
export const programPortPath = '/run/program';

/** The search path in the guest. */
export const guestPath = '/usr/local/bin:/usr/bin:/usr/sbin:/bin:/sbin';

/** The guest's /etc/fstab: one program mounts all of it. */
export const fstab = ['dev /dev devtmpfs', 'proc /proc proc', 'sys /sys sysfs']
  .map(line => `${line}\n`)
  .join('');

/**
 * Process 1 of the guest. It spawns as little as it can (a fork costs milliseconds under
 * emulation), and where it fails it says so on the console and ends: that panics the kernel, and
 * `panic=-1` with `-no-reboot` ends QEMU.
 *
 *     modules up to the port --+-- other modules, tools disk --+
 *                              +-- agent answers ..............+ both are watched by process 1
 */
export const initScript = `#!/bin/busybox sh
export PATH=${guestPath}

fail() {
  echo "storage-gate init: $*" >/dev/console
  # The kernel's panic is printed at once, and would cut a line in two that is still on its way.
  sleep 0.2
  exit 1
}

# Devices appear asynchronously; five seconds are plenty even under emulation.
wait_for() {
  read -r now _ </proc/uptime
  deadline=$((\${now%.*} + 5))
  until "$1"; do
    read -r now _ </proc/uptime
    [ "\${now%.*}" -le "$deadline" ] || fail "no $2 after 5 s"
    sleep 0.01
  done
}

find_port() {
  for port in /sys/class/virtio-ports/*; do
    [ -e "$port/name" ] && read -r name <"$port/name" && [ "$name" = "$1" ] && return 0
  done
  return 1
}

find_agent_port() {
  find_port ${agentPort}
}

find_tools() {
  for disk in /sys/block/vd*; do
    [ -e "$disk/serial" ] && { read -r serial <"$disk/serial" || [ "$serial" ]; } && [ "$serial" = ${toolsSerial} ] && return 0
  done
  return 1
}

mount -a || fail "cannot mount what /etc/fstab names"

# In the order of their names. A further archive may bring its own modules here.
load() {
  [ ! -e "$1" ] || insmod "$1" || fail "cannot load $1 into kernel $(uname -r)"
}

# What the agent does not need comes up while it starts, on another processor.
finish() {
  for module; do
    load "$module"
  done
  wait_for find_tools "virtio-blk disk with serial ${toolsSerial}"
  mount -t ext4 -o ro "/dev/\${disk##*/}" ${toolsMount} || fail "cannot mount the tools disk"
  ! find_port ${programPort} || ln -s "/dev/\${port##*/}" ${programPortPath}
  : >${toolsReady}
}

set -- /modules/*.ko
until [ $# = 0 ] || [ -e /sys/class/virtio-ports ]; do
  load "$1"
  shift
done
finish "$@" &
rest=$!

wait_for find_agent_port "virtio-serial port ${agentPort}"
qemu-ga --method=virtio-serial --path="/dev/\${port##*/}" --statedir=/run &
agent=$!
wait $rest || exit 1
wait $agent
fail "the guest agent ended with exit status $?"
`;
