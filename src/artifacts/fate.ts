/**
 * What becomes of each file in the output folder: written, left as somebody edited it, merged, or removed. Decided from what
 * lies there, what was written last, and what the user chose; nothing is changed here.
 */
import { type Clash, choiceFor, type EditChoice, type EditChoices, type LineRange } from '../model/edited-files.ts'
import { besideFile, copyOf } from './beside.ts'
import { type Compared, type ComparedState, compare, type ReadDisk, staleFiles } from './compare.ts'
import { type Manifest, oursIn, sha256 } from './manifest.ts'
import { markerIn } from './markers.ts'
import { distance, merge } from './merge.ts'
import type { Artifact } from './render.ts'
import type { WrittenTexts } from './written-texts.ts'

/**
 * `edited`: by hand, and it stays, since its new text brings nothing. `merged`: the edits are carried over into the new
 * text. `clash`: they cannot be, and the file stays. `marked`: both versions are written, between markers. `conflicted`:
 * such markers are in it still. `replaced`: the new text takes the place of an edited file. `read-only`: it would change,
 * and the user has made it read-only. `held`: an image whose script has markers. `beside`, `copy`: a text that is laid
 * beside a file. The others as they were compared.
 */
export type FileState =
  | ComparedState
  | 'merged'
  | 'clash'
  | 'marked'
  | 'conflicted'
  | 'replaced'
  | 'read-only'
  | 'held'
  | 'beside'
  | 'copy'

/** What becomes of one file. */
export interface Fate {
  readonly path: string
  readonly state: FileState
  readonly onDisk?: Uint8Array
  /** The bytes that come from the templates; missing where the file is no part of the set. */
  readonly next?: Uint8Array
  /** What is to be written; missing where nothing is. */
  readonly write?: Uint8Array
  readonly isRemoved?: true
  /** The hashes under which it is ours afterwards; none where it is the user's. */
  readonly ours: readonly string[]
  /** Where the user's lines stand in what is written. */
  readonly carried?: readonly LineRange[]
  /** The places that clash; missing where the two cannot be merged at all. */
  readonly clashes?: readonly Clash[]
  /** False where what was written last is not known. */
  readonly isBaseKnown?: boolean
  /** The first line with a marker. */
  readonly line?: number
  /** Where a text lies beside it: the new one, or the user's own. */
  readonly beside?: string
  readonly copy?: string
  /** Where a file that is gone lies now. */
  readonly movedTo?: string
}

/** What is known of the folder. */
export interface Ground {
  readonly manifest: Manifest
  readonly read: ReadDisk
  isReadOnly(path: string): boolean
  /** The texts that were written last. */
  texts(): WrittenTexts
  /** Where a file lies that was written to `path`; undefined when it is nowhere. */
  find(path: string): string | undefined
}

/** The fate of every file; texts and copies that are laid beside others are among them. */
export function fatesOf(artifacts: readonly Artifact[], choices: EditChoices, ground: Ground): readonly Fate[] {
  const decided = (artifact: Artifact): Decided =>
    fateOf(compare(artifact, ground.manifest, ground.read), choiceFor(artifact.path, choices), ground)
  const texts = new Map(artifacts.filter(({ imageOf }) => !imageOf).map((one) => [one.path, decided(one)]))
  const all = artifacts.map((one) =>
    withBeside(texts.get(one.path) ?? imageFate(one, texts.get(one.imageOf!.path), decided, ground), ground),
  )
  const paths = new Set(all.flat().map(({ path }) => path))
  const stale = staleFiles(paths, ground.manifest, ground.read).map((one) =>
    withBeside(staleFate(one, choiceFor(one.path, choices), ground), ground),
  )
  // Copies come first: at no moment is what the user wrote in no file.
  const fates = [...all, ...stale].flat()
  return [...fates.filter(isCopy), ...fates.filter((one) => !isCopy(one))]
}

const isCopy = ({ state }: Fate): boolean => state === 'copy'

/** A fate with what is to be laid beside the file. */
interface Decided extends Fate {
  readonly layBeside?: Uint8Array
  readonly keep?: { readonly suffix: string; readonly bytes: Uint8Array }
}

function fateOf(one: Compared, choice: EditChoice, ground: Ground): Decided {
  const { path, state, onDisk } = one
  const next = one.bytes!
  const file = { path, next, ...(onDisk && { onDisk }) }
  const ours = [sha256(next)]
  switch (state) {
    case 'deleted': {
      const movedTo = ground.find(path)
      return { ...file, state, write: next, ours, ...(movedTo !== undefined && { movedTo }) }
    }
    case 'outdated':
      if (choice === 'new' || !ground.isReadOnly(path)) return { ...file, state, write: next, ours }
      if (choice === 'mine') return { ...file, state: 'edited', ours }
      return { ...file, state: 'read-only', layBeside: next, ours: oursIn(ground.manifest, path) }
    case 'edited':
      return editedFate(file as Edited, choice, ground)
    default:
      return { ...file, state, ...(state === 'new' && { write: next }), ours }
  }
}

interface Edited {
  readonly path: string
  readonly next: Uint8Array
  readonly onDisk: Uint8Array
}

function editedFate(file: Edited, choice: EditChoice, ground: Ground): Decided {
  const { path, next, onDisk } = file
  const [known, hash] = [oursIn(ground.manifest, path), sha256(next)]
  const ours = [hash]
  if (choice === 'new')
    return { ...file, state: 'replaced', write: next, ours, keep: { suffix: '.xenup-mine', bytes: onDisk } }
  const line = markerIn(onDisk)
  if (line !== undefined) return { ...file, state: 'conflicted', line, ours: known }
  if (choice === 'mine') return { ...file, state: 'edited', ours }
  const base = baseOf(known, onDisk, ground)
  if (base?.hash === hash) return { ...file, state: 'edited', ours }
  const merged = merge(base?.text, onDisk, next)
  const isProtected = ground.isReadOnly(path)
  if (merged?.clashes.length === 0) {
    const write = merged.bytes('new')
    if (Buffer.compare(write, onDisk) === 0) return { ...file, state: 'edited', ours }
    if (isProtected) return { ...file, state: 'read-only', layBeside: write, ours: known }
    return { ...file, state: 'merged', write, carried: merged.carried('new'), ours }
  }
  const isBaseKnown = base?.text !== undefined
  if (!merged || isProtected || choice === 'merge')
    return {
      ...file,
      state: isProtected ? 'read-only' : 'clash',
      layBeside: next,
      isBaseKnown,
      ...(merged && { clashes: merged.clashes }),
      ours: known,
    }
  const write = merged.bytes(choice === 'markers' ? 'markers' : 'new')
  if (choice === 'markers')
    return { ...file, state: 'marked', write, line: markerIn(write)!, clashes: merged.clashes, ours }
  return {
    ...file,
    state: 'merged',
    write,
    carried: merged.carried('new'),
    ours,
    keep: { suffix: '.rej', bytes: merged.rejected(path) },
  }
}

/** What was written last, by its hash; the text where it is known. */
interface Base {
  readonly hash: string
  readonly text?: Uint8Array
}

/**
 * The text that a file was edited from. After a write that was cut short there may be two that it could be: it is the one
 * that is nearer. Unknown where one of them is.
 */
function baseOf(known: readonly string[], onDisk: Uint8Array, ground: Ground): Base | undefined {
  const bases = known.map((hash): Base => {
    const text = ground.texts().get(hash)
    return { hash, ...(text && { text }) }
  })
  if (bases.length < 2) return bases[0]
  const measured = bases.map((base) => ({ base, away: base.text && distance(base.text, onDisk) }))
  if (measured.some(({ away }) => away === undefined)) return undefined
  return measured.reduce((best, one) => (one.away! < best.away! ? one : best)).base
}

/**
 * An image is made of its script as that will lie there, edited or not: U-Boot runs boot.scr, and people read boot.cmd. Of
 * one with markers none is made.
 */
function imageFate(
  image: Artifact,
  source: Fate | undefined,
  decided: (artifact: Artifact) => Decided,
  ground: Ground,
): Decided {
  const { path } = image
  const script = source?.write ?? source?.onDisk
  if (!script) return decided(image)
  if (markerIn(script) === undefined) return decided({ path, bytes: image.imageOf!.make(script) })
  const onDisk = ground.read(path)
  return { path, state: 'held', ...(onDisk && { onDisk }), ours: oursIn(ground.manifest, path) }
}

function staleFate({ path, state, onDisk }: Compared, choice: EditChoice, ground: Ground): Decided {
  const file = { path, onDisk: onDisk! }
  const isEdited = state === 'stale-edited'
  if (choice === 'new' || (!isEdited && !ground.isReadOnly(path)))
    return {
      ...file,
      state: 'stale',
      isRemoved: true,
      ours: [],
      ...(isEdited && { keep: { suffix: '.xenup-mine', bytes: onDisk! } }),
    }
  // Kept for good it is the user's own.
  return { ...file, state: 'stale-edited', ours: choice === 'mine' ? [] : oursIn(ground.manifest, path) }
}

/** A fate, followed by those of what is laid beside the file. */
function withBeside({ layBeside, keep, ...fate }: Decided, ground: Ground): readonly Fate[] {
  if (layBeside) {
    const beside = besideFile(fate.path, layBeside, ground)
    return [{ ...fate, beside: beside.path }, beside]
  }
  if (!keep) return [fate]
  const copy = copyOf(`${fate.path}${keep.suffix}`, keep.bytes, ground)
  return [{ ...fate, copy: copy.path }, copy]
}
