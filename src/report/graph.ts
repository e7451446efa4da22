/** The graph of the steps: as text with states, and as Mermaid. */
import type { MappedStep, StepState } from '../model/mapped-step.ts'
import { visible } from '../model/visible.ts'
import { wrap } from '../model/wrap.ts'

/** Each state with a mark that needs no colour, and a word. */
export const stateWords: Readonly<Record<StepState, { readonly mark: string; readonly word: string }>> = {
  here: { mark: '>', word: 'here' },
  done: { mark: 'x', word: 'done' },
  open: { mark: '!', word: 'open' },
  'rests-on': { mark: '~', word: 'done, unproven' },
  ahead: { mark: ' ', word: 'ahead' },
  'not-needed': { mark: '-', word: 'not needed' },
}

/** One line a step, then what each mark means. */
export function graphText(steps: readonly MappedStep[], columns: number): string {
  const width = Math.max(...steps.map(({ id }) => id.length))
  const lines = steps.map((step, index) => {
    const { mark, word } = stateWords[step.state]
    const more = (step.reason && visible(step.reason)) ?? (step.restsOn && `rests on ${step.restsOn.join(', ')}`)
    const head = `${String(index + 1).padStart(2)} [${mark}] ${step.id.padEnd(width)}  `
    const text = `${step.title}: ${word}${more === undefined ? '' : `, ${more}`}${afterWords(step, steps[index - 1])}`
    return head + wrap(text, columns - head.length).replaceAll('\n', `\n${' '.repeat(head.length)}`)
  })
  return `${lines.join('\n')}\n`
}

/** The order is told where it is not that of the list. */
const afterWords = ({ after }: MappedStep, previous: MappedStep | undefined): string =>
  after.length === 0 || (after.length === 1 && after[0] === previous?.id) ? '' : ` (after ${after.join(', ')})`

const classOf = (state: StepState): string => state.replace('-', '_')

/** A Mermaid flowchart (mermaid.js.org/syntax/flowchart.html); states are classes, and stand in the text as well. */
export function graphMermaid(steps: readonly MappedStep[]): string {
  return [
    'flowchart TD',
    ...steps.map(
      ({ id, title, state }) =>
        `  ${id}["${title.replaceAll('"', '#quot;')}<br/>${stateWords[state].word}"]:::${classOf(state)}`,
    ),
    ...steps.flatMap(({ id, after }) => after.map((earlier) => `  ${earlier} --> ${id}`)),
    '  classDef done fill:#d7f0d7,stroke:#2b7a2b,color:#000',
    '  classDef here fill:#fff3c4,stroke:#8a6d00,color:#000',
    '  classDef open fill:#fde2c8,stroke:#a65300,color:#000',
    '  classDef rests_on fill:#e8eef7,stroke:#3b5b92,color:#000',
    '  classDef not_needed fill:#eeeeee,stroke:#888888,color:#555',
    '  classDef ahead fill:#ffffff,stroke:#888888,color:#000',
    '',
  ].join('\n')
}
