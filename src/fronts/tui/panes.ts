/** The other panes: why, hints, artifacts, memory, findings, commands, keys. */
import type { Screen } from '../../engine/screen.ts'
import { formatPlace } from '../format.ts'
import { askPane, findingLines, type PaneContext } from './ask-pane.ts'
import { fit, fitAround, fitEnd, widthOf, windowOf, wrapTo } from './fit.ts'
import { paneKeys } from './handle-key.ts'
import { bestHighlight, isHighlighted } from './highlight.ts'
import { mapLines, progressWords } from './map.ts'
import { memoryPane } from './memory-pane.ts'
import type { Pane, Ui } from './ui.ts'

/** What a pane is called, above it. */
export const paneTitles: Readonly<Record<Pane, string>> = {
  ask: '',
  why: 'Why this question',
  map: 'The map',
  hints: 'Hints',
  artifacts: 'What comes out',
  memory: 'Memory',
  findings: 'Findings so far',
  tasks: 'Commands to copy',
  keys: 'Keys',
}

/** The lines of a pane, exactly as many as it has room for or fewer. */
export function paneLines(pane: Pane, ui: Ui, screen: Screen, place: PaneContext): readonly string[] {
  const scrolled = (lines: readonly string[]): readonly string[] => scroll(lines, ui.tops[pane] ?? 0, place)
  switch (pane) {
    case 'ask':
      return askPane(ui, screen, place)
    case 'map':
      return mapPane(ui, screen, place)
    case 'why':
      return scrolled(whyLines(screen, place))
    case 'hints':
      return scrolled(hintLines(ui, screen, place))
    case 'artifacts':
      return artifactsPane(ui, screen, place)
    case 'memory':
      return scrolled(memoryPane(screen, place))
    case 'findings':
      return scrolled(findingsLines(screen, place))
    case 'tasks':
      return scrolled(taskLines(screen, place))
    case 'keys':
      return scrolled(keyLines(place))
  }
}

/** A window with a sign of what is above and below. */
function scroll(lines: readonly string[], top: number, { height, width, theme }: PaneContext): readonly string[] {
  if (lines.length <= height) return lines
  const view = windowOf(lines, top, height - 1)
  const place = `${view.top > 0 ? theme.marks.less : ' '}${view.isMore ? theme.marks.more : ' '} lines ${view.top + 1} to ${view.top + view.lines.length} of ${lines.length}`
  return [...view.lines, theme.quiet(fit(place, width, theme.marks.cut))]
}

function mapPane(ui: Ui, screen: Screen, place: PaneContext): readonly string[] {
  const { width, height, theme } = place
  const search = ui.filter ? [`/${ui.filter.text}${theme.chosen(' ')}`] : []
  const { lines, cursor } = mapLines(screen, { filter: ui.filter?.text, at: ui.mapAt }, width, theme)
  const room = height - search.length - 2
  const view = windowOf(lines, cursor - Math.floor(room / 2), room)
  return [...search, ...view.lines, '', theme.quiet(fit(progressWords(screen), width, theme.marks.cut))]
}

function whyLines(screen: Screen, { width, theme, page }: PaneContext): readonly string[] {
  const { page: markdown } = screen
  const lines = markdown === undefined ? [] : page(markdown, width)
  if (screen.kind !== 'question') return lines
  const { suggestion, usedBy, step, key } = screen
  return [
    ...(suggestion
      ? wrapTo(
          `Suggested: ${suggestion.text === '' ? 'nothing' : suggestion.text}, because ${suggestion.because}.`,
          width,
        ).map((line) => theme.accent(line))
      : ['Nothing that was read tells what to suggest.']),
    ...(usedBy.length > 0 ? wrapTo(`Used by: ${usedBy.join(', ')}.`, width) : []),
    ...wrapTo(`${key}, in the step "${step.title}"`, width).map((line) => theme.quiet(line)),
    '',
    ...lines,
  ]
}

/** One level at a time: nobody reads the answer who only wants a nudge. */
function hintLines(ui: Ui, screen: Screen, { width, theme, page }: PaneContext): readonly string[] {
  if (screen.kind !== 'question') return wrapTo('There is no question open here.', width)
  const names = ['A nudge', 'How to find out', 'The answer for this board']
  const at = Math.min(ui.hint, screen.hints.length - 1)
  return [
    theme.strong(fit(`${at + 1} of ${screen.hints.length}: ${names[at] ?? ''}`, width, theme.marks.cut)),
    ...page(screen.hints[at] ?? '', width),
    '',
    theme.quiet(
      at < screen.hints.length - 1
        ? fit(`Enter or h: ${(names[at + 1] ?? '').toLowerCase()}`, width, theme.marks.cut)
        : 'That is all.',
    ),
  ]
}

function artifactsPane(ui: Ui, screen: Screen, { width, height, theme, page }: PaneContext): readonly string[] {
  const { tried } = screen
  const files = tried?.files ?? []
  if (files.length === 0) return wrapTo(tried?.unplanned ?? tried?.refusal ?? 'Nothing was worked out yet.', width)
  // Beside the question the pane follows the answer; the user moves in it when it was asked for.
  const at = ui.pane === 'artifacts' ? ui : bestHighlight(screen)
  const number = Math.min(at.file, files.length - 1)
  const file = files[number]!
  const { path, state, lines } = file
  const marked = lines.filter(isHighlighted).length
  const head = fit(
    `${fitEnd(path, Math.max(12, width - 34), theme.marks.cut)}  ${number + 1} of ${files.length}${state === '' ? '' : `, ${state}`}${marked > 0 ? `, ${marked} ${marked === 1 ? 'line' : 'lines'} touched (n)` : ''}`,
    width,
    theme.marks.cut,
  )
  const line = Math.min(at.line, lines.length - 1)
  const why = lines[line]?.why
  const about = why === undefined ? [] : page(why, width).slice(0, Math.max(2, Math.floor(height / 3)))
  const room = height - 1 - (about.length > 0 ? about.length + 1 : 0)
  const view = windowOf(
    lines.map((_, index) => String(index)),
    line - Math.floor(room / 2),
    room,
  )
  const digits = String(lines.length).length
  return [
    theme.strong(head),
    ...view.lines.map((text) => {
      const index = Number(text)
      const { text: own, isTouched, against } = lines[index]!
      const sign = against !== ' ' ? against : isTouched ? '*' : ' '
      const start = `${String(index + 1).padStart(digits)} ${sign} `
      const shown = `${start}${isTouched ? fitAround(own, tried?.text ?? '', width - start.length, theme.marks.cut) : fit(own, width - start.length, theme.marks.cut)}`
      if (index === line && ui.pane === 'artifacts')
        return theme.chosen(shown + ' '.repeat(Math.max(0, width - widthOf(shown))))
      return against === '-'
        ? theme.alarm(shown)
        : against === '+'
          ? theme.good(shown)
          : isTouched
            ? theme.accent(shown)
            : shown
    }),
    ...(about.length > 0 ? [theme.quiet(theme.marks.across.repeat(width)), ...about] : []),
  ]
}

function findingsLines({ tried }: Screen, { width, theme }: PaneContext): readonly string[] {
  if (!tried) return wrapTo('Nothing was checked yet.', width)
  const { findings, notChecked, unplanned, refusal } = tried
  if (refusal !== undefined) return wrapTo(`The answer would not be taken: ${refusal}`, width)
  return [
    ...(unplanned === undefined ? [] : [...wrapTo(`Only what is answered could be checked: ${unplanned}`, width), '']),
    ...(findings.length === 0
      ? ['No finding so far.', '']
      : findings.flatMap((finding) => [
          ...findingLines(finding, width, theme),
          ...wrapTo(`at ${finding.at}${finding.also === undefined ? '' : `, against ${finding.also}`}`, width - 2).map(
            (line) => theme.quiet(`  ${line}`),
          ),
          '',
        ])),
    ...(notChecked.length === 0
      ? []
      : [
          theme.strong('Not checked'),
          ...notChecked.flatMap(({ rule, missing }) =>
            wrapTo(`${rule}: needs ${missing.join('; ')}`, width, '  ').map((line) => theme.quiet(line)),
          ),
        ]),
  ]
}

/** Commands stand at the left edge, alone on their lines, so that a mouse can take them. */
function taskLines(screen: Screen, { width, theme, page }: PaneContext): readonly string[] {
  const tasks = 'tasks' in screen ? screen.tasks : []
  if (tasks.length === 0) return wrapTo('This step has nothing to do away from the keyboard.', width)
  return tasks.flatMap((task) => [
    ...wrapTo(`${task.title} (${formatPlace(task.where)})`, width).map((line) => theme.strong(line)),
    ...task.commands.flatMap((command) => command.split('\n').map((line) => theme.accent(line))),
    ...(task.expects.length > 0
      ? [
          'It should then show:',
          ...task.expects.flatMap(({ line, proves }) => [
            `  ${line}`,
            ...wrapTo(proves, width - 4).map((text) => theme.quiet(`    ${text}`)),
          ]),
        ]
      : []),
    ...(task.page === undefined ? [] : page(task.page, width)),
    '',
  ])
}

function keyLines({ width, theme }: PaneContext): readonly string[] {
  const rows: readonly (readonly [string, string])[] = [
    ['Enter', 'take what is marked, or what is typed'],
    ['up, down', 'move; Page Up, Page Down, Space: scroll'],
    ['Esc', 'back: out of a pane, or to the question before'],
    ...paneKeys.map(({ letter, f, name }) => [`${letter}  ${f.toUpperCase()}  Alt-${letter}`, name] as const),
    ['e  F8', 'a typed answer in $EDITOR; else: the text in $PAGER'],
    ['y  F9', 'copy commands, or the artifact, to the clipboard'],
    ['/', 'search in a list, or on the map'],
    ['Tab', 'take the suggestion to change it; complete a file name'],
    ['left, right', 'artifacts: the file before, the next; n: next changed line'],
    ['Ctrl-L', 'paint the screen again'],
    ['Ctrl-Z', 'stop; fg goes on'],
    ['q  Ctrl-C', 'leave; every answer is saved'],
  ]
  return [
    ...wrapTo('Letters work where nothing is typed; function keys, and Alt with the letter, work everywhere.', width),
    '',
    ...rows.flatMap(([keys, does]) => {
      const [first = '', ...rest] = wrapTo(does, Math.max(12, width - 16))
      return [`${theme.accent(keys.padEnd(14))}  ${first}`, ...rest.map((line) => `${' '.repeat(16)}${line}`)]
    }),
  ]
}
