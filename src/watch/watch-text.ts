/**
 * A watch on a terminal or in a file: the console's lines as they are, ours between them behind a bar, and on a terminal
 * two lines at the bottom that come and go: the console's open line, and how things stand.
 */
import { causesText } from '../diagnose/diagnosis-text.ts'
import { visible } from '../model/visible.ts'
import { wrap } from '../model/wrap.ts'
import type { WatchEvent, WatchState } from './watch-event.ts'

/** What it is shown on. */
export interface Display {
  /** Asked each time: people resize terminals. */
  readonly columns: () => number
  /** True where the cursor can go up and lines can be erased. */
  readonly canErase: boolean
  readonly color: boolean
}

const bar = '| '

/** Makes text of events; nothing in it steers the terminal but what is ours. */
export class WatchText {
  readonly #display: Display
  /** Lines at the bottom that are to be erased before anything else is shown. */
  #bottom: readonly string[] = []

  constructor(display: Display) {
    this.#display = display
  }

  /** What to write for events; with a `state` the lines at the bottom follow. */
  render(events: readonly WatchEvent[], state?: WatchState): string {
    const lines = events.flatMap((event) => this.#linesOf(event))
    const bottom = state && this.#display.canErase ? this.#bottomOf(state) : []
    // A quarter of a second has gone by, and nothing changed.
    if (lines.length === 0 && bottom.join() === this.#bottom.join()) return ''
    const text = `${this.#erase()}${lines.map((line) => `${line}\n`).join('')}${bottom.join('\n')}`
    this.#bottom = bottom
    return text
  }

  /** A sentence of ours. */
  say(sentence: string): string {
    return `${this.#erase()}${this.#told(visible(sentence)).join('\n')}\n`
  }

  /** A text of ours, line by line behind the bar. */
  #ours(text: string): readonly string[] {
    return text
      .trimEnd()
      .split('\n')
      .map((line) => this.#painted(`${bar}${line}`.trimEnd()))
  }

  get #width(): number {
    return Math.max(20, Math.min(this.#display.columns(), 80) - bar.length)
  }

  #linesOf(event: WatchEvent): readonly string[] {
    switch (event.kind) {
      case 'line':
        return [event.text]
      case 'boot':
        return this.#ours(`The board starts again: boot ${event.number}.`)
      case 'rung': {
        const { mark, proves } = event
        const lead = `${seconds(event.seconds, 1).padStart(9)}  ${mark ? '[x] ' : ''}`
        const told = `${visible(proves)}${mark ? ` (${mark.place} of ${mark.of})` : ''}`
        const [first = '', ...rest] = wrap(told, this.#width - lead.length).split('\n')
        return [`${lead}${first}`, ...rest.map((line) => ' '.repeat(lead.length) + line)].flatMap((line) =>
          this.#ours(line),
        )
      }
      case 'stall':
        return this.#told(`Nothing for ${seconds(event.seconds)} after "${visible(event.after.trim().slice(0, 60))}".`)
      case 'goes-on':
        return this.#told(`It goes on, after ${seconds(event.seconds)} of silence.`)
      case 'diagnosis':
        return ['', ...this.#ours(causesText(event.judged, this.#width)), '']
      case 'nothing':
        return this.#told(
          `Nothing has come for ${seconds(event.seconds)}. Is the board on, is this its port, does the cable's RX go to its TX, and GND to GND?`,
        )
      case 'garbage':
        return this.#told('This is no text: another speed (--baud), a loose GND, or a port that is no console.')
    }
  }

  #told(sentence: string): readonly string[] {
    return this.#ours(wrap(sentence, this.#width))
  }

  #bottomOf({ boot, seconds: at, silent, isAway, seen, course, next, open }: WatchState): readonly string[] {
    const room = Math.max(10, this.#display.columns() - 1)
    const said = open.replace(/[^ -~]/gu, '?')
    const parts = [
      boot === 0 ? 'no boot yet' : `boot ${boot}, ${seconds(at)}`,
      ...(course > 0 ? [`${seen} of ${course}`] : []),
      ...(isAway ? ['waiting for the console'] : []),
      ...(silent >= 3 ? [`silent for ${seconds(silent)}`] : []),
      ...(boot > 0 && next !== undefined ? [`next: ${visible(next).replace(/ ?…$/, '')}`] : []),
    ]
    const status = `-- ${parts.join('; ')}`.replace(/[^ -~]/gu, '.')
    const end = ' -- Ctrl-C ends'
    return [
      ...(said === '' ? [] : [said.slice(-room)]),
      this.#painted(`${status.slice(0, Math.max(0, room - end.length))}${end}`.slice(0, room)),
    ]
  }

  #erase(): string {
    const { length } = this.#bottom
    this.#bottom = []
    if (length === 0) return ''
    return `\r${length > 1 ? `\x1b[${length - 1}A` : ''}\x1b[J`
  }

  #painted(line: string): string {
    return this.#display.color ? `\x1b[36m${line}\x1b[39m` : line
  }
}

/** As people say it: 12 s, and from ten minutes on 12 min. */
const seconds = (value: number, digits = 0): string =>
  value >= 600 ? `${Math.floor(value / 60)} min` : `${value.toFixed(digits)} s`
