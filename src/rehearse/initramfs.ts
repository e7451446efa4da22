/**
 * The two initial RAM disks of a rehearsal: dom0's, with Xen's tools, and the guest's, with a busybox that says who it
 * is.
 *
 * Both are plain cpio archives, not compressed: zlib's output differs between releases of Node, and their sizes enter
 * the plan, which must come out the same in a year.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { UserError } from '../model/user-error.ts'
import { type CpioEntry, cpio } from './cpio.ts'
import { dom0Init } from './dom0-init.ts'
import { neededLibraries } from './elf.ts'
import { moduleOrder } from './first-program.ts'
import { guestInit } from './guest-init.ts'
import { kernelModules } from './modules.ts'
import type { Parts } from './parts.ts'
import type { Environment } from './tools.ts'

/** The files that answers name as dom0's initramfs and the guest's ramdisk. */
export interface Ramdisks {
  readonly dom0: string
  readonly guest: string
}

/** What dom0 calls, besides busybox. */
const xenTools = ['xl', 'xenstored', 'xenconsoled', 'xenconsole', 'xen-init-dom0']
const programs = [
  'bin/bash',
  'usr/bin/flock',
  ...['read', 'write', 'rm', 'list', 'exists', 'ls'].map((verb) => `usr/bin/xenstore-${verb}`),
]
const scripts = [
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
].map((name) => `etc/xen/scripts/${name}`)
const settings = ['etc/xen/xl.conf']

/**
 * What Debian's kernel has as modules: disks, the file systems on them (ext4 asks for crc32c by name), the network;
 * then Xen's own.
 */
const dom0Modules = {
  always: [
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
  ],
  underXen: ['xen-privcmd', 'xen-evtchn', 'xenfs', 'xen-gntdev', 'xen-gntalloc', 'xen-blkback', 'xen-netback'],
} as const
const guestModules = { always: ['xen-blkfront', 'xen-netfront', 'crc32c_generic', 'ext4'], underXen: [] } as const

/** Writes DIR/dom0-initrd.img and DIR/guest-initrd.img; a file that already has these very bytes is left alone. */
export async function writeRamdisks(parts: Parts, dir: string, environment: Environment): Promise<Ramdisks> {
  mkdirSync(dir, { recursive: true })
  const ramdisks = { dom0: join(dir, 'dom0-initrd.img'), guest: join(dir, 'guest-initrd.img') }
  writeUnlessSame(ramdisks.dom0, cpio(await dom0Entries(parts, environment)))
  writeUnlessSame(ramdisks.guest, cpio(await guestEntries(parts, environment)))
  return ramdisks
}

function writeUnlessSame(path: string, bytes: Uint8Array): void {
  if (existsSync(path) && readFileSync(path).equals(bytes)) return
  writeFileSync(path, bytes)
}

/** What dom0's initramfs holds, and its root device. */
export async function dom0Entries(parts: Parts, environment: Environment): Promise<readonly CpioEntry[]> {
  const binaries = [...programs, ...xenTools.map((name) => `${parts.tools}/${name}`)].map((path) =>
    executable(parts.root, path),
  )
  return [
    ...ground(parts, dom0Init(parts.tools)),
    ...binaries,
    ...libraries(parts, binaries),
    ...scripts.map((path) => executable(parts.root, path)),
    ...settings.map((path): CpioEntry => ({ kind: 'file', path, bytes: part(parts.root, path) })),
    ...(await moduleEntries(parts, dom0Modules, environment)),
  ]
}

/** What the guest's ramdisk holds, and its disk. */
export const guestEntries = async (parts: Parts, environment: Environment): Promise<readonly CpioEntry[]> => [
  ...ground(parts, guestInit),
  ...(await moduleEntries(parts, guestModules, environment)),
]

/** Both lists of modules with their order; what the second needs and the first has loaded is not loaded again. */
async function moduleEntries(
  parts: Parts,
  wanted: { readonly [K in keyof typeof moduleOrder]: readonly string[] },
  environment: Environment,
): Promise<readonly CpioEntry[]> {
  const always = await kernelModules(parts.modules, wanted.always, environment)
  const all = await kernelModules(parts.modules, [...wanted.always, ...wanted.underXen], environment)
  const order = (names: readonly { readonly name: string }[]): string => names.map(({ name }) => `${name}\n`).join('')
  return [
    ...all.map(({ name, bytes }): CpioEntry => ({ kind: 'file', path: `modules/${name}.ko`, bytes })),
    text(moduleOrder.always, order(always)),
    text(moduleOrder.underXen, order(all.slice(always.length))),
  ]
}

/** What both have; /dev/console must be there before devtmpfs is, else /init has no output. */
const ground = (parts: Parts, init: string): readonly CpioEntry[] => [
  { kind: 'char', path: 'dev/console', major: 5, minor: 1 },
  { kind: 'char', path: 'dev/null', major: 1, minor: 3, mode: 0o666 },
  executable(parts.root, 'bin/busybox'),
  { ...text('init', init), mode: 0o755 },
]

type FileEntry = Extract<CpioEntry, { kind: 'file' }>

const text = (path: string, content: string): FileEntry => ({
  kind: 'file',
  path,
  bytes: new TextEncoder().encode(content),
})
const executable = (root: string, path: string): FileEntry => ({
  kind: 'file',
  path,
  bytes: part(root, path),
  mode: 0o755,
})

/**
 * Every library below the programs, all in /lib, where the loader looks for them and where the loader itself must be.
 */
function libraries({ root, libraries: folder }: Parts, programs: readonly FileEntry[]): readonly FileEntry[] {
  const found = new Map<string, FileEntry>()
  const add = (name: string, wantedBy: string): void => {
    if (found.has(name)) return
    const path = [`lib/${folder}/${name}`, `usr/lib/${folder}/${name}`].find((candidate) =>
      existsSync(join(root, candidate)),
    )
    if (path === undefined)
      throw new UserError(`${wantedBy} needs ${name}, which no package in the parts folder brings`, { where: root })
    const library = { ...executable(root, path), path: `lib/${name}` }
    found.set(name, library)
    follow(library)
  }
  const follow = (file: FileEntry): void =>
    neededLibraries(file.bytes).forEach((name) => add(name, basename(file.path)))
  programs.forEach(follow)
  add('libgcc_s.so.1', 'the C library') // opened by pthread_cancel, which xl calls; not in DT_NEEDED
  return [...found.values()]
}

/** The bytes of a file of the tree; Debian 13 keeps /bin, /sbin and /lib below /usr. */
function part(root: string, path: string): Uint8Array {
  const place = [join(root, path), join(root, 'usr', path)].find(existsSync)
  if (place === undefined) throw new UserError(`the parts folder has no ${path}`, { where: root })
  return readFileSync(place)
}
