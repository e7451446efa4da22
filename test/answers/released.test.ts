/**
 * Answers files of every version are read for ever: each has a folder in released/, with files as people wrote them then,
 * the keys that existed, and what the xenup of the day made of them.
 *
 * `keys.json` and `answers.json` are what that version had and read, and never change. `artifacts.json` changes when
 * artifacts are meant to: `npx vitest run test/answers/released -u` writes it anew, and its diff tells what changed. A new
 * version gets a folder with files of the last one, rewritten, and what is new in it used once.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { migratedText } from '../../src/answers/migrate.ts'
import { readAnswersBytes, readAnswersFile } from '../../src/answers/read.ts'
import { currentVersion, inTodaysForm } from '../../src/model/answer-forms.ts'
import { type AnswerKey, answerKeys, isAnswerKey, showAnswer } from '../../src/model/answers.ts'
import { artifactHashes, released, releasedFiles, releasedVersions } from './released.ts'

type ByFile = Readonly<Record<string, Readonly<Record<string, string>>>>

const json = <T>(version: number, name: string): T => JSON.parse(readFileSync(released(version, name), 'utf8')) as T

const texts = (answers: Readonly<Partial<Record<AnswerKey, unknown>>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    answerKeys.filter((key) => answers[key] !== undefined).map((key) => [key, showAnswer(key, answers[key] as never)]),
  )

it('every version of the form has a folder with files that people may have', () => {
  expect(releasedVersions).toEqual(Array.from({ length: currentVersion }, (_, index) => index + 1))
})

describe.each(releasedVersions)('the keys of version %s', (version) => {
  const keys = json<readonly string[]>(version, 'keys.json')

  it('are all known still, under the names that they have today', () => {
    expect(keys.filter((key) => !isAnswerKey(inTodaysForm(key, '', version).key))).toEqual([])
  })

  it('are all in one of its files at the least', () => {
    const used = releasedFiles(version).flatMap(([name, bytes]) =>
      Object.keys(texts(readAnswersBytes(bytes, name).answers)),
    )
    expect(keys.filter((key) => !used.includes(inTodaysForm(key, '', version).key))).toEqual([])
  })
})

it('the keys of today are those that the newest folder lists', () => {
  expect(json<readonly string[]>(currentVersion, 'keys.json')).toEqual(answerKeys)
})

it.each(releasedVersions)('the files of version %s give the artifacts that they gave then', async (version) => {
  const now = releasedFiles(version).map(
    ([name, bytes]) => [name, artifactHashes(readAnswersBytes(bytes, name).answers)] as const,
  )
  const text = `${JSON.stringify(Object.fromEntries(now), null, 2)}\n`
  await expect(text).toMatchFileSnapshot(released(version, 'artifacts.json'))
})

const everyFile = releasedVersions.flatMap((version) =>
  releasedFiles(version).map(([name, bytes]) => ({ version, name, bytes })),
)

describe.each(everyFile)('$name of version $version', ({ version, name, bytes }) => {
  const file = readAnswersBytes(bytes, name)
  const migrated = migratedText(file.document)

  it('is read as the answers that it gave then', () => {
    const then = json<ByFile>(version, 'answers.json')[name]!
    const today = Object.entries(then).map(([key, text]) => inTodaysForm(key, text, version))
    expect(file.version).toBe(version)
    expect(texts(file.answers)).toEqual(Object.fromEntries(today.map(({ key, text }) => [key, text])))
  })

  it('is rewritten with the same answers, and only on the lines whose keys changed and that of the version', () => {
    const after = readAnswersFile(migrated, name)
    expect(after.answers).toEqual(file.answers)
    expect(after.version).toBe(currentVersion)
    const [before, now] = [file.document.text, migrated].map((text) => text.split('\n')) as [string[], string[]]
    expect(now).toHaveLength(before.length)
    const changed = now.flatMap((line, index) => (line === before[index] ? [] : [index + 1]))
    const meant = new Set([
      ...file.old.map(({ line }) => line),
      ...(version < currentVersion ? [versionLine(before)] : []),
    ])
    expect(changed).toEqual([...meant].sort((a, b) => a - b))
  })

  it('is rewritten once: the second time nothing changes', () => {
    expect(migratedText({ file: name, text: migrated })).toBe(migrated)
  })
})

const versionLine = (lines: readonly string[]): number => lines.findIndex((line) => /["{]?\bxenup"?\s*:/.test(line)) + 1
