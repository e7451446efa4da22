/**
 * dom0's first program; without Xen below, it is the proof that Linux boots natively. It talks through lines that
 * stages.ts knows.
 */
import { diskName, ground, loadModules, moduleOrder, toRoot } from './first-program.ts'

/** Where dom0 finds the boot partition, and the script on it that does what this rehearsal is for. */
export const bootPartition = '/media/boot'

/** The script's name on the boot partition. */
export const dom0RunName = 'rehearse.sh'

/** Where dom0 finds its data partition, unless that is its root. */
export const dataPartition = '/media/data'

/**
 * dom0's /init; `tools` is the folder of xl and the daemons, without a leading slash.
 *
 * The order xenfs, xenstored, xen-init-dom0, xenconsoled is a must: each waits for the one before, xl for all of them.
 */
export const dom0Init = (
  tools: string,
): string => `${ground(`/var/lib/xen /var/log/xen ${bootPartition} ${dataPartition}`)}
export PATH=/${tools}:$PATH
mkdir -p /dev/pts /dev/shm
grep -q ' /dev/pts ' /proc/mounts || mount -t devpts devpts /dev/pts
ln -sfn /proc/self/fd /dev/fd # xl's hotplug scripts read /dev/stdin
ln -sfn fd/0 /dev/stdin
ln -sfn fd/1 /dev/stdout
ln -sfn fd/2 /dev/stderr
dmesg -n 4 # the kernel's notices would land in the middle of our lines

me=xenup-dom0
[ -e /proc/device-tree/hypervisor ] || me=xenup-native
${loadModules('$me')}
[ -n "$xenup_root" ] || load /${moduleOrder.always}
${toRoot('$me', '/dev/vda2')}
mount -t tmpfs run /run # on a disk, the xenstore of the last boot would still be there
rm -rf /var/run /var/lock
ln -s /run /var/run
ln -s /run/lock /var/lock
mkdir -p /run/lock /run/xen /run/xenstored
hostname dom0
up() { echo "$me: up cpus=$(nproc) mem=$(awk '/^MemTotal/ { print $2 }' /proc/meminfo)"; }
over() {
  up # once more: Xen may have talked into the first line
  echo "$me: over"
  sync
  poweroff -f
}
[ -z "$xenup_root" ] || echo "$me: root $xenup_root is the $(cat /${diskName})"
if [ "$me" = xenup-native ]; then up; over; fi

load /${moduleOrder.underXen}
mount -t xenfs xenfs /proc/xen
grep -q control_d /proc/xen/capabilities || echo "xenup-dom0: this Linux is not Xen's dom0"
xenstored --pid-file=/run/xenstored.pid || echo "xenup-dom0: xenstored failed"
xen-init-dom0 || echo "xenup-dom0: xen-init-dom0 failed"
xenconsoled --pid-file=/run/xenconsoled.pid || echo "xenup-dom0: xenconsoled failed"
up

tries=10
while [ ! -b /dev/vda1 ] && [ "$tries" -gt 0 ]; do tries=$((tries - 1)); sleep 1; done
if mount -t vfat -o ro /dev/vda1 ${bootPartition}; then
  [ -n "$xenup_root" ] || [ ! -b /dev/vda2 ] || mount -t ext4 /dev/vda2 ${dataPartition}
  [ ! -f ${bootPartition}/${dom0RunName} ] || sh ${bootPartition}/${dom0RunName}
else
  echo "xenup-dom0: the boot partition /dev/vda1 cannot be mounted"
fi
over
`
