import type { Screen } from '../../engine/screen.ts'
import { fit, widthOf } from './fit.ts'
import type { Layout } from './layout.ts'
import { progressWords } from './map.ts'
import type { Size } from './painter.ts'
import type { Theme } from './theme.ts'

/** The first line: where we are, how many errors there are, how much is left. */
export function headerLine(
  screen: Screen,
  { panes }: Layout,
  { columns }: Pick<Size, 'columns'>,
  theme: Theme,
): string {
  const hasMap = panes.some(({ pane }) => pane === 'glance')
  const errors = (screen.tried?.findings ?? []).filter(({ severity }) => severity === 'error').length
  const tail = [
    errors > 0 ? `${errors} ${errors === 1 ? 'error' : 'errors'}` : '',
    hasMap || columns < 80 ? '' : progressWords(screen),
  ]
    .filter((one) => one !== '')
    .join(' · ')
  const head = fit(`xenup  ${whereOf(screen)}`, columns - widthOf(tail) - 2, theme.marks.cut)
  return theme.chosen(`${head}${' '.repeat(Math.max(1, columns - widthOf(head) - widthOf(tail)))}${tail}`)
}

function whereOf(screen: Screen): string {
  switch (screen.kind) {
    case 'question':
      return `${screen.step.number}/${screen.step.of} ${screen.step.title}`
    case 'review':
      return 'Look it over and write'
    case 'clash':
      return `Edited by hand: ${screen.number} of ${screen.of}`
    case 'bring-up':
      return 'At the board'
  }
}
