/** `xenup check --script FILE`: a second opinion on what others wrote, and its answers for the answers file. */

import { relative } from 'node:path'
import { boardPages } from '../content/board-page.ts'
import type { Io } from '../model/io.ts'
import { UserError } from '../model/user-error.ts'
import { visible } from '../model/visible.ts'
import { wrap } from '../model/wrap.ts'
import { AnswersOnDisk } from '../project/answers-on-disk.ts'
import { type Import, type Imported, importFrom, withImported } from '../project/import-answers.ts'
import { type Layers, loadLayers } from '../project/layers.ts'
import { tellOldForms } from '../project/old-forms.ts'
import { library, openProject } from '../project/open.ts'
import { projectPaths } from '../project/paths.ts'
import { type Opinion, secondOpinion } from '../project/second-opinion.ts'
import { settingsOf } from '../project/settings.ts'
import { hasErrors } from '../report/findings.ts'
import { opinionJson, opinionText } from '../report/second-opinion.ts'
import { isAgreed } from './ask.ts'

/** The options of `check` that matter with --script. */
export interface ScriptOptions {
  readonly script: string
  readonly answers?: readonly string[] | undefined
  readonly set?: string[] | undefined
  readonly all?: boolean | undefined
  readonly json?: boolean | undefined
  readonly import?: boolean | undefined
  readonly force?: boolean | undefined
}

/** Ends with 1 when a finding is an error. */
export async function checkScript(values: ScriptOptions, io: Io): Promise<number> {
  const places = projectPaths(values, io)
  const layers = values.answers !== undefined || values.import ? loadLayers(places.layers, io) : undefined
  // Only what was named is held against it: answers that happen to lie here may be of another board.
  const isNamed = values.answers !== undefined && ((layers?.places.size ?? 0) > 0 || !values.import)
  const project = isNamed ? openProject(values, io) : undefined
  if (layers && !project) tellOldForms(layers, io)
  const session = project?.session
  const given = project?.set ?? settingsOf(values.set, io)
  const opinion = secondOpinion(values.script, { session, given, boards: boardPages(library()), cwd: io.cwd })
  const { boot, verdicts } = opinion
  if (values.json) io.out(opinionJson(boot, verdicts))
  else io.out(opinionText(boot, verdicts, { columns: io.columns, all: values.all ?? false }))
  if (values.import) await importInto(opinion, { layers, path: places.answers, force: values.force ?? false }, io)
  return hasErrors(verdicts) ? 1 : 0
}

interface Target {
  readonly layers: Layers | undefined
  readonly path: string
  readonly force: boolean
}

/** Adds what is new; what is answered otherwise only when it may. */
async function importInto(opinion: Opinion, { layers, path, force }: Target, io: Io): Promise<void> {
  const found = importFrom(opinion, layers?.loaded, path, io.cwd)
  const name = relative(io.cwd, path) || path
  const tell = (text: string, indent = '  '): void => io.err(`${wrap(text, io.columns, indent)}\n`)
  for (const { key, text, says, from } of found.refused)
    tell(`xenup: ${key} is not taken from ${visible(from)}: ${visible(text)} ${visible(says)}`)
  const replaced = found.differing.length > 0 && (force || (await mayReplace(found, name, io))) ? found.differing : []
  const taken: readonly Imported[] = [...found.added, ...replaced]
  if (taken.length === 0) return tell(`xenup: ${name} has nothing to take from ${visible(opinion.boot.file)}`)
  new AnswersOnDisk(path, layers?.loaded, layers?.below).save(withImported(layers?.loaded?.answers ?? {}, taken))
  tell(
    `xenup: ${name} has ${taken.length === 1 ? 'one answer' : `${taken.length} answers`} from ${visible(opinion.boot.file)}:`,
  )
  for (const { key, text, from } of taken) tell(`  ${key}: ${visible(text)} (${visible(from)})`, '    ')
}

/** Asks on a terminal; elsewhere the answers of the file stay, and are named. */
async function mayReplace({ differing }: Import, name: string, io: Io): Promise<boolean> {
  for (const { key, text, before, from } of differing)
    io.err(
      `${wrap(`xenup: ${key} is ${visible(before)} in ${name}, and ${visible(text)} in ${visible(from)}`, io.columns, '  ')}\n`,
    )
  if (!io.stdinIsTTY || !io.stdoutIsTTY) {
    io.err(`${wrap(`xenup: ${name} keeps its own; --force takes those of the script`, io.columns, '  ')}\n`)
    return false
  }
  return isAgreed(`Replace ${differing.length === 1 ? 'it' : 'them'}?`, 'no', io)
}

/** `--import` and `--force` make no sense without a script. */
export function refuseWithoutScript(values: {
  readonly import?: boolean | undefined
  readonly force?: boolean | undefined
}): void {
  if (values.import || values.force)
    throw new UserError(`--${values.import ? 'import' : 'force'} is for --script`, {
      where: 'xenup check',
      advice: 'Name the script: xenup check --script boot.cmd --import.',
    })
}
