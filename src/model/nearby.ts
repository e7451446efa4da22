/**
 * Files that lie where users keep them, recognised by what they hold: which of them a question can suggest.
 *
 * A reason reads well after "because".
 */
import type { Arch } from './arch.ts'
import { type BoardPage, boardFor } from './board.ts'
import type { ParsedFile } from './facts.ts'
import type { FileKind } from './file-kind.ts'

/** A file to suggest. */
export interface NearbyFile {
  readonly value: string
  readonly because: string
}

const byName = new Intl.Collator('en', { numeric: true })

/** What a file holds, unpacked. */
const contentOf = ({ kind, facts }: ParsedFile): FileKind => facts['gzip.holds']?.value ?? kind

const baseName = (path: string): string => path.split('/').at(-1)!

/** The newest Xen for an architecture. */
export function nearbyXen(files: readonly ParsedFile[], arch: Arch): NearbyFile | undefined {
  const found = newest(
    files.filter((file) => contentOf(file) === 'xen' && file.facts['image.arch']?.value === arch),
    ({ facts }) => facts['xen.version']?.value,
  )
  return found && { value: found.path, because: `it lies here, and is Xen ${found.facts['xen.version']!.value}` }
}

/** The newest Linux for an architecture. */
export function nearbyKernel(files: readonly ParsedFile[], arch: Arch): NearbyFile | undefined {
  const isKernel = (file: ParsedFile): boolean =>
    contentOf(file) !== 'xen' &&
    file.facts['linux.version'] !== undefined &&
    file.facts['image.arch']?.value === arch &&
    file.kind !== 'elf'
  const found = newest(files.filter(isKernel), ({ facts }) => facts['linux.version']?.value)
  return found && { value: found.path, because: `it lies here, and is Linux ${releaseOf(found)}` }
}

/** The initramfs that belongs to a kernel by the release in its name; else the only one. */
export function nearbyRamdisk(files: readonly ParsedFile[], kernel: ParsedFile | undefined): NearbyFile | undefined {
  return belonging(
    files.filter(({ facts }) => facts['ramdisk.parts'] !== undefined),
    kernel,
    'initramfs',
  )
}

/** The configuration that belongs to a kernel by the release in its name; else the only one. */
export function nearbyConfig(files: readonly ParsedFile[], kernel: ParsedFile | undefined): NearbyFile | undefined {
  return belonging(
    files.filter(({ kind }) => kind === 'kernel-config'),
    kernel,
    'kernel configuration',
  )
}

/**
 * The device tree of a board: one that Linux calls as the board's page does, else one that says that it is of this board
 * (another revision has another name); for a board without a page the only one that describes a board.
 */
export function nearbyTree(
  files: readonly ParsedFile[],
  board: BoardPage | undefined,
  boards: readonly BoardPage[],
): NearbyFile | undefined {
  const trees = files.filter(({ kind, facts }) => kind === 'dtb' && facts.arch !== undefined)
  if (!board) {
    const [only, ...more] = trees
    const name = only?.facts.model?.value
    return only && more.length === 0
      ? { value: only.path, because: `it lies here, and describes ${name === undefined ? 'a board' : `"${name}"`}` }
      : undefined
  }
  const names = board.dtb ? [board.dtb.file, ...(board.dtb.also ?? [])].map(baseName) : []
  const named = names.flatMap((name) => trees.find(({ path }) => baseName(path) === name) ?? [])[0]
  if (named) return { value: named.path, because: `it lies here, and Linux calls the tree of ${board.name} so` }
  const told = trees.find(({ facts }) => boardFor(facts, boards)?.id === board.id)
  return told && { value: told.path, because: `it lies here, and says that it describes ${board.name}` }
}

/** The release of a kernel, as it calls itself: `6.1.0-50-arm64`. */
const releaseOf = ({ facts }: ParsedFile): string | undefined => facts['linux.version']?.value

function newest(
  files: readonly ParsedFile[],
  version: (file: ParsedFile) => string | undefined,
): ParsedFile | undefined {
  return [...files].sort((a, b) => byName.compare(version(a) ?? '', version(b) ?? '')).at(-1)
}

function belonging(files: readonly ParsedFile[], kernel: ParsedFile | undefined, what: string): NearbyFile | undefined {
  const release = kernel && releaseOf(kernel)
  const own = release === undefined ? undefined : files.find(({ path }) => baseName(path).includes(release))
  if (own) return { value: own.path, because: `it lies here, and has the release of the kernel in its name` }
  const [only, ...more] = files
  return only && more.length === 0 && isSilentOfRelease(only)
    ? { value: only.path, because: `it is the only ${what} that lies here` }
    : undefined
}

/** A name with a release in it that is not the kernel's belongs to another. */
const isSilentOfRelease = ({ path }: ParsedFile): boolean => !/\d\.\d/.test(baseName(path))
