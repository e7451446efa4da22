/** An ext4 file system with a tree of files in it, made with mke2fs: no root, no mount. Large ones are mostly holes. */
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { humanSize, MiB } from '../model/quantity.ts'
import { UserError } from '../model/user-error.ts'
import type { CpioEntry } from './cpio.ts'
import { type Environment, requireTools, run } from './tools.ts'

/** A larger one would need a longer partition table, and nobody rehearses with it. */
const largest = 1024n * 1024n * MiB

/**
 * Writes entries below a folder, as they would be unpacked; devices are left out, since only root can make them and the
 * kernel does.
 */
export function writeTree(folder: string, entries: readonly CpioEntry[]): void {
  mkdirSync(folder, { recursive: true })
  for (const entry of entries) {
    const path = join(folder, entry.path)
    mkdirSync(dirname(path), { recursive: true })
    if (entry.kind === 'directory') mkdirSync(path, { recursive: true })
    if (entry.kind === 'symlink') symlinkSync(entry.target, path)
    if (entry.kind !== 'file') continue
    writeFileSync(path, entry.bytes)
    chmodSync(path, entry.mode ?? 0o644)
  }
}

/** Makes the file system in `image` (made when missing), `offset` bytes from its start, with what lies in `folder`. */
export async function writeExt4(
  image: string,
  { folder, size, offset = 0n }: { folder: string; size: bigint; offset?: bigint },
  environment: Environment,
): Promise<void> {
  if (size > largest)
    throw new UserError(`a rehearsal makes no disk of ${humanSize(size)}; ${humanSize(largest)} is its most`, {
      where: 'guest.disk-size',
    })
  const withSbin = { ...environment, PATH: `${environment['PATH'] ?? ''}:/usr/sbin:/sbin` } // Debian's users do not have it
  await requireTools(['mke2fs'], withSbin)
  // No journal and lazy tables keep it small; crc32c in every block (metadata_csum) is a module that an older kernel
  // may lack.
  await run(
    'mke2fs',
    [
      '-q',
      '-F',
      '-t',
      'ext4',
      '-O',
      '^has_journal,^metadata_csum',
      '-m',
      '0',
      '-E',
      `lazy_itable_init=1,nodiscard,offset=${offset}`,
      '-d',
      folder,
      image,
      `${size / 1024n}k`,
    ],
    withSbin,
  )
}
