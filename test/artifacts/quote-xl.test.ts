import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { xlString } from '../../src/artifacts/quote/index.ts'
import { invisible } from '../../src/model/visible.ts'
import { xlStrings } from './quote-models.ts'
import { controls, hostile, line, refusal, text } from './quote-values.ts'

const read = (string: string) => xlStrings(`cmdline = ${string}\n`)

describe('a string in a guest configuration', () => {
  test('every hostile value is what xl reads', () => {
    for (const typed of hostile) expect(read(text(xlString(typed)))).toEqual([typed])
  })

  test('anything typed, in any language, is what xl reads', () => {
    fc.assert(
      fc.property(fc.oneof(line, fc.string({ unit: 'binary' })), (typed) => {
        fc.pre(invisible(typed) === undefined)
        expect(read(text(xlString(typed)))).toEqual([typed])
      }),
      { numRuns: 1000 },
    )
  })

  test('a list of strings stays a list', () => {
    const disks = ['format=raw,vdev=xvda,access=rw,target=/srv/a "b".img', `C:\\'`]
    expect(xlStrings(`disk = [ ${disks.map((disk) => text(xlString(disk))).join(', ')} ]\n`)).toEqual(disks)
  })

  test('a guest name in Greek is kept', () => {
    expect(text(xlString('ξένος'))).toBe('"ξένος"')
  })

  test.each(controls)('%j is refused by name', (character, name) => {
    expect(refusal(xlString(`a${character}`))).toBe(
      `There is ${name} at character 2: an xl configuration is kept to characters that can be seen.`,
    )
  })

  test('a text that reads backwards on screen is refused', () => {
    expect(refusal(xlString('root=\u202e/dev'))).toContain('the invisible character U+202E at character 6')
  })
})
