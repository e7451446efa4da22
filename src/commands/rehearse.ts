/** `xenup rehearse`: boots the artifacts in QEMU, with real parts, before the board is touched; a failure is diagnosed. */
import { relative, resolve } from 'node:path'
import { diagnosisJson } from '../diagnose/diagnosis-json.ts'
import { findingsText } from '../model/finding-text.ts'
import type { Command } from '../model/io.ts'
import { toJson } from '../model/json.ts'
import { Interrupted, UserError } from '../model/user-error.ts'
import { visible } from '../model/visible.ts'
import { evaluate } from '../project/evaluation.ts'
import { openProject } from '../project/open.ts'
import { commonOptions } from '../project/paths.ts'
import { rehearsal, rehearsalFolder, usualSeconds } from '../project/rehearsal.ts'
import { changesIn, diagnosedText, fixText } from './diagnosed.ts'
import { noMore, readOptions } from './options.ts'

const options = {
  ...commonOptions,
  parts: { type: 'string' },
  work: { type: 'string' },
  timeout: { type: 'string' },
  native: { type: 'boolean' },
  json: { type: 'boolean' },
} as const

export const rehearse: Command = async (args, io) => {
  const { values, positionals } = readOptions('rehearse', args, options)
  noMore('rehearse', positionals)
  const parts = resolve(io.cwd, partsFolder(values.parts))
  const { session, layers, places } = openProject(values, io)
  const ready = evaluate(session)
  io.err(findingsText(ready.verdicts, io.columns))
  if (!ready.planned.ok) return 1
  const { plan } = ready.planned
  const native = values.native ?? false
  if (native && !plan.native)
    throw new UserError('the plan has no boot without Xen', { where: 'xenup rehearse --native' })
  if (plan.method.rehearsedAs !== undefined) io.err(`xenup: ${plan.method.rehearsedAs}\n`)
  const workDir = values.work === undefined ? rehearsalFolder() : resolve(io.cwd, values.work)
  const stop = new AbortController()
  const calm = io.whenStopped(() => stop.abort())
  try {
    const { verdict, judged } = await rehearsal(
      plan,
      ready,
      { loaded: layers.loaded, places, io },
      {
        parts,
        workDir,
        native,
        timeoutSeconds: seconds(values.timeout),
        signal: stop.signal,
        report: (says, at) => io.err(`${at.toFixed(1).padStart(6)} s  ${says}\n`),
      },
    )
    if (values.json) {
      const diagnosis = judged && diagnosisJson(judged)
      io.out(`${toJson({ xenup: 1, ...verdict, diagnosis })}\n`)
    } else {
      io.out(`${visible(verdict.says)}\nThe console's log: ${visible(relative(io.cwd, verdict.log))}\n`)
      if (judged) {
        const changes = changesIn(judged, { session }, [verdict.log], io)
        io.out(`\n${diagnosedText(judged, changes, io.columns)}${fixText(changes, { places }, io)}`)
      }
    }
    return verdict.ok ? 0 : 1
  } catch (error) {
    if (error instanceof Interrupted)
      throw new Interrupted(`\nThe rehearsal was stopped; its files are in ${visible(workDir)}.\n`)
    throw error
  } finally {
    calm()
  }
}

function partsFolder(given: string | undefined): string {
  if (given !== undefined) return given
  throw new UserError('it needs a folder with the parts: U-Boot, Xen, Linux and xl', {
    where: 'xenup rehearse',
    advice: 'Name it with --parts; the README tells how to make one from Debian packages.',
  })
}

function seconds(given: string | undefined): number {
  if (given === undefined) return usualSeconds
  if (/^[1-9]\d{0,4}$/.test(given)) return Number(given)
  throw new UserError(`${given} is not a number of seconds`, {
    where: 'xenup rehearse --timeout',
    advice: 'Write, for example, --timeout 300.',
  })
}
