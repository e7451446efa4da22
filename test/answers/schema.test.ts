import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { newAnswersText } from '../../src/answers/document.ts'
import { split } from '../../src/answers/keys.ts'
import { readAnswersFile } from '../../src/answers/read.ts'
import { answersSchema } from '../../src/answers/schema.ts'
import { schemaText } from '../../src/answers/schema-text.ts'
import { type AnswerKey, answerKeys, decisions } from '../../src/model/answers.ts'
import { usersFile } from './users-file.ts'
import { validAnswers, validText } from './valid-answers.ts'

type Schema = Readonly<Record<string, unknown>>

const passive = ['$schema', 'title', 'description']

/** As much of JSON Schema as ours uses; a word that is not here fails, so that none is left unchecked. */
const rules: Readonly<Record<string, (value: unknown, rule: never, schema: Schema) => boolean>> = {
  type: (value, types: string | readonly string[]) => [types].flat().some((type) => typesOf(value).includes(type)),
  enum: (value, values: readonly unknown[]) => values.includes(value),
  pattern: (value, pattern: string) => typeof value !== 'string' || new RegExp(pattern, 'u').test(value),
  minLength: (value, least: number) => typeof value !== 'string' || [...value].length >= least,
  minimum: (value, least: number) => typeof value !== 'number' || value >= least,
  maximum: (value, most: number) => typeof value !== 'number' || value <= most,
  anyOf: (value, schemas: readonly Schema[]) => schemas.some((schema) => accepts(schema, value)),
  required: (value, keys: readonly string[]) => keys.every((key) => Object.hasOwn(value as object, key)),
  properties: (value, schemas: Readonly<Record<string, Schema>>) =>
    Object.entries(value as object).every(
      ([key, inner]) => !Object.hasOwn(schemas, key) || accepts(schemas[key]!, inner),
    ),
  additionalProperties: (value, allowed: boolean, schema) =>
    allowed || Object.keys(value as object).every((key) => Object.hasOwn(schema['properties'] as object, key)),
}

function accepts(schema: Schema, value: unknown): boolean {
  return Object.entries(schema)
    .filter(([word]) => !passive.includes(word))
    .every(([word, rule]) => {
      const holds = rules[word]
      if (!holds) throw new Error(`the test does not know ${word}`)
      return holds(value, rule as never, schema)
    })
}

function typesOf(value: unknown): readonly string[] {
  if (typeof value === 'number') return Number.isInteger(value) ? ['number', 'integer'] : ['number']
  return [value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value]
}

/** What an editor sees of a file: the values that YAML 1.2 makes of it. */
const seen = (text: string): unknown => parse(text.replace(/^\ufeff/, ''), { version: '1.2' })

const schema = answersSchema()

describe('the schema', () => {
  it('takes every file that the program writes', () => {
    fc.assert(
      fc.property(validAnswers, (answers) => accepts(schema, seen(newAnswersText(answers)))),
      { numRuns: 60 },
    )
  })

  it('takes every file of a user that the program takes', () => {
    fc.assert(
      fc.property(usersFile, ({ text }) => accepts(schema, seen(text))),
      { numRuns: 60 },
    )
  })

  it('takes a value without quotes, whatever YAML makes of it', () => {
    for (const key of answerKeys) {
      fc.assert(
        fc.property(validText(key), (text) => {
          const { step, name } = split(key)
          const file = `xenup: 2\n${step}:\n  ${name}: ${text}\n`
          expect(!taken(file) || accepts(schema, seen(file)), `${key} ${JSON.stringify(text)}`).toBe(true)
        }),
        { numRuns: 40 },
      )
    }
  })

  it('refuses in the editor what the program refuses: other steps, keys, choices, sizes and counts', () => {
    for (const file of [
      'goal: {target: qemu}',
      'xenup: 3',
      'xenup: 2\nfoo: {}',
      'xenup: 2\ngoal: {foo: 1}',
      'xenup: 2\ngoal: {target: xen}',
      'xenup: 2\ngoal: qemu',
      'xenup: 2\ngoal:',
      'xenup: 2\nguest: {memory: 512}',
      'xenup: 2\nguest: {memory: null}',
      'xenup: 2\nguest: {vcpus: 0}',
      'xenup: 2\nguest: {vcpus: 129}',
      'xenup: 2\nguest: {vcpus: 1.5}',
      'xenup: 2\nboot-media: {xen-address: here}',
      'xenup: 2\nboot-media: {xen-name: ../x}',
      'xenup: 2\nboot-media: {partition: 1}',
      'xenup: 2\nguest: {kernel-file: ""}',
      'xenup: 2\nguest: {name: [a]}',
    ]) {
      expect(taken(file), file).toBe(false)
      expect(accepts(schema, seen(file)), file).toBe(false)
    }
  })

  it('describes every answer in the words of its decision', () => {
    for (const key of answerKeys as readonly AnswerKey[]) {
      const { step, name } = split(key)
      expect(schema).toHaveProperty(['properties', step, 'properties', name, 'description'], decisions[key].about)
    }
  })

  it('is draft-07, which editors know, and one JSON document', () => {
    expect(JSON.parse(schemaText())).toEqual(schema)
    expect(schema).toHaveProperty('$schema', 'http://json-schema.org/draft-07/schema#')
    expect(schemaText().endsWith('}\n')).toBe(true)
  })
})

function taken(file: string): boolean {
  try {
    readAnswersFile(file, 'a.yaml')
    return true
  } catch {
    return false
  }
}
