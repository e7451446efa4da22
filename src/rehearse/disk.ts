/** A disk image: a FAT32 partition, made with mtools, and ext4 ones behind it. No root, no loop device, no mount. */
import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname, join, posix, resolve } from 'node:path'
import { MiB, roundUp } from '../model/quantity.ts'
import { UserError } from '../model/user-error.ts'
import { visible } from '../model/visible.ts'
import { writeExt4 } from './ext4.ts'
import { type Environment, run } from './tools.ts'

/** One file of the boot partition: its path there, without a leading slash, and where its bytes come from. */
export interface MediumFile {
  readonly path: string
  readonly source: { readonly file: string } | { readonly bytes: Uint8Array }
}

const sector = 512n
/** The partition begins at 1 MiB, as every partitioning tool of today has it. */
const start = 1n * MiB
/**
 * Below 65525 clusters a file system would not be FAT32 (Microsoft fatgen103); with one sector a cluster this is twice
 * that.
 */
const smallest = 64n * MiB

/** A further partition: ext4 with what lies in a folder of this machine; `size` in bytes, a whole number of MiB. */
export interface TreePartition {
  readonly folder: string
  readonly size: bigint
}

/**
 * Writes the image to `path`: the files in a FAT partition a quarter larger than they, then the others. Needs mformat,
 * mmd and mcopy.
 */
export async function writeDisk(
  path: string,
  files: readonly MediumFile[],
  others: readonly TreePartition[],
  environment: Environment,
): Promise<void> {
  refuseBadNames(files)
  mkdirSync(dirname(path), { recursive: true })
  const work = mkdtempSync(`${resolve(path)}.`)
  try {
    const sources = files.map(({ source }, index) => {
      if ('file' in source) return resolve(source.file)
      const file = join(work, String(index))
      writeFileSync(file, source.bytes)
      return file
    })
    const bytes = sources.reduce((sum, file) => sum + roundUp(sizeOf(file), 4096n), 0n)
    const partition = roundUp(bytes + bytes / 4n, MiB) + smallest
    const sizes = [partition, ...others.map(({ size }) => size)]
    writePartitionTable(path, sizes)

    // The user's own mtools settings must not matter; without a UTF-8 locale mcopy turns é into _.
    const calm = { ...environment, MTOOLSRC: '/dev/null', MTOOLS_SKIP_CHECK: '1', LC_ALL: 'C.UTF-8' }
    const image = ['-i', `${resolve(path)}@@${start}`]
    await run(
      'mformat',
      [
        ...image,
        '-F',
        '-T',
        String(partition / sector),
        '-h',
        '255',
        '-s',
        '63',
        '-H',
        String(start / sector),
        '-c',
        '1',
        '-v',
        'XENUP',
        '-N',
        '78656e75',
        '::',
      ],
      calm,
    )
    for (const folder of folders(files)) await run('mmd', [...image, `::${folder}`], calm)
    for (const [index, file] of files.entries())
      await run('mcopy', [...image, '-o', sources[index]!, `::${file.path}`], calm)
    for (const [index, { folder, size }] of others.entries())
      await writeExt4(path, { folder, size, offset: startOf(sizes, index + 1) }, environment)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

function sizeOf(file: string): bigint {
  const stat = statSync(file, { bigint: true, throwIfNoEntry: false })
  if (!stat?.isFile()) throw new UserError('a file for the boot partition is not there', { where: visible(file) })
  return stat.size
}

/** Partitions follow each other without a gap. */
const startOf = (sizes: readonly bigint[], index: number): bigint =>
  sizes.slice(0, index).reduce((sum, size) => sum + size, start)

/** The old partition table (MBR), FAT32 first; the rest of the image is a hole. */
function writePartitionTable(path: string, sizes: readonly bigint[]): void {
  const record = Buffer.alloc(512)
  record.writeUInt32LE(0x78656e75, 440) // disk signature: any, the same each time
  sizes.forEach((size, index) => {
    const entry = record.subarray(446 + 16 * index)
    if (index === 0) entry[0] = 0x80 // active
    entry.set([0xfe, 0xff, 0xff], 1) // cylinder, head, sector: "see the sector number"
    entry[4] = index === 0 ? 0x0c : 0x83 // FAT32 with sector numbers; Linux
    entry.set([0xfe, 0xff, 0xff], 5)
    entry.writeUInt32LE(Number(startOf(sizes, index) / sector), 8)
    entry.writeUInt32LE(Number(size / sector), 12)
  })
  record.writeUInt16LE(0xaa55, 510)
  const image = openSync(path, 'w')
  try {
    ftruncateSync(image, Number(startOf(sizes, sizes.length)))
    writeSync(image, record, 0, record.length, 0)
  } finally {
    closeSync(image)
  }
}

/** Every folder that a file lies in, outer ones first. */
function folders(files: readonly MediumFile[]): readonly string[] {
  const found = new Map<string, string>()
  for (const { path } of files) {
    const parts = path.split('/').slice(0, -1)
    parts.forEach((_, depth) => {
      const folder = parts.slice(0, depth + 1).join('/')
      if (!found.has(folder.toLowerCase())) found.set(folder.toLowerCase(), folder)
    })
  }
  return [...found.values()]
}

function refuseBadNames(files: readonly MediumFile[]): void {
  const seen = new Set<string>()
  for (const { path } of files) {
    const where = visible(path)
    if (
      path === '' ||
      posix.normalize(path) !== path ||
      /^\.\.?(\/|$)/.test(path) ||
      path.startsWith('/') ||
      path.endsWith('/')
    ) {
      throw new UserError('is not a path on the boot partition', { where })
    }
    // Microsoft fatgen103, "long name characters"; a name must not end with a dot or a space.
    if (/[\0-\x1f\x7f"*:<>?\\|]/.test(path) || /[. ](\/|$)/.test(path)) {
      throw new UserError('this name cannot stand on a FAT file system', {
        where,
        advice: 'use letters, digits and . _ - in it',
      })
    }
    const key = path.toLowerCase()
    if (seen.has(key))
      throw new UserError('two files for the boot partition have this name (FAT does not tell a from A)', { where })
    seen.add(key)
  }
}
