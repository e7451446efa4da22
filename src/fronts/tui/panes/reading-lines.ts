/** The panes that are only read: why, hints, findings, commands, keys. */
import type { QuestionScreen, Screen } from '../../../engine/screen.ts'
import { formatPlace } from '../../format.ts'
import { keyHelp } from '../bindings.ts'
import { fit, wrapTo } from '../fit.ts'
import type { Place } from '../place.ts'
import type { Ui } from '../ui.ts'

/** Why a question is asked: what is suggested, who uses the answer, its page; of another screen its page. */
export function whyLines(screen: Screen, { width, theme, page }: Place): readonly string[] {
  const lines = screen.page === undefined ? [] : page(screen.page, width)
  if (screen.kind !== 'question') return lines
  const { usedBy, step, key } = screen
  return [
    ...suggestionLines(screen, width).map((line) => (screen.suggestion ? theme.accent(line) : line)),
    ...(usedBy.length > 0 ? wrapTo(`Used by: ${usedBy.join(', ')}.`, width) : []),
    ...wrapTo(`${key}, in the step "${step.title}"`, width).map((line) => theme.quiet(line)),
    '',
    ...lines,
  ]
}

const suggestionLines = ({ suggestion }: QuestionScreen, width: number): readonly string[] =>
  suggestion
    ? wrapTo(
        `Suggested: ${suggestion.text === '' ? 'nothing' : suggestion.text}, because ${suggestion.because}.`,
        width,
      )
    : ['Nothing that was read tells what to suggest.']

const hintNames = ['A nudge', 'How to find out', 'The answer for this board']

/** One level at a time: nobody reads the answer who only wants a nudge. */
export function hintLines(ui: Ui, screen: Screen, { width, theme, page }: Place): readonly string[] {
  if (screen.kind !== 'question') return wrapTo('There is no question open here.', width)
  const { hints } = screen
  const at = Math.min(ui.hint, hints.length - 1)
  const isLast = at >= hints.length - 1
  const title = `${at + 1} of ${hints.length}: ${hintNames[at] ?? ''}`
  const next = isLast ? 'That is all.' : `Enter or h: ${(hintNames[at + 1] ?? '').toLowerCase()}`
  return [
    theme.strong(fit(title, width, theme.marks.cut)),
    ...page(hints[at] ?? '', width),
    '',
    theme.quiet(fit(next, width, theme.marks.cut)),
  ]
}

/** Commands stand at the left edge, alone on their lines, so that a mouse can take them. */
export function taskLines(screen: Screen, { width, theme, page }: Place): readonly string[] {
  const tasks = 'tasks' in screen ? screen.tasks : []
  if (tasks.length === 0) return wrapTo('This step has nothing to do away from the keyboard.', width)
  return tasks.flatMap(({ title, where, commands, expects, page: markdown }) => [
    ...wrapTo(`${title} (${formatPlace(where)})`, width).map((line) => theme.strong(line)),
    ...commands.flatMap((command) => command.split('\n').map((line) => theme.accent(line))),
    ...(expects.length > 0 ? ['It should then show:'] : []),
    ...expects.flatMap(({ line, proves }) => [
      `  ${line}`,
      ...wrapTo(proves, width - 4).map((text) => theme.quiet(`    ${text}`)),
    ]),
    ...(markdown === undefined ? [] : page(markdown, width)),
    '',
  ])
}

/** Every key with what it does, from the table of keys. */
export const keyLines = ({ width, theme }: Place): readonly string[] => [
  ...wrapTo('Letters work where nothing is typed; function keys, and Alt with the letter, work everywhere.', width),
  '',
  ...keyHelp().flatMap(({ keys, does }) => {
    const [first = '', ...rest] = wrapTo(does, Math.max(12, width - 16))
    return [`${theme.accent(keys.padEnd(14))}  ${first}`, ...rest.map((line) => `${' '.repeat(16)}${line}`)]
  }),
]
