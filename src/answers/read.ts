/**
 * Reads an answers file: all of it, or every reason why not.
 *
 * A value is what stands in the file: a plain one letter by letter (007 stays 007), a quoted or block one without its
 * quotes. YAML's own numbers, booleans and nulls play no part; the decisions read text.
 */
import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml'
import {
  type AnswerForm,
  answerForms,
  type FormChange,
  inTodaysForm,
  oldKeys,
  renamedKey,
} from '../model/answer-forms.ts'
import { type AnswerKey, type Answers, isAnswerKey, readAnswer } from '../model/answers.ts'
import { adviceOnName, adviceOnStep, namesOf, split, steps, versionKey } from './keys.ts'
import { AnswersProblems, quote, word } from './problem.ts'
import { decode, harmless, parted } from './source.ts'
import { parseFaulty } from './syntax.ts'
import { judge } from './validate.ts'
import { readVersion } from './version.ts'

/** An answers file that was read and has no faults, letter by letter: what `setAnswers` changes. */
export interface AnswersDocument {
  /** Its name in faults. */
  readonly file: string
  readonly text: string
}

/** An answer that today's form has under another name, or with another text. */
export interface OldAnswer {
  /** The key as it stands in the file. */
  readonly was: string
  readonly key: AnswerKey
  readonly line: number
  readonly changes: readonly FormChange[]
}

/** What an answers file holds, and the file itself for writing it again. */
export interface AnswersFile {
  readonly answers: Answers
  /** The line on which each of them stands. */
  readonly lines: ReadonlyMap<AnswerKey, number>
  readonly document: AnswersDocument
  /** The version of its form. */
  readonly version: number
  /** What today's form has otherwise, in the order of the file. */
  readonly old: readonly OldAnswer[]
}

/**
 * Reads the text of an answers file of any version up to today's; `file` is its name in faults. Throws one AnswersError
 * with all faults, each at its place and with its key as the user wrote them.
 */
export function readAnswersFile(text: string, file: string, forms: readonly AnswerForm[] = answerForms): AnswersFile {
  const faults = new AnswersProblems()
  const [, body] = parted(text)
  const yaml = parseFaulty(harmless(body, file, faults), faults)
  const reader = new Reader(body, faults, forms)
  if (yaml) reader.root(yaml)
  faults.settle(body, file)
  const lines = linesAt(reader.offsets, body)
  return {
    answers: reader.answers as Answers,
    lines,
    document: { file, text },
    version: reader.version,
    old: reader.old.map((one) => ({ ...one, line: lines.get(one.key)! })),
  }
}

/** Reads the bytes of an answers file, which must be UTF-8. */
export const readAnswersBytes = (bytes: Uint8Array, file: string): AnswersFile =>
  readAnswersFile(decode(bytes, file), file)

/** The lines of offsets, which rise. */
function linesAt(offsets: ReadonlyMap<AnswerKey, number>, body: string): ReadonlyMap<AnswerKey, number> {
  const lines = new Map<AnswerKey, number>()
  let [at, line] = [0, 1]
  for (const [key, offset] of offsets) {
    for (; at < offset; at++) if (body[at] === '\n') line++
    lines.set(key, line)
  }
  return lines
}

/** Walks the document in its order and collects answers and faults. */
class Reader {
  readonly answers: Partial<Record<AnswerKey, unknown>> = {}
  /** Where the key of each answer stands, in the order of the document. */
  readonly offsets = new Map<AnswerKey, number>()
  /** Those that today's form has otherwise. */
  readonly old: Omit<OldAnswer, 'line'>[] = []
  version: number
  readonly #current: number
  /** The steps of that version. */
  #steps: readonly string[] = steps
  readonly #body: string
  readonly #forms: readonly AnswerForm[]
  readonly #anchors = new Map<string, Scalar>()
  /** By today's key, where an answer stands and under which name. */
  readonly #given = new Map<AnswerKey, { readonly written: string; readonly offset: number }>()
  readonly #faults: AnswersProblems
  /** True when the text is no sound YAML: what is missing may be there, misread. */
  readonly #broken: boolean

  constructor(body: string, faults: AnswersProblems, forms: readonly AnswerForm[]) {
    this.#body = body
    this.#faults = faults
    this.#forms = forms
    this.#current = this.version = forms.at(-1)!.version
    this.#broken = faults.some
  }

  root({ contents }: Document): void {
    const first = `the version of the file is missing; write ${versionKey}: ${this.#current} on a line of its own`
    if (!isMap(contents)) {
      const says = isNothing(contents)
        ? first
        : `this is not an answers file, which has lines such as ${versionKey}: ${this.#current}; is it another file?`
      if (!this.#broken) this.#faults.add(says, 0)
      return
    }
    this.#noAnchor(contents)
    const version = contents.items.find((pair) => textOf(pair.key) === versionKey)
    // What is strange about the file of a newer xenup is no fault.
    if (version && !this.#knows(version)) return
    if (!version && !this.#broken) this.#faults.add(first, 0)
    this.#pairs(contents, '', (name, pair) => {
      if (this.#steps.includes(name)) this.#step(name, pair)
      else if (name !== versionKey)
        this.#unless(pair.key, `there is no step ${word(name)}; ${onMerge(name) ?? adviceOnStep(name)}`)
    })
  }

  #knows({ key, value }: Pair): boolean {
    this.#noAnchor(value)
    const [, end] = span(value)
    const reading = readVersion(textOf(value) ?? '', /^.*/.exec(this.#body.slice(end))![0], this.#current)
    if (reading.ok) {
      this.version = reading.version
      this.#steps = [...steps, ...oldKeys(reading.version, this.#forms).map((key) => split(key).step)]
    } else this.#unless(value ?? key, reading.says)
    return reading.ok || !reading.newer
  }

  #step(step: string, { key, value }: Pair): void {
    if (isMap(value)) {
      this.#noAnchor(value)
      this.#pairs(value, `${step}.`, (name, pair) => this.#answer(step, name, pair))
      return
    }
    const first = `${namesOf(step)[0]}: value`
    if (isAlias(value)) this.#fault(value, `an alias cannot stand for the answers of ${step}; write them out`)
    else if (isSeq(value)) this.#unless(value, `${step} is a list; write its answers as ${first}, without dashes`)
    else if (isNothing(value))
      this.#unless(key, `${step} has no answers under it; write them below it, indented, or remove the line`)
    else
      this.#unless(
        value,
        `${step} has a value of its own, ${quote(textOf(value) ?? '')}; its answers stand below it, indented, with a space after the colon, such as ${first}`,
      )
  }

  #answer(step: string, name: string, { key: keyNode, value }: Pair): void {
    if (isScalar(value) && value.anchor) this.#anchors.set(value.anchor, value)
    const written = `${step}.${name}`
    const { key } = inTodaysForm(written, '', this.version, this.#forms)
    // The name may hold dots of its own, the step may not: `a.b` under `c` is not `a` of `c.b`.
    if (!isAnswerKey(key) || split(written).step !== step) {
      this.#unless(keyNode, `${step} has no answer ${word(name)}; ${onMerge(name) ?? this.#advice(step, name)}`)
      return
    }
    if (this.#isTwice(key, written, keyNode)) return
    const text = this.#text(written, key, isNothing(value) ? undefined : value, keyNode)
    if (text === undefined) return
    const today = inTodaysForm(written, text, this.version, this.#forms)
    const reading = judge(key, today.text, written)
    if (reading.ok) {
      this.answers[key] = reading.value
      this.offsets.set(key, span(keyNode)[0])
      if (today.changes.length > 0) this.old.push({ was: written, key, changes: today.changes })
    } else this.#unless(value, reading.says)
  }

  /** Notes where an answer is given; a fault, and true, when it was given under its other name before. */
  #isTwice(key: AnswerKey, written: string, keyNode: unknown): boolean {
    const before = this.#given.get(key)
    if (before) {
      const says = `${written} and ${before.written} are one answer, which is called ${key} now; keep one`
      this.#unless(keyNode, says, before.offset)
    } else this.#given.set(key, { written, offset: span(keyNode)[0] })
    return before !== undefined
  }

  #advice(step: string, name: string): string {
    const now = renamedKey(`${step}.${name}`, this.#forms)
    return now ? `it is called ${now.key} since version ${now.version}` : adviceOnName(step, name)
  }

  /** The text of an answer's value; undefined, and a fault, when there is none. */
  #text(written: string, key: AnswerKey, value: unknown, keyNode: unknown): string | undefined {
    if (isScalar(value)) return this.#faults.within(...span(value)) ? undefined : textOf(value)
    if (isAlias(value)) {
      const meant = this.#anchors.get(value.source)
      if (!meant)
        this.#unless(
          value,
          `*${word(value.source)} stands for nothing; write &${word(value.source)} before a value further up, or the value itself here`,
        )
      return isNothing(meant) ? undefined : textOf(meant)
    }
    if (isSeq(value)) this.#unless(value, `${written} is a list; write one value`)
    else if (isMap(value))
      this.#unless(value, `${written} has keys of its own; write one value, in quotes if it has a colon`)
    else {
      const empty = readAnswer(key, '').ok ? ', or "" for an empty text' : ''
      this.#unless(keyNode, `${written} has no value; write one${empty}, or remove the line and be asked`)
    }
    return undefined
  }

  /** Calls back for each pair of a map whose key is a word that stands there once. */
  #pairs(map: YAMLMap, prefix: string, each: (name: string, pair: Pair) => void): void {
    const seen = new Map<string, number>()
    for (const pair of map.items) {
      this.#noAnchor(pair.key)
      const name = textOf(pair.key)
      if (!name) this.#unless(pair.key, 'a key is missing before the colon; write key: value')
      else if (seen.has(name))
        this.#unless(pair.key, `${prefix}${word(name)} is given a second time; keep one`, seen.get(name))
      else each(name, pair)
      if (name && !seen.has(name)) seen.set(name, span(pair.key)[0])
    }
  }

  #noAnchor(node: unknown): void {
    const anchor = isMap(node) || isScalar(node) ? node.anchor : undefined
    if (anchor)
      this.#fault(
        node,
        `&${word(anchor)} stands before a key, a step or the version; write it before the value of an answer`,
      )
  }

  #fault(node: unknown, says: string, first?: number): void {
    this.#faults.add(says, span(node)[0], first)
  }

  /** A fault, unless something is wrong there already: what follows from it would only confuse. */
  #unless(node: unknown, says: string, first?: number): void {
    if (!this.#faults.within(...span(node))) this.#fault(node, says, first)
  }
}

/** The text of a scalar: what stands in the file, without quotes; undefined for what is none. */
const textOf = (node: unknown): string | undefined => (isScalar(node) ? (node.source ?? '') : undefined)

/** True for a value that is not there, in each of YAML's ways to write that. */
const isNothing = (node: unknown): boolean =>
  !node ||
  (isScalar(node) &&
    (node.type ?? 'PLAIN') === 'PLAIN' &&
    ['', '~', 'null', 'Null', 'NULL'].includes(node.source ?? ''))

function span(node: unknown): [number, number] {
  const range = (node as Node | null | undefined)?.range
  return range ? [range[0], range[1]] : [0, 0]
}

/** YAML 1.1 merged maps with this key; 1.2 does not, and a copied recipe would be misread in silence. */
const onMerge = (name: string): string | undefined =>
  name === '<<' ? 'maps are not merged here; write the answers out' : undefined
