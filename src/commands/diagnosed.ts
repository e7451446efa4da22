/** A diagnosis with what it changes in the answers, as diagnose tells it, and a rehearsal that failed. */
import { relative } from 'node:path'
import type { JudgedLog } from '../diagnose/diagnose.ts'
import { diagnosisText } from '../diagnose/diagnosis-text.ts'
import type { Io } from '../model/io.ts'
import { visible } from '../model/visible.ts'
import { wrap } from '../model/wrap.ts'
import { type Changes, changesFor } from '../project/changes.ts'
import type { OpenedProject } from '../project/open.ts'
import { remedyText } from '../project/remedy.ts'
import { fileReader, logTaught } from '../project/user-file.ts'

/** What logs that are named on the command line change; of standard input none can be told. */
export function changesIn(
  judged: JudgedLog,
  { session }: Pick<OpenedProject, 'session'>,
  paths: readonly string[],
  io: Pick<Io, 'cwd'>,
): Changes {
  const teach = fileReader({ folders: [io.cwd] })
  const logs = paths.filter((path) => path !== '-').flatMap((path) => logTaught(teach, path) ?? [])
  return changesFor(judged, session, logs)
}

/** The same for programs. */
export const changesJson = ({ remedy, turned }: Changes): object => ({
  ...(remedy && { remedy }),
  proven: turned.map(({ key, because }) => ({ key, because })),
})

/** As --set takes them. */
export const settingsOf = ({ remedy, turned }: Changes): readonly string[] => [
  ...turned.map(({ key }) => `${key}=done`),
  ...(remedy?.text === undefined ? [] : [`${remedy.key}=${remedy.text}`]),
]

export const settingLines = (settings: readonly string[]): string =>
  settings.map((setting) => `    ${visible(setting)}`).join('\n')

/** The diagnosis, and what it proves. */
export function diagnosedText(judged: JudgedLog, changes: Changes | undefined, columns: number): string {
  const change = changes?.remedy && visible(remedyText(changes.remedy))
  const proven = (changes?.turned ?? []).map(({ title, because }) =>
    wrap(visible(`Proven: ${title}, because ${because}.`), Math.min(columns, 80)),
  )
  return [
    diagnosisText(judged, columns, { way: true, change, early: changes?.early }),
    ...proven.map((text) => `${text}\n`),
  ].join('\n')
}

/** What diagnose --fix would write; nothing where there is nothing to change. */
export function fixText(changes: Changes, { places }: Pick<OpenedProject, 'places'>, io: Pick<Io, 'cwd'>): string {
  const settings = settingsOf(changes)
  const file = visible(relative(io.cwd, places.answers) || places.answers)
  return settings.length === 0 ? '' : `\nFor ${file} (xenup diagnose --fix writes it):\n${settingLines(settings)}\n`
}
