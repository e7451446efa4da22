/** The artifacts of one answers file; or, with --check and --diff, how those on disk differ. */
import { dirname, relative } from 'node:path'
import type { Compared } from '../artifacts/compare.ts'
import { inspectFolder, writeArtifacts } from '../artifacts/write.ts'
import { version } from '../content/package-file.ts'
import { removeLeftOvers } from '../disk/temporary.ts'
import { findingsText } from '../model/finding-text.ts'
import type { Io } from '../model/io.ts'
import { limits } from '../model/limits.ts'
import { visible } from '../model/visible.ts'
import { wrap } from '../model/wrap.ts'
import { answerOrigins } from '../project/answer-origins.ts'
import { artifactsOf } from '../project/artifacts.ts'
import { evaluate } from '../project/evaluation.ts'
import { openProject } from '../project/open.ts'
import type { PathOptions } from '../project/paths.ts'
import type { FilesKnown } from '../project/user-file.ts'
import { hasErrors } from '../report/findings.ts'
import { reportWritten, statusAfter } from '../report/written.ts'

/** What the options of generate say. */
export interface GenerateOptions extends PathOptions {
  readonly set?: string[] | undefined
  readonly check?: boolean | undefined
  readonly diff?: boolean | undefined
  readonly force?: boolean | undefined
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
 * to. `known` are files that were read for another one.
 */
export async function generateOne(values: GenerateOptions, io: Io, known?: FilesKnown): Promise<Generated> {
  const { session, taken, layers, places } = openProject(values, io, known)
  for (const { key, text, because } of taken) {
    io.err(
      `${wrap(`xenup: ${key} is not answered; taken as suggested: ${visible(text)}, because ${visible(because)}`, io.columns, '  ')}\n`,
    )
  }
  const answers = answerOrigins(session, layers)
  const ready = evaluate(session)
  const { verdicts } = ready
  io.err(findingsText(verdicts, io.columns))
  if (!ready.planned.ok) return { status: 1, told: { files: [], answers, findings: verdicts.findings } }
  const artifacts = await artifactsOf(ready.planned.plan, ready, layers.loaded, places)
  const folder = relative(io.cwd, places.output) || '.'
  if (values.check || values.diff) {
    const states = inspectFolder(places.output, artifacts)
    const differing = states.filter(({ state }) => state !== 'same')
    if (values.diff && !values.json) io.out((await Promise.all(differing.map(difference))).join(''))
    else if (!values.json) reportStates(differing, folder, io)
    return {
      status: differing.length > 0 || hasErrors(verdicts) ? 1 : 0,
      told: { files: states.map(({ path, state }) => ({ path, state })), answers, findings: verdicts.findings },
    }
  }
  removeLeftOvers(dirname(places.answers))
  const written = writeArtifacts(places.output, artifacts, version(), { force: values.force ?? false })
  if (!values.json) reportWritten(written, folder, io)
  return { status: statusAfter(written, verdicts), told: { ...written, answers, findings: verdicts.findings } }
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
