/** What a rehearsal adds to what is rehearsed: the script for dom0, the guest's files and disk, dom0's own disk. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, posix, resolve } from 'node:path'
import { expected } from '../console/signposts.ts'
import { MiB, roundUp } from '../model/quantity.ts'
import { UserError } from '../model/user-error.ts'
import { type CpioEntry, cpio } from './cpio.ts'
import type { MediumFile, TreePartition } from './disk.ts'
import { bootPartition, dataPartition, dom0RunName } from './dom0-init.ts'
import { type Dom0Run, dom0RunScript, type GuestRun } from './dom0-run.ts'
import { writeExt4, writeTree } from './ext4.ts'
import { addresses, diskName, diskNames } from './first-program.ts'
import { guestMark } from './guest-init.ts'
import { dom0Entries, guestEntries } from './initramfs.ts'
import type { Parts } from './parts.ts'
import type { Environment } from './tools.ts'

/** The guest of a rehearsal, as its config has it. */
export interface RehearsedGuest {
  readonly name: string
  /** The xl config, as a path on the boot partition. */
  readonly configPath: string
  /**
   * The path in dom0 that the config gives, and the file on this machine that it stands for (Debian's kernel when
   * missing).
   */
  readonly kernelPath: string
  readonly kernelFile?: string | undefined
  /** The same for the ramdisk; the file is ours when missing. Without a path the guest has no ramdisk. */
  readonly ramdiskPath?: string | undefined
  readonly ramdiskFile?: string | undefined
  /** Its disk, made by us: a file or a block device at this path in dom0. */
  readonly disk?: { readonly kind: 'file' | 'device'; readonly path: string; readonly size: bigint } | undefined
  /** True when it has a network interface. */
  readonly network?: boolean | undefined
}

/** What dom0 is to be, besides what its initramfs makes it. */
export interface RehearsedDom0 {
  /** True when the command line gives it a root device. */
  readonly root?: boolean | undefined
  readonly bridge?: Dom0Run['bridge']
}

/** What to add to the disk, and whether the guest will say our lines. */
export interface RunMedium {
  readonly files: readonly MediumFile[]
  readonly partitions: readonly TreePartition[]
  readonly ours: boolean
}

interface Around {
  readonly medium: readonly MediumFile[]
  readonly parts: Parts
  readonly workDir: string
  readonly timeoutSeconds: number
  readonly environment: Environment
}

/** Decides what to add, and makes the trees of its partitions below the work folder. */
export async function runMedium(
  dom0: RehearsedDom0,
  guest: RehearsedGuest | undefined,
  around: Around,
): Promise<RunMedium> {
  const carried = guest && (await guestFiles(guest, around))
  const disk = guest?.disk
  const run = guest &&
    carried && {
      name: guest.name,
      config: guest.configPath,
      places: [...carried.places, ...(disk ? diskPlace(disk, dom0) : [])],
      proofs: proofsOf(guest, carried.ours, dom0),
      waitSeconds: Math.max(30, Math.floor(around.timeoutSeconds / 2)),
    }
  const { bridge } = dom0
  const script = bridge || run ? [scriptFile(dom0RunScript({ bridge, guest: run }))] : []
  return {
    files: [...(carried?.files ?? []), ...script],
    partitions: dom0.root || disk ? await partitionsOf(dom0, guest, around) : [],
    ours: carried?.ours ?? false,
  }
}

const scriptFile = (script: string): MediumFile => ({
  path: dom0RunName,
  source: { bytes: new TextEncoder().encode(script) },
})

/** The guest's kernel and ramdisk; a file that the boot partition already has is not put there twice. */
async function guestFiles(guest: RehearsedGuest, { medium, parts, environment }: Around) {
  const files: MediumFile[] = []
  const places: { inDom0: string; source: string }[] = []
  const put = (inDom0: string, source: MediumFile['source'], name: string): void => {
    const below = posix.relative(bootPartition, posix.normalize(inDom0))
    const onPartition = !below.startsWith('../')
    const held = medium.find((file) => (onPartition ? sameName(file.path, below) : sameSource(file.source, source)))
    const path = held?.path ?? (onPartition ? below : name)
    if (!held) files.push({ path, source })
    if (!onPartition) places.push({ inDom0, source: posix.join(bootPartition, path) })
  }
  put(guest.kernelPath, { file: guest.kernelFile ?? parts.kernel }, 'rehearse/guest-kernel')
  // Without a ramdisk a guest starts from its disk, which is ours.
  if (guest.ramdiskPath === undefined) return { files, places, ours: guest.disk !== undefined }
  const ramdisk =
    guest.ramdiskFile === undefined
      ? { bytes: cpio(await guestEntries(parts, environment)) }
      : { file: guest.ramdiskFile }
  put(guest.ramdiskPath, ramdisk, 'rehearse/guest-ramdisk')
  return { files, places, ours: saysOurLine(ramdisk) }
}

/** Our ramdisk is not compressed, so that its /init can be found in it; another one will not say our line. */
const saysOurLine = (source: MediumFile['source']): boolean =>
  Buffer.from('file' in source ? readFileSync(source.file) : source.bytes).includes(guestMark)

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()
const sameSource = (a: MediumFile['source'], b: MediumFile['source']): boolean =>
  'file' in a && 'file' in b && resolve(a.file) === resolve(b.file)

function proofsOf(guest: RehearsedGuest, ours: boolean, dom0: RehearsedDom0): readonly string[] {
  if (!ours) return [expected({ signpost: 'guest-version' }).line]
  const reached = dom0.bridge?.interface !== undefined ? addresses.beyond : addresses.dom0
  return [
    guestMark,
    ...(guest.disk ? [diskNames.guest(guest.name)] : []),
    ...(guest.network ? [`eth0 reaches ${reached}`] : []),
  ]
}

const imageName = 'guest-disk.img'

/**
 * Where the guest's disk lies in dom0: on its root in its place, else on the data partition; a device is the third
 * partition.
 */
function diskPlace({ kind, path }: NonNullable<RehearsedGuest['disk']>, { root }: RehearsedDom0): GuestRun['places'] {
  if (!posix.relative(bootPartition, posix.normalize(path)).startsWith('../')) {
    throw new UserError(`a rehearsal cannot keep the guest's disk on the boot partition, which dom0 only reads`, {
      where: path,
      advice: 'Choose another guest.disk-path.',
    })
  }
  if (kind === 'device') return [{ inDom0: path, source: '/dev/vda3' }]
  return root ? [] : [{ inDom0: path, source: `${dataPartition}/${imageName}` }]
}

async function partitionsOf(
  dom0: RehearsedDom0,
  guest: RehearsedGuest | undefined,
  { parts, workDir, environment }: Around,
): Promise<readonly TreePartition[]> {
  const disk = guest?.disk
  const tree = join(workDir, 'dom0-tree')
  const guestTree = join(workDir, 'guest-tree')
  for (const folder of [tree, guestTree]) rmSync(folder, { recursive: true, force: true })
  const entries = dom0.root ? await dom0Entries(parts, environment) : []
  writeTree(tree, [...entries, named(diskNames.dom0)])
  const own = { folder: tree, size: roomFor(entries) }
  if (!disk) return [own]

  const guestHas = await guestEntries(parts, environment)
  writeTree(guestTree, [...guestHas, named(diskNames.guest(guest.name))])
  if (disk.kind === 'device') return [own, { folder: guestTree, size: roundUp(disk.size, MiB) }]
  const image = join(tree, dom0.root ? posix.normalize(disk.path) : imageName)
  mkdirSync(dirname(image), { recursive: true })
  await writeExt4(image, { folder: guestTree, size: disk.size }, environment)
  return [{ ...own, size: own.size + roundUp(disk.size + disk.size / 16n, MiB) }]
}

const named = (name: string): CpioEntry => ({
  kind: 'file',
  path: diskName,
  bytes: new TextEncoder().encode(`${name}\n`),
})

/** Half as much again, and what a running system writes. */
function roomFor(entries: readonly CpioEntry[]): bigint {
  const bytes = entries.reduce((sum, entry) => sum + (entry.kind === 'file' ? BigInt(entry.bytes.length) : 0n), 0n)
  return roundUp(bytes + bytes / 2n, MiB) + 64n * MiB
}
