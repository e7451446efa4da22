/** The findings with a cursor: Enter leads to the question at fault; and the page of one of them. */
import type { ReactElement } from 'react'
import type { ShownFinding } from '../../../engine/screen.ts'
import { findingLines } from '../finding-lines.ts'
import { windowOf, wrapTo } from '../fit.ts'
import type { Place } from '../place.ts'
import type { PaneProps } from './ask-pane.tsx'
import { Lines, scrolledLines } from './lines.tsx'

export const FindingsPane = (props: PaneProps): ReactElement => (
  <Lines lines={findingsLines(props)} width={props.place.width} />
)

/** As many lines as there is room for, with the chosen finding among them. */
export function findingsLines({ ui, screen: { tried }, place }: PaneProps): readonly string[] {
  const { width, height, theme, page } = place
  if (!tried) return wrapTo('Nothing was checked yet.', width)
  const { findings, notChecked, unplanned, refusal } = tried
  if (refusal !== undefined) return wrapTo(`The answer would not be taken: ${refusal}`, width)
  const cursor = ui.finding ?? 0
  const chosen = findings[cursor]
  if (ui.isFindingRead && chosen?.page !== undefined)
    return scrolledLines(page(chosen.page, width), ui.tops.findings ?? 0, place)
  const head = [
    ...(unplanned === undefined ? [] : [...wrapTo(`Only what is answered could be checked: ${unplanned}`, width), '']),
    ...(findings.length === 0 ? ['No finding so far.', ''] : []),
  ]
  const items = [
    ...findings.map((finding, at) => itemLines(finding, at === cursor, place)),
    ...notChecked.map(({ rule, missing }, at) => [
      ...(at === 0 ? [theme.strong('Not checked')] : []),
      ...wrapTo(`${rule}: needs ${missing.join('; ')}`, width, '  ').map((line) =>
        at + findings.length === cursor ? theme.accent(line) : theme.quiet(line),
      ),
    ]),
  ]
  const lines = [...head, ...items.flat()]
  const before = cursor === 0 ? 0 : head.length + items.slice(0, cursor).flat().length
  const tall = items[cursor]?.length ?? 0
  return windowOf(lines, Math.max(0, before + Math.min(tall, height) - height + (cursor > 0 ? 2 : 0)), height).lines
}

function itemLines(finding: ShownFinding, isChosen: boolean, { width, theme }: Place): readonly string[] {
  const { at, also, leads } = finding
  const place = `at ${at}${also === undefined ? '' : `, against ${also}`}`
  const mark = isChosen ? theme.marks.pointer : ' '
  return [
    ...findingLines(finding, width, theme),
    ...wrapTo(place, width - 2).map((line) => theme.quiet(`  ${line}`)),
    ...(leads
      ? wrapTo(`${mark} ${leads.text}`, width, '  ').map((line) => (isChosen ? theme.chosen(line) : theme.accent(line)))
      : isChosen
        ? [theme.chosen(`${mark} `)]
        : []),
    '',
  ]
}
