/**
 * The JSON Schema of the answers file, made from the decisions, for editors: completion, hints, red underlines.
 *
 * Draft-07, the newest that yaml-language-server takes. It may allow a little more than the reader does, never less:
 * an editor sees the value that YAML makes of a plain text (4.20 is the number 4.2), we read the text.
 */

import { currentVersion } from '../model/answer-forms.ts'
import type { Decision } from '../model/answer-kinds.ts'
import { type AnswerKey, decisions } from '../model/answers.ts'
import { keyOf, namesOf, steps, versionKey } from './keys.ts'

type Schema = Readonly<Record<string, unknown>>

/** The schema, as JSON would have it. */
export function answersSchema(): Schema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Answers of xenup',
    ...map({
      [versionKey]: { description: 'the version of this file', enum: [currentVersion, String(currentVersion)] },
      ...Object.fromEntries(steps.map((step) => [step, stepSchema(step)])),
    }),
    required: [versionKey],
  }
}

const map = (properties: Schema): Schema => ({ type: 'object', additionalProperties: false, properties })

function stepSchema(step: string): Schema {
  const answers = namesOf(step).map((name) => [name, answerSchema(decisions[keyOf(step, name) as AnswerKey])])
  return { description: `the answers of the step ${step}`, ...map(Object.fromEntries(answers)) }
}

function answerSchema(decision: Decision<unknown>): Schema {
  const { about: description, kind, values, others = [], pattern } = decision
  if (values) return { description, enum: [...new Set([...values, ...others].flatMap(asYaml))] }
  const text = { type: 'string', ...(pattern ? { pattern } : decision.read('').ok ? {} : { minLength: 1 }) }
  if (kind === 'count') return { description, anyOf: [{ type: 'integer', ...boundsOf(decision) }, text] }
  if (kind === 'address') return { description, anyOf: [{ type: 'integer', minimum: 0 }, text] }
  const types = ['string', ...typesOf(decision)]
  return { description, ...text, type: types.length > 1 ? types : 'string' }
}

/** A valid value, and what YAML makes of it without quotes. */
function asYaml(value: string): readonly (string | number | boolean)[] {
  if (/^\d+(\.\d+)?$/.test(value)) return [value, Number(value)]
  return value === 'true' || value === 'false' ? [value, value === 'true'] : [value]
}

/** What YAML can make of a plain text that the decision takes: a file named 007 is a number to an editor. */
function typesOf({ read }: Decision<unknown>): readonly string[] {
  const number = ['7', '1.5', '1e5', '0x1f', '-7', '.5'].some((text) => read(text).ok)
  return [...(number ? ['number'] : []), ...(read('true').ok ? ['boolean'] : [])]
}

/** The smallest and the largest count that the decision takes: asked of it, so that the two cannot differ. */
function boundsOf({ read }: Decision<unknown>): Schema {
  const takes = (count: number): boolean => read(String(count)).ok
  let minimum = 0
  while (!takes(minimum)) minimum++
  let [maximum, beyond] = [minimum, 1_000_000]
  while (beyond - maximum > 1) {
    const middle = Math.floor((maximum + beyond) / 2)
    if (takes(middle)) maximum = middle
    else beyond = middle
  }
  return { minimum, maximum }
}
