/** Answers as people may give them, made from the decisions, so that a new decision is tested without a word here. */
import fc from 'fast-check'
import type { Decision } from '../../src/model/answer-kinds.ts'
import { type AnswerKey, type Answers, answerKeys, decisions, readAnswer, showAnswer } from '../../src/model/answers.ts'

/** Texts that YAML has a meaning of its own for, and some that it has not. */
export const trickyTexts: readonly string[] = [
  '',
  ' ',
  'no',
  'yes',
  'on',
  'y',
  'n',
  'true',
  'False',
  'null',
  'Null',
  '~',
  '007',
  '0x10',
  '0o17',
  '1e5',
  '1.5',
  '-7',
  '.5',
  '+1',
  '.inf',
  '.NaN',
  '4.20',
  '0:1',
  '1:a',
  '12:30:45',
  '2001-01-01',
  '1_000',
  '<<',
  '=',
  '- a',
  '-',
  '? a',
  '?',
  ': a',
  ':',
  'a: b',
  'a:',
  'a:b',
  '# x',
  'a # b',
  'a #b',
  'a#b',
  '#',
  '&a',
  '*a',
  '!t',
  '!!str a',
  '|',
  '>-',
  '%x',
  '@x',
  '`x`',
  '---',
  '--- a',
  '...',
  '"',
  "'",
  '"a"',
  "'a'",
  '\'"',
  '\\',
  '\\n',
  '{a: b}',
  '{',
  '}',
  '[a]',
  ']',
  ',',
  'a, b',
  ' a',
  'a ',
  '  a  ',
  'none',
  './none',
  'Image',
  'xen/Image-6.1',
  'xen',
  '^x',
  '=x',
  '-x',
  '~x',
  'a b/c d',
  'guest1',
  'Guest_2',
  'serial0',
  'serial0:115200n8',
  '/soc/serial@9000000',
  'stdout-path',
  '/srv/xen/Image',
  '/a b/#c: d',
  '/~',
  'console=hvc0 root=/dev/vda2 rw',
  'a="b c" d=\'e\'',
  'dom0_max_vcpus=2,sched=credit2',
  'é',
  '日本語.dtb',
  '😀',
  'a\u200db',
  '\u202eabc',
  '\u00a0x\u00a0',
  'a\u2028b',
  '\ufeffx',
  '\ue000',
  '\u{10ffff}',
  'x'.repeat(200),
  'x y '.repeat(30).trim(),
]

/** A text that the decision of a key takes. */
export function validText(key: AnswerKey): fc.Arbitrary<string> {
  const decision: Decision<unknown> = decisions[key]
  if (decision.values) return fc.constantFrom(...decision.values)
  const takes = (text: string): boolean => !/\p{Cs}/u.test(text) && readAnswer(key, text).ok
  const known = [...trickyTexts, ...examples].filter(takes)
  const made =
    decision.pattern && !lookaround.test(decision.pattern)
      ? fc.stringMatching(new RegExp(decision.pattern), { maxLength: 40 })
      : candidates[decision.kind]
  // Never a filter: one that hardly any text passes makes the test run for ever.
  const stand = known[0] ?? fc.sample(made, { numRuns: 1000, seed: 1 }).find(takes)
  if (stand === undefined)
    throw new Error(`no text was found that ${key} takes; give it an example in valid-answers.ts`)
  return fc.oneof(
    fc.constantFrom(stand, ...known),
    made.map((text) => (takes(text) ? text : stand)),
  )
}

/** What fast-check makes no texts for. */
const lookaround = /\(\?<?[!=]/

const examples = ['1', '2', '128', '768M', '0x40000000', '64']

const candidates: Readonly<Record<Decision<unknown>['kind'], fc.Arbitrary<string>>> = {
  choice: fc.constant(''),
  text: fc.string({ unit: 'grapheme-ascii', maxLength: 60 }),
  path: fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' })),
  size: fc.oneof(
    fc
      .tuple(fc.integer({ min: 1, max: 16384 }), fc.constantFrom('M', 'G', 'm', 'g', 'MB', 'MiB', 'GiB', ' MiB', ' GB'))
      .map(([count, unit]) => `${count}${unit}`),
    fc.constantFrom('1.5G', '0.25 GiB', '1T', '16T', '1048576K', '0001G'),
  ),
  count: fc.integer({ min: 0, max: 200 }).map(String),
  address: fc.oneof(
    fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }).map((value) => `0x${value.toString(16)}`),
    fc.constantFrom('0x000F', '0x0', '0xABCDEF'),
  ),
}

function valueOf(key: AnswerKey): fc.Arbitrary<unknown> {
  return validText(key).map((text) => {
    const reading = readAnswer(key, text)
    if (!reading.ok) throw new Error(`${key} does not take ${JSON.stringify(text)}`)
    return reading.value
  })
}

/** Valid answers: any keys, any values that the decisions take and a file can hold. */
export const validAnswers: fc.Arbitrary<Answers> = fc.record(
  Object.fromEntries(answerKeys.map((key) => [key, valueOf(key)])),
  { requiredKeys: [] },
) as fc.Arbitrary<Answers>

/** Answers in a form that compares and prints well. */
export const shown = (answers: Answers): Readonly<Record<string, string>> =>
  Object.fromEntries(
    answerKeys.flatMap((key) => (answers[key] === undefined ? [] : [[key, showAnswer(key, answers[key])]])),
  )
