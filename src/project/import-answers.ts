/** What a script decides, as answers: which are new, which differ from those that the file has, and which nobody takes. */
import { dirname, relative, resolve } from 'node:path'
import type { LoadedAnswers } from '../answers/save.ts'
import { type AnswerKey, type Answers, readAnswer, showAnswer } from '../model/answers.ts'
import { placeIn } from '../model/boot-seen.ts'
import type { LoadRole } from '../model/plan.ts'
import { releases } from '../model/xen-release.ts'
import { fileKeyOf, type Opinion } from './second-opinion.ts'

/** An answer of the script, and where it comes from. */
export interface Imported {
  readonly key: AnswerKey
  readonly text: string
  readonly from: string
}

/** What an import comes to. */
export interface Import {
  readonly added: readonly Imported[]
  /** Answered otherwise in the file, as `before`. */
  readonly differing: readonly (Imported & { readonly before: string })[]
  /** Understood, and no value of that answer; `says` continues the text. */
  readonly refused: readonly (Imported & { readonly says: string })[]
}

/** Compares what the script gives with what the answers file has; nothing is written. */
export function importFrom(
  opinion: Opinion,
  loaded: LoadedAnswers | undefined,
  answersPath: string,
  cwd: string,
): Import {
  const added: Imported[] = []
  const differing: (Imported & { before: string })[] = []
  const refused: (Imported & { says: string })[] = []
  for (const one of givenBy(opinion, answersPath, cwd)) {
    const reading = readAnswer(one.key, one.text)
    if (!reading.ok) {
      refused.push({ ...one, says: reading.says })
      continue
    }
    const before = loaded?.answers[one.key]
    const text = showAnswer(one.key, reading.value)
    if (before === undefined) added.push({ ...one, text })
    else if (showAnswer(one.key, before as never) !== text)
      differing.push({ ...one, text, before: showAnswer(one.key, before as never) })
  }
  return { added, differing, refused }
}

/** The answers with those of an import. */
export const withImported = (answers: Answers, imported: readonly Imported[]): Answers => ({
  ...answers,
  ...Object.fromEntries(
    imported.map(({ key, text }) => {
      const reading = readAnswer(key, text)
      return [key, reading.ok ? reading.value : undefined]
    }),
  ),
})

/** Everything that the script and the files beside it tell. */
function givenBy({ boot, answers, files, board }: Opinion, answersPath: string, cwd: string): readonly Imported[] {
  const isQemu = answers['boot-media.device']?.text === 'virtio'
  const given = Object.entries(answers).flatMap(([key, { text, at }]): readonly Imported[] => {
    // Asked of QEMU's machine alone, and of any other board.
    if (key === 'goal.arch' && !isQemu) return []
    if (key === 'firmware.loader' && isQemu) return []
    return [{ key: key as AnswerKey, text, from: placeIn(boot, at) }]
  })
  const found = Object.entries(files).map(
    ([role, { path }]): Imported => ({
      key: fileKeyOf(role as LoadRole),
      text: relative(dirname(answersPath), resolve(cwd, path)),
      from: `${path}, beside the script`,
    }),
  )
  const version = files.xen?.facts['xen.version']
  const from = files.dtb ? `${files.dtb.path} ${files.dtb.facts.compatible?.evidence.at ?? ''}`.trim() : boot.file
  return [
    { key: 'goal.target', text: isQemu ? 'qemu' : 'hardware', from: boot.file },
    ...(isQemu || !files.dtb ? [] : [{ key: 'board.id', text: board?.id ?? 'other', from } as const]),
    ...given,
    ...found,
    ...(version && releases.some((release) => release === version.value)
      ? [{ key: 'xen.version', text: version.value, from: `${version.evidence.file}, ${version.evidence.at}` } as const]
      : []),
  ]
}
