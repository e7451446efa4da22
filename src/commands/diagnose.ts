/** `xenup diagnose LOG…`: how far a boot came, why it stopped there, and what to change in which step. */
import { diagnosisJson } from '../diagnose/diagnosis-json.ts'
import { diagnosisText } from '../diagnose/diagnosis-text.ts'
import type { Command } from '../model/io.ts'
import { UserError } from '../model/user-error.ts'
import { evaluate } from '../project/evaluation.ts'
import { readLogs } from '../project/judged-logs.ts'
import { openProject } from '../project/open.ts'
import { toJson } from '../report/inspection.ts'
import { readOptions } from './options.ts'

const where = 'xenup diagnose'

/** Ends with 1 when something went wrong, with 0 when the boot is good. */
export const diagnose: Command = async (args, io) => {
  const { values, positionals } = readOptions('diagnose', args, {
    answers: { type: 'string', short: 'a' },
    boot: { type: 'string' },
    json: { type: 'boolean' },
  })
  if (positionals.length === 0)
    throw new UserError('name the log of a console', {
      where,
      advice: 'For example: xenup diagnose boot.log; - reads standard input.',
    })
  const boot = values.boot === undefined ? undefined : numberOf(values.boot)
  const { started, judge } = await readLogs(positionals, io)
  const answers =
    values.answers === undefined ? undefined : evaluate(openProject({ answers: values.answers }, io).session)
  const judged = judge({ boot, answers })
  if (!judged) throw noBoot(boot, started, positionals)
  io.out(values.json ? `${toJson({ xenup: 1, ...diagnosisJson(judged) })}\n` : diagnosisText(judged, io.columns))
  return judged.counts.came === 'good' ? 0 : 1
}

function numberOf(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new UserError(`--boot ${text} is no number of a boot`, { where, advice: 'Boots are counted from 1.' })
}

const noBoot = (boot: number | undefined, started: number, paths: readonly string[]): UserError =>
  boot !== undefined && started > 0
    ? new UserError(`there is no boot ${boot} to be judged`, {
        where,
        advice: `The log has ${started === 1 ? 'one boot' : `${started} boots`}, of which the last 32 are kept.`,
      })
    : new UserError('there is no line of a boot in it', {
        where: paths.join(', '),
        advice: 'Capture the serial console from power-on, or bring the output of xl dmesg, dmesg or xl create.',
      })
