/**
 * Runs a parsed script without doing anything: variables are kept, commands are looked up in a table that notes what each
 * would do.
 *
 * Commands that load or change something are taken to succeed: a set-up is judged on the way that its author meant. Where
 * a condition depends on what only the board knows, the branch that boots is taken. Steps, texts and nesting are
 * bounded.
 */
import type { FaultSeen, TextPlace, TextSeen } from '../model/boot-seen.ts'
import type { Block, Chain, Command } from './parse.ts'
import { parse, plain } from './parse.ts'
import { isUnknown, Unknowns } from './unknowns.ts'
import type { Word } from './words.ts'

/** What a command comes to; `unknown` where the board decides. */
export type Status = 'ok' | 'failed' | 'unknown'

/** A command of U-Boot or GRUB: its arguments without its name. */
export type Handler = (args: readonly TextSeen[], at: TextPlace) => Status

/** What a machine is made of. */
export interface Around {
  /** The command of a name; missing where it is not known. */
  command(name: string): Handler | undefined
  /** Names of commands that hand over. */
  readonly starts: RegExp
  /** Variables that are set before the script runs. */
  readonly environment?: Readonly<Record<string, string>>
  /** U-Boot's shell, in which variables that nobody set are the board's; in another they are empty. */
  readonly isHush: boolean
}

/**
 * Real scripts have a few hundred commands; `filled` bounds what all of them come to: their words, the characters of
 * variables in them, and all that `run` reads.
 */
const limits = { steps: 20_000, depth: 16, text: 1 << 15, filled: 1 << 22, faults: 200, rounds: 256 }

/** Thrown when the script hands over or ends; nothing behind it runs. */
export class Ended extends Error {}

export class Machine {
  readonly faults: FaultSeen[] = []
  readonly unread: { readonly says: string; readonly at: TextPlace }[] = []
  readonly variables = new Map<string, TextSeen>()
  readonly unknowns = new Unknowns()
  readonly #around: Around
  #steps = 0
  #depth = 0
  #filled = 0
  /** Where commands of a variable stand for the reader: at the `run` that calls them. */
  #place: TextPlace | undefined

  constructor(around: Around) {
    this.#around = around
  }

  /** Runs a whole script. */
  start(block: Block): void {
    try {
      this.#block(block)
    } catch (error) {
      if (!(error instanceof Ended)) throw error
    }
  }

  fault(severity: FaultSeen['severity'], at: TextPlace, says: string, fix: string): void {
    if (this.faults.length < limits.faults) this.faults.push({ severity, says: this.unknowns.shown(says), at, fix })
  }

  /** Notes what is not understood, each place once. */
  skip(at: TextPlace, says: string): void {
    const shown = this.unknowns.shown(says)
    if (this.unread.length < limits.faults && !this.unread.some((one) => one.says === shown && one.at.line === at.line))
      this.unread.push({ says: shown, at })
  }

  set(name: string, text: string, at: TextPlace): void {
    this.variables.set(name, { text: text.slice(0, limits.text), at })
  }

  /** A variable's value, with unknown characters where the board decides. */
  valueOf(name: string): string {
    const known = this.variables.get(name)?.text ?? this.#around.environment?.[name]
    return known ?? (this.#around.isHush ? this.unknowns.of(name) : '')
  }

  /** Runs the commands that a variable holds (`run name`). */
  runText(text: string, at: TextPlace): Status {
    if (isUnknown(text) && text.length < 2) return 'unknown'
    if (this.#depth >= limits.depth) {
      this.skip(at, 'run calls itself too deeply')
      return 'unknown'
    }
    this.#depth++
    this.#spend(text.length, at)
    const { block, faults } = parse(text)
    for (const { severity, says, fix } of faults) this.fault(severity, at, says, fix)
    const place = this.#place
    this.#place ??= at
    const status = this.#block(block)
    this.#place = place
    this.#depth--
    return status
  }

  #block(block: Block): Status {
    return block.reduce<Status>((_, chain) => this.#chain(chain), 'ok')
  }

  /** Behind a command of which nobody knows whether it succeeds, both `&&` and `||` go on. */
  #chain(chain: Chain): Status {
    return chain.reduce<Status>((before, { joint, command }) => {
      if ((joint === '&&' && before === 'failed') || (joint === '||' && before === 'ok')) return before
      const status = this.#command(command)
      return joint !== undefined && before === 'unknown' && status === 'failed' ? 'unknown' : status
    }, 'ok')
  }

  #command(command: Command): Status {
    if (++this.#steps > limits.steps) {
      this.skip(command.at, `The script goes on for more than ${limits.steps} commands; the rest is not read`)
      throw new Ended()
    }
    if (command.kind === 'simple') return this.#simple(command.words, this.#place ?? command.at)
    if (command.kind === 'if') return this.#if(command)
    if (command.kind === 'for') return this.#for(command)
    if (command.kind === 'block') return this.#block(command.body)
    // What a loop waits for is the board's: once is what can be said of it.
    const holds = this.#block(command.condition)
    return (command.isUntil ? holds !== 'ok' : holds !== 'failed') ? this.#block(command.body) : 'ok'
  }

  #if({ clauses, otherwise }: Extract<Command, { readonly kind: 'if' }>): Status {
    const bodies = [...clauses.map(({ body }) => body), ...(otherwise ? [otherwise] : [])]
    const wanted = bodies.find((body) => boots(body, this.#around.starts))
    for (const { condition, body } of clauses) {
      const holds = this.#block(condition)
      if (holds === 'ok' || (holds === 'unknown' && (wanted === undefined || wanted === body))) return this.#block(body)
    }
    return otherwise ? this.#block(otherwise) : 'ok'
  }

  #for({ name, values, body, at }: Extract<Command, { readonly kind: 'for' }>): Status {
    let status: Status = 'ok'
    const all = this.argumentsOf(values, at)
    for (const { text } of all.slice(0, limits.rounds)) {
      this.set(name, text, at)
      status = this.#block(body)
    }
    return status
  }

  #simple(words: readonly Word[], at: TextPlace): Status {
    const assigned = assignmentIn(words)
    if (assigned !== undefined) {
      const text = this.argumentsOf(words, at).map((word) => word.text)
      this.set(assigned, text.join(' ').slice(assigned.length + 1), at)
      return 'ok'
    }
    const [first, ...args] = this.argumentsOf(words, at)
    if (!first) return 'ok'
    const handler = this.#around.command(first.text)
    if (handler) return handler(args, at)
    this.skip(
      at,
      isUnknown(first.text)
        ? `The command is a variable that the script does not set: ${first.text}`
        : `The command ${first.text} is not one that xenup reads`,
    )
    return 'unknown'
  }

  /**
   * The arguments as the command gets them. The old shell reads a command that holds a variable a second time, after it
   * took the quotes off (common/cli_hush.c: run_pipe_real, make_string), so that \" counts then.
   */
  argumentsOf(words: readonly Word[], at: TextPlace): readonly TextSeen[] {
    this.#spend(words.length, at)
    const filled = words.map(({ at: place, isQuoted, pieces }): Filled => {
      const text = pieces.map(({ kind, text }) => (kind === 'variable' ? this.#filling(text, at) : text)).join('')
      return { text: text.slice(0, limits.text), at: this.#place ?? place, isQuoted }
    })
    const hasVariables =
      this.#around.isHush && words.some(({ pieces }) => pieces.some(({ kind }) => kind === 'variable'))
    if (hasVariables) return readAgain(filled)
    return this.#around.isHush
      ? filled
      : filled.filter(({ text, isQuoted }) => isQuoted || text.trim() !== '').flatMap(split)
  }

  /** `${name:-word}` and its kin are of newer shells: their value is not known here. */
  #filling(name: string, at: TextPlace): string {
    const text = /^\w+$/.test(name) ? this.valueOf(name) : this.unknowns.of(name)
    this.#spend(text.length, at)
    return text
  }

  #spend(characters: number, at: TextPlace): void {
    this.#filled += characters
    if (this.#filled <= limits.filled) return
    this.skip(at, 'The variables of the script grow without end; the rest is not read')
    throw new Ended()
  }
}

/** A word with its variables filled in. */
interface Filled extends TextSeen {
  readonly isQuoted: boolean
}

/** What comes out of variables without quotes parts at spaces. */
const split = ({ text, at, isQuoted }: Filled): readonly TextSeen[] =>
  isQuoted ? [{ text, at }] : text.split(/[ \t\n]+/).map((part) => ({ text: part, at }))

/** The second reading: words part at spaces, and quotes that are left hold together what is between them. */
function readAgain(words: readonly Filled[]): readonly TextSeen[] {
  const all: TextSeen[] = []
  let open: { readonly parts: string[]; readonly at: TextPlace } | undefined
  const close = (): void => {
    if (open) all.push({ text: open.parts.join(' '), at: open.at })
    open = undefined
  }
  for (const { text, at, isQuoted } of words) {
    for (const part of isQuoted ? [text] : text.split(/[ \t\n]+/).filter((one) => one !== '')) {
      const quotes = isQuoted ? 0 : part.split('"').length - 1
      const bare = quotes > 0 ? part.replaceAll('"', '') : part
      if (open) open.parts.push(bare)
      else if (quotes % 2 === 1) open = { parts: [bare], at }
      else all.push({ text: bare, at })
      if (open && open.parts.length > 1 && quotes % 2 === 1) close()
    }
  }
  close()
  return all
}

/** `name=value` as a command sets a variable of the shell; only its first word counts here. */
function assignmentIn([first, ...more]: readonly Word[]): string | undefined {
  const [piece] = first?.pieces ?? []
  if (!first || more.length > 0 || piece?.kind !== 'text' || piece.isQuoted) return undefined
  return /^([A-Za-z_]\w*(?:\[[\w,]+\])?)=/.exec(piece.text)?.[1]
}

/** Looked up once for each block, however often a loop comes by. */
const booting = new WeakMap<Block, boolean>()

/** True for commands among which one hands over. */
function boots(block: Block, starts: RegExp): boolean {
  const known = booting.get(block)
  if (known !== undefined) return known
  const found = block.some((chain) => chain.some(({ command }) => hasStart(command, starts)))
  booting.set(block, found)
  return found
}

function hasStart(command: Command, starts: RegExp): boolean {
  if (command.kind === 'simple') return starts.test(plain(command.words[0]) ?? '')
  if (command.kind !== 'if') return boots(command.body, starts)
  const { clauses, otherwise } = command
  return clauses.some(({ body }) => boots(body, starts)) || (otherwise !== undefined && boots(otherwise, starts))
}
