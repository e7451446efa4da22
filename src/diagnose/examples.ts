/** The examples on symptom pages are their tests: each is diagnosed, and must come to its page and to no other. */
import type { PageProblem } from '../model/page.ts'
import { followsFrom, type Symptom } from '../model/symptom.ts'
import { diagnose } from './diagnose.ts'
import { LogReader } from './evidence.ts'
import type { Told } from './told.ts'

/** An excerpt of a log on a page. */
export interface Example {
  readonly symptom: Symptom
  /** The page, and the line in which the excerpt begins. */
  readonly file: string
  readonly line: number
  readonly log: string
  /** Symptoms that its lines are as well, as the page says. */
  readonly also: readonly string[]
}

/** What is wrong with the examples of pages, and the pages without one. */
export function exampleFaults(symptoms: readonly Symptom[], examples: readonly Example[]): readonly PageProblem[] {
  return [
    ...symptoms
      .filter((symptom) => !examples.some((one) => one.symptom === symptom))
      .map(({ id }) => ({
        file: `content/symptoms/${id}.md`,
        line: 1,
        says: 'has no example of a log: show the lines in a ```log fence under ## Example',
      })),
    ...examples.flatMap((example) =>
      faultsOf(example, symptoms).map((says) => ({ file: example.file, line: example.line, says })),
    ),
  ]
}

function faultsOf({ symptom, log, also }: Example, symptoms: readonly Symptom[]): readonly string[] {
  const reader = new LogReader(symptoms)
  reader.push(Buffer.from(log))
  const judged = diagnose(reader.end(), { symptoms, started: reader.started })
  if (!judged) return ['has an example in which nothing is recognised']
  const { causes, noticed, harmless } = judged.counts
  const told: readonly Told[] = [...causes.flatMap((cause) => [cause, ...cause.echoes]), ...noticed, ...harmless]
  const isShown = told.some((one) => one.symptom === symptom)
  const others = told.filter(
    (one) =>
      one.symptom !== symptom &&
      one.symptom.kind !== 'silence' &&
      one.symptom.kind !== 'consequence' &&
      !also.includes(one.symptom.id) &&
      !followsFrom(one.symptom, symptom) &&
      !followsFrom(symptom, one.symptom),
  )
  const first = causes[0]?.symptom
  return [
    ...(isShown ? [] : ['has an example that its own page does not recognise']),
    ...(isShown && symptom.kind === 'cause' && first !== symptom && !also.includes(first?.id ?? '')
      ? [`has an example of which ${first ? `the cause is ${first.id}` : 'no cause comes out'}`]
      : []),
    ...others.map(
      (one) => `has an example that is ${one.symptom.id} too: name it under also, or make the patterns differ`,
    ),
  ]
}
