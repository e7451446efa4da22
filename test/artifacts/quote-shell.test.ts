import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shellWord } from '../../src/artifacts/quote/index.ts'
import { invisible } from '../../src/model/visible.ts'
import { controls, hostile, line, refusal, text } from './quote-values.ts'

/** What the machine's own sh makes of the words. */
function sh(values: readonly string[]): readonly string[] {
  const script = `printf '%s\\0' ${values.map((value) => text(shellWord(value))).join(' ')}\n`
  return execFileSync('sh', ['-s'], { input: script, encoding: 'utf8' }).split('\0').slice(0, -1)
}

describe('a word in a shell script', () => {
  test('hostile values come through sh', () => {
    expect(sh(hostile)).toEqual(hostile)
  })

  test('whatever was typed comes through sh', () => {
    const word = fc
      .oneof(line, fc.string({ unit: 'binary' }), fc.constantFrom('a\nb', '\ta', '\n'))
      .filter((value) => invisible(value.replace(/[\t\n]/g, ' ')) === undefined)
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 20 }), (values) => {
        expect(sh(values)).toEqual(values)
      }),
      { numRuns: 60 },
    )
  })

  test('a plain path stands without quotes', () => {
    expect(text(shellWord('/srv/xen/Image'))).toBe('/srv/xen/Image')
    expect(text(shellWord('a=b'))).toBe(`'a=b'`)
    expect(text(shellWord(`it's`))).toBe(`'it'\\''s'`)
  })

  test.each(controls.filter(([character]) => !'\n\t'.includes(character)))(
    '%j, which could hurt a terminal, is refused',
    (character, name) => {
      expect(refusal(shellWord(`a\n${character}`))).toBe(
        `There is ${name} at character 3: a script that is read before it is run must not hold it.`,
      )
    },
  )
})
