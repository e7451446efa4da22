import fc from 'fast-check'
import type { Quoted } from '../../src/artifacts/quote/index.ts'

/** The quoted text; a refusal fails the test with its sentence. */
export function text(quoted: Quoted): string {
  if (!quoted.ok) throw new Error(`refused: ${quoted.says}`)
  return quoted.text
}

/** The sentence of a refusal. */
export function refusal(quoted: Quoted): string {
  if (quoted.ok) throw new Error(`not refused: ${quoted.text}`)
  return quoted.says
}

const printable = Array.from({ length: 95 }, (_, i) => String.fromCharCode(0x20 + i))

/** What people and mischief put into a command line: each went through U-Boot 2023.01 and 2025.01 byte for byte. */
export const hostile: readonly string[] = [
  ...printable.flatMap((c) => [c, `${c}b`, `a${c}b`, `a${c}`, `${c}${c}`, `a ${c} b`]),
  '',
  '  ',
  ' a',
  'a ',
  '  a  b  ',
  `''`,
  `""`,
  `'''`,
  `"""`,
  '\\\\\\',
  `'\\''`,
  `'"'"'`,
  `"\\""`,
  `"'\\`,
  `\\'`,
  `\\"`,
  `console=hvc0 dyndbg="file drivers/x.c +p" a='b c' $HOME #x ; y \\\\`,
  `root=PARTUUID=6b8b4567-02 init="/bin/sh -c 'echo hi; exec sh'"`,
  '${bootargs}',
  '$bootargs',
  '${a:-b}',
  '$?',
  '$$',
  '$(ls)',
  '`ls`',
  '$((1+2))',
  '%s %n',
  'a\\nb',
  '\\033[1m',
  '# comment',
  'a # b',
  'a; reset',
  'a && reset',
  'a || reset',
  'a | b',
  'a & b',
  'if',
  'then',
  'fi',
  'do',
  'done',
  '{',
  '}',
  '{ a; }',
  '( a )',
  '[ a ]',
  '[[',
  '[a-z]*',
  '\\*',
  '\\?',
  '-',
  '--',
  '-n',
  '! a',
  '~/x',
  'a=b',
  'a+=b',
  '2>&1',
  '/soc/serial@ff000000',
  'serial@1,2:115200n8',
  '#address-cells',
  'multiboot,kernel',
  `it's`,
  'say "hi"',
  'C:\\dir',
]

/** Any line of printable ASCII, with the characters that shells care about over-represented. */
export const line = fc.string({
  unit: fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...printable) },
    { weight: 1, arbitrary: fc.constantFrom(...`'"\\$#; `) },
  ),
  maxLength: 60,
  size: 'max',
})

/** The control characters that turn up: pasted newlines, tabs, a bell, escape sequences, DEL. */
export const controls: readonly (readonly [string, string])[] = [
  ['\n', 'a newline'],
  ['\r', 'a carriage return'],
  ['\t', 'a tab'],
  ['\0', 'a NUL'],
  ['\x1b', 'an escape character'],
  ['\x7f', 'a delete character'],
  ['\x03', 'the control character U+0003'],
  ['\x9b', 'the control character U+009B'],
]
