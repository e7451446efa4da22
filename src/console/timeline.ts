/**
 * A console's lines as boots: what each one reached, by which line, where it ended, and what of a course is missing
 * next. It takes a line at a time and holds no more of a capture than that.
 */
import type { ConsoleLine } from './line.ts'
import type { ConsoleStage, Wanted } from './signpost.ts'
import { isThat, type Mark, type SignpostId, signpostIds, signposts, signpostsAt } from './signposts.ts'

/** A line of the capture, cut to what can be shown in a sentence; not yet safe to print. */
export interface LineSeen {
  readonly line: number
  readonly text: string
}

/** A signpost, and the line that showed it. */
export interface Reached extends Mark, LineSeen {
  /** The line with what stands before it: times, prefixes. */
  readonly whole: string
}

/** Why nothing more will come, and the line that says so. */
export interface BootEnd extends LineSeen {
  readonly signpost: SignpostId
  readonly why: string
  /** What Xen gives as its reason, on the line after. */
  readonly reason?: string
}

/** One boot. */
export interface Boot {
  /** Its first and its last line. */
  readonly from: number
  readonly to: number
  /** True when Xen, or a domain through Xen, spoke in it, or Linux said that it found Xen. */
  readonly isUnderXen: boolean
  /** Each signpost at the line that showed it first. */
  readonly reached: ReadonlyMap<SignpostId, Reached>
  /** The marks of the course, in its order; undefined for what did not come. */
  readonly marks: readonly (Reached | undefined)[]
  /** The last signpost that was new. */
  readonly last?: Reached
  /** The last line that has a word in it. */
  readonly lastLine?: LineSeen
  /** Missing when more may come, or the console just went silent. */
  readonly end?: BootEnd
}

/** More boots than anybody looks through; of a longer capture these are the last. */
export const keptBoots = 32
const longestText = 300

/** The parts of a boot in their order: one that comes again means another boot. */
const rank: Readonly<Record<ConsoleStage, number>> = {
  firmware: 0,
  'u-boot': 1,
  uefi: 2,
  xen: 3,
  linux: 4,
  dom0: 4,
  guest: 4,
}
const rankOf = (id: SignpostId): number => (id === 'xen-early' ? 2.5 : rank[signposts[id].stage])

/** Asked at a prompt: old lines come again, and are no new boot. */
const asksForKernelLines = /(?:^|[#$>] )(?:sudo )?(?:xl dmesg|dmesg|journalctl)(?: |$)/
const asksForVersion = /^\S{0,20}[>#] version$/

/** Takes lines one at a time. */
export class Timeline {
  readonly #course: readonly Wanted[]
  readonly #boots: OpenBoot[] = []
  #started = 0
  #asked: 'kernel lines' | 'version' | undefined

  /** `course`: what is expected of a boot, in order. */
  constructor(course: readonly Wanted[] = []) {
    this.#course = course
  }

  /** Takes a line; what it shows in its boot, new or not. */
  take(line: ConsoleLine): readonly Reached[] {
    const found = signpostsAt(line)
    const begins = found.some(({ signpost }) => signposts[signpost].begins && this.#isAnother(signpost))
    if (begins || this.#boots.length === 0) this.#begin(line.line)
    if (line.by === 'other') this.#listen(line.text)
    return this.#boots.at(-1)!.take(line, found, this.#asked !== undefined)
  }

  /** The last boots, the oldest first. */
  get boots(): readonly Boot[] {
    return this.#boots
  }

  /** The last boot; undefined before the first line. */
  get last(): Boot | undefined {
    return this.#boots.at(-1)
  }

  /** How many boots there were, those counted that are not kept. */
  get started(): number {
    return this.#started
  }

  #begin(line: number): void {
    this.#boots.push(new OpenBoot(line, this.#course))
    if (this.#boots.length > keptBoots) this.#boots.shift()
    this.#started++
    this.#asked = undefined
  }

  #isAnother(id: SignpostId): boolean {
    const boot = this.#boots.at(-1)
    if (!boot) return false
    if (this.#asked === 'version' && id === 'u-boot') return false
    if (this.#asked === 'kernel lines' && rankOf(id) > rank.uefi) return false
    // Under Xen a Linux that starts is dom0's or a guest's.
    if (signposts[id].under === 'machine' && boot.isUnderXen) return false
    if (boot.rank > rankOf(id)) return true
    // Of firmware each part speaks with a banner of its own: TPL, SPL, BL1, BL2, BL31.
    return boot.rank === rankOf(id) && rankOf(id) > rank.firmware && boot.reached.has(id)
  }

  #listen(text: string): void {
    if (asksForVersion.test(text)) this.#asked = 'version'
    else if (asksForKernelLines.test(text)) this.#asked = 'kernel lines'
    else if (this.#asked === 'version') this.#asked = undefined
  }
}

/** A boot while its lines come. */
class OpenBoot implements Boot {
  readonly from: number
  to: number
  isUnderXen = false
  readonly reached = new Map<SignpostId, Reached>()
  readonly marks: (Reached | undefined)[]
  last?: Reached
  lastLine?: LineSeen
  end?: BootEnd
  /** How far it came, as a part of a boot. */
  rank = 0
  readonly #course: readonly Wanted[]

  constructor(line: number, course: readonly Wanted[]) {
    this.from = line
    this.to = line
    this.#course = course
    this.marks = course.map(() => undefined)
  }

  take({ text, whole, line, by }: ConsoleLine, found: readonly Mark[], isOld: boolean): readonly Reached[] {
    const seen = { line, text: text.slice(0, longestText) }
    this.to = line
    if (/[a-z]/i.test(text)) this.lastLine = seen
    if (by !== 'other') {
      this.isUnderXen = true
      this.rank = Math.max(this.rank, rank.xen)
    } else if (found.some(({ signpost }) => signpost === 'xen-support')) this.#isDom0AfterAll()
    if (this.end?.signpost === 'xen-panic' && this.end.reason === undefined && by === 'xen' && /\w/.test(text))
      this.end = { ...this.end, reason: seen.text }
    const here = found
      .filter(({ signpost }) => signposts[signpost].under !== (this.isUnderXen ? 'machine' : 'xen'))
      .map(
        (mark): Reached => ({
          ...mark,
          ...seen,
          whole: whole.trim().slice(0, longestText),
          signpost: this.#whose(mark.signpost, isOld),
        }),
      )
    for (const one of here) this.#reach(one)
    return here
  }

  /** Linux that starts once dom0's has is a guest's, seen through xl console; unless dom0 shows its own lines again. */
  #whose(id: SignpostId, isOld: boolean): SignpostId {
    return id === 'dom0-linux' && this.reached.has(id) && !isOld ? 'guest-linux' : id
  }

  #reach(reached: Reached): void {
    const { signpost } = reached
    const { ends } = signposts[signpost]
    this.#course.forEach((wanted, index) => {
      if (this.marks[index] === undefined && isThat(wanted, reached)) this.marks[index] = reached
    })
    if (ends !== undefined) {
      const { whole: _, ...seen } = reached
      this.end ??= { ...seen, why: ends }
    }
    if (this.reached.has(signpost)) return
    // What goes on has not ended.
    if (ends === undefined && this.end) delete this.end
    this.reached.set(signpost, reached)
    this.last = reached
    this.rank = Math.max(this.rank, rankOf(signpost))
  }

  /** Where Xen's own lines are not in the capture, only Linux tells that it was dom0 all the time. */
  #isDom0AfterAll(): void {
    if (this.isUnderXen) return
    this.isUnderXen = true
    for (const id of signpostIds) {
      const native = this.reached.get(id)
      const asDom0 = id.replace('native-', 'dom0-')
      if (!native || id === asDom0) continue
      this.reached.delete(id)
      this.#reach({ ...native, signpost: asDom0 as SignpostId })
    }
  }
}

/** The first of a course that did not come, after the last that did; undefined when the last of them is there. */
export function missingNext<T>(course: readonly T[], { marks }: Pick<Boot, 'marks'>): T | undefined {
  return course[marks.findLastIndex((mark) => mark !== undefined) + 1]
}
