/** `xenup generate`: the artifacts from the answers file; or, with --check and --diff, how those on disk differ. */
import { dirname, relative } from 'node:path'
import { fileDifference } from '../artifacts/difference.ts'
import type { Fate } from '../artifacts/fate.ts'
import { inspectedReport, inspectFolder, writeArtifacts } from '../artifacts/write.ts'
import { version } from '../content/package-file.ts'
import { removeLeftOvers } from '../disk/temporary.ts'
import { findingsText } from '../model/finding-text.ts'
import type { Command, Io } from '../model/io.ts'
import { toJson } from '../model/json.ts'
import { UserError } from '../model/user-error.ts'
import { visible } from '../model/visible.ts'
import { wrap } from '../model/wrap.ts'
import { answerOrigins } from '../project/answer-origins.ts'
import { artifactsOf } from '../project/artifacts.ts'
import { evaluate } from '../project/evaluation.ts'
import { library, openProject } from '../project/open.ts'
import { commonOptions, projectPaths } from '../project/paths.ts'
import { provenanceOf } from '../project/provenance.ts'
import { hasErrors } from '../report/findings.ts'
import { isLeft, reportWritten, statusAfter } from '../report/written.ts'
import { editChoices, editOptions, refuseUnknown } from './edit-options.ts'
import { readOptions } from './options.ts'

const options = {
  ...commonOptions,
  ...editOptions,
  check: { type: 'boolean' },
  diff: { type: 'boolean' },
  json: { type: 'boolean' },
} as const

export const generate: Command = async (args, io) => {
  const { values, positionals } = readOptions('generate', args, options)
  if (values.check && values.diff)
    throw new UserError('--check and --diff are two different questions', {
      where: 'xenup generate',
      advice: 'Ask one at a time.',
    })
  const choices = editChoices(values, positionals, { command: 'generate', places: projectPaths(values, io), io })
  const { session, taken, layers, places } = openProject(values, io, { withHash: !(values.check || values.diff) })
  for (const { key, text, because } of taken) {
    io.err(
      `${wrap(`xenup: ${key} is not answered; taken as suggested: ${visible(text)}, because ${visible(because)}`, io.columns, '  ')}\n`,
    )
  }
  const answers = answerOrigins(session, layers)
  const ready = evaluate(session)
  const { verdicts } = ready
  io.err(findingsText(verdicts, io.columns))
  if (!ready.planned.ok) {
    if (values.json) io.out(`${toJson({ xenup: 1, files: [], answers, findings: verdicts.findings })}\n`)
    return 1
  }
  const artifacts = await artifactsOf(ready.planned.plan, ready, layers.loaded, places)
  if (choices.files) refuseUnknown(choices.files, inspectFolder(places.output, artifacts), 'generate')
  const folder = relative(io.cwd, places.output) || '.'
  const isTrial = values.check || values.diff
  if (!isTrial) removeLeftOvers(dirname(places.answers))
  const fates = isTrial ? inspectFolder(places.output, artifacts, choices) : []
  const report = isTrial
    ? inspectedReport(fates)
    : writeArtifacts(places.output, artifacts, version(), choices, provenanceOf(session, library()))
  if (values.json) {
    const files = isTrial ? { files: fates.map(fileJson) } : {}
    io.out(`${toJson({ xenup: 1, ...files, ...report, answers, findings: verdicts.findings })}\n`)
  } else if (values.diff) io.out((await Promise.all(fates.map(fileDifference))).join(''))
  else if (values.check) reportFates(fates, folder, io)
  else reportWritten(report, folder, io)
  if (!isTrial) return statusAfter(report, verdicts)
  return fates.some(isToDo) || isLeft(report) || hasErrors(verdicts) ? 1 : 0
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
