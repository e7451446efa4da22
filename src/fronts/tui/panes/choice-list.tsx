/** A list with a cursor: whole where there is room, else a window with what the cursor is on in full below. */
import type { ReactElement } from 'react'
import type { Screen } from '../../../engine/screen.ts'
import { type Choice, choicesOf, isTyped } from '../choice.ts'
import { fit, widthOf, wrapTo } from '../fit.ts'
import type { Place } from '../place.ts'
import type { Theme } from '../theme.ts'
import type { Ui } from '../ui.ts'
import { Lines } from './lines.tsx'

/** What a list is drawn from: `height` is the most lines it may take. */
export interface ControlProps {
  readonly ui: Ui
  readonly screen: Screen
  readonly place: Place
  readonly height: number
}

export function ChoiceList(props: ControlProps): ReactElement {
  return <Lines lines={choiceLines(props)} width={props.place.width} />
}

export function choiceLines({ ui, screen, place, height }: ControlProps): readonly string[] {
  const { width, theme, isAlone } = place
  const choices = choicesOf(screen, ui.filter?.text)
  const search = ui.filter ? [searchLine(ui.filter.text, choices, screen, theme)] : []
  const blocks = blocksOf(choices, ui.at, place)
  const room = height - search.length
  const isRoomy = height > choices.length * 2
  const lines = blocks.flatMap((block) =>
    (block.isChosen || isRoomy ? block.wrapped() : [block.line]).map((line) => paint(block, line, theme)),
  )
  if (lines.length <= room) return [...search, ...lines]
  // Little is to be sent. Alone on the screen, the lines move by one under the chosen one, which the terminal does by
  // itself; beside another pane it cannot, and there most keys change two lines of a page.
  const about = Math.min(3, Math.floor(room / 4))
  const page = Math.max(1, room - 1 - about)
  const wanted = isAlone ? ui.at - Math.floor(page / 2) : ui.at - (ui.at % page)
  const top = Math.max(0, Math.min(wanted, choices.length - page))
  const { less, more, cut } = theme.marks
  const signs = `${top > 0 ? less : ' '}${top + page < choices.length ? more : ' '}`
  return [
    ...search,
    ...blocks.slice(top, top + page).map((block) => paint(block, block.line, theme)),
    theme.quiet(fit(`  ${signs} ${ui.at + 1} of ${choices.length}; / searches`, width, cut)),
    ...chosenInFull(blocks[ui.at], about, width, theme),
  ]
}

function searchLine(text: string, choices: readonly Choice[], screen: Screen, theme: Theme): string {
  const found = choices.filter((choice) => !isTyped(choice)).length
  const all = choicesOf(screen).filter((choice) => !isTyped(choice)).length
  return `/${text}${theme.chosen(' ')}  ${theme.quiet(`${found} of ${all}`)}`
}

/** A choice as it is drawn. */
interface Block {
  readonly isChosen: boolean
  readonly isDisabled: boolean
  /** The pointer and the name. */
  readonly start: string
  /** All that is said about it. */
  readonly words: string
  /** It in one line, cut. */
  readonly line: string
  /** It in full. */
  wrapped(): readonly string[]
}

function blocksOf(choices: readonly Choice[], chosen: number, { width, theme }: Place): readonly Block[] {
  const names = choices.map(({ text }) => (text === '' ? '(nothing)' : text))
  const column = Math.min(Math.max(...names.map(widthOf)), Math.floor(width / 3))
  const { pointer, cut } = theme.marks
  return choices.map(({ label, disabled }, index): Block => {
    const isChosen = index === chosen
    const name = names[index]!
    const start = `${isChosen ? pointer : ' '} ${name}`
    const reason = disabled === undefined ? '' : `not possible: ${disabled}`
    const words = [label, reason].filter((one) => one !== '').join('; ')
    const padded = words === '' ? start : start + ' '.repeat(Math.max(0, column - widthOf(name)))
    const indent = widthOf(padded) + 2
    return {
      isChosen,
      isDisabled: disabled !== undefined,
      start,
      words,
      line: fit(`${padded}  ${reason || label}`.trimEnd(), width, cut),
      wrapped: () =>
        width - indent >= 16
          ? wrapTo(words, width - indent).map((line, at) =>
              `${at === 0 ? `${padded}  ` : ' '.repeat(indent)}${line}`.trimEnd(),
            )
          : [fit(start, width, cut), ...wrapTo(words, width - 4).map((line) => `    ${line}`)].filter(
              (line) => line.trim() !== '',
            ),
    }
  })
}

/** The chosen one is marked at its name alone: a bar over the whole line is two whole lines to send for each key. */
function paint({ isChosen, isDisabled, start }: Block, line: string, theme: Theme): string {
  const words = (text: string) => (isDisabled && text !== '' ? theme.quiet(text) : text)
  return isChosen && line.startsWith(start) ? theme.chosen(start) + words(line.slice(start.length)) : words(line)
}

/** What the cursor is on in full, on `height` lines whether it needs them or not: the list must not jump. */
function chosenInFull(block: Block | undefined, height: number, width: number, theme: Theme): readonly string[] {
  const isMore = block !== undefined && block.wrapped().length > 1
  const told = isMore ? wrapTo(`${block.start.slice(2)}: ${block.words}`, width - 4) : []
  const { cut } = theme.marks
  return Array.from({ length: height }, (_, at) => {
    const line = `    ${told[at] ?? ''}`.trimEnd()
    return at === height - 1 && told.length > height ? fit(`${line} ${cut}`, width, cut) : line
  })
}
