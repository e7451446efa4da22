/**
 * A parts folder with just enough in it for ramdisks and disks to be made: empty programs, and modules that need
 * nothing.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Parts } from '../../src/rehearse/parts.ts'
import { moduleFile } from './elf-file.ts'

const modules = [
  'virtio_mmio',
  'virtio_blk',
  'virtio_net',
  'vfat',
  'nls_cp437',
  'nls_ascii',
  'crc32c_generic',
  'ext4',
  'loop',
  'bridge',
  'xen-privcmd',
  'xen-evtchn',
  'xenfs',
  'xen-gntdev',
  'xen-gntalloc',
  'xen-blkback',
  'xen-netback',
  'xen-blkfront',
  'xen-netfront',
]
const programs = [
  'bin/busybox',
  'bin/bash',
  'usr/bin/flock',
  ...['read', 'write', 'rm', 'list', 'exists', 'ls'].map((verb) => `usr/bin/xenstore-${verb}`),
  ...['xl', 'xenstored', 'xenconsoled', 'xenconsole', 'xen-init-dom0'].map((name) => `usr/lib/xen-4.17/bin/${name}`),
]
const texts = [
  'etc/xen/xl.conf',
  ...[
    'block',
    'block-common.sh',
    'hotplugpath.sh',
    'locking.sh',
    'logging.sh',
    'vif-bridge',
    'vif-common.sh',
    'xen-hotplug-common.sh',
    'xen-network-common.sh',
    'xen-script-common.sh',
  ].map((name) => `etc/xen/scripts/${name}`),
  'lib/aarch64-linux-gnu/libgcc_s.so.1',
]

/** Writes it below `root`. */
export function smallParts(root: string): Parts {
  const put = (path: string, bytes: Uint8Array | string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), bytes)
  }
  for (const path of [...programs, ...texts, 'boot/vmlinuz']) put(path, path)
  for (const name of modules) put(`lib/modules/${name}.ko`, moduleFile('depends='))
  put('lib/modules/modules.builtin', '')
  return {
    arch: 'arm64',
    root,
    uboot: 'u-boot.bin',
    xen: '',
    kernel: join(root, 'boot/vmlinuz'),
    modules: join(root, 'lib/modules'),
    tools: 'usr/lib/xen-4.17/bin',
    libraries: 'aarch64-linux-gnu',
  }
}
