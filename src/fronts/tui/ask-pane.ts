/**
 * The question itself: what it asks, what can be chosen or typed, what that would do; the page below as far as there is
 * room.
 */
import type { QuestionScreen, Screen, ShownFinding } from '../../engine/screen.ts'
import { formatPlace, formatProgress } from '../format.ts'
import { choicesOf } from './choice.ts'
import type { Field } from './field.ts'
import { cut, fit, fitAround, fitEnd, widthOf, windowOf, wrapTo } from './fit.ts'
import { bestHighlight, isHighlighted } from './highlight.ts'
import type { Theme } from './theme.ts'
import { intended, type Ui } from './ui.ts'

/** Where a pane is drawn. */
export interface PaneContext {
  readonly width: number
  readonly height: number
  readonly theme: Theme
  /** True when no other pane stands beside it. */
  readonly isAlone: boolean
  /** Markdown drawn at this width; empty until it is. */
  page(markdown: string, width: number): readonly string[]
}

/** Lines of the ask pane, at most `height` of them. */
export function askPane(ui: Ui, screen: Screen, place: PaneContext): readonly string[] {
  const { width, height, theme } = place
  const head = wrapTo(titleOf(screen), width).map((line) => theme.strong(line))
  const urgent = urgentLines(screen, ui, place)
  const effect = effectLines(ui, screen, place)
  const because = becauseLines(screen, ui, place)
  const purpose = purposeLines(screen, place)
  // What is being done comes first; what explains it gets the room that is left.
  const about = screen.kind === 'question' && height >= 18 ? Math.min(4, purpose.length + 2) : 0
  const control = controlLines(
    ui,
    screen,
    place,
    Math.max(
      3,
      height -
        head.length -
        about -
        Math.min(urgent.length, 4) -
        Math.min(3, because.length) -
        Math.min(2, effect.length),
    ),
  )
  let room = height - control.length - head.length
  const take = (lines: readonly string[], most = lines.length): readonly string[] => {
    const taken = lines.slice(0, Math.max(0, Math.min(most, room)))
    room -= taken.length
    return taken
  }
  const shown = {
    urgent: take(urgent),
    because: take(because, height < 14 ? 2 : 4),
    effect: take(effect, height < 14 ? 2 : 8),
  }
  // Too little room for the purpose is room for the rest of why.
  const alsoBecause = room <= 2 ? take(because.slice(shown.because.length)) : []
  if (screen.kind !== 'question') return [...head, ...shown.urgent, ...body(purpose, ui, place, room), ...control]
  const told = room > 2 ? take(['', ...purpose]) : []
  const gap = room > 0 && told.length > 0 ? take(['']) : []
  // Where much is explained below, what is suggested stands apart from the list.
  const apart = room > 6 && !ui.field && shown.because.length > 0 ? take(['']) : []
  const toDo = toDoLines(screen, place, room)
  const page = toDo.length > 0 ? [] : pageLines(ui, screen, place, room)
  return [
    ...head,
    ...shown.urgent,
    ...told,
    ...gap,
    ...control,
    ...apart,
    ...shown.because,
    ...alsoBecause,
    ...shown.effect,
    ...toDo,
    ...page,
  ].slice(0, height)
}

/** What there is to read before choosing, scrolled where it is long. */
function body(lines: readonly string[], ui: Ui, { width, theme }: PaneContext, room: number): readonly string[] {
  if (lines.length + 1 <= room) return [...lines, '']
  const view = windowOf(lines, ui.tops.ask ?? 0, room - 1)
  return [
    ...view.lines,
    theme.quiet(
      fit(
        `${view.top > 0 ? theme.marks.less : ' '}${view.isMore ? theme.marks.more : ' '} Page Down reads on`,
        width,
        theme.marks.cut,
      ),
    ),
  ]
}

function titleOf(screen: Screen): string {
  switch (screen.kind) {
    case 'question':
      return screen.title
    case 'review':
      return 'Look it over, then write'
    case 'bring-up':
      return 'At the board: compare the console'
  }
}

function urgentLines(screen: Screen, ui: Ui, { width, theme }: PaneContext): readonly string[] {
  const found = screen.kind === 'question' ? screen.found.flatMap((finding) => findingLines(finding, width, theme)) : []
  const refusal =
    'refusal' in screen && screen.refusal !== undefined
      ? wrapTo(screen.kind === 'question' ? `Not taken: ${screen.refusal}` : screen.refusal, width, '  ').map((line) =>
          theme.alarm(line),
        )
      : []
  const note =
    screen.kind === 'question' && screen.note !== undefined
      ? screen.note
          .split('\n')
          .flatMap((line) => wrapTo(line, width, '  '))
          .map((line) => theme.good(line))
      : []
  const says = ui.says === undefined ? [] : wrapTo(ui.says, width, '  ').map((line) => theme.warn(line))
  return [...note, ...refusal, ...says, ...found]
}

function purposeLines(screen: Screen, place: PaneContext): readonly string[] {
  switch (screen.kind) {
    case 'question':
      return withCode(wrapTo(screen.purpose, place.width), place.theme)
    case 'review':
      return reviewLines(screen, place)
    case 'bring-up':
      return bringUpLines(screen, place)
  }
}

/** What stands between backticks, in its colour; without colours the backticks stay. */
function withCode(lines: readonly string[], theme: Theme): readonly string[] {
  if (!theme.color) return lines
  let isCode = false
  return lines.map((line) =>
    line
      .split('`')
      .map((piece, index) => {
        if (index > 0) isCode = !isCode
        return isCode ? theme.accent(piece) : piece
      })
      .join(''),
  )
}

function reviewLines(
  { tried, folder }: Extract<Screen, { kind: 'review' }>,
  { width, theme }: PaneContext,
): readonly string[] {
  const findings = tried?.findings ?? []
  const counts = (['error', 'warning', 'note'] as const).map(
    (severity) => findings.filter((one) => one.severity === severity).length,
  )
  const open = tried?.notChecked.length ?? 0
  const numbers = ['error', 'warning', 'note']
    .map((name, at) => `${counts[at]} ${name}${counts[at] === 1 ? '' : 's'}`)
    .join(', ')
  const words = `${numbers}${open > 0 ? `; ${open} ${open === 1 ? 'check' : 'checks'} could not be made` : ''} (f shows them).`
  return [
    ...wrapTo(words, width).map((line) =>
      counts[0]! > 0 ? theme.alarm(line) : counts[1]! > 0 ? theme.warn(line) : theme.good(line),
    ),
    ...findings
      .filter(({ severity }) => severity === 'error')
      .flatMap((finding) => findingLines(finding, width, theme)),
    '',
    ...wrapTo(`Files for ${folder} (a shows them line by line):`, width),
    ...(tried?.files ?? []).map(
      ({ path, state }) =>
        `  ${fit(path, width - 4 - state.length, theme.marks.cut)}${state === '' ? '' : `  ${theme.quiet(state)}`}`,
    ),
  ]
}

/**
 * Before there is a log, what each line proves; with one, which were seen, what should have come next, and what the log
 * says.
 */
function bringUpLines(screen: Extract<Screen, { kind: 'bring-up' }>, { width, theme }: PaneContext): readonly string[] {
  const { report, expects, folder, note, rehearsed } = screen
  const progress = formatProgress(screen)
  const missing = progress === undefined ? -1 : expects.findLastIndex(({ seen }) => seen) + 1
  return [
    ...(rehearsed === undefined ? [] : wrapTo(`In QEMU: ${rehearsed}`, width).map((line) => theme.strong(line))),
    ...(progress === undefined
      ? [
          ...writtenLines(report, folder, width, theme),
          ...wrapTo(`Follow ${folder}/BRINGUP.md; c shows the commands. In this order the console must show:`, width),
        ]
      : wrapTo(progress, width).map((line) => theme.strong(theme.warn(line)))),
    ...expects.flatMap(({ stage, line, proves, seen }, index) => {
      const box =
        seen === undefined ? `${String(index + 1).padStart(2)}.` : seen ? theme.good('[x]') : theme.warn('[ ]')
      const [head = '', ...rest] = wrapTo(`${stage}: ${line}`, width - 4)
      const isTold = progress === undefined || index === missing
      return [
        `${box} ${theme.accent(head)}`,
        ...rest.map((text) => `    ${theme.accent(text)}`),
        ...(isTold ? wrapTo(proves, width - 4).map((text) => `    ${theme.quiet(text)}`) : []),
      ]
    }),
    ...(note === undefined
      ? []
      : [
          '',
          theme.strong('What the log says'),
          ...note
            .split('\n')
            .flatMap((line) => wrapTo(line, width, '  '))
            .map((line) => theme.good(line)),
        ]),
  ]
}

/** How many files were written, and in full what has to be known besides: which were left as somebody edited them. */
function writtenLines(report: string, folder: string, width: number, theme: Theme): readonly string[] {
  const lines = report
    .split('\n\n')[0]!
    .split('\n')
    .filter((line) => line !== '')
  const count = lines.filter((line) => line.startsWith('wrote ')).length
  const rest = lines.filter((line) => !line.startsWith('wrote '))
  const isLeft = rest.some((line) => line.startsWith('xenup: '))
  return [
    ...(count > 0 ? wrapTo(`${count} ${count === 1 ? 'file was' : 'files were'} written to ${folder}.`, width) : []),
    ...rest
      .flatMap((line) => wrapTo(line.replace(/^xenup: /, ''), width, '  '))
      .map((line) => (isLeft ? theme.warn(line) : line)),
  ]
}

/** The list, or the field with its cursor. */
function controlLines(ui: Ui, screen: Screen, place: PaneContext, height: number): readonly string[] {
  return ui.field ? fieldLines(ui, ui.field, screen, place) : listLines(ui, screen, place, height)
}

function listLines(ui: Ui, screen: Screen, { width, theme, isAlone }: PaneContext, height: number): readonly string[] {
  const choices = choicesOf(screen, ui.filter?.text)
  const search = ui.filter
    ? [
        `/${ui.filter.text}${theme.chosen(' ')}  ${theme.quiet(`${choices.filter(({ does }) => does !== 'type').length} of ${choicesOf(screen).filter(({ does }) => does !== 'type').length}`)}`,
      ]
    : []
  const names = choices.map(({ text }) => (text === '' ? '(nothing)' : text))
  const column = Math.min(Math.max(...names.map(widthOf)), Math.floor(width / 3))
  const blocks = choices.map(({ label, disabled }, index) => {
    const isChosen = index === ui.at
    const name = names[index]!
    const start = `${isChosen ? theme.marks.pointer : ' '} ${name}`
    const padded = `${start}${' '.repeat(label === '' && disabled === undefined ? 0 : Math.max(0, column - widthOf(name)))}`
    const reason = disabled === undefined ? '' : `not possible: ${disabled}`
    const words = [label, reason].filter((one) => one !== '').join('; ')
    const indent = widthOf(padded) + 2
    const wrapped =
      width - indent >= 16
        ? wrapTo(words, width - indent).map((line, at) => `${at === 0 ? `${padded}  ` : ' '.repeat(indent)}${line}`)
        : [fit(start, width, theme.marks.cut), ...wrapTo(words, width - 4).map((line) => `    ${line}`)].filter(
            (line) => line.trim() !== '',
          )
    return {
      isChosen,
      isDisabled: disabled !== undefined,
      line: fit(`${padded}  ${disabled === undefined ? label : reason}`.trimEnd(), width, theme.marks.cut),
      wrapped,
      words,
      start,
    }
  })
  const paint = ({ isChosen, isDisabled }: (typeof blocks)[number], line: string): string =>
    isChosen ? theme.chosen(line) : isDisabled ? theme.quiet(line) : line
  const room = height - search.length
  const isRoomy = height > choices.length * 2
  const lines = blocks.flatMap((block) =>
    (block.isChosen || isRoomy ? block.wrapped : [block.line]).map((line) => paint(block, line)),
  )
  if (lines.length <= room) return [...search, ...lines]
  // Little is to be sent. Alone on the screen, the lines move by one under the chosen one, which the terminal does by
  // itself; beside another pane it cannot, and there most keys change two lines of a page.
  const about = Math.min(3, Math.floor(room / 4))
  const page = Math.max(1, room - 1 - about)
  const top = Math.max(
    0,
    Math.min(isAlone ? ui.at - Math.floor(page / 2) : ui.at - (ui.at % page), choices.length - page),
  )
  const chosen = blocks[ui.at]
  const told = chosen && chosen.wrapped.length > 1 ? wrapTo(`${chosen.start.slice(2)}: ${chosen.words}`, width - 4) : []
  const more = `  ${top > 0 ? theme.marks.less : ' '}${top + page < choices.length ? theme.marks.more : ' '} ${ui.at + 1} of ${choices.length}; / searches`
  return [
    ...search,
    ...blocks.slice(top, top + page).map((block) => paint(block, block.line)),
    theme.quiet(fit(more, width, theme.marks.cut)),
    ...Array.from({ length: about }, (_, at) => `    ${told[at] ?? ''}`.trimEnd()).map((line, at) =>
      at === about - 1 && told.length > about ? fit(`${line} ${theme.marks.cut}`, width, theme.marks.cut) : line,
    ),
  ]
}

function fieldLines(ui: Ui, field: Field, screen: Screen, { width, theme }: PaneContext): readonly string[] {
  const suggested = screen.kind === 'question' ? screen.suggestion?.text : undefined
  const prompt = `${theme.marks.pointer} `
  const room = width - 3
  if (!ui.isTouched) {
    const ghost =
      suggested === undefined
        ? screen.kind === 'bring-up'
          ? ui.isForParts
            ? 'a folder'
            : 'a file name, or paste'
          : ''
        : suggested === ''
          ? '(nothing)'
          : suggested
    return [
      `${prompt}${theme.chosen(ghost === '' ? ' ' : cut(ghost, 1))}${theme.quiet(fit(ghost.slice(cut(ghost, 1).length), room - 1, theme.marks.cut))}`,
      ...formLines(ui, screen, width, theme),
    ]
  }
  const before = fitEnd(field.text.slice(0, field.cursor), room - 1, theme.marks.cut)
  const after = field.text.slice(field.cursor)
  const under = after === '' ? ' ' : [...new Intl.Segmenter().segment(after)][0]!.segment
  const rest = fit(after.slice(under.length), room - widthOf(before) - widthOf(under), theme.marks.cut)
  return [`${prompt}${before}${theme.chosen(under)}${after === '' ? '' : rest}`, ...formLines(ui, screen, width, theme)]
}

function formLines(ui: Ui, screen: Screen, width: number, theme: Theme): readonly string[] {
  if (screen.kind !== 'question') return []
  const { form, mayBeEmpty, suggestion, answerKind, tried } = screen
  const nothing = mayBeEmpty && suggestion?.text !== '' ? '; "" for nothing' : ''
  const ways =
    answerKind === 'path'
      ? `; Tab completes${screen.isLog ? '; the log can be pasted' : ''}`
      : ui.isTouched || !suggestion?.text
        ? ''
        : '; Tab to change what is suggested'
  const names =
    ui.isTouched && answerKind === 'path' && tried?.text === ui.field?.text ? (tried?.completions ?? []) : []
  const listed =
    names.length > 0 && !(names.length === 1 && names[0] === ui.field?.text)
      ? [
          theme.quiet(
            fit(`  ${names.map((name) => name.replace(/^.*\/(?=.)/, '')).join('  ')}`, width, theme.marks.cut),
          ),
        ]
      : []
  return [...listed, ...wrapTo(`  ${form}${nothing}${ways}`, width - 2).map((line) => theme.quiet(`  ${line}`))]
}

function becauseLines(screen: Screen, ui: Ui, { width, theme }: PaneContext): readonly string[] {
  if (screen.kind !== 'question' || !screen.suggestion) return []
  const { text, because } = screen.suggestion
  const head = ui.field
    ? `Enter takes ${text === '' ? 'nothing' : text}`
    : `Suggested: ${text === '' ? 'nothing' : text}`
  return ui.field && ui.isTouched ? [] : wrapTo(`${head}, because ${because}.`, width).map((line) => theme.quiet(line))
}

/**
 * What the intended answer would do, as far as it is known by now: refusal, file, new findings, the first lines that it
 * makes.
 */
function effectLines(ui: Ui, screen: Screen, { width, theme, isAlone }: PaneContext): readonly string[] {
  const { tried } = screen
  // What was refused says so already, until the text is another.
  if (
    screen.kind !== 'question' ||
    !tried ||
    tried.text !== intended(ui, screen) ||
    (tried.refusal !== undefined && screen.refusal === tried.refusal)
  )
    return []
  if (tried.refusal !== undefined) {
    // What is not typed to its end yet is not wrong yet.
    return ui.field && !ui.isTouched
      ? []
      : wrapTo(`Would not be taken: ${tried.refusal}`, width, '  ').map((line) => theme.warn(line))
  }
  const note = tried.note === undefined ? [] : wrapTo(tried.note, width, '  ').map((line) => theme.good(line))
  const findings = tried.findings.filter(({ isNew }) => isNew).flatMap((finding) => findingLines(finding, width, theme))
  return [...note, ...findings, ...(ui.field && isAlone ? previewLines(screen, width, theme) : [])]
}

/** Two lines that the answer makes, where the artifacts do not stand beside it anyway. */
function previewLines(screen: Screen, width: number, theme: Theme): readonly string[] {
  const { file, line } = bestHighlight(screen)
  const shown = screen.tried?.files[file]
  if (!shown?.lines[line] || !isHighlighted(shown.lines[line])) return []
  const lines = shown.lines.slice(line).filter(isHighlighted).slice(0, 2)
  return [
    theme.quiet(fit(`In ${shown.path}:`, width, theme.marks.cut)),
    ...lines.map(({ text }) =>
      theme.accent(`  ${fitAround(text.trim(), screen.tried?.text ?? '', width - 2, theme.marks.cut)}`),
    ),
  ]
}

/** A finding in short. */
export function findingLines(
  { severity, says, fix, rule }: ShownFinding,
  width: number,
  theme: Theme,
): readonly string[] {
  const paint = severity === 'error' ? theme.alarm : severity === 'warning' ? theme.warn : theme.accent
  return [
    ...wrapTo(`${severity}: ${says}.`, width, '  ').map((line) => paint(line)),
    ...(fix === undefined ? [] : wrapTo(`  ${fix}`, width - 2).map((line) => `  ${line.trimStart()}`)),
    ...(rule === 'plan' ? [] : [theme.quiet(fit(`  xenup explain ${rule}`, width, theme.marks.cut))]),
  ]
}

/** At a gate: what has to be done before it is passed, with the commands, as far as there is room. */
function toDoLines(screen: Screen, { width, theme, isAlone }: PaneContext, room: number): readonly string[] {
  if (screen.kind !== 'question' || !screen.isGate || !isAlone || screen.tasks.length === 0 || room < 4) return []
  const lines = screen.tasks
    .filter(({ commands }) => commands.length > 0)
    .flatMap(({ title, where, commands }) => [
      ...wrapTo(`${title} (${formatPlace(where)}):`, width).map((line) => theme.strong(line)),
      ...commands.flatMap((command) => command.split('\n')).map((line) => theme.accent(line)),
    ])
  if (lines.length === 0) return []
  const isCut = lines.length > room - 2
  return [
    theme.quiet(theme.marks.across.repeat(width)),
    ...lines.slice(0, room - 2),
    theme.quiet(
      fit(
        isCut
          ? `${theme.marks.more} c shows all, and what the console should show; y copies`
          : 'c shows what the console should show; y copies',
        width,
        theme.marks.cut,
      ),
    ),
  ]
}

/** The page, where it is asked for beside the question: as far as there is room. */
function pageLines(ui: Ui, screen: Screen, { width, theme, page }: PaneContext, room: number): readonly string[] {
  const { page: markdown } = screen as QuestionScreen
  if (markdown === undefined || room < 5) return []
  // What it is stands above already.
  const lines = page(markdown.replace(/^\*\*What it is\.\*\*[^]*?\n\n(?=\*\*)/, ''), width)
  if (lines.length === 0) return []
  const view = windowOf(lines, ui.tops.ask ?? 0, room - 2)
  const rule = theme.quiet(theme.marks.across.repeat(width))
  const more = view.isMore
    ? theme.quiet(fit(`${theme.marks.more} Page Down reads on, ? shows it whole`, width, theme.marks.cut))
    : ''
  return [rule, ...view.lines, more]
}
