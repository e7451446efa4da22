/** The guest's first program. It talks through lines that stages.ts knows. */
import { addresses, diskName, ground, loadModules, moduleOrder, toRoot } from './first-program.ts'

/** The name by which a ramdisk or a disk of ours is recognised. */
export const guestMark = 'xenup-guest: up'

/**
 * The guest's /init: says who it is, what its disk holds and whom its network reaches every two seconds, for two
 * minutes, then waits to be destroyed.
 */
export const guestInit = `${ground()}
exec </dev/hvc0 >/dev/hvc0 2>&1
dmesg -n 1 # the kernel's notices would land in the middle of our lines
${loadModules('xenup-guest')}
[ -n "$xenup_root" ] || load /${moduleOrder.always}
${toRoot('xenup-guest', '/dev/xvd*')}
read -r cmdline </proc/cmdline

# The first disk is mounted and written to, unless it is the root.
disk() {
  if [ -n "$xenup_root" ]; then
    place=/ name=\${xenup_root#/dev/}
  else
    place=/disk
    for name in $(ls /sys/block); do case $name in xvd*) break ;; *) name= ;; esac; done
    [ -n "$name" ] || return
    grep -q ' /disk ' /proc/mounts || mount -t ext4 "/dev/$name" /disk
  fi
  written=no
  echo written 2>/dev/null >"$place/xenup-written" && sync && written=yes
  printf 'xenup-guest: disk %s is the %s written=%s\\n' "$name" "$(cat "$place/${diskName}")" "$written"
}

# The interface gets a fixed address; dom0's bridge has the other one, and QEMU answers behind dom0's own interface.
network() {
  [ -e /sys/class/net/eth0 ] || return
  ip address show dev eth0 | grep -qF ${addresses.guest} || ip address add ${addresses.guest}/${addresses.prefix} dev eth0
  ip link set dev eth0 up
  for address in ${addresses.dom0} ${addresses.beyond}; do
    ! ping -c 1 -W 2 "$address" >/dev/null || printf 'xenup-guest: network eth0 reaches %s\\n' "$address"
  done
}

count=0
while [ "$count" -lt 60 ]; do
  printf '${guestMark} host=%s cpus=%s mem=%s cmdline=%s\\n' "$(hostname)" "$(nproc)" \\
    "$(awk '/^MemTotal/ { print $2 }' /proc/meminfo)" "$cmdline"
  disk
  network
  count=$((count + 1))
  sleep 2
done
while :; do sleep 3600; done
`
