/**
 * What the first program of a dom0 and of a guest have in common: a script for busybox's sh that is /init, and its
 * names.
 */

/** File in an initramfs that names its modules, in the order of loading; a second one for those that need Xen below. */
export const moduleOrder = { always: 'modules/order', underXen: 'modules/order.xen' } as const

/** File on each disk that the rehearsal made, with one line that tells which disk it is. */
export const diskName = 'xenup-disk'

/** What a disk of the rehearsal says in that file. */
export const diskNames = { dom0: 'disk of dom0', guest: (name: string) => `disk of ${name}` } as const

/**
 * The network of a rehearsal: what QEMU's user network is by itself (QEMU docs/system/devices/net.rst): the machine is
 * .15, QEMU answers as .2. Nothing leaves it (restrict=on).
 */
export const addresses = { dom0: '10.0.2.15', guest: '10.0.2.16', beyond: '10.0.2.2', prefix: 24 } as const

/**
 * The start of every /init: the usual folders and file systems. Run again on the root device, it leaves what is there.
 */
export const ground = (more = ''): string => `#!/bin/busybox sh
/bin/busybox mkdir -p /bin /sbin /usr/bin /usr/sbin /proc /sys /dev /run /tmp /newroot /disk${more && ` ${more}`}
/bin/busybox --install -s
export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/
grep -q ' /proc ' /proc/mounts 2>/dev/null || mount -t proc proc /proc
grep -q ' /sys ' /proc/mounts || mount -t sysfs sys /sys
grep -q ' /dev ' /proc/mounts || mount -t devtmpfs dev /dev
set -f # a command line may hold a *
root=
for word in $(cat /proc/cmdline); do
  case $word in root=/dev/ram*) ;; root=*) root=\${word#root=} ;; esac
done
set +f
`

/** The function \`load FILE\`: the modules that it names; `who` speaks. */
export const loadModules = (who: string): string => `load() {
  while read -r module; do
    insmod "/modules/$module.ko" || echo "${who}: module $module was refused"
  done <"$1"
}
`

/**
 * Goes over to the root device of the command line, where the same /init runs again with \`xenup_root\` set.
 *
 * `ours` is a shell pattern of the disk that this rehearsal made: it stands in for a root device that is not there,
 * such as an SD card's.
 */
export const toRoot = (who: string, ours: string): string => `if [ -n "$root" ] && [ -z "$xenup_root" ]; then
  tries=100
  while [ "$tries" -gt 0 ]; do
    if [ -b "$root" ]; then found=$root; break; fi
    for disk in ${ours}; do if [ -b "$disk" ]; then found=$disk; fi; done
    [ -z "$found" ] || [ "$tries" -gt 90 ] || break
    tries=$((tries - 1))
    usleep 100000
  done
  [ "$found" = "$root" ] || [ -z "$found" ] || echo "${who}: $found stands in for root=$root"
  if [ -n "$found" ] && mount -t ext4 "$found" /newroot; then
    for place in proc sys dev; do mkdir -p "/newroot/$place"; mount -o move "/$place" "/newroot/$place"; done
    export xenup_root="$found"
    exec switch_root /newroot /init
  fi
  echo "${who}: the root device $root cannot be mounted"
fi
`
