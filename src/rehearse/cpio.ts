/**
 * A cpio archive in the "newc" format, which Linux unpacks as its initramfs.
 *
 * Format: Linux Documentation/driver-api/early-userspace/buffer-format.rst. Same entries in, same bytes out: every
 * time stamp is 0, every owner is root, inodes count from 1.
 */

/** One entry; `path` has no leading slash, `mode` is the permission bits only. */
export type CpioEntry =
  | { readonly kind: 'directory'; readonly path: string; readonly mode?: number }
  | { readonly kind: 'file'; readonly path: string; readonly bytes: Uint8Array; readonly mode?: number }
  | { readonly kind: 'symlink'; readonly path: string; readonly target: string }
  | {
      readonly kind: 'char'
      readonly path: string
      readonly major: number
      readonly minor: number
      readonly mode?: number
    }

const encoder = new TextEncoder()
const largest = 0xffff_ffff // a size is eight hex digits

/**
 * The archive, padded to 512 bytes as GNU cpio does.
 *
 * Folders that no entry names are made before what lies in them, since Linux does not make them by itself.
 * Throws a RangeError for two entries of one path or a path that is empty, absolute or leads upwards.
 */
export function cpio(entries: readonly CpioEntry[]): Uint8Array {
  const chunks: Uint8Array[] = []
  withFolders(entries).forEach((entry, index) => chunks.push(...record(entry, index + 1)))
  chunks.push(...header('TRAILER!!!', { ino: 0, mode: 0, nlink: 1, size: 0, major: 0, minor: 0 }))
  const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0)
  const archive = new Uint8Array(Math.ceil(length / 512) * 512)
  let at = 0
  for (const chunk of chunks) {
    archive.set(chunk, at)
    at += chunk.length
  }
  return archive
}

function withFolders(entries: readonly CpioEntry[]): readonly CpioEntry[] {
  const named = new Set<string>()
  for (const { path } of entries) {
    if (path.split('/').some((part) => part === '' || part === '.' || part === '..') || path.includes('\0')) {
      throw new RangeError(`not a path for an archive: ${JSON.stringify(path)}`)
    }
    if (named.has(path)) throw new RangeError(`two entries for ${path}`)
    named.add(path)
  }
  const made = new Set<string>()
  const all: CpioEntry[] = []
  for (const entry of entries) {
    const parts = entry.path.split('/')
    for (let depth = 1; depth < parts.length; depth++) {
      const folder = parts.slice(0, depth).join('/')
      if (named.has(folder) || made.has(folder)) continue
      made.add(folder)
      all.push({ kind: 'directory', path: folder })
    }
    all.push(entry)
  }
  return all
}

function record(entry: CpioEntry, ino: number): Uint8Array[] {
  const fields = { ino, nlink: 1, size: 0, major: 0, minor: 0 }
  switch (entry.kind) {
    case 'directory':
      return header(entry.path, { ...fields, mode: 0o040000 | (entry.mode ?? 0o755), nlink: 2 })
    case 'char':
      return header(entry.path, {
        ...fields,
        mode: 0o020000 | (entry.mode ?? 0o600),
        major: entry.major,
        minor: entry.minor,
      })
    case 'symlink':
      return withData(entry.path, 0o120777, ino, encoder.encode(entry.target))
    case 'file':
      return withData(entry.path, 0o100000 | (entry.mode ?? 0o644), ino, entry.bytes)
  }
}

function withData(path: string, mode: number, ino: number, data: Uint8Array): Uint8Array[] {
  if (data.length > largest) throw new RangeError(`${path} is larger than a cpio archive can hold`)
  return [...header(path, { ino, mode, nlink: 1, size: data.length, major: 0, minor: 0 }), data, padding(data.length)]
}

interface Fields {
  readonly ino: number
  readonly mode: number
  readonly nlink: number
  readonly size: number
  readonly major: number
  readonly minor: number
}

function header(path: string, { ino, mode, nlink, size, major, minor }: Fields): Uint8Array[] {
  const name = encoder.encode(`${path}\0`)
  // c_ino c_mode c_uid c_gid c_nlink c_mtime c_filesize c_maj c_min c_rmaj c_rmin c_namesize c_chksum
  const fields = [ino, mode, 0, 0, nlink, 0, size, 0, 0, major, minor, name.length, 0]
  const text = `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`
  return [encoder.encode(text), name, padding(text.length + name.length)]
}

/** Header with name, and data, each end on a multiple of four. */
const padding = (length: number): Uint8Array => new Uint8Array((4 - (length % 4)) % 4)
