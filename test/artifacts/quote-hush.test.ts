import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fdtStringValue, hushWord, loadPath } from '../../src/artifacts/quote/index.ts'
import { modernHush, oldHush } from './quote-models.ts'
import { controls, hostile, line, refusal, text } from './quote-values.ts'

/** What the command line becomes in /chosen, in each of U-Boot's shells. */
function inChosen(word: string) {
  const command = `fdt set /chosen xen,dom0-bootargs ${word}`
  return { old: oldHush(command)?.slice(4), modern: modernHush(command)?.slice(4) }
}

describe('a command line in a boot script', () => {
  test.each([
    ['a dollar sign', 'root=$x ${y}'],
    ['a hash', 'a #b'],
    ['a semicolon', 'a; reset'],
    ['a backslash', 'C:\\x \\'],
    ['a single quote', `it's 'so'`],
    ['a double quote', 'dyndbg="file x.c +p"'],
    ['an ampersand', 'a && b & c'],
    ['a bar', 'a | b'],
    ['a star', '*'],
    ['two spaces', ' a  b '],
    ['nothing at all', ''],
  ])('%s reaches the kernel as it was typed', (_, typed) => {
    expect(inChosen(text(hushWord(typed)))).toEqual({ old: [typed], modern: [typed] })
  })

  test('every hostile value comes through both shells', () => {
    for (const typed of hostile) expect(inChosen(text(hushWord(typed)))).toEqual({ old: [typed], modern: [typed] })
  })

  test('whatever is typed at a keyboard comes through both shells', () => {
    fc.assert(
      fc.property(line, (typed) => {
        expect(inChosen(text(hushWord(typed)))).toEqual({ old: [typed], modern: [typed] })
      }),
      { numRuns: 1000 },
    )
  })

  test('a plain word stands without quotes', () => {
    expect(text(hushWord('/boot/xen-4.17-arm64'))).toBe('/boot/xen-4.17-arm64')
  })

  test('the quoting reads well', () => {
    expect(text(hushWord(`a='b c' $HOME \\`))).toMatchInlineSnapshot(`"'a='\\''b c'\\'' $HOME '\\\\"`)
  })

  test.each([
    ['a backslash in single quotes is lost in the old shell', `'a\\b'`, { old: ['ab'], modern: ['a\\b'] }],
    ['a double-quoted single quote opens a quote in the old shell', `'it'"'"'s'`, { old: undefined, modern: ["it's"] }],
    ['backslash and double quote stay two in the old shell', '"\\""', { old: ['\\"'], modern: ['"'] }],
    ["'' vanishes in the modern shell", `''`, { old: [''], modern: [] }],
    ['"" is an empty word in both', '""', { old: [''], modern: [''] }],
  ])('the usual forms will not do: %s', (_, form, want) => {
    expect(inChosen(form)).toEqual(want)
  })
})

describe('a word beside a variable, which the old shell reads twice', () => {
  const load = (word: string) => oldHush(`load \${devtype} 0:1 ${word}`, { devtype: 'virtio' })

  test('comes through, or is refused', () => {
    fc.assert(
      fc.property(line, (typed) => {
        const word = hushWord(typed, { besideVariables: true })
        if (/['\\]/.test(typed)) expect(word.ok).toBe(false)
        else expect(load(text(word))).toEqual(['load', 'virtio', '0:1', typed])
      }),
      { numRuns: 1000 },
    )
  })

  test('would lose a single quote and a backslash, so both are refused by name', () => {
    expect(load(text(hushWord(`'x\\y'`)))).toEqual(['load', 'virtio', '0:1', 'xy'])
    expect(refusal(hushWord("it's", { besideVariables: true }))).toBe(
      "There is a single quote at character 3: U-Boot's old shell loses it in a command that also holds a variable.",
    )
    expect(refusal(hushWord('a\\b', { besideVariables: true }))).toMatch(/^There is a backslash at character 2: /)
  })
})

describe('what a boot script cannot carry', () => {
  test.each(controls)('%j is refused by name and never repeated', (character, name) => {
    const says = refusal(hushWord(`quiet${character}splash`))
    expect(says).toBe(`There is ${name} at character 6: a U-Boot script carries printable ASCII only.`)
    expect(says).not.toContain(character)
  })

  test('a letter outside ASCII is refused', () => {
    expect(refusal(hushWord('root=/dev/für'))).toBe(
      'There is ü (U+00FC) at character 12: a U-Boot script carries printable ASCII only.',
    )
  })
})

describe('a string property set by fdt set', () => {
  test('is quoted even where it need not be', () => {
    expect(text(fdtStringValue('multiboot,kernel'))).toBe(`'multiboot,kernel'`)
    expect(text(fdtStringValue(''))).toBe('""')
  })

  test('may not start with what U-Boot reads as numbers or bytes', () => {
    expect(refusal(fdtStringValue('<0x1>'))).toBe(
      "There is < at character 1: U-Boot's fdt set reads a value that starts with it as numbers, not as text.",
    )
    expect(refusal(fdtStringValue('[00]'))).toContain('as bytes, not as text')
    expect(fdtStringValue('a <0x1> [00]').ok).toBe(true)
  })

  test('may have 1023 characters and not one more', () => {
    expect(fdtStringValue('k'.repeat(1023)).ok).toBe(true)
    expect(refusal(fdtStringValue('k'.repeat(1024)))).toBe(
      "The value has 1024 characters: U-Boot's fdt set has room for 1023 and overwrites itself beyond.",
    )
  })
})

describe('a file name for load', () => {
  test.each([
    'Image',
    '/boot/xen',
    'my kernel',
    '#a',
    '$HOME',
    'a;b',
    'a&b',
    '.hidden',
    'sub dir/../Image',
    './Image',
    'x'.repeat(255),
  ])('%s finds the file', (name) => {
    const words = oldHush(`load \${devtype} 0:1 0x50000000 ${text(loadPath(name))} \${bytes}`, {
      devtype: 'virtio',
      bytes: '0',
    })
    expect(words?.[4]).toBe(name)
  })

  test.each([
    ['', /empty/],
    ['boot/', /ends with a slash/],
    ['a\\b', /a backslash at character 2: a FAT partition/],
    ['a:b', /There is : at character 2/],
    ['a"b', /a double quote/],
    ['end.', /ends with a dot/],
    ['end /x', /ends with a space/],
    ["it's", /a single quote at character 3/],
    ['é', /U\+00E9/],
    ['x'.repeat(256), /256 characters/],
    ['a\nb', /a newline/],
  ])('%j is refused', (name, says) => {
    expect(refusal(loadPath(name))).toMatch(says)
  })
})
