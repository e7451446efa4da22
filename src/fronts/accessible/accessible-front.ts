/**
 * The accessible front end: lines that are only ever added, numbered choices, typed answers. Nothing is redrawn,
 * nothing is told by colour or place alone, so that a screen reader says everything once.
 */
import { createInterface, type Interface } from 'node:readline'
import { type Event, type QuestionScreen, type Screen, typedEvent } from '../../engine/screen.ts'
import {
  formatChecklist,
  formatClash,
  formatFinding,
  formatMap,
  formatPlaces,
  formatReview,
  formatTasks,
  formatTried,
  formatTries,
  formatWritten,
  suggested,
} from '../format.ts'
import type { Front } from '../front.ts'

/** The streams to talk on. */
export interface Terminal {
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  /** Markdown as text of a width. */
  page(markdown: string, width: number): Promise<string>
}

export const accessibleFront = (terminal: Terminal): Front => new Accessible(terminal)

/** Wide enough for whole sentences: a reader needs no line breaks. */
const width = 400

const help =
  'Type ? for an explanation, hint for hints, map for the steps, commands for what to copy, what for what would follow, take for what is suggested for the rest of the step, take all for the rest of the walk, < to go back, quit to leave; everything is saved.'

class Accessible implements Front {
  readonly isGoneAfterwards = false
  readonly #terminal: Terminal
  readonly #stopping = new AbortController()
  #lines: AsyncIterator<string> | undefined
  #reader: Interface | undefined
  #step: string | undefined
  #wantsTried = false

  constructor(terminal: Terminal) {
    this.#terminal = terminal
  }

  async ask(screen: Screen): Promise<Event> {
    if (this.#wantsTried && screen.tried) {
      this.#wantsTried = false
      this.#say(formatTried(screen))
    } else await this.#tell(screen)
    for (;;) {
      const line = await this.#read(screen.kind === 'question' ? promptOf(screen) : 'Number: ')
      if (line === undefined) return { kind: 'leave' }
      const event = await this.#understand(line.trim(), screen)
      if (event) return event
    }
  }

  working(says: string) {
    this.#say([says])
    return { stage: (text: string) => this.#say([text]), signal: this.#stopping.signal }
  }

  aside<T>(run: () => Promise<T>): Promise<T> {
    return run()
  }

  stop(): void {
    this.#stopping.abort()
    this.#reader?.close()
  }

  close(): void {
    this.#reader?.close()
  }

  #say(lines: readonly string[]): void {
    this.#terminal.stdout.write(`${lines.join('\n')}\n`)
  }

  async #tell(screen: Screen): Promise<void> {
    const isNewStep = screen.kind === 'question' && screen.step.id !== this.#step
    this.#step = screen.kind === 'question' ? screen.step.id : screen.kind
    const page =
      screen.isExplaining && screen.page !== undefined
        ? (await this.#terminal.page(screen.page, width)).trimEnd()
        : undefined
    switch (screen.kind) {
      case 'question':
        return this.#say(['', ...formatQuestion(screen, isNewStep), ...(page === undefined ? [] : [page])])
      case 'review':
        return this.#say([
          '',
          'Everything is answered. Look it over.',
          ...(screen.followed ?? []),
          page ?? formatReview(screen, width).trimEnd(),
          ...(screen.refusal === undefined ? [] : [screen.refusal]),
          ...numbered(screen.actions),
        ])
      case 'clash':
        return this.#say([
          '',
          ...(page === undefined ? formatClash(screen) : [page]),
          ...(screen.refusal === undefined ? [] : [screen.refusal]),
          'What is to stay?',
          ...numbered(screen.actions),
        ])
      case 'bring-up':
        return this.#say([
          '',
          ...formatWritten(screen),
          ...(screen.refusal === undefined ? [] : [screen.refusal]),
          ...(screen.note === undefined ? [] : [screen.note]),
          ...(page === undefined ? [] : [page]),
          ...(screen.rehearsed === undefined ? [] : [`In QEMU: ${screen.rehearsed}`]),
          ...(screen.watched === undefined ? [] : [`On the console: ${screen.watched}`]),
          ...(screen.expects.length > 0 ? ['The console must show, in this order:', ...formatChecklist(screen)] : []),
          ...formatTries(screen),
          'What now?',
          ...numbered(screen.actions),
        ])
    }
  }

  /** The event of a line; nothing when it was told something and is asked again. */
  async #understand(line: string, screen: Screen): Promise<Event | undefined> {
    switch (line) {
      case '?':
        return { kind: 'explain' }
      case '<':
        return { kind: 'back' }
      case 'take':
      case 'take all':
        return { kind: 'take', until: line === 'take' ? 'step' : 'end' }
      case 'quit':
        return { kind: 'leave' }
      case 'help':
        return void this.#say([help])
      case 'commands':
        return void this.#say(formatTasks(screen))
      case 'map':
        return this.#goSomewhere(screen)
      case 'hint':
        return void (
          screen.kind === 'question' &&
          this.#say(
            await Promise.all(
              screen.hints.map(
                async (hint, index) =>
                  `Hint ${index + 1} of ${screen.hints.length}. ${(await this.#terminal.page(hint, width)).trimEnd()}`,
              ),
            ),
          )
        )
      case 'what':
        if (screen.kind !== 'question') return undefined
        this.#wantsTried = true
        return { kind: 'try', text: suggested(screen) }
    }
    if (screen.kind === 'question') return this.#answer(line, screen)
    const { actions } = screen
    const picked = /^\d+$/.test(line) ? actions[Number(line) - 1] : undefined
    if (!picked) return void this.#say([`Type a number from 1 to ${actions.length}.`])
    const { does } = picked
    if (does.kind !== 'type') return does
    const text = await this.#read(`${does.prompt} `)
    return text === undefined ? { kind: 'leave' } : typedEvent(does.what, text.trim())
  }

  #answer(line: string, { offers, suggestion, answerKind }: QuestionScreen): Event | undefined {
    if (line === '""') return { kind: 'answer', text: '' }
    if (line === '' && suggestion) return { kind: 'answer', text: suggestion.text }
    if (offers.length > 0 && /^\d+$/.test(line) && answerKind !== 'count') {
      const offer = offers[Number(line) - 1]
      if (!offer)
        return void this.#say([
          `Type a number from 1 to ${offers.length}${answerKind === 'choice' ? '' : ', or another value'}.`,
        ])
      if (offer.disabled !== undefined) return void this.#say([`${offer.text} cannot be chosen: ${offer.disabled}.`])
      return { kind: 'answer', text: offer.text }
    }
    return { kind: 'answer', text: line }
  }

  async #goSomewhere(screen: Screen): Promise<Event | undefined> {
    const places = formatPlaces(screen)
    this.#say([...formatMap(screen), ...(places.length > 0 ? ['Questions to go to:', ...numbered(places)] : [])])
    if (places.length === 0) return undefined
    const line = await this.#read('Number to go there, Enter to stay: ')
    if (line === undefined) return { kind: 'leave' }
    const place = /^\d+$/.test(line.trim()) ? places[Number(line) - 1] : undefined
    return place && { kind: 'jump', to: place.key }
  }

  async #read(prompt: string): Promise<string | undefined> {
    if (this.#stopping.signal.aborted) return undefined
    const { stdin, stdout } = this.#terminal
    if (!this.#lines) {
      // Without `terminal` readline draws nothing: the terminal itself edits the line.
      this.#reader = createInterface({ input: stdin, terminal: false, crlfDelay: Infinity })
      this.#lines = this.#reader[Symbol.asyncIterator]()
    }
    stdout.write(prompt)
    const { value, done } = await this.#lines.next()
    return done === true ? undefined : (value as string)
  }
}

function formatQuestion(screen: QuestionScreen, isNewStep: boolean): readonly string[] {
  const { step, note, found, refusal, title, purpose, offers, suggestion, form, mayBeEmpty, answerKind } = screen
  return [
    ...(isNewStep ? [`Step ${step.number} of ${step.of}: ${step.title}.`, ...(step.number === 1 ? [help] : [])] : []),
    ...(note === undefined ? [] : [note]),
    ...(screen.followed ?? []),
    ...found.map(formatFinding),
    ...(refusal === undefined ? [] : [`Not taken: ${refusal}`]),
    title,
    ...(refusal === undefined && purpose !== '' ? [purpose] : []),
    ...numbered(
      offers.map(({ text, label, disabled }) => ({
        text: `${text}${label === '' ? '' : `, ${label}`}${disabled === undefined ? '' : `; not possible: ${disabled}`}${text === suggestion?.text ? ' (suggested)' : ''}`,
      })),
    ),
    ...(suggestion
      ? [`Suggested: ${suggestion.text === '' ? 'nothing' : suggestion.text}, because ${suggestion.because}.`]
      : []),
    ...(answerKind === 'choice'
      ? []
      : [`The answer is ${form}.${mayBeEmpty && suggestion?.text !== '' ? ' Type "" for nothing.' : ''}`]),
  ]
}

const promptOf = ({ offers, suggestion }: QuestionScreen): string =>
  `${offers.length > 0 ? 'Number or value' : 'Answer'}${suggestion ? `, Enter for ${suggestion.text === '' ? 'nothing' : suggestion.text}` : ''}: `

const numbered = (items: readonly { readonly text: string }[]): readonly string[] =>
  items.map(({ text }, index) => `${index + 1}. ${text}`)
