/**
 * The two initial RAM disks of a rehearsal: dom0's, with Xen's tools, and the guest's, with a busybox that says who it is.
 *
 * Both are plain cpio archives, not compressed: zlib's output differs between releases of Node, and their sizes enter
 * the plan, which must come out the same in a year.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Trouble } from '../model/trouble.ts'
import { cpio, type CpioEntry } from './cpio.ts'
import { neededLibraries } from './elf.ts'
import { dom0Init, guestInit, moduleOrder } from './init.ts'
import { kernelModules } from './modules.ts'
import type { Parts } from './parts.ts'
import type { Environment } from './tools.ts'

/** The files that answers name as dom0's initramfs and the guest's ramdisk. */
export interface Ramdisks { readonly dom0: string; readonly guest: string }

/** What dom0 calls, besides busybox. */
const xenTools = ['xl', 'xenstored', 'xenconsoled', 'xenconsole', 'xen-init-dom0']
const programs = ['bin/bash', 'usr/bin/flock', ...['read', 'write', 'rm', 'list', 'exists', 'ls'].map((verb) => `usr/bin/xenstore-${verb}`)]
const scripts = ['block', 'block-common.sh', 'hotplugpath.sh', 'locking.sh', 'logging.sh', 'vif-bridge', 'vif-common.sh',
  'xen-hotplug-common.sh', 'xen-network-common.sh', 'xen-script-common.sh'].map((name) => `etc/xen/scripts/${name}`)
const settings = ['etc/xen/xl.conf']

/** What Debian's kernel has as modules: Xen's own, the boot disk, and the file system on it. */
const modules = ['xen-privcmd', 'xen-evtchn', 'xenfs', 'xen-gntdev', 'xen-gntalloc', 'xen-blkback', 'xen-netback',
  'virtio_mmio', 'virtio_blk', 'vfat', 'nls_cp437', 'nls_ascii']

/** Writes DIR/dom0-initrd.img and DIR/guest-initrd.img; a file that already has these very bytes is left alone. */
export async function writeRamdisks(parts: Parts, dir: string, environment: Environment): Promise<Ramdisks> {
  mkdirSync(dir, { recursive: true })
  const ramdisks = { dom0: join(dir, 'dom0-initrd.img'), guest: join(dir, 'guest-initrd.img') }
  writeUnlessSame(ramdisks.dom0, cpio(await dom0Entries(parts, environment)))
  writeUnlessSame(ramdisks.guest, cpio(guestEntries(parts)))
  return ramdisks
}

function writeUnlessSame(path: string, bytes: Uint8Array): void {
  if (existsSync(path) && readFileSync(path).equals(bytes)) return
  writeFileSync(path, bytes)
}

async function dom0Entries(parts: Parts, environment: Environment): Promise<readonly CpioEntry[]> {
  const loaded = await kernelModules(parts.modules, modules, environment)
  const binaries = [...programs, ...xenTools.map((name) => `${parts.tools}/${name}`)].map((path) => executable(parts.root, path))
  return [
    ...ground(parts, dom0Init(parts.tools)),
    ...binaries,
    ...libraries(parts.root, binaries),
    ...scripts.map((path) => executable(parts.root, path)),
    ...settings.map((path): CpioEntry => ({ kind: 'file', path, bytes: part(parts.root, path) })),
    ...loaded.map(({ name, bytes }): CpioEntry => ({ kind: 'file', path: `modules/${name}.ko`, bytes })),
    text(moduleOrder, loaded.map(({ name }) => `${name}\n`).join('')),
  ]
}

/** What the guest's ramdisk holds. */
export const guestEntries = (parts: Parts): readonly CpioEntry[] => ground(parts, guestInit)

/** What both have; /dev/console must be there before devtmpfs is, else /init has no output. */
const ground = (parts: Parts, init: string): readonly CpioEntry[] => [
  { kind: 'char', path: 'dev/console', major: 5, minor: 1 },
  { kind: 'char', path: 'dev/null', major: 1, minor: 3, mode: 0o666 },
  executable(parts.root, 'bin/busybox'),
  { ...text('init', init), mode: 0o755 },
]

type FileEntry = Extract<CpioEntry, { kind: 'file' }>

const text = (path: string, content: string): FileEntry => ({ kind: 'file', path, bytes: new TextEncoder().encode(content) })
const executable = (root: string, path: string): FileEntry => ({ kind: 'file', path, bytes: part(root, path), mode: 0o755 })

/** Every library below the programs, all in /lib, where the loader looks for them and where the loader itself must be. */
function libraries(root: string, programs: readonly FileEntry[]): readonly FileEntry[] {
  const found = new Map<string, FileEntry>()
  const add = (name: string, wantedBy: string): void => {
    if (found.has(name)) return
    const path = ['lib/aarch64-linux-gnu', 'usr/lib/aarch64-linux-gnu'].map((folder) => `${folder}/${name}`)
      .find((candidate) => existsSync(join(root, candidate)))
    if (path === undefined) throw new Trouble(`${wantedBy} needs ${name}, which no package in the parts folder brings`, { where: root })
    const library = { ...executable(root, path), path: `lib/${name}` }
    found.set(name, library)
    follow(library)
  }
  const follow = (file: FileEntry): void => neededLibraries(file.bytes).forEach((name) => add(name, basename(file.path)))
  programs.forEach(follow)
  add('libgcc_s.so.1', 'the C library') // opened by pthread_cancel, which xl calls; not in DT_NEEDED
  return [...found.values()]
}

/** The bytes of a file of the tree; Debian 13 keeps /bin, /sbin and /lib below /usr. */
function part(root: string, path: string): Uint8Array {
  const place = [join(root, path), join(root, 'usr', path)].find(existsSync)
  if (place === undefined) throw new Trouble(`the parts folder has no ${path}`, { where: root })
  return readFileSync(place)
}
