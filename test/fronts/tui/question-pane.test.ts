/** A question as it is drawn; `<3>` stands for the list or field, with the most lines that it may take. */
import { describe, expect, test } from 'vitest'
import type { QuestionScreen } from '../../../src/engine/screen.ts'
import { questionParts } from '../../../src/fronts/tui/panes/question-pane.tsx'
import type { Ui } from '../../../src/fronts/tui/ui.ts'
import { at, file, finding, list, place, question, task, text, tried } from './screens.ts'

function shown(screen: QuestionScreen, ui: Partial<Ui> = {}, more: Parameters<typeof place>[0] = {}): string {
  const { above, most, below } = questionParts({ ui: at(screen, ui), screen, place: place(more) })
  return text([...above, `<${most}>`, ...below])
}

const typed = (words: string): Partial<Ui> => ({ field: { text: words, cursor: words.length }, isTouched: true })
const suggestion = { text: 'web', because: 'it is short' }
const page = '**What it is.** The name.\n\n**Why.** Because.\n\n**How.** So.\nAnd so.\nAnd so on.'

describe('a question', () => {
  test('has its title, what it is for, and why something is suggested', () => {
    expect(shown(question({ suggestion }))).toMatchInlineSnapshot(`
      "b(What is the guest called?)

      The name that a(xl) shows.

      <15>
      q(Enter takes web, because it is short.)"
    `)
  })
  test('with a list says what is suggested, apart from the list', () => {
    expect(shown(list())).toMatchInlineSnapshot(`
      "b(What is the guest called?)

      The name that a(xl) shows.

      <10>

      q(Suggested: two, because it is in the)
      q(middle.)"
    `)
    expect(shown(list(), {}, { height: 12 })).toMatchInlineSnapshot(`
      "b(What is the guest called?)

      The name that a(xl) shows.

      <7>
      q(Suggested: two, because it is in the)
      q(middle.)"
    `)
  })
  test('keeps a short reason apart from the list, too', () => {
    const { below } = questionParts({
      ui: at(list()),
      screen: list({ suggestion: { text: 'two', because: 'so' } }),
      place: place(),
    })
    expect(below).toEqual(['', 'q(Suggested: two, because so.)'])
  })
  test('names a suggestion of nothing', () => {
    expect(shown(question({ suggestion: { text: '', because: 'none is needed' } }))).toMatchInlineSnapshot(`
      "b(What is the guest called?)

      The name that a(xl) shows.

      <14>
      q(Enter takes nothing, because none is)
      q(needed.)"
    `)
    expect(
      shown(list({ suggestion: { text: '', because: 'none is needed' }, offers: [{ text: '', label: '' }] })),
    ).toMatchInlineSnapshot(`
      "b(What is the guest called?)

      The name that a(xl) shows.

      <10>

      q(Suggested: nothing, because none is)
      q(needed.)"
    `)
  })
  test('does not say why while something else is typed', () => {
    expect(shown(question({ suggestion }), typed('x'))).toMatchInlineSnapshot(`
      "b(What is the guest called?)

      The name that a(xl) shows.

      <16>"
    `)
  })
  test('has its code in colour, on more than one line, and in backticks where there are no colours', () => {
    const purpose = 'The name that `xl list and all the others` show.'
    expect(shown(question({ purpose }))).toMatchInlineSnapshot(`
      "b(What is the guest called?)

      The name that a(xl list and all the)
      a(others) show.

      <15>"
    `)
    expect(shown(question({ purpose }), {}, { theme: { ...place().theme, color: false } })).toMatchInlineSnapshot(`
      "b(What is the guest called?)

      The name that \`xl list and all the
      others\` show.

      <15>"
    `)
  })
  test('shows what the last answer came to first: the file, the refusal, a word, the findings', () => {
    const screen = question({
      note: 'a device tree\nof a board',
      refusal: 'no unit',
      found: [finding({ fix: 'Move it.' })],
    })
    expect(shown(screen, { says: 'no file goes on like that' })).toMatchInlineSnapshot(`
      "b(What is the guest called?)
      g(a device tree)
      g(of a board)
      !(Not taken: no unit)
      w(no file goes on like that)
      !(error: Xen lies on the kernel.)
        Move it.

      The name that a(xl) shows.

      <12>"
    `)
  })
  test('shows what the answer would do: what the file is, new findings, two lines that it makes', () => {
    const findings = [finding({ severity: 'warning', fix: 'Take less.' }), finding({ says: 'old', isNew: false })]
    const files = [file('boot.cmd', ' a', '*b web', '*c web', '*d web')]
    const screen = question({ suggestion, tried: tried({ text: 'web', note: 'It is a kernel.', findings, files }) })
    expect(shown(screen)).toMatchInlineSnapshot(`
      "b(What is the guest called?)

      The name that a(xl) shows.

      <13>
      q(Enter takes web, because it is short.)
      g(It is a kernel.)
      w(warning: Xen lies on the kernel.)
        Take less.
      q(In boot.cmd:)
      a(  b web)
      a(  c web)"
    `)
    expect(shown(screen, {}, { isAlone: false })).toMatchInlineSnapshot(`
      "b(What is the guest called?)

      The name that a(xl) shows.

      <13>
      q(Enter takes web, because it is short.)
      g(It is a kernel.)
      w(warning: Xen lies on the kernel.)
        Take less."
    `)
    expect(shown(screen, typed('db'))).toMatchInlineSnapshot(`
      "b(What is the guest called?)

      The name that a(xl) shows.

      <16>"
    `)
  })
  test('shows no lines that no answer makes', () => {
    expect(
      shown(question({ suggestion, tried: tried({ text: 'web', files: [file('a', ' x')] }) })),
    ).toMatchInlineSnapshot(`
      "b(What is the guest called?)

      The name that a(xl) shows.

      <15>
      q(Enter takes web, because it is short.)"
    `)
  })
  test('shows that what is typed would not be taken, once it is typed', () => {
    const screen = question({ suggestion, tried: tried({ text: 'x', refusal: 'no' }) })
    expect(shown(screen, typed('x'))).toMatchInlineSnapshot(`
      "b(What is the guest called?)

      The name that a(xl) shows.

      <15>
      w(Would not be taken: no)"
    `)
    expect(shown(question({ suggestion, tried: tried({ text: 'web', refusal: 'no' }) }))).toMatchInlineSnapshot(`
      "b(What is the guest called?)

      The name that a(xl) shows.

      <15>
      q(Enter takes web, because it is short.)"
    `)
    expect(shown({ ...screen, refusal: 'no' }, typed('x'))).toMatchInlineSnapshot(`
      "b(What is the guest called?)
      !(Not taken: no)

      The name that a(xl) shows.

      <15>"
    `)
  })
  test('shows that what the cursor is on would not be taken', () => {
    expect(shown(list({ tried: tried({ text: 'two', refusal: 'no' }) }))).toMatchInlineSnapshot(`
      "b(What is the guest called?)

      The name that a(xl) shows.

      <10>

      q(Suggested: two, because it is in the)
      q(middle.)
      w(Would not be taken: no)"
    `)
  })
  test('has its page below, without what stands above it', () => {
    expect(shown(question({ page }))).toMatchInlineSnapshot(`
      "b(What is the guest called?)

      The name that a(xl) shows.

      <16>
      q(----------------------------------------)
      **Why.** Because.

      **How.** So.
      And so.
      And so on.
      "
    `)
    expect(shown(question({ page }), {}, { height: 11 })).toMatchInlineSnapshot(`
      "b(What is the guest called?)

      The name that a(xl) shows.

      <10>
      q(----------------------------------------)
      **Why.** Because.

      **How.** So.
      q(v Page Down reads on, ? shows it whole)"
    `)
    expect(shown(question({ page }), { tops: { ask: 1 } }, { height: 11 })).toMatchInlineSnapshot(`
      "b(What is the guest called?)

      The name that a(xl) shows.

      <10>
      q(----------------------------------------)

      **How.** So.
      And so.
      q(v Page Down reads on, ? shows it whole)"
    `)
    expect(shown(question({ page }), {}, { height: 10 })).toMatchInlineSnapshot(`
      "b(What is the guest called?)

      The name that a(xl) shows.

      <9>"
    `)
  })
  test('has no page until that is drawn', () => {
    expect(shown(question({ page }), {}, { page: () => [] })).toMatchInlineSnapshot(`
      "b(What is the guest called?)

      The name that a(xl) shows.

      <16>"
    `)
  })
  test('that is a gate has what is to be done below, instead of the page', () => {
    const gate = list({
      isGate: true,
      page,
      tasks: [
        task(),
        task({ title: 'Wait', commands: [] }),
        task({ title: 'Say so', where: 'dom0', commands: ['echo 1\necho 2'] }),
      ],
    })
    expect(shown(gate)).toMatchInlineSnapshot(`
      "b(What is the guest called?)

      The name that a(xl) shows.

      <10>

      q(Suggested: two, because it is in the)
      q(middle.)
      q(----------------------------------------)
      b(Ask U-Boot what it is (at U-Boot's)
      b(prompt):)
      a(bdinfo)
      a(printenv)
      b(Say so (in dom0, as root):)
      a(echo 1)
      a(echo 2)
      q(c shows what the console should show; y~)"
    `)
    expect(shown(gate, {}, { height: 17 })).toMatchInlineSnapshot(`
      "b(What is the guest called?)

      The name that a(xl) shows.

      <10>

      q(Suggested: two, because it is in the)
      q(middle.)
      q(----------------------------------------)
      b(Ask U-Boot what it is (at U-Boot's)
      b(prompt):)
      a(bdinfo)
      a(printenv)
      b(Say so (in dom0, as root):)
      q(v c shows all, and what the console sho~)"
    `)
    expect(shown(gate, {}, { isAlone: false })).toMatchInlineSnapshot(`
      "b(What is the guest called?)

      The name that a(xl) shows.

      <10>

      q(Suggested: two, because it is in the)
      q(middle.)
      q(----------------------------------------)
      **Why.** Because.

      **How.** So.
      And so.
      And so on.
      "
    `)
    expect(shown(gate, {}, { height: 13 })).toMatchInlineSnapshot(`
      "b(What is the guest called?)

      The name that a(xl) shows.

      <8>
      q(Suggested: two, because it is in the)
      q(middle.)
      q(----------------------------------------)
      b(Ask U-Boot what it is (at U-Boot's)
      b(prompt):)
      q(v c shows all, and what the console sho~)"
    `)
  })
  test('that is a gate without commands has its page', () => {
    expect(shown(list({ isGate: true, page, tasks: [task({ commands: [] })] }))).toMatchInlineSnapshot(`
      "b(What is the guest called?)

      The name that a(xl) shows.

      <10>

      q(Suggested: two, because it is in the)
      q(middle.)
      q(----------------------------------------)
      **Why.** Because.

      **How.** So.
      And so.
      And so on.
      "
    `)
  })
  test('that is no gate has its page', () => {
    expect(shown(list({ page, tasks: [task()] }))).toMatchInlineSnapshot(`
      "b(What is the guest called?)

      The name that a(xl) shows.

      <10>

      q(Suggested: two, because it is in the)
      q(middle.)
      q(----------------------------------------)
      **Why.** Because.

      **How.** So.
      And so.
      And so on.
      "
    `)
  })
})

describe('a low screen', () => {
  const words = (count: number) => Array.from({ length: count }, (_, index) => `word${index}`).join(' ')
  const screen = list({
    suggestion: { text: 'two', because: words(30) },
    purpose: words(20),
    note: words(10),
    tried: tried({ text: 'two', findings: [finding({ says: words(40) })] }),
  })
  test.each([6, 8, 10, 13, 14, 18, 30])(
    'of %i lines has the list, then as much of the rest as there is room for',
    (height) => {
      const { above, most, below } = questionParts({ ui: at(screen), screen, place: place({ height }) })
      // Three lines are the list's.
      expect(above.length + 3 + below.length).toBeLessThanOrEqual(Math.max(height, 4))
      expect(most).toBeGreaterThanOrEqual(3)
      expect(text([...above, `<${most}>`, ...below])).toMatchSnapshot()
    },
  )
})
