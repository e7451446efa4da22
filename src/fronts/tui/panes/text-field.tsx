/** The line that is typed, with its cursor; below it what may be typed. */
import type { ReactElement } from 'react'
import type { QuestionScreen, Screen } from '../../../engine/screen.ts'
import { emptyField } from '../field.ts'
import { cut, fit, fitEnd, widthOf, wrapTo } from '../fit.ts'
import type { Place } from '../place.ts'
import type { Ui } from '../ui.ts'
import type { ControlProps } from './choice-list.tsx'
import { Lines } from './lines.tsx'

export function TextField(props: ControlProps): ReactElement {
  return <Lines lines={fieldLines(props)} width={props.place.width} />
}

export function fieldLines({ ui, screen, place }: Omit<ControlProps, 'height'>): readonly string[] {
  const line = ui.isTouched ? typedLine(ui, place) : untouchedLine(ghostOf(ui, screen), place)
  return [line, ...(screen.kind === 'question' ? formLines(ui, screen, place) : [])]
}

/** What stands in a field before anything was typed: what Enter would answer, or what is wanted. */
function ghostOf(ui: Ui, screen: Screen): string {
  if (ui.what === 'parts') return 'a folder'
  if (ui.what === 'port') return '/dev/ttyUSB0'
  if (ui.what === 'log') return 'a file name, or paste'
  const suggested = screen.kind === 'question' ? screen.suggestion?.text : undefined
  return suggested === '' ? '(nothing)' : (suggested ?? '')
}

function untouchedLine(ghost: string, { width, theme }: Place): string {
  const first = cut(ghost, 1)
  const rest = fit(ghost.slice(first.length), width - 4, theme.marks.cut)
  return `${theme.marks.pointer} ${theme.chosen(first === '' ? ' ' : first)}${theme.quiet(rest)}`
}

const segmenter = new Intl.Segmenter()

function typedLine({ field: { text, cursor } = emptyField }: Ui, { width, theme }: Place): string {
  const room = width - 3
  const before = fitEnd(text.slice(0, cursor), room - 1, theme.marks.cut)
  const after = text.slice(cursor)
  const under = after === '' ? ' ' : [...segmenter.segment(after)][0]!.segment
  const rest = fit(after.slice(under.length), room - widthOf(before) - widthOf(under), theme.marks.cut)
  return `${theme.marks.pointer} ${before}${theme.chosen(under)}${after === '' ? '' : rest}`
}

/** File names that go on as typed, and the form of an answer with the keys that help. */
function formLines(ui: Ui, screen: QuestionScreen, { width, theme }: Place): readonly string[] {
  const names = namesFor(ui, screen)
  const listed = names.map((name) => name.replace(/^.*\/(?=.)/, '')).join('  ')
  return [
    ...(names.length > 0 ? [theme.quiet(fit(`  ${listed}`, width, theme.marks.cut))] : []),
    ...wrapTo(`${screen.form}${waysOf(ui, screen)}`, width - 2).map((line) => theme.quiet(`  ${line}`)),
  ]
}

/** The names are those of what is typed now, and more than that itself. */
function namesFor({ field, isTouched }: Ui, { answerKind, tried }: QuestionScreen): readonly string[] {
  if (!isTouched || answerKind !== 'path' || tried?.text !== field?.text) return []
  const names = tried?.completions ?? []
  return names.length === 1 && names[0] === field?.text ? [] : names
}

function waysOf({ isTouched }: Ui, { answerKind, isLog, mayBeEmpty, suggestion }: QuestionScreen): string {
  const nothing = mayBeEmpty && suggestion?.text !== '' ? '; "" for nothing' : ''
  if (answerKind === 'path') return `${nothing}; Tab completes${isLog ? '; the log can be pasted' : ''}`
  return `${nothing}${isTouched || !suggestion?.text ? '' : '; Tab to change what is suggested'}`
}
