/** The two first programs: /init of dom0 and of the guest. Both talk through lines that src/rehearse/stages.ts knows. */

/** Where dom0 finds the boot partition, and the script on it that starts the guest. */
export const bootPartition = '/media/boot'

/** The script's name on the boot partition. */
export const guestRunName = 'rehearse.sh'

/** File in dom0's initramfs that names its modules, in the order of loading. */
export const moduleOrder = 'modules/order'

/**
 * dom0's /init; `tools` is the folder of xl and the daemons, without a leading slash.
 *
 * The order xenfs, xenstored, xen-init-dom0, xenconsoled is a must: each waits for the one before, xl for all of them.
 */
export const dom0Init = (tools: string): string => `#!/bin/busybox sh
/bin/busybox mkdir -p /bin /sbin /usr/bin /usr/sbin /proc /sys /dev /run /tmp /var/lib/xen /var/log/xen ${bootPartition}
/bin/busybox --install -s
export PATH=/${tools}:/usr/sbin:/usr/bin:/sbin:/bin HOME=/
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mkdir -p /dev/pts /dev/shm
mount -t devpts devpts /dev/pts
ln -sfn /proc/self/fd /dev/fd # xl's hotplug scripts read /dev/stdin
ln -sfn fd/0 /dev/stdin
ln -sfn fd/1 /dev/stdout
ln -sfn fd/2 /dev/stderr
ln -sfn /run /var/run
mkdir -p /run/lock /run/xen /run/xenstored
ln -sfn /run/lock /var/lock
hostname dom0
dmesg -n 4 # the kernel's notices would land in the middle of our lines

while read -r module; do
  insmod "/modules/$module.ko" || echo "xenup-dom0: module $module was refused"
done </${moduleOrder}

mount -t xenfs xenfs /proc/xen
grep -q control_d /proc/xen/capabilities || echo "xenup-dom0: this Linux is not Xen's dom0"
xenstored --pid-file=/run/xenstored.pid || echo "xenup-dom0: xenstored failed"
xen-init-dom0 || echo "xenup-dom0: xen-init-dom0 failed"
xenconsoled --pid-file=/run/xenconsoled.pid || echo "xenup-dom0: xenconsoled failed"

up() { echo "xenup-dom0: up cpus=$(nproc) mem=$(awk '/^MemTotal/ { print $2 }' /proc/meminfo)"; }
up
tries=10
while [ ! -b /dev/vda1 ] && [ "$tries" -gt 0 ]; do tries=$((tries - 1)); sleep 1; done
if mount -t vfat -o ro /dev/vda1 ${bootPartition}; then
  [ ! -f ${bootPartition}/${guestRunName} ] || sh ${bootPartition}/${guestRunName}
else
  echo "xenup-dom0: the boot partition /dev/vda1 cannot be mounted"
fi
up # once more: Xen may have talked into the first line
echo "xenup-dom0: over"
sync
poweroff -f
`

/** The guest's /init: says who it is every two seconds, for two minutes, then waits to be destroyed. */
export const guestInit = `#!/bin/busybox sh
/bin/busybox mkdir -p /bin /sbin /usr/bin /usr/sbin /proc /sys /dev /tmp
/bin/busybox --install -s
export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
exec </dev/hvc0 >/dev/hvc0 2>&1
dmesg -n 1 # the kernel's notices would land in the middle of our line
read -r cmdline </proc/cmdline
count=0
while [ "$count" -lt 60 ]; do
  printf 'xenup-guest: up host=%s cpus=%s mem=%s cmdline=%s\\n' "$(hostname)" "$(nproc)" \\
    "$(awk '/^MemTotal/ { print $2 }' /proc/meminfo)" "$cmdline"
  count=$((count + 1))
  sleep 2
done
while :; do sleep 3600; done
`
