/** `xenup generate`: the artifacts from the answers file; or, with --check and --diff, how those on disk differ. */
import { dirname, relative } from 'node:path'
import type { Compared } from '../artifacts/compare.ts'
import { inspectFolder, writeArtifacts } from '../artifacts/write.ts'
import { version } from '../content/package-file.ts'
import { removeLeftOvers } from '../disk/temporary.ts'
import { findingsText } from '../model/finding-text.ts'
import type { Command, Io } from '../model/io.ts'
import { toJson } from '../model/json.ts'
import { limits } from '../model/limits.ts'
import { UserError } from '../model/user-error.ts'
import { visible } from '../model/visible.ts'
import { wrap } from '../model/wrap.ts'
import { answerOrigins } from '../project/answer-origins.ts'
import { artifactsOf } from '../project/artifacts.ts'
import { evaluate } from '../project/evaluation.ts'
import { library, openProject } from '../project/open.ts'
import { commonOptions } from '../project/paths.ts'
import { provenanceOf } from '../project/provenance.ts'
import { hasErrors } from '../report/findings.ts'
import { reportWritten, statusAfter } from '../report/written.ts'
import { noMore, readOptions } from './options.ts'

const options = {
  ...commonOptions,
  check: { type: 'boolean' },
  diff: { type: 'boolean' },
  force: { type: 'boolean' },
  json: { type: 'boolean' },
} as const

export const generate: Command = async (args, io) => {
  const { values, positionals } = readOptions('generate', args, options)
  noMore('generate', positionals)
  if (values.check && values.diff)
    throw new UserError('--check and --diff are two different questions', {
      where: 'xenup generate',
      advice: 'Ask one at a time.',
    })
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
  const folder = relative(io.cwd, places.output) || '.'
  if (values.check || values.diff) {
    const states = inspectFolder(places.output, artifacts)
    const differing = states.filter(({ state }) => state !== 'same')
    if (values.json)
      io.out(
        `${toJson({ xenup: 1, files: states.map(({ path, state }) => ({ path, state })), answers, findings: verdicts.findings })}\n`,
      )
    else if (values.diff) io.out((await Promise.all(differing.map(difference))).join(''))
    else reportStates(differing, folder, io)
    return differing.length > 0 || hasErrors(verdicts) ? 1 : 0
  }
  removeLeftOvers(dirname(places.answers))
  const written = writeArtifacts(places.output, artifacts, version(), {
    force: values.force ?? false,
    provenance: provenanceOf(session, library()),
  })
  if (values.json) io.out(`${toJson({ xenup: 1, ...written, answers, findings: verdicts.findings })}\n`)
  else reportWritten(written, folder, io)
  return statusAfter(written, verdicts)
}

const stateWords: Readonly<Record<Compared['state'], string>> = {
  new: 'is missing',
  same: 'is as it should be',
  outdated: 'is out of date',
  edited: 'was edited by hand',
  stale: 'is no longer needed',
  'stale-edited': 'is no longer needed, and was edited by hand',
}

function reportStates(differing: readonly Compared[], folder: string, io: Io): void {
  for (const { path, state } of differing) io.out(`${visible(`${folder}/${path}`)} ${stateWords[state]}\n`)
  if (differing.length === 0) io.out('Everything is as it should be.\n')
}

/** A unified diff from what is on disk to what would be written. */
async function difference({ path, bytes, onDisk }: Compared): Promise<string> {
  const [before, after] = [onDisk, bytes].map((content) => (content ? Buffer.from(content).toString('utf8') : ''))
  if ([before, after].some((text) => text!.includes('\0')))
    return `${visible(`Binary files a/${path} and b/${path} differ`)}\n`
  const { createTwoFilesPatch } = await import('diff')
  const patch = createTwoFilesPatch(
    onDisk ? `a/${path}` : '/dev/null',
    bytes ? `b/${path}` : '/dev/null',
    before!,
    after!,
    undefined,
    undefined,
    { maxEditLength: limits.differing.most },
  )
  if (patch === undefined) return `${visible(`Files a/${path} and b/${path} differ in more lines than are shown`)}\n`
  // A carriage return at the end of a line is a line end of some editors, and patch needs it.
  return patch
    .split('\r\n')
    .map((part) => visible(part, { lines: true }))
    .join('\r\n')
}
