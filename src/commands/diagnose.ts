/** `xenup diagnose LOG…`: how far a boot came, why it stopped there, and what to change in which step. */
import { relative } from 'node:path'
import { parseSetting } from '../answers/set.ts'
import { diagnosisJson } from '../diagnose/diagnosis-json.ts'
import type { Command, Io } from '../model/io.ts'
import { toJson } from '../model/json.ts'
import { UserError } from '../model/user-error.ts'
import { visible } from '../model/visible.ts'
import { AnswersOnDisk } from '../project/answers-on-disk.ts'
import type { Changes } from '../project/changes.ts'
import { evaluate } from '../project/evaluation.ts'
import { readLogs } from '../project/judged-logs.ts'
import { type OpenedProject, openProject } from '../project/open.ts'
import { answersName } from '../project/paths.ts'
import { isAgreed } from './ask.ts'
import { changesIn, changesJson, diagnosedText, fixText, settingLines, settingsOf } from './diagnosed.ts'
import { readOptions } from './options.ts'

const where = 'xenup diagnose'

/** Ends with 1 when something went wrong, with 0 when the boot is good. */
export const diagnose: Command = async (args, io) => {
  const { values, positionals } = readOptions('diagnose', args, {
    answers: { type: 'string', short: 'a', multiple: true },
    boot: { type: 'string' },
    fix: { type: 'boolean' },
    json: { type: 'boolean' },
  })
  if (positionals.length === 0)
    throw new UserError('name the log of a console', {
      where,
      advice: 'For example: xenup diagnose boot.log; - reads standard input.',
    })
  const boot = values.boot === undefined ? undefined : numberOf(values.boot)
  const { started, judge } = await readLogs(positionals, io)
  const answers = values.answers ?? (values.fix ? [answersName] : undefined)
  const project = answers === undefined ? undefined : openProject({ answers }, io)
  const judged = judge({ boot, answers: project && evaluate(project.session) })
  if (!judged) throw noBoot(boot, started, positionals)
  const changes = project && changesIn(judged, project, positionals, io)
  if (values.json) io.out(`${toJson({ xenup: 1, ...diagnosisJson(judged), ...(changes && changesJson(changes)) })}\n`)
  else io.out(diagnosedText(judged, changes, io.columns))
  if (changes && values.fix) await fix(changes, project, values.json ?? false, io)
  else if (changes && !values.json) io.out(fixText(changes, project, io))
  return judged.counts.came === 'good' ? 0 : 1
}

/** Writes into the answers file what the log changes; asks first where there is somebody to ask. */
async function fix(changes: Changes, { layers, places }: OpenedProject, isQuiet: boolean, io: Io): Promise<void> {
  const settings = settingsOf(changes)
  const say = (text: string): void => (isQuiet ? undefined : io.out(`\n${text}\n`))
  if (settings.length === 0) return say('There is no answer to change.')
  const file = visible(relative(io.cwd, places.answers) || places.answers)
  say(`For ${file}:\n${settingLines(settings)}`)
  if (io.stdinIsTTY && io.stdoutIsTTY && !isQuiet && !(await isAgreed('Write it?', 'yes', io)))
    return say('Nothing was written.')
  const changed = Object.fromEntries(settings.map(parseSetting).map(({ key, value }) => [key, value]))
  new AnswersOnDisk(places.answers, layers.loaded, layers.below).save({ ...layers.loaded?.answers, ...changed })
  say(`Written. The artifacts with it: xenup generate${file === answersName ? '' : ` -a ${file}`}`)
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
