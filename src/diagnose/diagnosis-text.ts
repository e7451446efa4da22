/** A judged log as a colleague would write of it: the one sentence first, then why, what to do, and what else there is. */
import { readAdvised } from '../model/advised-answer.ts'
import type { EarlyPrintk } from '../model/early-printk.ts'
import { hex } from '../model/quantity.ts'
import { visible } from '../model/visible.ts'
import { wrap } from '../model/wrap.ts'
import type { JudgedLog } from './diagnose.ts'
import type { Shown, Sighting } from './evidence.ts'
import { headline } from './headline.ts'
import type { Diagnosis } from './judge.ts'
import type { Cause, Told } from './told.ts'

/** As many causes of a silence, and of what lines tell, are told in full. */
const toldInFull = 3

/** What is told, and what stands elsewhere. */
export interface Telling {
  /** Which answer to change to what, in place of the words for the command line; of the first cause. */
  readonly change?: string | undefined
  /** The UART that a Xen could be built to speak through at once; where the console of this board is known. */
  readonly early?: EarlyPrintk | undefined
  /** Whether the way that the boot came is told. */
  readonly way: boolean
}

/** The text for a terminal of so many columns. */
export function diagnosisText(log: JudgedLog, columns: number, telling: Telling = { way: true }): string {
  const { counts } = log
  const page = new Lines(Math.min(columns, 80))
  page.say(headline(counts))
  tellCauses(page, counts, telling.change)
  if (telling.early && isSilentXen(counts)) tellEarlyXen(page, telling.early)
  tellRest(page, counts)
  if (telling.way) tellWay(page, counts)
  if (log.boots.length > 1 || log.first > 1) tellBoots(page, log)
  return page.text
}

/** Why it stopped, for whoever sees the rest go by: the first cause in full, the others in a sentence each. */
export function causesText({ counts }: JudgedLog, columns: number): string {
  const page = new Lines(Math.min(columns, 80))
  page.say(headline(counts))
  tellCauses(page, { ...counts, causes: counts.causes.slice(0, 1) }, undefined)
  const others = counts.causes.slice(1, toldInFull)
  if (others.length > 0) page.part(counts.came === 'silent' ? 'If it is not that:' : 'Then:')
  others.forEach(({ says, symptom }, index) => page.item(`${index + 2}. ${says} More: xenup explain ${symptom.id}`, 5))
  return page.text
}

function tellCauses(page: Lines, { came, causes, ruledOut }: Diagnosis, change: string | undefined): void {
  if (came === 'silent') {
    if (causes.length === 0)
      page.part('No page tells why. Capture the console from power-on to where it stops, and longer than a minute.')
    else page.part(causes.length === 1 ? 'The likely reason:' : 'What may be behind it, the likeliest first:')
  }
  causes.slice(0, toldInFull).forEach((cause, index) => {
    const isFirst = index === 0
    if (came === 'silent') page.part(`${index + 1}. ${cause.says}`)
    else if (!isFirst) page.part(`${index === 1 ? 'Then' : 'And then'}: ${cause.says}`)
    tellCause(page, cause, came === 'silent', isFirst ? change : undefined)
  })
  const rest = causes.slice(toldInFull)
  if (rest.length > 0) page.part(`Less likely: ${rest.map(({ symptom }) => symptom.id).join(', ')}.`)
  for (const { symptom, because } of ruledOut) page.part(`Not this: ${symptom.title} (${because}).`)
}

function tellCause(page: Lines, cause: Cause, withTest: boolean, change: string | undefined): void {
  const { symptom, fix, confidence, because, echoes, sightings } = cause
  if (sightings[0]) page.context(sightings[0])
  page.part(fix)
  const advised = symptom.set === undefined ? undefined : readAdvised(symptom.set)
  if (change !== undefined) page.part(change)
  else if (advised) page.copy(`xenup generate --set ${advised.key}=${advised.text}`)
  if (advised?.was !== undefined) page.part(`${advised.was} is called ${advised.key} now.`)
  if (withTest) tellTest(page, symptom.sure)
  const step =
    symptom.step === 'none' ? '' : ` The place to change it: ${symptom.step} (xenup explain ${symptom.step}).`
  page.part(
    `${confidence[0]!.toUpperCase()}${confidence.slice(1)}: ${because}.${step} More: xenup explain ${symptom.id}`,
  )
  if (symptom.releases !== undefined) page.say(`Holds for ${symptom.releases}.`)
  if (echoes.length > 0)
    page.part(
      `What follows from it: ${echoes.map(({ symptom: { title }, sightings: [line] }) => `${title}${line ? ` (line ${line.line})` : ''}`).join('; ')}.`,
    )
}

/** Whether U-Boot has jumped, and nothing of Xen came. */
const isSilentXen = ({ came, boot: { reached } }: Diagnosis): boolean =>
  came === 'silent' &&
  reached.has('handover') &&
  !(['xen-early', 'xen-first', 'xen-version'] as const).some((id) => reached.has(id))

/** The experiment that tells the causes of a silent Xen apart (xen/arch/arm/Kconfig.debug). */
function tellEarlyXen(page: Lines, { choice, base, shift, path }: EarlyPrintk): void {
  page.part(
    `What tells them apart: a Xen that is built to speak from its first instruction on, through this board's UART ${path}. In its configuration:`,
  )
  page.copy('CONFIG_DEBUG=y')
  page.copy(`CONFIG_EARLY_UART_CHOICE_${choice}=y`)
  page.copy(`CONFIG_EARLY_UART_BASE_ADDRESS=${hex(base)}`)
  if (shift !== undefined) page.copy(`CONFIG_EARLY_UART_8250_REG_SHIFT=${shift}`)
  page.part('xenup writes it as xen/early-printk.config:')
  page.copy('xenup generate --set xen.source=build --set xen.early-printk=yes')
}

/** The experiment that decides: the first paragraph of the page's section, and what to type. */
function tellTest(page: Lines, sure: string): void {
  const [paragraph = '', ...blocks] = sure.trim().split(/\n\s*\n/)
  page.part(`To be sure: ${plain(paragraph)}`)
  const fence = blocks.find((block) => block.startsWith('```'))
  for (const line of fence?.split('\n').slice(1, -1) ?? []) page.copy(line)
}

const plain = (markdown: string): string =>
  markdown
    .replace(/\[\[([^[\]]+)\]\]/g, '$1')
    .replace(/\s+/g, ' ')
    .replace(/`/g, '')

function tellRest(page: Lines, { noticed, harmless }: Diagnosis): void {
  if (noticed.length > 0) page.part('What else is worth a look:')
  for (const one of noticed) page.item(`${lineOf(one)}${one.says} ${one.fix}`)
  if (harmless.length > 0) page.part('Harmless, whatever it looks like:')
  for (const one of harmless) page.item(`${lineOf(one)}${one.says}`)
}

const lineOf = ({ sightings: [first], count }: Told): string =>
  first ? `line ${first.line}${count > 1 ? ` and ${count >= 10_000 ? 'very many' : count - 1} more` : ''}: ` : ''

function tellWay(page: Lines, { rungs, next, came }: Diagnosis): void {
  if (rungs.length === 0) return
  page.part('How far it came:')
  const width = String(rungs.at(-1)?.line ?? 0).length
  for (const { line, proves, text, time } of rungs)
    page.item(
      `${String(line).padStart(width)}  ${proves.replace(/;.*/, '')} (${time === undefined ? '' : `${time}: `}${shortened(text)})`,
      width + 4,
    )
  if (next !== undefined && came !== 'good') page.item(`${'-'.padStart(width)}  not seen: ${next}`, width + 4)
}

const outcomes = { good: 'nothing wrong', silent: 'went silent' } as const

/** Enough of a line to find it again. */
const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}...` : text)

function tellBoots(page: Lines, { boots, first, number }: JudgedLog): void {
  page.part(`The log holds ${first + boots.length - 1} boots; --boot N judges another:`)
  boots.forEach(({ boot, came, causes }, index) => {
    const what = came === 'wrong' ? (causes[0]?.symptom.title ?? '') : outcomes[came]
    const mark = first + index === number ? ', told of here' : ''
    page.item(`${first + index}: lines ${boot.from} to ${boot.to}${mark}: ${what}`)
  })
}

/** Stands for a space at which no line is broken: a character of private use, which no console prints. */
const unbroken = '\ue000'

/** Text of a width, line by line; what comes from a log is made visible. */
class Lines {
  readonly #width: number
  #lines: string[] = []

  constructor(width: number) {
    this.#width = width
  }

  get text(): string {
    return `${this.#lines.join('\n')}\n`
  }

  say(text: string): void {
    this.#lines.push(this.#wrapped(visible(text)))
  }

  /** A paragraph of its own. */
  part(text: string): void {
    this.#lines.push('')
    this.say(text)
  }

  item(text: string, hang = 4): void {
    this.#lines.push(this.#wrapped(`  ${visible(text)}`, ' '.repeat(hang)))
  }

  /** What is to be typed stays on one line. */
  #wrapped(text: string, indent = ''): string {
    const whole = text.replace(/xenup explain [\w.-]+/g, (command) => command.replaceAll(' ', unbroken))
    return wrap(whole, this.#width, indent).replaceAll(unbroken, ' ')
  }

  /** Something to type; it stays whole. */
  copy(text: string): void {
    this.#lines.push(`    ${visible(text)}`)
  }

  /** A line of the log among those around it. */
  context(sighting: Sighting): void {
    const all: readonly (Shown & { readonly mark?: string })[] = [
      ...sighting.before,
      { ...sighting, mark: '>' },
      ...sighting.after,
    ]
    const width = String(all.at(-1)?.line ?? 0).length
    this.#lines.push('')
    for (const { line, whole, mark = ' ' } of all) {
      const shown = `${mark} ${String(line).padStart(width)}  ${visible(whole)}`
      this.#lines.push(shown.length > this.#width ? `${shown.slice(0, this.#width - 3)}...` : shown)
    }
  }
}
