/** What a capture shows of each of its boots: how far it came, and which symptoms its lines are. */
import type { ConsoleLine, Speaker } from '../console/line.ts'
import { controlBytes, Sieve } from '../console/sieve.ts'
import { type Boot, Timeline } from '../console/timeline.ts'
import type { Symptom } from '../model/symptom.ts'
import { HandedOver, handedOverTexts } from './handed-over.ts'
import { type Match, Matcher } from './matcher.ts'

/** A line as a person sees it; not yet safe to print. */
export interface Shown {
  readonly line: number
  readonly whole: string
}

/** A line that is a symptom, with those around it. */
export interface Sighting extends Shown {
  readonly text: string
  readonly groups: Readonly<Record<string, string>>
  readonly before: readonly Shown[]
  readonly after: readonly Shown[]
}

/** A symptom in a boot. */
export interface Seen {
  readonly symptom: Symptom
  /** At least so many lines. */
  readonly count: number
  /** The first of them. */
  readonly sightings: readonly Sighting[]
}

/** One boot, and what was seen in it. */
export interface BootEvidence {
  readonly boot: Boot
  readonly seen: ReadonlyMap<string, Seen>
  /** What U-Boot showed of what it hands over. */
  readonly handedOver: Pick<HandedOver, 'shown' | 'differs'>
  /** Whether a line of the boot is this one of those that a page wants besides, or does not want. */
  has(symptom: Symptom, part: Exclude<Match['part'], 'lines'>, index: number): boolean
}

/** As many sightings of a symptom are kept. */
const keptSightings = 3
/** Noise comes by the thousand; a line that matters is seldom the ten thousandth of its kind. */
const mostUseless = 10_000
const keptLine = 300
const neighbours = 2

/** What shows that Xen is there, or that a domain speaks through it; and prompts at which old lines are asked for. */
const spokenUnderXen = ['(XEN)', ...[...Array(10).keys()].map((domain) => `(d${domain}`), '[xl console] ']
const askedFor = ['dmesg', 'journalctl', '> version', '# version']

/** Reads a capture in pieces. */
export class LogReader {
  readonly #timeline = new Timeline()
  readonly #matcher: Matcher
  readonly #sieve: Sieve
  readonly #evidence = new Map<Boot, OpenEvidence>()
  /** In how many lines of this boot a text stood for nothing. */
  readonly #useless = new Map<number, number>()

  constructor(symptoms: readonly Symptom[]) {
    this.#matcher = new Matcher(symptoms, [...spokenUnderXen, ...askedFor, ...handedOverTexts], controlBytes)
    this.#sieve = new Sieve(this.#matcher.literals, (line) => this.#take(line))
  }

  push(chunk: Uint8Array): void {
    this.#sieve.push(chunk)
  }

  /** The boots, the oldest first; no more than a timeline keeps. */
  end(): readonly BootEvidence[] {
    this.#sieve.end()
    return this.boots
  }

  /** The same by the lines that have ended so far, while more may come. */
  get boots(): readonly BootEvidence[] {
    return this.#timeline.boots.map((boot) => this.#evidence.get(boot)!)
  }

  /** How many boots there were, those that are not kept as well. */
  get started(): number {
    return this.#timeline.started
  }

  #take(line: ConsoleLine): void {
    const before = this.#timeline.last
    this.#timeline.take(line)
    const boot = this.#timeline.last!
    let evidence = this.#evidence.get(boot)
    if (!evidence) {
      evidence = new OpenEvidence(boot)
      this.#evidence.set(boot, evidence)
      for (const old of this.#evidence.keys()) if (!this.#timeline.boots.includes(old)) this.#evidence.delete(old)
      this.#heed([...this.#useless.keys()], true)
      this.#useless.clear()
    }
    const isNew = evidence.take(line, this.#matcher.matches(line, speakerOf(line, boot)))
    if (!isNew) this.#bored(line)
    if (boot !== before || boot.isUnderXen)
      this.#heed(
        spokenUnderXen.map((text) => this.#matcher.signs.get(text)!),
        !boot.isUnderXen,
      )
  }

  /** What has stood in so many lines that showed nothing new is not looked for any more in this boot. */
  #bored(line: ConsoleLine): void {
    for (const text of this.#matcher.textsOfPages(line)) {
      const count = (this.#useless.get(text) ?? 0) + 1
      this.#useless.set(text, count)
      if (count === mostUseless) this.#heed([text], false)
    }
  }

  #heed(texts: readonly number[], isHeeded: boolean): void {
    for (const text of texts) this.#matcher.literals.heed(text, isHeeded)
  }
}

/** Once a guest's Linux was seen to start through `xl console`, what Linux says is the guest's. */
const speakerOf = ({ by, isKernel }: ConsoleLine, { reached }: Boot): Speaker =>
  by === 'other' && isKernel && reached.has('guest-linux') && !isThroughXen(reached.get('guest-linux')!.whole)
    ? 'guest'
    : by
const isThroughXen = (whole: string): boolean => /\(XEN\)|\(d\d|\[xl console\]/.test(whole)

interface OpenSighting extends Sighting {
  readonly after: Shown[]
}
interface OpenSeen extends Seen {
  count: number
  readonly sightings: OpenSighting[]
}

class OpenEvidence implements BootEvidence {
  readonly boot: Boot
  readonly seen = new Map<string, OpenSeen>()
  readonly handedOver = new HandedOver()
  readonly #parts = new Set<string>()
  #last: Shown[] = []
  #open: OpenSighting[] = []

  constructor(boot: Boot) {
    this.boot = boot
  }

  has(symptom: Symptom, part: Exclude<Match['part'], 'lines'>, index: number): boolean {
    return this.#parts.has(`${symptom.id} ${part} ${index}`)
  }

  /** Whether the line shows something that was not shown before. */
  take(one: ConsoleLine, matches: readonly Match[]): boolean {
    this.handedOver.take(one)
    const { text, whole, line } = one
    const shown = { line, whole: whole.trim().slice(0, keptLine) }
    this.#open = this.#open.filter(({ after, line: from }) => after.length < neighbours && line - from <= neighbours)
    for (const { after, line: from } of this.#open) if (line !== from) after.push(shown)
    let isNew = false
    for (const { symptom, part, index, groups } of matches) {
      if (part !== 'lines') {
        const key = `${symptom.id} ${part} ${index}`
        isNew ||= !this.#parts.has(key)
        this.#parts.add(key)
        continue
      }
      const seen = this.seen.get(symptom.id) ?? { symptom, count: 0, sightings: [] }
      this.seen.set(symptom.id, seen)
      if (seen.sightings.at(-1)?.line !== line || seen.count === 0) seen.count++
      if (seen.sightings.length === keptSightings || seen.sightings.at(-1)?.line === line) continue
      const near = this.#last.filter((one) => line - one.line <= neighbours)
      const sighting = { ...shown, text: text.slice(0, keptLine), groups, before: near, after: [] }
      isNew = true
      seen.sightings.push(sighting)
      this.#open.push(sighting)
    }
    this.#last = [...this.#last, shown].slice(-neighbours)
    return isNew
  }
}
