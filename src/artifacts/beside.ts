/** Texts that are laid beside a file: a new one beside an edited file, and the user's own beside a new one. */
import { compare, type ReadDisk } from './compare.ts'
import { type Manifest, sha256 } from './manifest.ts'

/** The suffix of a new text that is laid beside a file edited by hand. */
export const besideSuffix = '.xenup-new'

interface Folder {
  readonly manifest: Manifest
  readonly read: ReadDisk
}

/** A text beside a file: `write` is missing where it lies there already. */
export interface Beside {
  readonly path: string
  readonly state: 'beside' | 'copy'
  readonly onDisk?: Uint8Array
  readonly next: Uint8Array
  readonly write?: Uint8Array
  readonly ours: readonly string[]
}

/** A new text under a name beside its file that is free, or ours and not edited since. */
export function besideFile(path: string, bytes: Uint8Array, { manifest, read }: Folder): Beside {
  for (const name of numbered(path + besideSuffix)) {
    const { state, onDisk } = compare({ path: name, bytes }, manifest, read)
    if (state === 'edited') continue
    return {
      path: name,
      state: 'beside',
      next: bytes,
      ...(onDisk && { onDisk }),
      ...(state !== 'same' && { write: bytes }),
      ours: [sha256(bytes)],
    }
  }
  throw new Error('numbers have an end')
}

/** What the user wrote, under a name that is free, or that has the same already; it is the user's from then on. */
export function copyOf(path: string, bytes: Uint8Array, { read }: Folder): Beside {
  for (const name of numbered(path)) {
    const onDisk = read(name)
    if (onDisk && Buffer.compare(onDisk, bytes) !== 0) continue
    const file = { path: name, state: 'copy', next: bytes, ours: [] } as const
    return onDisk ? { ...file, onDisk } : { ...file, write: bytes }
  }
  throw new Error('numbers have an end')
}

function* numbered(name: string): Generator<string> {
  for (let number = 1; ; number++) yield number === 1 ? name : `${name}${number}`
}
