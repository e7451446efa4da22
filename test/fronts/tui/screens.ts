/** Screens for tables: each whole, with what a row is about put in. */
import type {
  BringUpScreen,
  QuestionScreen,
  ReviewScreen,
  Screen,
  ShownFile,
  ShownFinding,
  ShownStep,
  ShownTask,
  Tried,
} from '../../../src/engine/screen.ts'
import type { Key, KeyName } from '../../../src/fronts/tui/keys.ts'
import type { Place } from '../../../src/fronts/tui/place.ts'
import { type Theme, themeOf } from '../../../src/fronts/tui/theme.ts'
import { begin, type Ui } from '../../../src/fronts/tui/ui.ts'
import { nothingWritten } from '../../../src/model/write-report.ts'

/** What was tried, of which nothing came. */
export const tried = (more: Partial<Tried> = {}): Tried => ({
  completions: [],
  findings: [],
  passed: [],
  notChecked: [],
  files: [],
  ...more,
})

/** A question that is answered with a text. */
export const question = (more: Partial<QuestionScreen> = {}): QuestionScreen => ({
  kind: 'question',
  step: { id: 'guest', title: 'The first guest', number: 11, of: 13 },
  key: 'guest.name',
  title: 'What is the guest called?',
  purpose: 'The name that `xl` shows.',
  answerKind: 'text',
  form: 'text',
  offers: [],
  mayBeEmpty: false,
  found: [],
  isExplaining: false,
  hints: ['a nudge', 'how to find out', 'guest1'],
  usedBy: [],
  tasks: [],
  isGate: false,
  isLog: false,
  map: [],
  ...more,
})

/** A question with a list of three, the second suggested. */
export const list = (more: Partial<QuestionScreen> = {}): QuestionScreen =>
  question({
    answerKind: 'choice',
    offers: [
      { text: 'one', label: 'the first' },
      { text: 'two', label: 'the second' },
      { text: 'three', label: 'the third' },
    ],
    suggestion: { text: 'two', because: 'it is in the middle' },
    ...more,
  })

export const review = (more: Partial<ReviewScreen> = {}): ReviewScreen => ({
  kind: 'review',
  answers: [],
  tried: tried(),
  folder: 'out',
  actions: [
    { text: 'write 2 files to out', does: { kind: 'write' } },
    { text: 'go back', does: { kind: 'back' } },
    { text: 'leave', does: { kind: 'leave' } },
  ],
  isExplaining: false,
  map: [],
  ...more,
})

export const bringUp = (more: Partial<BringUpScreen> = {}): BringUpScreen => ({
  kind: 'bring-up',
  tries: [],
  written: nothingWritten,
  folder: 'out',
  actions: [
    { text: 'leave', does: { kind: 'leave' } },
    { text: 'name a log', does: { kind: 'type', what: 'log', prompt: 'Which file?' } },
    { text: 'rehearse', does: { kind: 'type', what: 'parts', prompt: 'Which folder?' } },
    { text: 'back', does: { kind: 'back' } },
  ],
  tasks: [],
  expects: [],
  isExplaining: false,
  map: [],
  ...more,
})

export const task = (more: Partial<ShownTask> = {}): ShownTask => ({
  id: 'ask',
  title: 'Ask U-Boot what it is',
  where: 'u-boot',
  commands: ['bdinfo', 'printenv'],
  expects: [],
  ...more,
})

export const finding = (more: Partial<ShownFinding> = {}): ShownFinding => ({
  rule: 'overlap',
  severity: 'error',
  says: 'Xen lies on the kernel',
  at: 'xen',
  isNew: true,
  ...more,
})

/** An artifact from lines: `*` is touched by the answer, `+` and `-` are against the disk. */
export const file = (path: string, ...lines: readonly string[]): ShownFile => ({
  path,
  state: '',
  lines: lines.map((line) => ({
    text: line.slice(1),
    isTouched: line[0] === '*',
    against: line[0] === '+' || line[0] === '-' ? line[0] : ' ',
  })),
})

export const step = (id: string, more: Partial<ShownStep> = {}): ShownStep => ({
  id,
  title: `Step ${id}`,
  state: 'ahead',
  questions: [],
  ...more,
})

/** A map of three steps: done, open here, ahead. */
export const steps: readonly ShownStep[] = [
  step('goal', {
    state: 'done',
    questions: [
      { key: 'goal.target', title: 'Where is Xen to run?', answer: 'qemu', isOpen: false },
      { key: 'goal.arch', title: 'Which Arm?', answer: 'arm64', isOpen: false },
    ],
  }),
  step('guest', {
    state: 'here',
    minutes: 10,
    questions: [
      { key: 'guest.name', title: 'What is the guest called?', answer: 'web', isOpen: true },
      { key: 'guest.memory', title: 'How much memory?', answer: '', isOpen: false },
    ],
  }),
  step('review', { minutes: 20 }),
]

/** The state with which a screen begins, with what a row is about. */
export const at = (screen: Screen, more: Partial<Ui> = {}): Ui => ({ ...begin(screen), ...more })

/** Keys by their names, `ctrl-c`, `alt-m`, `paste:text`; anything else of one character is typed. */
export function key(name: string): Key {
  const [, modifier, text] = /^(ctrl|alt)-(.)$/.exec(name) ?? []
  if (text !== undefined) return { name: 'text', text, ...(modifier === 'ctrl' ? { ctrl: true } : { alt: true }) }
  if (name.startsWith('paste:')) return { name: 'paste', text: name.slice('paste:'.length) }
  return [...name].length === 1 ? { name: 'text', text: name } : { name: name as KeyName }
}

/** A theme that shows what it paints: `b(bold)`, `q(quiet)`, `!(alarm)`, `w(warning)`, `g(good)`, `a(accent)`, `[chosen]`. */
export const theme: Theme = {
  ...themeOf({ color: true, isUtf8: false }),
  strong: (text) => `b(${text})`,
  quiet: (text) => `q(${text})`,
  alarm: (text) => `!(${text})`,
  warn: (text) => `w(${text})`,
  good: (text) => `g(${text})`,
  accent: (text) => `a(${text})`,
  chosen: (text) => `[${text}]`,
}

/** A place alone on a screen of 40 columns, whose pages are drawn as they are. */
export const place = (more: Partial<Place> = {}): Place => ({
  width: 40,
  height: 20,
  theme,
  isAlone: true,
  page: (markdown) => markdown.split('\n'),
  ...more,
})

/** Lines as one text, for comparing. */
export const text = (lines: readonly string[]): string => lines.join('\n')
