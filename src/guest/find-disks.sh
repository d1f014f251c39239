serial_of() {
  serial=
  for file in "$1/serial" "$1/device/serial"; do
    [ -e "$file" ] && read -r serial <"$file"
  done
  [ -e "$1/device/vpd_pg80" ] && serial=$(tail -c +5 "$1/device/vpd_pg80")
}
take() {
  echo none 2>/dev/null >"$disk/queue/scheduler" || return 1
  echo "$serial|${disk##*/}"
  taken="$taken${disk##*/} "
  left=$((left - 1))
}
read -r start _ </proc/uptime
now=$start left=$# taken=' '
while [ "${now%.*}" -le "$((${start%.*} + 5))" ]; do
  for disk in /sys/block/*; do
    case $taken in *" ${disk##*/} "*) continue ;; esac
    serial_of "$disk"
    for wanted; do
      [ "$serial" = "$wanted" ] && [ -b "/dev/${disk##*/}" ] && take && break
    done
  done
  [ "$left" -gt 0 ] || exit 0
  sleep 0.02
  read -r now _ </proc/uptime
done
exit 3
