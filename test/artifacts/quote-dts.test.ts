import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dtsString } from '../../src/artifacts/quote/index.ts'
import { readDeviceTree } from '../../src/read/fdt.ts'
import { ownFolder } from './fixtures.ts'
import { controls, hostile, line, refusal, text } from './quote-values.ts'
import { run, withTools } from './tools.ts'

/** The properties p0, p1, … of a tree that the real dtc makes of the strings. */
function throughDtc(values: readonly string[]): readonly string[] {
  const folder = ownFolder()
  const source = `/dts-v1/;\n/ {\n${values.map((value, index) => `p${index} = ${text(dtsString(value))};`).join('\n')}\n};\n`
  const { status, err } = run('dtc', ['-I', 'dts', '-O', 'dtb', '-o', join(folder, 'x.dtb'), '-'], { input: source })
  expect(status, err).toBe(0)
  const tree = readDeviceTree(readFileSync(join(folder, 'x.dtb')))
  if (!tree.ok) throw new Error(tree.says)
  const { root } = tree.document
  return values.map((_, index) =>
    Buffer.from(root.properties.get(`p${index}`)!)
      .toString('latin1')
      .replace(/\0$/, ''),
  )
}

describe('a string in a device tree source', () => {
  withTools('dtc')('hostile values come through dtc', () => {
    expect(throughDtc(hostile)).toEqual(hostile)
  })

  withTools('dtc')('whatever was typed comes through dtc', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 50 }), (values) => {
        expect(throughDtc(values)).toEqual(values)
      }),
      { numRuns: 15 },
    )
  })

  test('quotes and backslashes are escaped', () => {
    expect(text(dtsString(`say "hi" \\n`))).toBe(`"say \\"hi\\" \\\\n"`)
  })

  test.each(controls)('%j is refused', (character) => {
    refusal(dtsString(`a${character}`))
  })
})
