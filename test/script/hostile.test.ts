/** Texts that want to be run, to go on for ever or to break the reader: read all the same, and in a time that follows their size. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { scriptChecks } from '../../src/checks/index.ts'
import { judge } from '../../src/checks/judge.ts'
import { UserError } from '../../src/model/user-error.ts'
import { answersOf } from '../../src/script/answers.ts'
import { maxScript, readBoot } from '../../src/script/index.ts'
import { houseConfig, houseScript, seen } from './scripts.ts'

/** Reads and judges; a UserError is an answer, too. */
function judged(bytes: Uint8Array): number {
  try {
    const boot = readBoot(bytes, 'x')
    answersOf(boot)
    return judge({ 'boot.seen': boot }, scriptChecks).findings.length
  } catch (error) {
    if (error instanceof UserError) return -1
    throw error
  }
}

const words =
  'if then else elif fi for in while until do done { } && || ; & | # " \' \\ $ ${ ${a} $a 0x${filesize} < > [ ] setenv run load fdt set mknod resize addr rm /chosen /chosen/dom0 reg compatible booti - 0x1000 menuentry xen_hypervisor xen_module XEN= MEMORY_START=0x1 MEMORY_END=0x2 [global] kernel= \n \r\n \ue000'.split(
    ' ',
  )

describe('a hostile text', () => {
  test('of any words is read to its end, or refused in a sentence', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 200 }), (parts) => {
        judged(Buffer.from(`setenv a b\n${parts.join(' ')}`, 'utf8'))
      }),
    )
  })

  test('of any bytes is, too', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => void judged(bytes)))
  })

  test('that is a good one with any piece changed is read as well', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(houseScript, houseConfig),
        fc.nat(),
        fc.nat(20),
        fc.string({ maxLength: 8, unit: 'binary' }),
        (text, at, length, piece) => {
          const start = at % text.length
          judged(Buffer.from(text.slice(0, start) + piece + text.slice(start + length)))
        },
      ),
    )
  })

  test.each([
    ['variables that double each other', `setenv a x\n${'setenv a ${a}${a}\n'.repeat(2000)}booti 0x1 - 0x2\n`],
    ['a variable that runs itself', 'setenv a "run a; run a"\nrun a\n'],
    ['loops in loops', `${'for i in 1 2 3 4 5 6 7 8 9; do '.repeat(40)}echo x; ${'done; '.repeat(40)}\nrun a\n`],
    ['a condition that never ends', 'while true; do echo; done\nrun a\n'],
    ['conditions in conditions', `${'if true; then '.repeat(5000)}booti 0x1 - 0x2\n`],
    ['thousands of unknown variables', `setenv a ${Array.from({ length: 30_000 }, (_, i) => `$v${i}`).join(' ')}\n`],
    ['thousands of loads', `${'load mmc 0:1 0x1000 xen\n'.repeat(20_000)}booti 0x1000 - 0x2\n`],
    ['thousands of nodes', Array.from({ length: 15_000 }, (_, i) => `fdt mknod /chosen module${i}`).join('\n')],
    ['one quote without an end', `setenv a "${'x'.repeat(500_000)}`],
    ['half a million dollar signs', `setenv a ${'$'.repeat(500_000)}`],
  ])('of %s comes to an end', (_, text) => {
    expect(judged(Buffer.from(text))).toBeGreaterThanOrEqual(0)
  })

  test('larger than a script can be is refused', () => {
    expect(() => readBoot(Buffer.alloc(maxScript + 1, 'a'), 'big.cmd')).toThrow('more than 1 MiB')
  })

  test('cannot bring the characters that stand for what is not known', () => {
    const utf16 = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from('fdt set /chosen/dom0 reg <0x\ue000>\nbooti 0x1 - 0x2\n', 'utf16le'),
    ])
    expect(readBoot(utf16, 'x').modules[0]?.reg?.cells).toEqual([])
  })

  test('that loads from outside its folder names a file and nothing more', () => {
    expect(seen('load mmc 0:1 0x1 ../../etc/passwd\nbooti 0x1 - 0x2\n').loads[0]?.file).toBe('../../etc/passwd')
  })
})
