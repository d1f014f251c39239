#!/bin/busybox sh
export PATH=/usr/local/bin:/usr/bin:/usr/sbin:/bin:/sbin

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
  deadline=$((${now%.*} + 5))
  until find_port "$1"; do
    read -r now _ </proc/uptime
    [ "${now%.*}" -le "$deadline" ] || fail "no virtio-serial port $1 after 5 s"
    sleep 0.01
  done
}

mount -a || fail "cannot mount what /etc/fstab names"

# In the order of their names. A further archive may bring its own modules here.
for module in /modules/*.ko; do
  [ ! -e "$module" ] || insmod "$module" || fail "cannot load $module into kernel $(uname -r)"
done

wait_for_port storage-gate.program
ln -s "/dev/${port##*/}" /run/program
wait_for_port org.qemu.guest_agent.0
qemu-ga --method=virtio-serial --path="/dev/${port##*/}" --statedir=/run
fail "the guest agent ended with exit status $?"
