import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { xenCfgFile, xenCfgOptions } from '../../src/artifacts/quote/index.ts'
import { controls, hostile, line, refusal, text } from './quote-values.ts'

/**
 * Xen's reader, from xen/common/efi/boot.c: pre_parse clears comments and leading spaces, get_value finds the first
 * match.
 */
function value(file: string, item: string): string | undefined {
  let [start, comment] = [true, false]
  const parsed = [...file]
    .map((ch) => {
      if (ch < ' ' || ch === '\x7f') {
        comment = false
        start = true
        return '\0'
      }
      if (comment || (start && ch === ' ')) return '\0'
      if (ch === '#' || (start && ch === ';')) {
        comment = true
        return '\0'
      }
      start = false
      return ch
    })
    .join('')
  const found = parsed.split('\0').find((string) => string.startsWith(`${item}=`))
  return found?.slice(item.length + 1).replace(/^ +/, '')
}

describe('options in xen.cfg', () => {
  const check = (typed: string) => {
    const quoted = xenCfgOptions(typed)
    if (!quoted.ok) return
    const file = `[global]\ndefault=xen\n\n[xen]\noptions=${quoted.text}\nkernel=Image ${quoted.text}\n`
    expect(value(file, 'options')).toBe(typed)
    expect(value(file, 'kernel')).toBe(`Image ${typed}`)
  }

  test('come through as they were typed, or are refused', () => {
    hostile.forEach(check)
    fc.assert(fc.property(line, check))
    expect(hostile.filter((one) => xenCfgOptions(one).ok).length).toBeGreaterThan(300)
  })

  test('a hash would begin a comment', () => {
    expect(refusal(xenCfgOptions('a #b #c'))).toBe(
      'There is # at character 3: Xen takes it and all behind it in xen.cfg for a comment.',
    )
  })

  test.each(controls)('%j is refused', (character) => {
    refusal(xenCfgOptions(`a${character}`))
  })
})

test('a file in a folder has a backslash, as UEFI wants it', () => {
  expect(text(xenCfgFile('xen/Image-6.1'))).toBe('xen\\Image-6.1')
  for (const odd of ['my Image', 'a#b', 'a\tb', '#a', ' ']) refusal(xenCfgFile(odd))
})
