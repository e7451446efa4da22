/**
 * Follows a console: bytes in, what they mean out. It holds the open line, what was reached, and the evidence of this
 * boot, and no more of what came.
 */
import { type ConsoleLine, linesIn } from '../console/line.ts'
import { expected } from '../console/signposts.ts'
import { keptBoots, missingNext, type Reached, Timeline } from '../console/timeline.ts'
import { diagnose, type JudgedLog } from '../diagnose/diagnose.ts'
import { type BootEvidence, LogReader } from '../diagnose/evidence.ts'
import type { CommandLines } from '../diagnose/handed-over.ts'
import { isRung, nextOf } from '../diagnose/ladder.ts'
import type { Verdicts } from '../model/finding.ts'
import type { ExpectedLine } from '../model/plan.ts'
import type { Symptom } from '../model/symptom.ts'
import type { BootLog } from './boot-logs.ts'
import { ByteLines } from './byte-lines.ts'
import { GarbageMeter } from './garbage-meter.ts'
import { shownLine } from './shown-line.ts'
import type { WatchEvent, WatchState } from './watch-event.ts'

/** What a watch goes by. */
export interface WatchGiven {
  readonly symptoms: readonly Symptom[]
  /** What the plan expects of a boot; empty without answers. */
  readonly course: readonly ExpectedLine[]
  readonly verdicts?: Verdicts | undefined
  readonly planned?: CommandLines | undefined
  readonly log: BootLog
  /** Milliseconds of silence that are a stall. */
  readonly stall: number
}

/**
 * Milliseconds after which what has come belongs together: a panic and its reason, the lines of a failed command, a
 * prompt.
 */
const settled = 1000

/**
 * A line at whose end somebody is asked to type: U-Boot, GRUB, UEFI, a shell, an initramfs, a login, the rescue of
 * systemd. The space at its end tells a prompt from U-Boot's progress of `#`.
 */
const prompt = /(?:[>#$]|\blogin:|[Pp]assword:|to continue\):|^\(initramfs\)) $/

/** All times are milliseconds of one clock. */
export class BootWatch {
  readonly #given: WatchGiven
  readonly #lines = new ByteLines()
  readonly #timeline: Timeline
  readonly #garbage = new GarbageMeter()
  /** Of this boot alone: its lines are counted as in its log. */
  #reader: LogReader
  /** The boots before this one. */
  #earlier: readonly BootEvidence[] = []
  /** Of whole lines, until they are kept. */
  #unkept: Uint8Array[] = []
  /** So many bytes of the open line are kept already. */
  #keptOfOpen = 0
  #line = 1
  /** Missing while the console is away. */
  #openedAt: number | undefined
  #lastByte: number | undefined
  #bootAt = 0
  #endedAt: number | undefined
  /** The silence that goes on: what was done about it. */
  #silence: 'new' | 'judged' | 'told' = 'new'
  /** The causes that were told last of this boot. */
  #told: string | undefined

  constructor(given: WatchGiven) {
    this.#given = given
    this.#timeline = new Timeline(given.course)
    this.#reader = new LogReader(given.symptoms)
  }

  /** The console is open, for the first time or again. */
  opened(now: number): void {
    this.#openedAt = now
    this.#garbage.begin()
  }

  /** The console has gone, which may be how a boot ends; that it says nothing from now on tells nothing. */
  away(): readonly WatchEvent[] {
    const events: WatchEvent[] = []
    if (this.#openedAt === undefined) return events
    this.#openedAt = undefined
    this.#keepOpen()
    this.#tellWhenWrong(events)
    return events
  }

  /** Takes what came. */
  take(piece: Uint8Array, now: number): readonly WatchEvent[] {
    const events: WatchEvent[] = []
    if (this.#silence === 'told' && this.#lastByte !== undefined)
      events.push({ kind: 'goes-on', seconds: (now - this.#lastByte) / 1000 })
    if (this.#garbage.take(piece)) events.push({ kind: 'garbage' })
    this.#lastByte = now
    this.#silence = 'new'
    for (const bytes of this.#lines.push(piece)) this.#takeLine(bytes, now, events)
    this.#keep()
    return events
  }

  /** What the time that goes by tells; to be called a few times a second. */
  tick(now: number): readonly WatchEvent[] {
    if (this.#openedAt === undefined) return []
    const silent = now - Math.max(this.#lastByte ?? 0, this.#openedAt)
    if (silent >= settled) this.#keepOpen()
    const boot = this.#timeline.last
    if (!boot) {
      if (silent < this.#given.stall || this.#silence !== 'new' || this.#lastByte !== undefined) return []
      this.#silence = 'judged'
      return [{ kind: 'nothing', seconds: silent / 1000 }]
    }
    const events: WatchEvent[] = []
    if (this.#endedAt !== undefined) {
      if (now - this.#endedAt >= settled && this.#told === undefined) this.#tell(this.#judged(), events)
    } else if (this.#silence === 'new' && silent >= settled && prompt.test(shownLine(this.#open))) {
      this.#silence = 'judged'
      this.#tellWhenWrong(events)
    } else if (this.#silence === 'new' && silent >= this.#given.stall && boot.reached.size > 0) {
      this.#silence = 'judged'
      const judged = this.#judged()
      if (judged?.counts.came === 'good') return []
      this.#silence = 'told'
      events.push({ kind: 'stall', seconds: silent / 1000, after: boot.lastLine?.text ?? '' })
      this.#tell(judged, events)
    }
    return events
  }

  /** The end of the watch: the open line counts as a line. */
  end(now: number): { readonly events: readonly WatchEvent[]; readonly judged: JudgedLog | undefined } {
    const events: WatchEvent[] = []
    const rest = this.#lines.end()
    if (rest.length > 0) this.#takeLine(rest, now, events)
    this.#keep()
    this.#given.log.close()
    const { symptoms, verdicts, planned } = this.#given
    const all = [...this.#earlier, ...this.#reader.end()]
    return { events, judged: diagnose(all, { symptoms, started: this.#timeline.started, verdicts, planned }) }
  }

  /** Whether this is what was told of last. */
  wasTold(judged: JudgedLog): boolean {
    return this.#told === keyOf(judged)
  }

  state(now: number): WatchState {
    const boot = this.#timeline.last
    const { course } = this.#given
    return {
      boot: this.#timeline.started,
      seconds: boot ? (now - this.#bootAt) / 1000 : 0,
      silent: this.#openedAt === undefined ? 0 : (now - Math.max(this.#lastByte ?? 0, this.#openedAt)) / 1000,
      isAway: this.#openedAt === undefined,
      seen: this.marks.filter((mark) => mark !== undefined).length,
      course: course.length,
      next: boot && (course.length > 0 ? missingNext(course, boot)?.line : nextOf(boot)),
      open: shownLine(this.#open),
    }
  }

  /** How many boots there were. */
  get boots(): number {
    return this.#timeline.started
  }

  /** The course of this boot: what was seen of each of its lines. */
  get marks(): readonly (Reached | undefined)[] {
    return this.#timeline.last?.marks ?? this.#given.course.map(() => undefined)
  }

  get #open(): string {
    return this.#lines.open.toString('utf8')
  }

  #takeLine(bytes: Buffer, now: number, events: WatchEvent[]): void {
    const raw = bytes.toString('utf8').replace(/\n$/, '')
    const reached = linesIn(raw, this.#line).flatMap((line) => this.#takeWords(line, now, events))
    this.#unkept.push(bytes.subarray(this.#keptOfOpen))
    this.#keptOfOpen = 0
    if (bytes.at(-1) === 10) this.#line++
    events.push({ kind: 'line', text: shownLine(raw) })
    for (const one of reached) this.#tellReached(one, now, events)
  }

  /** What a line shows that is new; where it begins another boot, the last one is done with first. */
  #takeWords(line: ConsoleLine, now: number, events: WatchEvent[]): readonly Reached[] {
    const { started } = this.#timeline
    const reached = this.#timeline.take(line)
    const boot = this.#timeline.last!
    if (this.#timeline.started !== started) {
      if (started > 0) this.#beginAnother(events)
      this.#bootAt = now
    }
    if (boot.end === undefined) this.#endedAt = undefined
    else if (boot.end.signpost !== 'shut-down') this.#endedAt ??= now
    return reached.filter((one) => boot.reached.get(one.signpost) === one || boot.marks.includes(one))
  }

  #beginAnother(events: WatchEvent[]): void {
    this.#keep()
    this.#tellWhenWrong(events)
    this.#earlier = [...this.#earlier, ...this.#reader.end()].slice(1 - keptBoots)
    this.#reader = new LogReader(this.#given.symptoms)
    this.#given.log.begin()
    this.#endedAt = undefined
    this.#told = undefined
    events.push({ kind: 'boot', number: this.#timeline.started })
  }

  #tellReached(reached: Reached, now: number, events: WatchEvent[]): void {
    const mark = this.marks.indexOf(reached)
    if (mark < 0 && !isRung(reached)) return
    events.push({
      kind: 'rung',
      seconds: (now - this.#bootAt) / 1000,
      proves: expected(reached).proves.replace(/;.*/, ''),
      ...(mark >= 0 && { mark: { place: mark + 1, of: this.#given.course.length } }),
    })
  }

  #tellWhenWrong(events: WatchEvent[]): void {
    const judged = this.#judged()
    if (judged?.counts.came === 'wrong') this.#tell(judged, events)
  }

  #tell(judged: JudgedLog | undefined, events: WatchEvent[]): void {
    if (!judged || this.wasTold(judged)) return
    this.#told = keyOf(judged)
    events.push({ kind: 'diagnosis', judged })
  }

  /** This boot as far as it came. */
  #judged(): JudgedLog | undefined {
    const { symptoms, verdicts, planned } = this.#given
    const { started, boots } = this.#reader
    return diagnose(boots, { symptoms, started, verdicts, planned, also: this.#earlier })
  }

  #keep(): void {
    if (this.#unkept.length === 0) return
    const bytes = Buffer.concat(this.#unkept.splice(0))
    this.#given.log.write(bytes)
    this.#reader.push(bytes)
  }

  /** A prompt that waits belongs in the log as well. */
  #keepOpen(): void {
    const { open } = this.#lines
    if (open.length === this.#keptOfOpen) return
    this.#unkept.push(open.subarray(this.#keptOfOpen))
    this.#keptOfOpen = open.length
    this.#keep()
  }
}

/** What a judgement comes to: told once, it need not be told again. */
const keyOf = ({ counts: { came, causes, next } }: JudgedLog): string =>
  [came, came === 'silent' ? next : '', ...causes.map(({ symptom }) => symptom.id)].join(' ')
