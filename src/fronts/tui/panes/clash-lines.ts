import type { ClashScreen, ShownClash } from '../../../engine/screen.ts'
import { widthOf, wrapTo } from '../fit.ts'
import type { Place } from '../place.ts'

/** Below this many columns the two versions stand one above the other. */
const sideBySide = 60

/** A file that clashes: each place with mine and new, side by side where there is room. */
export function clashLines({ says, places }: ClashScreen, place: Place): readonly string[] {
  const { width, theme } = place
  return [
    ...wrapTo(says, width),
    ...places.flatMap((one, index) => [
      '',
      ...wrapTo(`${index + 1} of ${places.length}: ${one.where}`, width).map((line) => theme.accent(line)),
      ...(width >= sideBySide ? beside(one, place) : above(one, place)),
    ]),
  ]
}

function beside({ mine, new: next }: ShownClash, { width, theme }: Place): readonly string[] {
  const room = Math.floor((width - 3) / 2)
  const [left, right] = [cells(mine, room), cells(next, room)]
  const row = (a: string, b: string): string =>
    `${a}${' '.repeat(Math.max(0, room - widthOf(a)))} ${theme.marks.down} ${b}`
  return [
    theme.strong(row('mine', 'new')),
    ...Array.from({ length: Math.max(left.length, right.length) }, (_, at) => row(left[at] ?? '', right[at] ?? '')),
  ]
}

const above = ({ mine, new: next }: ShownClash, { width, theme }: Place): readonly string[] => [
  theme.strong('mine'),
  ...cells(mine, width - 2).map((line) => `  ${line}`),
  theme.strong('new'),
  ...cells(next, width - 2).map((line) => `  ${line}`),
]

/** Nothing is cut off: what is chosen has to be seen. */
const cells = (lines: readonly string[], room: number): readonly string[] =>
  lines.length === 0 ? ['(no line)'] : lines.flatMap((line) => indented(line, room))

/** A line keeps the spaces that it begins with. */
function indented(line: string, room: number): readonly string[] {
  const spaces = /^ */.exec(line)![0].slice(0, Math.floor(room / 2))
  return wrapTo(line, room - spaces.length).map((part) => spaces + part)
}
