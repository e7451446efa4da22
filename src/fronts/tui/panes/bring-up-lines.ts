import type { BringUpScreen } from '../../../engine/screen.ts'
import { carriedText, countOf, leftFiles, unchangedText, wordOn } from '../../../model/write-report.ts'
import { formatProgress } from '../../format.ts'
import { widthOf, wrapTo } from '../fit.ts'
import type { Place } from '../place.ts'

/** As many tries are told of: what came before the last few is in their record. */
const shownTries = 3

/**
 * Before there is a log, what each line proves; with one, why it went as it did, which lines were seen, and what should
 * have come next.
 */
export function bringUpLines(screen: BringUpScreen, place: Place): readonly string[] {
  const { width, theme } = place
  const { note, rehearsed, watched, folder } = screen
  const progress = formatProgress(screen)
  const strong = (text: string): readonly string[] => wrapTo(text, width).map((line) => theme.strong(line))
  const follow = `Follow ${folder}/BRINGUP.md; c shows the commands. In this order the console must show:`
  return [
    ...(rehearsed === undefined ? [] : strong(`In QEMU: ${rehearsed}`)),
    ...(watched === undefined ? [] : strong(`On the console: ${watched}`)),
    ...(progress === undefined
      ? [...writtenLines(screen, place), ...wrapTo(follow, width)]
      : strong(progress).map((line) => theme.warn(line))),
    ...(note === undefined ? [] : [...noteLines(note, place), '', theme.strong('The checklist')]),
    ...expectedLines(screen, place, progress !== undefined),
    ...triedLines(screen, place),
  ]
}

const noteLines = (note: string, { width, theme }: Place): readonly string[] =>
  note
    .split('\n')
    // What is indented is a line of the log, or to be typed.
    .flatMap((line) => (widthOf(line) <= width ? [line] : wrapTo(line, width, '  ')))
    .map((line) => theme.accent(line))

function triedLines({ tries }: BringUpScreen, { width, theme }: Place): readonly string[] {
  const last = tries.slice(-shownTries).flatMap((line) => wrapTo(line, width, '  '))
  return last.length === 0 ? [] : ['', theme.strong('Tried so far'), ...last.map((line) => theme.quiet(line))]
}

/** What a line proves is told of all, or with a log of the one that should have come next. */
function expectedLines({ expects }: BringUpScreen, { width, theme }: Place, isCompared: boolean): readonly string[] {
  const next = expects.findLastIndex(({ seen }) => seen) + 1
  return expects.flatMap(({ stage, line, proves, seen }, index) => {
    const box = seen === undefined ? `${String(index + 1).padStart(2)}.` : seen ? theme.good('[x]') : theme.warn('[ ]')
    const [head = '', ...rest] = wrapTo(`${stage}: ${line}`, width - 4)
    const told = !isCompared || index === next ? wrapTo(proves, width - 4) : []
    return [
      `${box} ${theme.accent(head)}`,
      ...rest.map((text) => `    ${theme.accent(text)}`),
      ...told.map((text) => `    ${theme.quiet(text)}`),
    ]
  })
}

/** How many files were written, and in full what has to be known besides: which were left as somebody edited them. */
function writtenLines({ written, folder }: BringUpScreen, { width, theme }: Place): readonly string[] {
  const { written: files, merged, kept, removed, unchanged } = written
  const told = files.filter((path) => wordOn(path, written, folder) !== '')
  return [
    ...(files.length > 0 ? wrapTo(`${countOf(files)} written to ${folder}.`, width) : []),
    ...told.flatMap((path) => wrapTo(`${folder}/${path} was written${wordOn(path, written, folder)}.`, width, '  ')),
    ...merged.flatMap(({ path, lines }) => wrapTo(`${folder}/${path} was merged: ${carriedText(lines)}.`, width, '  ')),
    ...(kept.length > 0
      ? wrapTo(`As you edited ${kept.length === 1 ? 'it' : 'them'}: ${kept.join(', ')}.`, width, '  ')
      : []),
    ...removed.flatMap((path) => wrapTo(`${folder}/${path} was removed: it is no longer made.`, width, '  ')),
    ...(unchanged.length > 0 ? wrapTo(`${unchangedText(unchanged)}.`, width) : []),
    ...leftFiles(written, folder)
      .flatMap(({ says, fix }) => [
        ...wrapTo(`${says}.`, width, '  '),
        ...wrapTo(fix, width - 2).map((line) => `  ${line}`),
      ])
      .map((line) => theme.warn(line)),
  ]
}
