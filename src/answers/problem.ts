/**
 * What is wrong with an answers file: every fault with its place, and the error that carries them all.
 */
import { limits } from '../model/limits.ts'
import { UserError } from '../model/user-error.ts'
import { visible } from '../model/visible.ts'

/** One thing wrong, and what to do about it; lines and columns count from 1, columns in characters. */
export interface AnswersProblem {
  readonly line: number
  readonly column: number
  readonly says: string
}

/** Nobody reads more lines than this; the rest is counted. */
const listed = 100
/** With their lines shown, as many. */
const excerpts = 20
/** Of a line, as much around the place is shown. */
const excerptWidth = 100

/** An answers file that cannot be taken; the message has a line for each fault. */
export class AnswersError extends UserError {
  readonly faults: readonly AnswersProblem[]

  /** `text` is the file's, to show the lines of. */
  constructor(file: string, faults: readonly AnswersProblem[], text = '') {
    const shown = faults.length <= excerpts ? text.split('\n') : []
    const lines = faults
      .slice(0, listed)
      .flatMap((fault) => [
        `${visible(file)}:${fault.line}:${fault.column}: ${fault.says}`,
        ...excerpt(shown[fault.line - 1], fault),
      ])
    const count = `${faults.length} faults${faults.length < limits.faults.most ? '' : ' or more'}`
    if (faults.length > 1) lines.unshift(`${visible(file)} has ${count}:`)
    if (faults.length > listed) lines.push(`… and ${faults.length - listed} more`)
    super(lines.join('\n'))
    this.faults = faults
  }
}

/** The line, and a caret below the place; nothing of a line that is not there. */
function excerpt(line: string | undefined, { line: number, column }: AnswersProblem): readonly string[] {
  if (line === undefined || line.trim() === '') return []
  const characters = [...line.replace(/\r$/, '')]
  const from = Math.max(0, Math.min(column - 1 - excerptWidth / 2, characters.length - excerptWidth))
  const plain = (part: readonly string[]): string => visible(part.join('').replaceAll('\t', ' '))
  const shown = plain(characters.slice(from, from + excerptWidth))
  const before = plain(characters.slice(from, column - 1))
  const gutter = `  ${String(number).padStart(4)} | `
  return [`${gutter}${shown}`, `${' '.repeat(gutter.length - 2)}| ${' '.repeat(before.length)}^`]
}

/** Collects the faults of one text by offset, and counts lines only when there is something to tell. */
export class AnswersProblems {
  readonly #found: { readonly start: number; readonly says: string; readonly first: number | undefined }[] = []

  get some(): boolean {
    return this.#found.length > 0
  }

  /** Notes a fault at an offset; `first` is where the same stood before. */
  add(says: string, start: number, first?: number): void {
    if (this.#found.length < limits.faults.most) this.#found.push({ start, says: visible(short(says, 600)), first })
  }

  /** True when a fault lies in the span: what stands there was misread, and is not worth a second fault. */
  within(start: number, end: number): boolean {
    return this.#found.some((fault) => fault.start >= start && fault.start <= end)
  }

  /** Throws when there is anything to tell; `text` is what the offsets count in. */
  settle(text: string, file: string): void {
    if (this.some) throw new AnswersError(file, this.#placed(text), text)
  }

  #placed(text: string): readonly AnswersProblem[] {
    let [counted, line, column] = [0, 1, 1]
    return [...this.#found]
      .sort((a, b) => a.start - b.start)
      .map(({ start, says, first }) => {
        for (const character of text.slice(counted, start)) {
          ;[line, column] = character === '\n' ? [line + 1, 1] : [line, column + 1]
        }
        counted = Math.max(counted, start)
        return {
          line,
          column,
          says: first === undefined ? says : `${says}; the first stands on line ${lineAt(text, first)}`,
        }
      })
  }
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length

/** Text from outside, as it may stand in a sentence. */
export const quote = (text: string): string => `"${visible(short(text, 60))}"`

/** A word from outside, as it may stand in a sentence without quotes. */
export const word = (text: string): string => visible(short(text, 60))

/** Cut to `most` characters, never through the middle of one. */
function short(text: string, most: number): string {
  if (text.length <= most) return text
  const characters = [...text.slice(0, 2 * most + 2)]
  return characters.length <= most ? text : `${characters.slice(0, most).join('')}…`
}
