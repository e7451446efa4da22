/**
 * The plain front end: one question after the other, on @inquirer/prompts.
 *
 * `?` explains and `<` goes back: as a key in a list, as the whole answer where text is typed. So do the other keys,
 * which where text is typed follow a question mark: `?h` hints. In a list too long to look through, letters search.
 */
import { emitKeypressEvents } from 'node:readline'
import { input, search, select } from '@inquirer/prompts'
import { type Event, type QuestionScreen, type Screen, typedEvent } from '../../engine/screen.ts'
import { formatMap, formatPlaces, formatTasks, formatTried, suggested } from '../format.ts'
import type { Front } from '../front.ts'
import { another, choicesOf, matching, mostToLookThrough } from './choices.ts'
import {
  bringUpText,
  clashText,
  formattedText,
  hintsText,
  type Paint,
  questionText,
  reviewText,
  type TextStyle,
} from './text.ts'

/** The streams to talk on. */
export interface Terminal {
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  readonly columns: number
  readonly paint: Paint
  /** Markdown as text of a width. */
  page(markdown: string, width: number): Promise<string>
}

/** A front end on a terminal. */
export const plainFront = (terminal: Terminal): Front => new Plain(terminal)

/** Keys that show something and ask again. */
const asides = ['h', 'm', 'c', 'f'] as const
type Aside = (typeof asides)[number]
const isAside = (text: string): text is Aside => (asides as readonly string[]).includes(text)

/** A letter that was pressed in a list. */
interface Keyed {
  readonly kind: 'aside'
  readonly key: Aside
}

class Plain implements Front {
  readonly isGoneAfterwards = false
  readonly #terminal: Terminal
  readonly #stopping = new AbortController()
  #step: string | undefined
  /** What would follow was asked for, and comes with the next screen. */
  #wantsTried = false

  constructor(terminal: Terminal) {
    this.#terminal = terminal
  }

  async ask(screen: Screen): Promise<Event> {
    const { stdout, columns, paint } = this.#terminal
    if (this.#wantsTried && screen.tried) {
      this.#wantsTried = false
      stdout.write(formattedText(formatTried(screen), columns))
    } else {
      const isNewStep = screen.kind === 'question' && screen.step.id !== this.#step
      this.#step = screen.kind === 'question' ? screen.step.id : screen.kind
      const page =
        screen.isExplaining && screen.page !== undefined
          ? await this.#terminal.page(screen.page, Math.min(columns, 80) - 1)
          : undefined
      const look = { isNewStep, columns, paint, page }
      stdout.write(textOf(screen, look))
    }
    for (;;) {
      const done =
        screen.kind !== 'question'
          ? await this.#askWhatNow(screen)
          : screen.offers.length > 0
            ? await this.#askFromList(screen)
            : await this.#askText(screen)
      const event = typeof done === 'object' ? done : await this.#aside(done, screen)
      if (event) return event
    }
  }

  working(says: string) {
    const { stdout } = this.#terminal
    stdout.write(`${says}\n`)
    return { stage: (text: string) => void stdout.write(`  ${text}\n`), signal: this.#stopping.signal }
  }

  aside<T>(run: () => Promise<T>): Promise<T> {
    return run()
  }

  stop(): void {
    this.#stopping.abort()
  }

  close(): void {}

  /** Hints, map, commands; what would follow is the wizard's to work out. */
  async #aside(what: Aside, screen: Screen): Promise<Event | undefined> {
    const { stdout, columns, page } = this.#terminal
    if (what === 'm') return this.#askPlace(screen)
    if (what === 'f' && screen.kind === 'question') {
      this.#wantsTried = true
      return { kind: 'try', text: suggested(screen) }
    }
    if (what === 'h' && screen.kind === 'question') stdout.write(await hintsText(screen, columns, page))
    if (what === 'c') stdout.write(formattedText(formatTasks(screen), columns))
    return undefined
  }

  async #askPlace(screen: Screen): Promise<Event | undefined> {
    this.#terminal.stdout.write(formattedText(formatMap(screen), this.#terminal.columns))
    const places = formatPlaces(screen)
    if (places.length === 0) return undefined
    const picked = await this.#withKeys([], (signal) =>
      select<string>(
        {
          message: 'Go where?',
          pageSize: 8,
          loop: false,
          choices: [{ value: '', name: 'stay here' }, ...places.map(({ key, text }) => ({ value: key, name: text }))],
        },
        this.#context(signal),
      ),
    )
    if (typeof picked === 'object') return picked.kind === 'aside' ? undefined : picked
    return picked === '' ? undefined : { kind: 'jump', to: picked }
  }

  async #askFromList(screen: QuestionScreen): Promise<Event | Aside> {
    const { suggestion } = screen
    const choices = choicesOf(screen)
    const look = {
      message: screen.title,
      pageSize: 8,
      ...(suggestion && { default: suggestion.text as string | symbol }),
    }
    const picked =
      choices.length > mostToLookThrough
        ? await this.#withKeys([], (signal) =>
            search<string | symbol>(
              { ...look, message: `${screen.title} (type to search)`, source: (term) => matching(screen, term ?? '') },
              this.#context(signal),
            ),
          )
        : await this.#withKeys(asides, (signal) =>
            select<string | symbol>({ ...look, choices, loop: false }, this.#context(signal)),
          )
    if (typeof picked === 'object') return picked.kind === 'aside' ? picked.key : picked
    if (picked === another) return this.#askText(screen)
    return { kind: 'answer', text: picked as string }
  }

  async #askText(screen: QuestionScreen): Promise<Event | Aside> {
    const { suggestion } = screen
    const typed = await this.#unlessLeft(
      input(
        {
          message: screen.title,
          ...(suggestion && suggestion.text !== '' && { default: suggestion.text }),
        },
        this.#context(this.#stopping.signal),
      ),
    )
    if (typeof typed === 'object') return typed
    if (typed === '?') return { kind: 'explain' }
    if (typed === '<') return { kind: 'back' }
    if (typed === '?t' || typed === '?T') return { kind: 'take', until: typed === '?t' ? 'step' : 'end' }
    const what = typed.slice(1)
    if (typed.startsWith('?') && isAside(what)) return what
    // Enter means the suggestion, so nothing at all needs a spelling of its own.
    return { kind: 'answer', text: typed === '""' ? '' : typed }
  }

  async #askWhatNow(screen: Exclude<Screen, QuestionScreen>): Promise<Event | Aside> {
    const picked = await this.#withKeys(['m', 'c'], (signal) =>
      select(
        {
          message: screen.kind === 'clash' ? 'What is to stay?' : 'What now?',
          choices: screen.actions.map(({ text, does }) => ({ name: text, value: does })),
        },
        this.#context(signal),
      ),
    )
    if (picked.kind === 'aside') return picked.key
    if (picked.kind !== 'type') return picked
    const text = await this.#unlessLeft(input({ message: picked.prompt }, this.#context(this.#stopping.signal)))
    return typeof text === 'object' ? text : typedEvent(picked.what, text)
  }

  #context(signal: AbortSignal) {
    return { input: this.#terminal.stdin, output: this.#terminal.stdout, signal, clearPromptOnDone: false }
  }

  /** Runs a list prompt in which `?`, `<` and the given letters are keys of their own. */
  async #withKeys<T>(
    letters: readonly Aside[],
    prompt: (signal: AbortSignal) => Promise<T>,
  ): Promise<T | Event | Keyed> {
    const { stdin } = this.#terminal
    const stop = new AbortController()
    let pressed: Event | Keyed | undefined
    const onKey = (text: string | undefined): void => {
      if (text === '?') pressed = { kind: 'explain' }
      else if (text === '<') pressed = { kind: 'back' }
      else if (letters === asides && (text === 't' || text === 'T'))
        pressed = { kind: 'take', until: text === 't' ? 'step' : 'end' }
      else if (text !== undefined && (letters as readonly string[]).includes(text))
        pressed = { kind: 'aside', key: text as Aside }
      else return
      stop.abort()
    }
    emitKeypressEvents(stdin)
    stdin.on('keypress', onKey)
    try {
      return await this.#unlessLeft(prompt(AbortSignal.any([stop.signal, this.#stopping.signal])))
    } catch (error) {
      if (pressed && (error as Error).name === 'AbortPromptError') return pressed
      throw error
    } finally {
      stdin.off('keypress', onKey)
    }
  }

  /** Ctrl-C and the end of input are one error of Inquirer's; both leave, with everything saved. */
  async #unlessLeft<T>(answer: Promise<T>): Promise<T | Event> {
    try {
      return await answer
    } catch (error) {
      const { name } = error as Error
      if (name === 'ExitPromptError' || (name === 'AbortPromptError' && this.#stopping.signal.aborted))
        return { kind: 'leave' }
      throw error
    }
  }
}

/** What stands above the prompt. */
function textOf(screen: Screen, look: TextStyle): string {
  switch (screen.kind) {
    case 'question':
      return questionText(screen, look)
    case 'review':
      return reviewText(screen, look)
    case 'clash':
      return clashText(screen, look)
    case 'bring-up':
      return bringUpText(screen, look)
  }
}
