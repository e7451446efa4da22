/**
 * What is told in lines, one after the other, where nothing can be redrawn: map, hints, findings, commands, the
 * checklist.
 */
import type {
  BringUpScreen,
  ClashScreen,
  QuestionScreen,
  ReviewScreen,
  Screen,
  ShownFinding,
} from '../engine/screen.ts'
import { checkText } from '../model/finding-text.ts'
import { memoryMapText } from '../model/memory-map.ts'
import { doneLines, leftFiles, nextLines } from '../model/write-report.ts'

const states = {
  here: 'here',
  done: 'done',
  open: 'still open',
  'rests-on': 'done, resting on something unproven',
  ahead: 'ahead',
  'not-needed': 'not needed',
} as const

/** Where commands are typed, in words; a place that is none of these is called as it is. */
export const formatPlace = (where: string): string => places[where] ?? where

const places: Readonly<Record<string, string>> = {
  host: 'on your machine',
  'u-boot': "at U-Boot's prompt",
  linux: 'in Linux on the board',
  dom0: 'in dom0, as root',
}

/** Each step with its state in words. */
export const formatMap = (screen: Screen): readonly string[] =>
  screen.map.map(
    ({ title, state, reason, minutes }, index) =>
      `${index + 1}. ${title}: ${states[state]}${reason === undefined ? '' : ` (${reason})`}${minutes !== undefined && (state === 'ahead' || state === 'here') ? `, about ${minutes} min` : ''}`,
  )

/** The questions that can be gone to, with their answers. */
export const formatPlaces = (screen: Screen): readonly { readonly key: string; readonly text: string }[] => [
  ...screen.map.flatMap(({ questions }) =>
    questions
      .filter(({ isOpen }) => !isOpen)
      .map(({ key, title, answer }) => ({
        key,
        text: `${title} ${answer === undefined ? '' : answer === '' ? '(nothing)' : answer}`.trimEnd(),
      })),
  ),
  ...(screen.kind === 'question' && screen.map.some(({ id, state }) => id === 'review' && state !== 'not-needed')
    ? [{ key: 'review', text: 'the review' }]
    : []),
  ...(screen.kind !== 'bring-up' && screen.map.some(({ canGo }) => canGo)
    ? [{ key: 'bring-up', text: 'the board, at its serial console' }]
    : []),
]

/** A finding in full. */
export const formatFinding = ({ severity, says, at, also, fix }: ShownFinding): string =>
  `${severity}: ${says}, at ${at}${also === undefined ? '' : `, against ${also}`}.${fix === undefined ? '' : ` ${fix}`}`

/** What was tried, in lines: findings, then the lines of artifacts that the answer makes. */
export function formatTried({ tried }: Screen): readonly string[] {
  if (!tried) return []
  if (tried.refusal !== undefined) return [`Would not be taken: ${tried.refusal}`]
  const lines = tried.files.flatMap(({ path, lines }) => {
    const own = lines.filter(({ isTouched }) => isTouched)
    return own.length === 0
      ? []
      : [
          `In ${path}:`,
          ...own.slice(0, 5).map(({ text }) => `    ${text.trim()}`),
          ...(own.length > 5 ? [`    and ${own.length - 5} more lines`] : []),
        ]
  })
  return [
    ...(tried.note === undefined ? [] : [tried.note]),
    ...(tried.unplanned === undefined ? [] : [tried.unplanned]),
    ...(tried.findings.length === 0 ? ['No finding so far.'] : tried.findings.map(formatFinding)),
    ...lines,
  ]
}

/** Findings, what could not be checked, and the memory map; ends with a newline. */
export const formatReview = ({ tried, answers }: ReviewScreen, columns: number): string =>
  `${checkText(tried, { columns, all: false })}${
    tried.memory ? `\n${memoryMapText(tried.memory, Math.min(columns, 100))}` : ''
  }\n${guessedText(answers)}${answers.length} answers; "xenup answers" lists them, and where each comes from.\n`

/** What nothing but a guess speaks for: what the user should look at before anything is written. */
const guessedText = (answers: ReviewScreen['answers']): string =>
  answers
    .filter(({ isGuess }) => isGuess)
    .map(({ title, text, origin }) => `${title} ${text === '' ? '(nothing)' : text}: ${origin}.\n`)
    .join('')

/** A file that clashes: both versions of each place. */
export const formatClash = ({ file, says, places }: ClashScreen): readonly string[] => [
  `${file} was edited by hand.`,
  says,
  ...places.flatMap(({ where, mine, new: next }, index) => [
    `${index + 1} of ${places.length}, ${where}. Mine:`,
    ...(mine.length === 0 ? ['    (no line)'] : mine.map((line) => `    ${line}`)),
    'New:',
    ...(next.length === 0 ? ['    (no line)'] : next.map((line) => `    ${line}`)),
  ]),
]

/** What was written and what was left, and how to go on. */
export const formatWritten = ({ written, folder }: BringUpScreen): readonly string[] => [
  ...doneLines(written, folder),
  ...leftFiles(written, folder).flatMap(({ says, fix }) => [says, `  ${fix}`]),
  '',
  ...nextLines(folder),
]

/** Tasks with their commands, which stand alone on their lines. */
export const formatTasks = (screen: Screen): readonly string[] =>
  'tasks' in screen && screen.tasks.length > 0
    ? screen.tasks.flatMap(({ id, title, where, commands, expects }) => [
        ...(commands.length > 0
          ? [`${title} (${formatPlace(where)}):`, ...commands]
          : [`${title}: "xenup explain ${'step' in screen ? screen.step.id : 'bring-up'}.${id}" tells how.`]),
        ...(expects.length > 0
          ? ['It should then show:', ...expects.map(({ line, proves }) => `${line}    (${proves})`)]
          : []),
      ])
    : ['This step has nothing to do away from the keyboard.']

/** How far a log came on the checklist; nothing before there is one. */
export function formatProgress({ expects }: BringUpScreen): string | undefined {
  if (!expects.some(({ seen }) => seen !== undefined)) return undefined
  const last = expects.findLastIndex(({ seen }) => seen)
  const next = expects.slice(last + 1)[0]
  const count = `${expects.filter(({ seen }) => seen).length} of ${expects.length} lines were seen`
  return next
    ? `${count}; after ${last < 0 ? 'nothing' : `"${expects[last]!.line}"`} there should have come "${next.line}".`
    : `${count}, and the last of them is there.`
}

/** The checklist of the console. */
export const formatChecklist = (screen: BringUpScreen): readonly string[] =>
  [
    formatProgress(screen) ?? [],
    screen.expects.map(
      ({ stage, line, proves, seen }, index) =>
        `${index + 1}. ${stage}: ${line} (${proves})${seen === undefined ? '' : seen ? ', seen' : ', NOT seen'}`,
    ),
  ].flat()

/** What was tried before. */
export const formatTries = ({ tries }: BringUpScreen): readonly string[] =>
  tries.length === 0 ? [] : ['Tried so far:', ...tries.slice(-3)]

/** What Enter would answer, for those who ask what would follow. */
export const suggested = (screen: QuestionScreen): string => screen.suggestion?.text ?? ''
