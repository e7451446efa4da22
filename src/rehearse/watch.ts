/** Follows the console of a rehearsal and tells at any time how far it came, and what it came to. */
import type { ConsoleLine } from '../console/line.ts'
import { visible } from '../model/visible.ts'
import { deadEnd, type Reached, type Stage, type StageId, stagesReached } from './stages.ts'

/** A stage that was just reached, in seconds since power on. */
export interface RehearsalEvent {
  readonly stage: StageId
  readonly seconds: number
}

/** How a rehearsal ended. Every text in it may be shown on a terminal. */
export interface Verdict {
  readonly ok: boolean
  /** The last stage reached. */
  readonly reached: StageId
  /** The first stage that was not. */
  readonly missing?: StageId
  /** The file with the serial console's log, as it came: it can hold a terminal's control sequences. */
  readonly log: string
  /** From power on to the goal, or to the end without it. */
  readonly seconds: number
  readonly native?: { readonly cpus: number; readonly memoryKiB: bigint }
  readonly dom0?: { readonly cpus: number; readonly memoryKiB: bigint }
  readonly guest?: { readonly cpus: number; readonly memoryKiB: bigint; readonly cmdline: string }
  /** The guest's disk as it sees it, and what stands on it. */
  readonly disk?: { readonly device: string; readonly is: string }
  readonly says: string
}

/** Sees line by line; `course` is the stages on the way to the goal, which is the last of them. */
export class Watch {
  readonly #course: readonly Stage[]
  readonly #report: (event: RehearsalEvent) => void
  #reached = 0
  #seconds = 0
  #found: Pick<Verdict, 'native' | 'dom0' | 'guest' | 'disk'> = {}
  #deadEnd: string | undefined

  constructor(course: readonly Stage[], report: (event: RehearsalEvent) => void) {
    this.#course = course
    this.#report = report
    report({ stage: course[0]!.id, seconds: 0 })
  }

  /** True when the goal is reached. */
  get done(): boolean {
    return this.#reached === this.#course.length - 1
  }

  /** True when a line said that nothing more will come. */
  get over(): boolean {
    return this.#deadEnd !== undefined
  }

  /** Takes a line of the console, and when it came. */
  see(line: ConsoleLine, seconds: number): void {
    this.#deadEnd ??= deadEnd(line, this.#course)
    for (const reached of stagesReached(this.#course, this.#reached, line)) {
      this.#reached += 1
      this.#seconds = seconds
      this.#learn(reached)
      this.#report({ stage: reached.stage.id, seconds })
    }
  }

  /** Takes a line that has not ended yet: U-Boot's prompt shows that nothing more will come. */
  seePrompt(open: string): void {
    this.#deadEnd ??= prompt.test(open) ? 'U-Boot is back at its prompt' : undefined
  }

  #learn({ stage, groups }: Reached): void {
    if (!groups) return
    const told = (name: string): string => visible(groups[name] ?? '')
    if (stage.id === 'guest-disk') this.#found = { ...this.#found, disk: { device: told('device'), is: told('is') } }
    if (groups['cpus'] === undefined) return
    const seen = { cpus: Number(groups['cpus']), memoryKiB: BigInt(groups['memory']!) }
    if (stage.id === 'native-up') this.#found = { ...this.#found, native: seen }
    if (stage.id === 'dom0-up') this.#found = { ...this.#found, dom0: seen }
    if (stage.id === 'guest-output') this.#found = { ...this.#found, guest: { ...seen, cmdline: told('cmdline') } }
  }

  /** What it came to, `seconds` after power on. */
  verdict(log: string, seconds: number): Verdict {
    const reached = this.#course[this.#reached]!
    const missing = this.#course[this.#reached + 1]
    if (!missing) {
      return {
        ok: true,
        reached: reached.id,
        log,
        seconds: this.#seconds,
        ...this.#found,
        says: `${bare(reached)}, ${this.#seconds.toFixed(0)} s after power on.`,
      }
    }
    const why = this.#deadEnd ?? `nothing of the kind within ${seconds.toFixed(0)} s`
    return {
      ok: false,
      reached: reached.id,
      missing: missing.id,
      log,
      seconds,
      ...this.#found,
      says: `It came as far as "${bare(reached)}" but not to "${bare(missing)}": ${why}.`,
    }
  }
}

const prompt = /^=>$/
const bare = (stage: Stage): string => stage.says.replace(/\.$/, '')
