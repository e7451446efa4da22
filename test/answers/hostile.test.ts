import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { setAnswers } from '../../src/answers/document.ts'
import { AnswersError } from '../../src/answers/problem.ts'
import { readAnswersBytes, readAnswersFile } from '../../src/answers/read.ts'
import { usersFile } from './users-file.ts'
import { shown, validAnswers } from './valid-answers.ts'

const MiB = 1 << 20

function refusal(text: string | Uint8Array): AnswersError {
  try {
    if (typeof text === 'string') readAnswersFile(text, 'a.yaml')
    else readAnswersBytes(text, 'a.yaml')
  } catch (error) {
    if (error instanceof AnswersError) return error
    throw error
  }
  throw new Error('it was taken')
}

/** Nothing that steers a terminal, and no half characters. */
const clean = /^[^\0-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\ud800-\udfff]*$/u

describe('a file that wants to harm', () => {
  it.each([
    ['brackets, 100 000 deep', '['.repeat(100_000)],
    ['braces over a megabyte', '{a: '.repeat(MiB / 4)],
    ['dashes over a megabyte', '- '.repeat(MiB / 2)],
    ['keys in keys on one line', 'a: '.repeat(MiB / 3)],
    ['a staircase', Array.from({ length: 1400 }, (_, level) => `${' '.repeat(level)}a:\n`).join('')],
    ['question marks', '? '.repeat(MiB / 2)],
    ['tabs in a block of text', `xenup: 2\nguest:\n  name: |-\n    web\n${' \t\n'.repeat(MiB / 4)}`],
  ])('%s, is refused before the parser goes down with it', (_, text) => {
    expect(refusal(text).message).toMatch(/nested more than 16 levels|too much in this file/)
  })

  it.each([
    ['closing brackets', ']'.repeat(MiB)],
    ['pairs of brackets', '[]'.repeat(MiB / 2)],
    ['quotes', '"'.repeat(MiB)],
    ['keys', Array.from({ length: MiB / 8 }, (_, index) => `k${index}:`).join('\n')],
    ['keys on one line', `{${'k,'.repeat(MiB / 4)}}`],
    ['anchors', `a: ${'&a '.repeat(MiB / 4)}`],
    ['documents', '---\n'.repeat(MiB / 4)],
    ['escapes', `a: "${'\\q'.repeat(MiB / 16)}"`],
    ['comments', '#\n'.repeat(MiB / 8)],
    ['empty lines', '\n'.repeat(MiB / 4)],
    ['NULs', '\0'.repeat(MiB)],
    ['lines of NULs', '\0\n'.repeat(MiB / 8)],
    ['one long value', `xenup: 2\nguest:\n  memory: ${'9'.repeat(MiB - 100)}G\n`],
    ['one long number', `xenup: 2\nguest:\n  memory: ${'9'.repeat(MiB - 100)}\n`],
    ['one long key', `xenup: 2\n"${'k'.repeat(MiB - 100)}": 1\n`],
  ])('a great deal of %s is refused in a sentence or a hundred', (_, text) => {
    const { message } = refusal(text)
    expect(message).toMatch(clean)
    expect(message.length).toBeLessThan(100 * 800)
  })

  it('a file above 1 MiB is refused unread', () => {
    const says = /^a\.yaml:1:1: the file has more than 1 MiB/
    expect(refusal('#'.repeat(MiB + 1)).message).toMatch(says)
    expect(refusal(new Uint8Array(MiB + 1)).message).toMatch(says)
  })

  it('laughs cannot be multiplied: an alias stands for one value', () => {
    const laughs = Array.from(
      { length: 30 },
      (_, level) => `l${level + 1}: &l${level + 1} [${Array(10).fill(`*l${level}`).join(', ')}]`,
    )
    const { faults } = refusal(['xenup: 2', 'l0: &l0 ha', ...laughs, 'guest:', '  name: *l30', ''].join('\n'))
    expect(faults.at(-1)).toMatchObject({ line: 34, says: expect.stringMatching(/^\*l30 stands for nothing/) })
    const aliases = refusal(
      `xenup: 2\nguest:\n  cmdline: &c ${'ha '.repeat(600)}ha\n  x: [${Array(1000).fill('*c').join(', ')}]\n`,
    )
    expect(aliases.faults).toHaveLength(1)
  })

  it.each([
    ['NUL', '\0', 'a NUL'],
    ['escape sequence', '\x1b', 'an escape character'],
    ['C1 control', '\x9b', 'the control character U+009B'],
    ['half character', '\ud800', 'the invisible character U+D800'],
    ['bell', '\x07', 'a bell'],
    ['lone carriage return', '\r', 'a carriage return without a newline'],
  ])('a %s is refused where it stands, and not shown', (_, character, named) => {
    const { faults, message } = refusal(`xenup: 2\nguest:\n  name: a${character}b\n  cmdline: ${character}[2J\n`)
    expect(faults).toEqual([
      { line: 3, column: 10, says: `there is ${named} here, which a text file cannot hold; remove it` },
      { line: 4, column: 12, says: `there is ${named} here, which a text file cannot hold; remove it` },
    ])
    expect(message).toMatch(clean)
  })

  it.each(['\\0', '\\e[2J', '\\x9b', '\\uD800', '\\n', '\\u202e'])('"%s" in quotes is not shown as it is', (escape) => {
    const { faults, message } = refusal(`xenup: 2\nguest:\n  name: "a${escape}"\n  cmdline: "${escape}"\n`)
    expect(faults.map(({ line, column }) => [line, column])).toEqual([
      [3, 9],
      [4, 12],
    ])
    expect(message).toMatch(clean)
  })

  it('half a character does not get in through an escape: it could not be saved', () => {
    expect(refusal('xenup: 2\nguest:\n  kernel-file: "\\uD800"\n').message).toContain('half of a character')
    expect(
      readAnswersFile('xenup: 2\nguest:\n  kernel-file: "\\uD83D\\uDE00"\n', 'a').answers['guest.kernel-file'],
    ).toBe('😀')
  })

  it('a file name with control characters is not shown as it is', () => {
    expect(() => readAnswersFile('', '\x1b[2J.yaml')).toThrow(/^\\x1b\[2J\.yaml:1:1: /)
  })
})

it('whatever is done to a file, it is refused in words, or can still be edited', () => {
  const bits = [
    '\n',
    '\r',
    '  ',
    '\t',
    ':',
    ': ',
    '- ',
    '? ',
    '#',
    ' # x',
    '\n      # y\n',
    '"',
    "'",
    '{',
    '}',
    '[',
    ',',
    '&a ',
    '*a',
    '!x ',
    '|',
    '>-\n',
    '---\n',
    '...\n',
    '%',
    '\0',
    '\x1b',
    '\ufeff',
    '<<: ',
    '\\',
    '~',
    '\u0085',
    '\ud800',
  ]
  const changes = fc.array(fc.record({ at: fc.nat(), cut: fc.nat({ max: 2 }), bit: fc.constantFrom(...bits) }), {
    minLength: 1,
    maxLength: 3,
  })
  fc.assert(
    fc.property(usersFile, changes, validAnswers, ({ text }, changed, edit) => {
      const broken = changed.reduce(
        (now, { at, cut, bit }) => now.slice(0, at % (now.length + 1)) + bit + now.slice((at % (now.length + 1)) + cut),
        text,
      )
      let file: ReturnType<typeof readAnswersFile>
      try {
        file = readAnswersFile(broken, 'a.yaml')
      } catch (error) {
        if (!(error instanceof AnswersError)) throw error
        const lines = broken.split('\n')
        expect(error.message).toMatch(clean)
        for (const { line, column, says } of error.faults) {
          expect(column).toBeLessThanOrEqual([...lines[line - 1]!].length + 1)
          expect(says).toMatch(/[;?]/)
        }
        return
      }
      expect(setAnswers(file.document, file.answers)).toBe(broken)
      expect(shown(readAnswersFile(setAnswers(file.document, edit), 'a.yaml').answers)).toEqual(
        shown({ ...file.answers, ...edit }),
      )
    }),
    { numRuns: 150 },
  )
})

describe('long runs of blanks', () => {
  it('in a path are refused by its length', () => {
    const text = `xenup: 2\ndtb:\n  file: "a${' '.repeat(200_000)}b"\n`
    expect(refusal(text).message).toContain('has 200002 characters; a path has at most 4096')
  })

  it('behind a value are gone over once when an answer is added there', () => {
    const blanks = '    \n'.repeat(9000)
    const text = `xenup: 2\nguest:\n  name: |-\n    web\n${blanks}`
    const { document } = readAnswersFile(text, 'a.yaml')
    const changed = setAnswers(document, { 'guest.name': 'web', 'guest.vcpus': 2 })
    expect(readAnswersFile(changed, 'a.yaml').answers).toEqual({ 'guest.name': 'web', 'guest.vcpus': 2 })
  })
})
