/** What was tried at the board: each log that was read there, what it came to, and which gates it opened. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import type { JudgedLog } from '../diagnose/diagnose.ts'
import { headline } from '../diagnose/headline.ts'
import { replaceFile } from '../disk/replace-file.ts'
import type { TurnedGate } from '../engine/turn-gates.ts'
import { limits } from '../model/limits.ts'
import { UserError } from '../model/user-error.ts'
import type { ProjectPaths } from './paths.ts'

/** One boot that was looked at. */
export interface Try {
  /** When: ISO 8601, in UTC, to the minute. */
  readonly at: string
  /** Its log: beside the answers, or the path as it was given. */
  readonly log: string
  readonly came: 'good' | 'wrong' | 'silent'
  /** What it came to, in one sentence; as the log has it, so not yet safe to print. */
  readonly says: string
  /** The page of the cause. */
  readonly cause?: string
  /** The gates that it opened, with the line that proves it. */
  readonly proved: Readonly<Record<string, string>>
  /** Which artifacts had booted: `stampOf` them. */
  readonly artifacts: string
  /** What was changed after it. */
  readonly then?: string
}

/** More than anybody looks through; of more, these are the last. */
const kept = 200
const largest = limits.tries.most

/** The file beside the answers: `xenup.tries.json`, `seat3.tries.json`. */
export function triesPath({ answers }: Pick<ProjectPaths, 'answers'>): string {
  const name = basename(answers, extname(answers)).replace(/\.answers$/, '')
  return join(dirname(answers), `${name}.tries.json`)
}

/** All tries, the last one last; none where there is no file. Throws UserError for one that is none of ours. */
export function readTries(places: Pick<ProjectPaths, 'answers'>): readonly Try[] {
  const path = triesPath(places)
  if (!existsSync(path)) return []
  const fault = (says: string): UserError =>
    new UserError(says, {
      where: path,
      advice: 'xenup keeps there what was tried at the board. Move the file away, and it begins anew.',
    })
  const stat = statSync(path)
  if (!stat.isFile() || stat.size > largest) throw fault('it is no record of tries')
  try {
    const { tries } = JSON.parse(readFileSync(path, 'utf8')) as { tries?: unknown }
    if (Array.isArray(tries) && tries.every(isTry)) return tries
  } catch {
    // Said below.
  }
  throw fault('it is no record of tries')
}

/** The record of a log that was just read. */
export function tryOf(
  log: string,
  { judged, turned }: { readonly judged: JudgedLog; readonly turned: readonly TurnedGate[] },
  artifacts: string,
  now = new Date(),
): Try {
  const { came, causes } = judged.counts
  const [cause] = causes
  return {
    at: `${now.toISOString().slice(0, 16)}Z`,
    log,
    came,
    says: headline(judged.counts).slice(0, 400),
    ...(cause && came === 'wrong' && { cause: cause.symptom.id }),
    proved: Object.fromEntries(turned.map(({ key, because }) => [key, because])),
    artifacts,
  }
}

/** Adds one; the file is whole at every moment. */
export const addTry = (places: Pick<ProjectPaths, 'answers'>, tried: Try): readonly Try[] =>
  save(places, [...readTries(places), tried])

/** Adds to the last one what was changed after it. */
export function addChange(places: Pick<ProjectPaths, 'answers'>, then: string): readonly Try[] {
  const tries = readTries(places)
  const last = tries.at(-1)
  return last ? save(places, [...tries.slice(0, -1), { ...last, then }]) : tries
}

function save(places: Pick<ProjectPaths, 'answers'>, all: readonly Try[]): readonly Try[] {
  const tries = all.slice(-kept)
  replaceFile(triesPath(places), `${JSON.stringify({ xenup: 1, tries }, null, 2)}\n`)
  return tries
}

/** By which line of which log each gate was opened at the board. */
export const proofsIn = (tries: readonly Try[]): Readonly<Record<string, string>> =>
  Object.assign({}, ...tries.map(({ proved }) => proved)) as Record<string, string>

function isTry(value: unknown): value is Try {
  if (typeof value !== 'object' || value === null) return false
  const { at, log, came, says, cause, proved, artifacts, then } = value as Record<string, unknown>
  return (
    [at, log, says, artifacts, cause ?? '', then ?? ''].every((one) => typeof one === 'string') &&
    ['good', 'wrong', 'silent'].includes(came as string) &&
    typeof proved === 'object' &&
    proved !== null &&
    Object.values(proved).every((one) => typeof one === 'string')
  )
}
