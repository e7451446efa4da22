/**
 * Patterns for lines of a console, as pages write them: regular expressions that cost no more than a line is long, and
 * of which it is known what any line that matches must hold, so that most lines need not be tried.
 */

/** What reading a pattern came to. */
export interface LinePattern {
  readonly source: string
  readonly regex: RegExp
  /** Texts of which every match holds one; empty where nothing can be said. */
  readonly literals: readonly string[]
  /** The names of its groups. */
  readonly groups: readonly string[]
}

/** More ways than this for one place in a line, and a hostile line costs too much. */
export const mostWays = 20_000

/** A part of a pattern. */
interface Part {
  /** All the texts that it matches, where they are few. */
  readonly exacts?: readonly string[]
  /** With what each match begins, where more follows. */
  readonly start?: readonly string[]
  readonly literals: readonly string[]
  /** How many ways an engine that goes back may try. */
  readonly ways: number
}

/** More texts than this are as good as any. */
const few = 16

const nothing: Part = { exacts: [''], literals: [], ways: 1 }
const oneOfMany: Part = { literals: [], ways: 1 }

/** Reads a pattern; a text is what is wrong with it, and goes on after "a pattern that". */
export function readLinePattern(source: string, { bounded = true } = {}): LinePattern | string {
  let regex: RegExp
  try {
    regex = new RegExp(source)
  } catch (error) {
    return `is no regular expression: ${(error as Error).message.replace(/^.*: /, '')}`
  }
  const reader = new Reader(source)
  const whole = reader.alternatives()
  if (reader.refers) return 'refers back to a group'
  if (bounded && reader.unbounded) return 'repeats without a bound: write {0,80} instead of * and +'
  if (bounded && whole.ways > mostWays) return `can match in ${whole.ways} ways: make its repetitions shorter or fewer`
  const literals = literalsOf(whole)
  return { source, regex, literals, groups: reader.groups }
}

/** A pattern that the program has itself. */
export function ownLinePattern(source: string): LinePattern {
  const read = readLinePattern(source, { bounded: false })
  if (typeof read === 'string') throw new Error(`/${source}/ ${read}`)
  return read
}

/** Reads the syntax of regular expressions, as far as it matters what a match must hold. */
class Reader {
  refers = false
  unbounded = false
  readonly groups: string[] = []
  readonly #source: string
  #at = 0

  constructor(source: string) {
    this.#source = source
  }

  alternatives(): Part {
    const branches = [this.#sequence()]
    while (this.#eat('|')) branches.push(this.#sequence())
    if (branches.length === 1) return branches[0]!
    const exacts = branches.flatMap((branch) => branch.exacts ?? [])
    return {
      ...(branches.every((branch) => branch.exacts) && exacts.length <= few && { exacts }),
      literals: branches.every((branch) => literalsOf(branch).length > 0) ? branches.flatMap(literalsOf) : [],
      ways: branches.reduce((sum, { ways }) => sum + ways, 0),
    }
  }

  #sequence(): Part {
    let runs: readonly string[] = ['']
    let [ways, isExact] = [1, true]
    let best: readonly string[] = []
    const consider = (literals: readonly string[]): void => {
      if (shortest(literals) > shortest(best)) best = literals
    }
    while (this.#at < this.#source.length && !/[|)]/.test(this.#source[this.#at]!)) {
      const part = this.#repeated()
      ways *= part.ways
      const next = part.exacts ?? part.start
      if (next && runs.length * next.length <= few) runs = runs.flatMap((run) => next.map((one) => run + one))
      else {
        consider(runs)
        runs = next ?? ['']
        isExact = false
      }
      if (part.exacts) continue
      consider(runs)
      consider(part.literals)
      runs = ['']
      isExact = false
    }
    if (isExact) return { exacts: runs, literals: [], ways }
    consider(runs)
    return { literals: best, ways }
  }

  #repeated(): Part {
    const part = this.#one()
    const [whole, sign, low, comma, high] =
      /^(?:([*+?])|\{(\d{1,4})(,)?(\d{0,4})\})\??/.exec(this.#source.slice(this.#at)) ?? []
    if (whole === undefined) return part
    this.#at += whole.length
    const least = sign === undefined ? Number(low) : sign === '+' ? 1 : 0
    const most =
      sign === '?' ? 1 : sign !== undefined || (comma && !high) ? Number.POSITIVE_INFINITY : Number(comma ? high : low)
    if (most === Number.POSITIVE_INFINITY) this.unbounded = true
    const repeated = part.exacts?.length === 1 ? [part.exacts[0]!.repeat(least)] : undefined
    if (least === most && repeated) return { ...part, exacts: repeated }
    return {
      ...(repeated && { start: repeated }),
      literals: least === 0 ? [] : literalsOf(part),
      ways: (most - least + 1) * part.ways ** Math.min(most, 64),
    }
  }

  #one(): Part {
    const char = this.#source[this.#at++]!
    if (char === '^' || char === '$') return nothing
    if (char === '.') return oneOfMany
    if (char === '(') return this.#group()
    if (char === '[') return this.#class()
    if (char === '\\') return this.#escape()
    return { exacts: [char], literals: [], ways: 1 }
  }

  #group(): Part {
    const [opening = '', name] = /^\?(?:<([A-Za-z]\w*)>|<?[=!]|:)/.exec(this.#source.slice(this.#at)) ?? []
    this.#at += opening.length
    if (name !== undefined) this.groups.push(name)
    const inner = this.alternatives()
    this.#eat(')')
    // What is only looked at is no part of the match.
    return /[=!]$/.test(opening) ? { ...nothing, ways: inner.ways } : inner
  }

  #class(): Part {
    const [whole = ''] = /^\^?\]?(?:\\.|[^\]\\])*\]/.exec(this.#source.slice(this.#at)) ?? []
    this.#at += whole.length
    const inside = whole.slice(0, -1)
    return /^[\w.,:;!?()/ -]{1,4}$/.test(inside) && !/.-./.test(inside)
      ? { exacts: [...inside], literals: [], ways: 1 }
      : oneOfMany
  }

  #escape(): Part {
    const char = this.#source[this.#at++] ?? ''
    if (/[bB]/.test(char)) return nothing
    if (/[dDsSwWtpP]/.test(char)) return oneOfMany
    if (/[1-9k]/.test(char)) this.refers = true
    return { exacts: [char], literals: [], ways: 1 }
  }

  #eat(char: string): boolean {
    if (this.#source[this.#at] !== char) return false
    this.#at++
    return true
  }
}

/** Of these texts every match of a part holds one. */
const literalsOf = ({ exacts, literals }: Part): readonly string[] =>
  exacts && shortest(exacts) > 0 ? exacts : literals

const shortest = (literals: readonly string[]): number =>
  literals.length === 0 ? 0 : Math.min(...literals.map(({ length }) => length))
