/** The artifacts of one answers file; or, with --check and --diff, how those on disk differ. */
import { dirname, relative } from 'node:path'
import { fileDifference } from '../artifacts/difference.ts'
import type { Fate } from '../artifacts/fate.ts'
import { inspectedReport, inspectFolder, writeArtifacts } from '../artifacts/write.ts'
import { version } from '../content/package-file.ts'
import { removeLeftOvers } from '../disk/temporary.ts'
import { findingsText } from '../model/finding-text.ts'
import type { Io } from '../model/io.ts'
import { visible } from '../model/visible.ts'
import { wrap } from '../model/wrap.ts'
import { answerOrigins } from '../project/answer-origins.ts'
import { artifactsOf } from '../project/artifacts.ts'
import { evaluate } from '../project/evaluation.ts'
import { library, openProject } from '../project/open.ts'
import { type PathOptions, projectPaths } from '../project/paths.ts'
import { provenanceOf } from '../project/provenance.ts'
import type { FilesKnown } from '../project/user-file.ts'
import { hasErrors } from '../report/findings.ts'
import { isLeft, reportWritten, statusAfter } from '../report/written.ts'
import { type EditOptions, editChoices, refuseUnknown } from './edit-options.ts'

/** What the options of generate say. */
export interface GenerateOptions extends PathOptions, EditOptions {
  readonly set?: string[] | undefined
  readonly check?: boolean | undefined
  readonly diff?: boolean | undefined
  readonly json?: boolean | undefined
}

/** What generating came to. */
export interface Generated {
  readonly status: number
  /** For --json. */
  readonly told: object
}

/**
 * Generates from one answers file and its layers, or compares; says what it did, findings on stderr, unless --json is
 * to. `edited` are the files for which the choices about edits are, and `known` those that were read for another one.
 */
export async function generateOne(
  values: GenerateOptions,
  io: Io,
  { edited = [], known }: { readonly edited?: readonly string[]; readonly known?: FilesKnown },
): Promise<Generated> {
  const choices = editChoices(values, edited, { command: 'generate', places: projectPaths(values, io), io })
  const isTrial = values.check || values.diff
  const { session, taken, layers, places } = openProject(values, io, { known, withHash: !isTrial })
  for (const { key, text, because } of taken) {
    io.err(
      `${wrap(`xenup: ${key} is not answered; taken as suggested: ${visible(text)}, because ${visible(because)}`, io.columns, '  ')}\n`,
    )
  }
  const answers = answerOrigins(session, layers)
  const ready = evaluate(session)
  const { verdicts } = ready
  const { findings } = verdicts
  io.err(findingsText(verdicts, io.columns))
  if (!ready.planned.ok) return { status: 1, told: { files: [], answers, findings } }
  const artifacts = await artifactsOf(ready.planned.plan, ready, layers.loaded, places)
  if (choices.files) refuseUnknown(choices.files, inspectFolder(places.output, artifacts), 'generate')
  const folder = relative(io.cwd, places.output) || '.'
  if (!isTrial) {
    removeLeftOvers(dirname(places.answers))
    const report = writeArtifacts(places.output, artifacts, version(), choices, provenanceOf(session, library()))
    if (!values.json) reportWritten(report, folder, io)
    return { status: statusAfter(report, verdicts), told: { ...report, answers, findings } }
  }
  const fates = inspectFolder(places.output, artifacts, choices)
  const report = inspectedReport(fates)
  if (values.diff && !values.json) io.out((await Promise.all(fates.map(fileDifference))).join(''))
  else if (!values.json) reportFates(fates, folder, io)
  return {
    status: fates.some(isToDo) || isLeft(report) || hasErrors(verdicts) ? 1 : 0,
    told: { files: fates.map(fileJson), ...report, answers, findings },
  }
}

/** True where a write would change something. */
const isToDo = ({ write, isRemoved }: Fate): boolean => write !== undefined || isRemoved === true

const fileJson = (fate: Fate) => ({ path: fate.path, state: fate.state, writes: isToDo(fate) })

const stateWords: Readonly<Record<Fate['state'], string>> = {
  new: 'is missing',
  deleted: 'was deleted, or moved away',
  same: 'is as it should be',
  outdated: 'is out of date',
  edited: 'was edited by hand, and stays',
  merged: 'was edited by hand, and gets a new text with your edits in it',
  clash: 'was edited by hand where its new text differs too, and stays',
  marked: 'was edited by hand where its new text differs too, and gets both, between markers',
  conflicted: 'has both versions, between markers, and stays',
  replaced: 'was edited by hand, and is replaced',
  'read-only': 'is out of date, but read-only, and stays',
  held: 'is not made from a script that has markers',
  beside: 'is to be laid beside the file of that name',
  copy: 'is to be a copy of what you wrote',
  stale: 'is no longer needed',
  'stale-edited': 'is no longer needed, but was edited by hand or is read-only, and stays',
}

/** What would be written, and what needs somebody to look at it. */
function reportFates(fates: readonly Fate[], folder: string, io: Io): void {
  const needsYou: readonly Fate['state'][] = ['clash', 'conflicted', 'read-only', 'held', 'stale-edited']
  const told = fates.filter((fate) => isToDo(fate) || (needsYou.includes(fate.state) && fate.ours.length > 0))
  for (const { path, state, line } of told)
    io.out(`${visible(`${folder}/${path}${line === undefined ? '' : `:${line}`}`)} ${stateWords[state]}\n`)
  const kept = fates.filter(({ state }) => state === 'edited').map(({ path }) => visible(`${folder}/${path}`))
  if (told.length === 0) io.out('Everything is as it should be.\n')
  if (kept.length > 0) io.out(`As you edited ${kept.length === 1 ? 'it' : 'them'}: ${kept.join(', ')}\n`)
}
