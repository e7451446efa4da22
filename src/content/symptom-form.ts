/** How a symptom's page is written. */
import { readAdvised } from '../model/advised-answer.ts'
import { readLinePattern } from '../model/line-pattern.ts'
import { likelihoods, symptomKinds, symptomStages } from '../model/symptom.ts'
import { type Form, type FormProblem, fits, list, mapping, oneOf, text } from './form.ts'
import type { ParsedPage } from './parse.ts'
import { sureSection } from './symptom-page.ts'

/** The sections of a symptom's page, in this order. */
export const symptomSections = [sureSection, 'How to fix it', 'Example', 'Sources'] as const

/** Shorter texts stand in too many lines that have nothing to do with them. */
const shortestLiteral = 4

const pattern: Form = (value, path) => {
  if (typeof value !== 'string') return [{ path, says: 'has a pattern that is not a text' }]
  const read = readLinePattern(value)
  if (typeof read === 'string') return [{ path, says: `has the pattern ${value}, which ${read}` }]
  return read.literals.length > 0 && read.literals.every(({ length }) => length >= shortestLiteral)
    ? []
    : [{ path, says: `has the pattern ${value}, of which no ${shortestLiteral} characters are fixed` }]
}

const change: Form = fits(
  (value) => readAdvised(String(value)) !== undefined,
  'an answer that can be given: key=value, or of a size key>=value or key<=value',
)

const form = mapping({
  title: text,
  summary: text,
  stage: oneOf(...symptomStages),
  kind: oneOf(...symptomKinds),
  'patterns?': list(pattern),
  'with?': list(pattern),
  'without?': list(pattern),
  'disproof?': list(pattern),
  'reached?': list(text),
  'missing?': list(text),
  'under?': oneOf('xen', 'machine'),
  'follows?': list(text),
  'checks?': list(text),
  'unchecked?': text,
  'also?': list(text),
  'likely?': oneOf(...likelihoods),
  fix: text,
  'set?': change,
  step: text,
  'releases?': text,
})

/** What can be said of a symptom's page without knowing any other. */
export function symptomProblems(page: ParsedPage): readonly FormProblem[] {
  return [
    ...form(page.attributes, []).map(({ path, says }) => ({ line: page.lineOf(path), says })),
    ...placeholderFaults(page),
    ...conditionFaults(page),
  ]
}

/** What a sentence names, every pattern must hold. */
function placeholderFaults(page: ParsedPage): readonly FormProblem[] {
  const { patterns } = page.attributes
  const groups = (Array.isArray(patterns) ? patterns : []).map((source: unknown) => {
    const read = readLinePattern(String(source))
    return typeof read === 'string' ? [] : read.groups
  })
  return (['summary', 'fix'] as const).flatMap((key) =>
    [...String(page.attributes[key] ?? '').matchAll(/(?<!\$)\{(\w+)\}/g)].flatMap(([, name = '']) =>
      groups.length > 0 && groups.every((one) => one.includes(name))
        ? []
        : [{ line: page.lineOf([key]), says: `names {${name}} in its ${key}, which not every pattern has as a group` }],
    ),
  )
}

function conditionFaults(page: ParsedPage): readonly FormProblem[] {
  const { kind, patterns, reached, likely } = page.attributes
  const at = (key: string, says: string): FormProblem => ({ line: page.lineOf([key]), says })
  return [
    ...(patterns === undefined && reached === undefined
      ? [at('kind', 'tells by nothing: give it patterns, or what a boot reached')]
      : []),
    ...(kind === 'silence' && likely === undefined ? [at('kind', 'is a silence and lacks likely')] : []),
  ]
}
