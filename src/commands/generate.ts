/** `xenup generate`: the artifacts from the answers file; or, with --check and --diff, how those on disk differ. */
import { relative } from 'node:path'
import { loadAnswers } from '../answers/save.ts'
import type { Compared } from '../artifacts/compare.ts'
import { inspectFolder, type Written, writeArtifacts } from '../artifacts/write.ts'
import type { Verdicts } from '../model/finding.ts'
import { Trouble } from '../model/trouble.ts'
import { visible } from '../model/visible.ts'
import { wrap } from '../model/wrap.ts'
import { findingsText, hasErrors } from '../report/findings.ts'
import { toJson } from '../report/inspection.ts'
import { version } from './index.ts'
import type { Command, Io } from './io.ts'
import { noMore, readOptions } from './options.ts'
import { artifactsOf, commonOptions, library, loadOrExplain, openSession, placesOf, settleAll, setUp } from './setup.ts'

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
    throw new Trouble('--check and --diff are two different questions', {
      where: 'xenup generate',
      advice: 'Ask one at a time.',
    })
  const places = placesOf(values, io)
  // With --set alone there need not be a file; without both there is nothing to generate from.
  const loaded = values.set ? loadAnswers(places.answers) : loadOrExplain(places, io)
  const { session, taken } = settleAll(openSession(loaded?.answers ?? {}, values.set ?? [], library()), places)
  for (const { key, text, because } of taken) {
    io.err(
      `${wrap(`xenup: ${key} is not answered; taken as suggested: ${visible(text)}, because ${visible(because)}`, io.columns, '  ')}\n`,
    )
  }
  const ready = setUp(session)
  const { verdicts } = ready
  io.err(findingsText(verdicts, io.columns))
  if (!ready.planned.ok) {
    if (values.json) io.out(`${toJson({ xenup: 1, files: [], findings: verdicts.findings })}\n`)
    return 1
  }
  const artifacts = await artifactsOf(ready.planned.plan, ready, loaded, places)
  const folder = relative(io.cwd, places.output) || '.'
  if (values.check || values.diff) {
    const states = inspectFolder(places.output, artifacts)
    const differing = states.filter(({ state }) => state !== 'same')
    if (values.json)
      io.out(
        `${toJson({ xenup: 1, files: states.map(({ path, state }) => ({ path, state })), findings: verdicts.findings })}\n`,
      )
    else if (values.diff) io.out((await Promise.all(differing.map(difference))).join(''))
    else reportStates(differing, folder, io)
    return differing.length > 0 || hasErrors(verdicts) ? 1 : 0
  }
  const written = writeArtifacts(places.output, artifacts, version(), { force: values.force ?? false })
  if (values.json) io.out(`${toJson({ xenup: 1, ...written, findings: verdicts.findings })}\n`)
  else reportWritten(written, folder, io)
  return statusAfter(written, verdicts)
}

/** 1 when an edited file was left, or a finding is an error. */
export const statusAfter = ({ kept, keptStale }: Written, verdicts: Verdicts): number =>
  kept.length + keptStale.length > 0 || hasErrors(verdicts) ? 1 : 0

/** What was written, for people. */
export function reportWritten(
  { written, unchanged, kept, beside, removed, keptStale }: Written,
  folder: string,
  io: Io,
): void {
  for (const path of written) io.out(`wrote   ${visible(`${folder}/${path}`)}\n`)
  for (const path of removed) io.out(`removed ${visible(`${folder}/${path}`)}\n`)
  if (unchanged.length > 0)
    io.out(`${unchanged.length} ${unchanged.length === 1 ? 'file was' : 'files were'} as they should be\n`)
  for (const path of kept) {
    io.err(
      `xenup: ${visible(`${folder}/${path}`)} was edited by hand and is left as it is; the new text is in ${visible(`${folder}/${beside[path]}`)}\n  Merge the two, or overwrite it with --force.\n`,
    )
  }
  for (const path of keptStale) {
    io.err(
      `xenup: ${visible(`${folder}/${path}`)} is no longer needed, but was edited by hand and is left\n  Remove it, or let --force do it.\n`,
    )
  }
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
  if ([before, after].some((text) => text!.includes('\0'))) return `Binary files a/${path} and b/${path} differ\n`
  const { createTwoFilesPatch } = await import('diff')
  const patch = createTwoFilesPatch(
    onDisk ? `a/${path}` : '/dev/null',
    bytes ? `b/${path}` : '/dev/null',
    before!,
    after!,
  )
  // A carriage return at the end of a line is a line end of some editors, and patch needs it.
  return patch
    .split('\r\n')
    .map((part) => visible(part, { lines: true }))
    .join('\r\n')
}
