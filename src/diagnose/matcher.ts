/** Which symptoms a line is, by its words and by who says it. */
import type { ConsoleLine } from '../console/line.ts'
import { Literals } from '../console/literals.ts'
import { signpostLiterals } from '../console/signposts.ts'
import { readLinePattern } from '../model/line-pattern.ts'
import type { Symptom, SymptomStage } from '../model/symptom.ts'

/** A pattern of a page that a line matched, and what its groups hold. */
export interface Match {
  readonly symptom: Symptom
  /** the others are only kept in mind; `lines` tell. */
  readonly part: 'lines' | 'with' | 'without' | 'disproof'
  readonly index: number
  readonly groups: Readonly<Record<string, string>>
}

/** Of a longer line the beginning is looked at, so that a hostile one costs little. */
const longestMatched = 1000

/** Who may say what shows at a stage; the guest's console may be the one that dom0 shows with `xl console`. */
const speakers: Readonly<Record<SymptomStage, readonly ConsoleLine['by'][]>> = {
  firmware: ['other'],
  'u-boot': ['other'],
  uefi: ['other', 'xen'],
  // Before its console works Xen speaks without its prefix.
  xen: ['xen', 'other'],
  dom0: ['other', 'dom0'],
  toolstack: ['other', 'dom0'],
  guest: ['guest'],
}

interface Entry {
  readonly symptom: Symptom
  readonly part: Match['part']
  readonly index: number
  readonly regex: RegExp
}

/** All patterns of all pages. */
export class Matcher {
  /** What lines that tell something hold: texts of the patterns, and of the signposts. */
  readonly literals: Literals
  readonly #entries: readonly Entry[]
  /** The entries to try where a text stands, by the text's number. */
  readonly #byLiteral: readonly (readonly number[])[]
  /** The numbers of the texts that are looked for whatever the pages say. */
  readonly #given: ReadonlySet<number>

  constructor(symptoms: readonly Symptom[], signs: readonly string[], control: readonly number[]) {
    const entries: Entry[] = []
    const byText = new Map<string, number[]>([...signpostLiterals(), ...signs].map((text) => [text, []]))
    const given = new Set(byText.keys())
    for (const symptom of symptoms) {
      for (const [part, patterns] of partsOf(symptom)) {
        patterns.forEach((source, index) => {
          const read = readLinePattern(source)
          // `xenup content` says what is wrong with it.
          if (typeof read === 'string') return
          const entry = entries.push({ symptom, part, index, regex: read.regex }) - 1
          for (const text of read.literals) byText.set(text, [...(byText.get(text) ?? []), entry])
        })
      }
    }
    const texts = [...byText.keys()]
    this.literals = new Literals(texts, control)
    this.#entries = entries
    this.#byLiteral = [...byText.values()]
    this.#given = new Set([...given].map((text) => texts.indexOf(text)))
    this.signs = new Map(signs.map((text) => [text, texts.indexOf(text)]))
  }

  /** The numbers of the texts that were named besides those of pages and signposts. */
  readonly signs: ReadonlyMap<string, number>

  /** The texts in a line that only pages look for. */
  textsOfPages({ text }: Pick<ConsoleLine, 'text'>): readonly number[] {
    return [...this.literals.in(text.slice(0, longestMatched))].filter((id) => id >= 0 && !this.#given.has(id))
  }

  /** What a line is; `by` is who says it, where the boot knows better than the line. */
  matches({ text }: Pick<ConsoleLine, 'text'>, by: ConsoleLine['by']): readonly Match[] {
    const looked = text.slice(0, longestMatched)
    const tried = new Set<number>()
    const found: Match[] = []
    for (const literal of this.literals.in(looked)) {
      for (const number of this.#byLiteral[literal] ?? []) {
        if (tried.has(number)) continue
        tried.add(number)
        const { symptom, part, index, regex } = this.#entries[number]!
        if (part === 'lines' && !speakers[symptom.stage].includes(by)) continue
        const match = regex.exec(looked)
        if (match) found.push({ symptom, part, index, groups: match.groups ?? {} })
      }
    }
    return found
  }
}

const partsOf = ({
  patterns,
  with: also,
  without,
  disproof,
}: Symptom): readonly [Match['part'], readonly string[]][] => [
  ['lines', patterns],
  ['with', also],
  ['without', without],
  ['disproof', disproof],
]
