/** `xenup diagnose LOG…`: how far a boot came, why it stopped there, and what to change in which step. */
import { relative } from 'node:path'
import { parseSetting } from '../answers/set.ts'
import type { JudgedLog } from '../diagnose/diagnose.ts'
import { diagnosisJson } from '../diagnose/diagnosis-json.ts'
import { diagnosisText } from '../diagnose/diagnosis-text.ts'
import { type TurnedGate, turnGates } from '../engine/turn-gates.ts'
import type { Command, Io } from '../model/io.ts'
import { toJson } from '../model/json.ts'
import { UserError } from '../model/user-error.ts'
import { visible } from '../model/visible.ts'
import { wrap } from '../model/wrap.ts'
import { AnswersOnDisk } from '../project/answers-on-disk.ts'
import { evaluate } from '../project/evaluation.ts'
import { readLogs } from '../project/judged-logs.ts'
import { type OpenedProject, openProject } from '../project/open.ts'
import { answersName } from '../project/paths.ts'
import { type Remedy, remedyFor, remedyText } from '../project/remedy.ts'
import { fileReader } from '../project/user-file.ts'
import { isAgreed } from './ask.ts'
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
  const changes = project && changesFor(judged, project, positionals, io)
  if (values.json) io.out(`${toJson({ xenup: 1, ...diagnosisJson(judged), ...(changes && changesJson(changes)) })}\n`)
  else {
    const text = changes?.remedy && visible(remedyText(changes.remedy))
    io.out(diagnosisText(judged, io.columns, { way: true, change: text }))
    for (const { title, because } of changes?.turned ?? [])
      io.out(`\n${wrap(visible(`Proven: ${title}, because ${because}.`), Math.min(io.columns, 80))}\n`)
  }
  if (project && changes)
    await fix(changes, project, { isAsked: values.fix ?? false, isQuiet: values.json ?? false }, io)
  return judged.counts.came === 'good' ? 0 : 1
}

/** What a log changes in the answers. */
interface Changes {
  readonly remedy: Remedy | undefined
  readonly turned: readonly TurnedGate[]
}

/** The answer that mends the cause, and the gates that the logs prove. */
function changesFor(judged: JudgedLog, { session, places }: OpenedProject, paths: readonly string[], io: Io): Changes {
  const [cause] = judged.counts.causes
  const teach = fileReader({ ...places, folders: [io.cwd] })
  const logs = paths.filter((path) => path !== '-').map((path) => teach(path, 'log'))
  return {
    remedy: cause && remedyFor(cause, session),
    turned: logs.flatMap((log) => turnGates(session, log).turned),
  }
}

const changesJson = ({ remedy, turned }: Changes): object => ({
  ...(remedy && { remedy }),
  proven: turned.map(({ key, because }) => ({ key, because })),
})

/** Writes into the answers file what the log changes; asks first where there is somebody to ask. */
async function fix(
  { remedy, turned }: Changes,
  { layers, places }: OpenedProject,
  { isAsked, isQuiet }: { readonly isAsked: boolean; readonly isQuiet: boolean },
  io: Io,
): Promise<void> {
  const settings = [
    ...turned.map(({ key }) => `${key}=done`),
    ...(remedy?.text === undefined ? [] : [`${remedy.key}=${remedy.text}`]),
  ]
  const say = (text: string): void => (isQuiet ? undefined : io.out(`\n${text}\n`))
  if (settings.length === 0) return isAsked ? say('There is no answer to change.') : undefined
  const file = visible(relative(io.cwd, places.answers) || places.answers)
  const shown = settings.map((setting) => `    ${visible(setting)}`).join('\n')
  if (!isAsked) return say(`For ${file} (--fix writes it):\n${shown}`)
  say(`For ${file}:\n${shown}`)
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
