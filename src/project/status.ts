/** What is different since artifacts were made: each thing that they came from against what it is now. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { isPlainPath, readInside } from '../artifacts/folder.ts'
import { manifestName, readMaker, readManifest, sha256 } from '../artifacts/manifest.ts'
import type { MadeFromFile, Provenance } from '../artifacts/provenance.ts'
import type { Library } from '../content/library.ts'
import { replay } from '../engine/replay.ts'
import { inTodaysForm } from '../model/answer-forms.ts'
import { type AnswerKey, type Answers, answerKeys, isAnswerKey, showAnswer } from '../model/answers.ts'
import { UserError } from '../model/user-error.ts'
import { pointReleases } from '../model/xen-release.ts'
import { openSession } from './open.ts'
import type { ProjectPaths } from './paths.ts'
import { answersOf, pageHash } from './provenance.ts'
import { fileReader, hashOfFile, locateUserFile } from './user-file.ts'

/** One thing that is different, and what to do about it. */
export interface Difference {
  readonly kind:
    | 'program'
    | 'unrecorded'
    | 'board'
    | 'xen-releases'
    | 'answer'
    | 'file'
    | 'edited'
    | 'missing'
    | 'unfinished'
  /** What it is: a version, a key, a path. */
  readonly of: string
  /** A clause after that: "was 256M and is 512M". */
  readonly says: string
  readonly fix: string
}

/** What there is to compare with. */
export interface Present {
  readonly version: string
  readonly library: Library
  /** What the answers files and --set say. */
  readonly answers: Answers
  readonly set: Answers
}

/** Compares; throws UserError where there are no artifacts of ours. */
export function statusOf(places: ProjectPaths, present: Present): readonly Difference[] {
  const bytes = readInside(places.output, manifestName)
  const text = bytes && Buffer.from(bytes).toString('utf8')
  const manifest = text === undefined ? undefined : readManifest(text)
  if (text === undefined || !manifest)
    throw new UserError(bytes ? 'it is no manifest of xenup' : 'there are no artifacts of xenup here', {
      where: join(places.output, bytes ? manifestName : ''),
      advice: 'Make them with xenup generate, or name their folder with -o.',
    })
  const { version, made } = readMaker(text)
  return [
    ...programDifference(version, present.version),
    ...(made ? sourceDifferences(made, places, present) : [unrecorded]),
    ...fileDifferences(manifest, places),
  ]
}

const again = 'xenup generate makes them anew (--diff shows how)'

const programDifference = (before: string | undefined, now: string): readonly Difference[] =>
  before === now
    ? []
    : [{ kind: 'program', of: 'xenup', says: `was ${before ?? 'of an unknown version'} and is ${now}`, fix: again }]

const unrecorded: Difference = {
  kind: 'unrecorded',
  of: 'what they came from',
  says: 'is not known: they were made by an xenup that recorded none of it',
  fix: 'xenup generate records it',
}

function sourceDifferences(made: Provenance, places: ProjectPaths, present: Present): readonly Difference[] {
  const { before, now } = compared(made, places, present)
  return [
    ...boardDifference(made, present.library),
    ...releaseDifferences(made.xenReleases),
    ...answerKeys.flatMap((key) => answerDifference(key, before[key], now[key])),
    // A file under another name is another answer, which is told.
    ...namedFiles(made, (key) => before[key] !== undefined && before[key] === now[key]).flatMap((file) =>
      fileDifference(file, places.folders),
    ),
  ]
}

/** The answers then and now, under today's keys. */
function compared({ answers, form }: Provenance, places: ProjectPaths, present: Present) {
  const before: Partial<Record<AnswerKey, string>> = {}
  for (const [written, text] of Object.entries(answers)) {
    const today = inTodaysForm(written, text, form)
    if (isAnswerKey(today.key)) before[today.key] = today.text
  }
  const start = openSession(present.answers, present.set, present.library)
  const { session, refused, stoppedAt } = replay(start, fileReader(places), { takeSuggestions: true })
  // Where a file is gone, what follows from it is not known: then only what is given is compared.
  if (refused.length === 0 && !stoppedAt)
    return { before, now: answersOf(session) as Partial<Record<AnswerKey, string>> }
  const given = { ...present.answers, ...present.set }
  const now = answerKeys
    .filter((key) => given[key] !== undefined || before[key] !== undefined)
    .map((key) => [key, given[key] === undefined ? before[key] : showAnswer(key, given[key] as never)])
  return { before, now: Object.fromEntries(now) as Partial<Record<AnswerKey, string>> }
}

function boardDifference({ board }: Provenance, library: Library): readonly Difference[] {
  if (!board || pageHash(board.id, library) === board.sha256) return []
  const isGone = library.text(`boards/${board.id}`) === undefined
  return [
    {
      kind: 'board',
      of: `the page of ${board.id}`,
      says: isGone ? 'is not there any more' : 'has changed',
      fix: isGone ? 'answer board.id with another board, or other' : again,
    },
  ]
}

function releaseDifferences(before: Readonly<Record<string, string>>): readonly Difference[] {
  const now: Readonly<Record<string, string>> = pointReleases
  return [...new Set([...Object.keys(before), ...Object.keys(now)])].flatMap((release): readonly Difference[] => {
    const [was, is] = [before, now].map((table) => (Object.hasOwn(table, release) ? table[release] : undefined))
    if (was === is) return []
    const says =
      was === undefined ? `is new: ${is}` : is === undefined ? 'is not known any more' : `was ${was} and is ${is}`
    return [{ kind: 'xen-releases', of: `Xen ${release}`, says, fix: again }]
  })
}

function answerDifference(key: AnswerKey, was: string | undefined, is: string | undefined): readonly Difference[] {
  if (was === is) return []
  const told = (text: string): string => (text === '' ? 'nothing' : text)
  const says =
    was === undefined
      ? `was not asked and is ${told(is!)}`
      : is === undefined
        ? `was ${told(was)} and is not asked any more`
        : `was ${told(was)} and is ${told(is)}`
  return [{ kind: 'answer', of: key, says, fix: again }]
}

interface NamedFile extends MadeFromFile {
  /** The answers that name it. */
  readonly keys: readonly AnswerKey[]
}

/** Each file once, whatever the number of answers that name it; under today's keys, as far as they still count. */
function namedFiles({ files, form }: Provenance, counts: (key: AnswerKey) => boolean): readonly NamedFile[] {
  const named = Object.entries(files)
    .map(([written, file]) => ({ key: inTodaysForm(written, file.path, form).key, file }))
    .filter((one): one is { key: AnswerKey; file: MadeFromFile } => isAnswerKey(one.key) && counts(one.key))
  return [...new Map(named.map(({ file }) => [file.path, file])).values()].map((file) => ({
    ...file,
    keys: named.filter((one) => one.file.path === file.path).map(({ key }) => key),
  }))
}

function fileDifference(file: NamedFile, folders: readonly string[]): readonly Difference[] {
  const keys = file.keys.join(' and ')
  const of = `${file.path} (${keys})`
  try {
    const place = locateUserFile(file.path, folders)
    // Of another size it is another file, and a large one need not be read to know.
    const { size } = statSync(place)
    const known = size === file.size && hashOfFile(place).sha256 === file.sha256
    if (known) return []
    const sizes =
      size === file.size ? 'its content is another' : `it had ${count(file.size)} bytes and has ${count(size)}`
    return [{ kind: 'file', of, says: `has changed: ${sizes}`, fix: again }]
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const fix = `put it back, or answer ${keys} anew`
    return [{ kind: 'file', of, says: `is gone or cannot be read: ${error.message}`, fix }]
  }
}

const count = (bytes: number): string => bytes.toLocaleString('en')

/** The files that were written, against the hashes under which they were. */
function fileDifferences(
  manifest: Readonly<Record<string, readonly string[]>>,
  { output, answers }: ProjectPaths,
): readonly Difference[] {
  // A manifest is a file like any other: only what could be ours is looked at.
  const ours = Object.entries(manifest).filter(([path]) => isPlainPath(path) && join(output, path) !== answers)
  const isCutShort = ours.some(([, hashes]) => hashes.length > 1)
  const unfinished: Difference = {
    kind: 'unfinished',
    of: manifestName,
    says: 'tells of a writing that was cut short',
    fix: 'xenup generate makes all files anew',
  }
  return [
    ...(isCutShort ? [unfinished] : []),
    ...ours.flatMap(([path, hashes]): readonly Difference[] => {
      const bytes = readInside(output, path)
      if (!bytes) return [{ kind: 'missing', of: path, says: 'is missing', fix: 'xenup generate writes it again' }]
      if (hashes.includes(sha256(bytes))) return []
      return [
        {
          kind: 'edited',
          of: path,
          says: 'was edited by hand',
          fix: 'xenup generate carries your edits over, and leaves what clashes',
        },
      ]
    }),
  ]
}
