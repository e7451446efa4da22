/** Watches the console of a project's board: by its plan and checks, at its speed, with the log beside its answers. */
import { once } from 'node:events'
import { join, relative, resolve } from 'node:path'
import type { Library } from '../content/library.ts'
import { symptomPages } from '../content/symptom-page.ts'
import type { JudgedLog } from '../diagnose/diagnose.ts'
import type { CommandLines } from '../diagnose/handed-over.ts'
import { headline } from '../diagnose/headline.ts'
import { positionOf, type Session } from '../engine/session.ts'
import type { Verdicts } from '../model/finding.ts'
import type { Io } from '../model/io.ts'
import type { ExpectedLine } from '../model/plan.ts'
import { type BootLog, bootLogs, noLog } from '../watch/boot-logs.ts'
import { BootWatch } from '../watch/boot-watch.ts'
import { type Source, sourceNamed } from '../watch/source.ts'
import { summaryText } from '../watch/summary.ts'
import { watchConsole } from '../watch/watch-console.ts'
import { WatchText } from '../watch/watch-text.ts'
import { evaluate } from './evaluation.ts'
import { knownOf } from './judged-logs.ts'

/** What answers tell of a board's console. */
export interface KnownOfConsole {
  readonly course: readonly ExpectedLine[]
  readonly verdicts?: Verdicts
  readonly planned?: CommandLines | undefined
  /** By the tree's stdout-path, else by the board's page. */
  readonly baud?: number
}

/** Of a session in which everything is settled. */
export function knownOfConsole(session: Session): KnownOfConsole {
  const ready = evaluate(session)
  const { planned } = ready
  const { facts, board } = positionOf(session).situation
  // Documentation/devicetree/bindings/chosen.txt in linux.git: "115200n8" after the colon, as in console= of Linux.
  const [, inTree] = /^(\d{3,7})(?!\d)/.exec(facts.stdout?.value.options ?? '') ?? []
  const baud = inTree === undefined ? board?.serial?.baud : Number(inTree)
  return { course: planned.ok ? planned.plan.expects : [], ...knownOf(ready), ...(baud !== undefined && { baud }) }
}

/** U-Boot's CONFIG_BAUDRATE and the default of the most boards' pages. */
const usualBaud = 115200
/** Seconds of silence that are a stall: a large board scrubs its memory, a slow one unpacks its initramfs in less. */
export const usualStall = 20

/** What is wished for. */
export interface WatchOptions {
  /** The port, server or file. */
  readonly source: string
  readonly baud?: number | undefined
  /** Where logs go; `none` keeps none. */
  readonly log?: string | undefined
  readonly stallSeconds?: number | undefined
}

/** What a watch came to. */
export interface WatchResult {
  readonly judged: JudgedLog | undefined
  /** The same in a sentence. */
  readonly says?: string
  /** The file with what the last boot said; missing when nothing was kept. */
  readonly log?: string
}

/** Until somebody stops it, or the source ends for good; `folder` is where logs go if nothing else is said. */
export async function watching(
  options: WatchOptions,
  known: KnownOfConsole,
  { io, library, folder, signal }: { io: Io; library: Library; folder: string; signal: AbortSignal },
): Promise<WatchResult> {
  const baud = options.baud ?? known.baud ?? usualBaud
  const source = sourceNamed(options.source, baud, io)
  const text = new WatchText({
    columns: () => io.stdout.columns || io.columns,
    canErase: io.stdoutIsTTY && io.env['TERM'] !== 'dumb' && !io.env['ACCESSIBLE'],
    color: io.color,
  })
  const write = async (said: string): Promise<void> => {
    if (said !== '' && !io.stdout.write(said)) await once(io.stdout, 'drain')
  }
  const log = logFor(options.log, source, { io, folder }, (says) => void write(text.say(says)))
  const stall = (options.stallSeconds ?? usualStall) * 1000
  const watch = new BootWatch({ symptoms: symptomPages(library), ...known, log, stall })
  await write(text.say(opening(source, baud)))
  const judged = await watchConsole({ source, watch, text, write, signal })
  const { marks } = watch
  const summary = summaryText(
    {
      source: source.name,
      boots: watch.boots,
      judged,
      wasTold: judged !== undefined && watch.wasTold(judged),
      course: known.course,
      seen: marks.map((mark) => mark !== undefined),
      files: log.files.map((file) => relative(io.cwd, file)),
    },
    Math.min(io.columns, 80),
  )
  await write(`\n${summary}`)
  const last = source.kind === 'file' ? resolve(io.cwd, source.name) : log.files.at(-1)
  return { judged, ...(judged && { says: headline(judged.counts) }), ...(last !== undefined && { log: last }) }
}

const opening = ({ name, kind }: Source, baud: number): string =>
  `Watching ${name}${kind === 'port' ? ` at ${baud} baud` : ''}; nothing is ever sent to the board. Ctrl-C ends.`

/** What is a file already needs no other. */
function logFor(
  named: string | undefined,
  { kind }: Source,
  { io, folder }: { io: Io; folder: string },
  says: (text: string) => void,
): BootLog {
  if (named === 'none' || (named === undefined && kind === 'file')) return noLog
  return bootLogs(named === undefined ? join(folder, 'console.log') : resolve(io.cwd, named), says)
}
