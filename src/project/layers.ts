/** Answers files laid over each other: a team's defaults, a board's, one's own. Later ones count before earlier ones. */
import { basename, dirname, relative, resolve } from 'node:path'
import { type AnswersFile, readAnswersBytes } from '../answers/read.ts'
import { type FileStamp, type LoadedAnswers, loadAnswers } from '../answers/save.ts'
import { readUpTo } from '../disk/read.ts'
import { currentVersion } from '../model/answer-forms.ts'
import { type AnswerKey, type Answers, answerKeys } from '../model/answers.ts'
import type { Io } from '../model/io.ts'
import { limits } from '../model/limits.ts'
import { UserError } from '../model/user-error.ts'

/** Where an answer stands: the file as the user would name it, and the line. */
export interface AnswerPlace {
  readonly file: string
  readonly line: number
}

/** A layer of an older form. */
export interface OldLayer extends Pick<AnswersFile, 'version' | 'old'> {
  /** As `-a` named it. */
  readonly path: string
  readonly file: string
}

/** All layers together. */
export interface Layers {
  readonly answers: Answers
  /** The answers of all layers but the last. */
  readonly below: Answers
  readonly places: ReadonlyMap<AnswerKey, AnswerPlace>
  /** Those whose form is older than today's. */
  readonly old: readonly OldLayer[]
  /** The last layer, which is the one that is written; undefined where it is not there yet. */
  readonly loaded: LoadedAnswers | undefined
}

/** What `-a -` names. */
export const standardInput = '-'

/** The folders in which relative files of the answers are looked for: beside the last layer first, then where one is. */
export const foldersOf = (paths: readonly string[], cwd: string): readonly string[] => [
  ...new Set([...paths.filter((path) => path !== standardInput).map((path) => dirname(resolve(cwd, path)))].reverse()),
  cwd,
]

/** The layer that is written; standard input is none. */
export const ownLayer = (paths: readonly string[]): string | undefined =>
  paths.filter((path) => path !== standardInput).at(-1)

/** Loads every layer. All but the last have to be there. Throws AnswersError for faults, UserError for the disk's. */
export function loadLayers(paths: readonly string[], io: Pick<Io, 'cwd'>): Layers {
  const own = ownLayer(paths)
  let answers: Answers = {}
  let below: Answers = {}
  let loaded: LoadedAnswers | undefined
  const places = new Map<AnswerKey, AnswerPlace>()
  const old: OldLayer[] = []
  for (const path of paths) {
    const isOwn = path === own
    const one = layerAt(path, io.cwd)
    if (!one && !isOwn)
      throw new UserError('there is no such answers file', {
        where: path,
        advice: 'Only the last -a may name a file that is made.',
      })
    if (!one) continue
    const { file } = one.document
    if (isOwn) loaded = one as LoadedAnswers
    else below = { ...below, ...one.answers }
    answers = { ...answers, ...one.answers }
    if (one.version < currentVersion) old.push({ path, file, version: one.version, old: one.old })
    for (const key of answerKeys) {
      const line = one.lines.get(key)
      if (line !== undefined) places.set(key, { file, line })
    }
  }
  return { answers, below, places, old, loaded }
}

/** One layer as it lies on the disk or comes from standard input, where nothing can be saved; undefined for none. */
export function layerAt(path: string, cwd: string): (AnswersFile & { readonly seen?: FileStamp }) | undefined {
  if (path === standardInput) return readAnswersBytes(bytesOfInput(), 'standard input')
  return loadAnswers(resolve(cwd, path), relative(cwd, resolve(cwd, path)) || basename(path))
}

/** No more of it than an answers file can have, and one byte. */
function bytesOfInput(): Uint8Array {
  try {
    return readUpTo(0, null, limits.answers.most)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (!code) throw error
    throw new UserError(`it cannot be read (${code})`, {
      where: 'standard input',
      advice: 'Pipe an answers file into it, as in cat mine.yaml | xenup check -a -',
    })
  }
}
