import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ConsoleLine, consoleLine, linesIn } from '../../src/console/line.ts'
import { goodBoot } from './boots.ts'
import { decorations } from './decorations.ts'

const one = (raw: string): ConsoleLine => consoleLine(raw, 7)!

describe('a line of a console', () => {
  test.each<[string, string, string, ConsoleLine['by']]>([
    ["Xen's own", '(XEN) Xen version 4.17.5', 'Xen version 4.17.5', 'xen'],
    ["Xen's, with its date", '(XEN) [2026-08-01 10:00:00] Xen version 4.17.5', 'Xen version 4.17.5', 'xen'],
    ["Xen's, with its seconds", '(XEN) [    0.000000] Xen version 4.17.5', 'Xen version 4.17.5', 'xen'],
    ["Xen's, of nothing", '(XEN)', '', 'xen'],
    ["dom0's, named by Xen", '(d0) [    0.000000] Booting Linux', 'Booting Linux', 'dom0'],
    ["a guest's, named by Xen", '(d12) hello', 'hello', 'guest'],
    ["a guest's that Xen started", '(XEN) DOM1: [    0.000000] Booting Linux', 'Booting Linux', 'guest'],
    ["a guest's, in a rehearsal", '[xl console] [    0.000000] Booting Linux', 'Booting Linux', 'guest'],
    ['with the level of printk', '<6>[    0.000000] psci: PSCIv1.1', 'psci: PSCIv1.1', 'other'],
    ['with the caller of printk', '[    0.000000][    T0] psci: PSCIv1.1', 'psci: PSCIv1.1', 'other'],
    ['of dmesg -T', '[Tue Nov 24 10:00:00 2026] psci: PSCIv1.1', 'psci: PSCIv1.1', 'other'],
    ['of dmesg -H', '[  +0.000012] psci: PSCIv1.1', 'psci: PSCIv1.1', 'other'],
    ['of dmesg -x', 'kern  :info  : [    0.000000] psci: PSCIv1.1', 'psci: PSCIv1.1', 'other'],
    ['of a journal', 'Nov 24 10:00:00 board systemd[1]: Started', 'systemd[1]: Started', 'other'],
    ['of journalctl -o short-monotonic', '[    0.000000] board kernel: psci: PSCIv1.1', 'psci: PSCIv1.1', 'other'],
    ["of Linux' machine, which is no host", '2026-11-24 10:00:00 Machine model: A', 'Machine model: A', 'other'],
    ['of U-Boot, with its arrow', '-> start    = 0x40000000', '-> start    = 0x40000000', 'other'],
  ])('%s', (_, raw, text, by) => {
    expect(one(raw)).toMatchObject({ text, by, line: 7 })
  })

  test.each([
    'said: kern  :info  : [x] hello',
    'said: [Tue Nov 24 10:00:00 2026] hello',
    'said: [  +0.000012] hello',
    'said: > hello',
    'said: [10:00:00.123] hello',
    'said: 10:00:00.123 -> hello',
    'said: [   12.345] hello',
    'said: [1.234567 0.000123] hello',
    'said: 1795514400.123456 hello',
    'said: (XEN) hello',
    'said: (d1) hello',
    'said: [xl console] hello',
  ])('keeps what stands further on: %s', (raw) => expect(one(raw)).toMatchObject({ text: raw, by: 'other' }))

  test.each(['said: [2026-08-01 10:00:00] hello', 'said: DOM1: hello', 'said: (d1) hello'])(
    "keeps what stands further on in Xen's: %s",
    (said) => expect(one(`(XEN) ${said}`)).toMatchObject({ text: said, by: 'xen' }),
  )

  test.each<[string, boolean]>([
    ['[    0.000000] hello', true],
    ['<6>[    0.000000] hello', true],
    ['Nov 24 10:00:00 board kernel: hello', true],
    ['kern  :info  : [    0.000000] hello', true],
    ['> [    0.000000] hello', true],
    ['[    0.000000] [10:00:00] hello', true],
    ['(d0) [    0.000000] hello', true],
    ['(XEN) DOM1: [    0.000000] hello', true],
    ['(XEN) [    0.000000] hello', false],
    ['(d0) hello', false],
    ['[10:00:00.123] hello', false],
    ['hello', false],
  ])('is a kernel’s or not by what stands before it: %s', (raw, isKernel) => {
    expect(one(raw)).toMatchObject({ text: 'hello', isKernel })
  })

  test('is taken out of sixteen wrappers, and no more', () => {
    expect(one(`${'[10:00:00] '.repeat(16)}hello`).text).toBe('hello')
    expect(one(`${'[10:00:00] '.repeat(17)}hello`).text).toBe('[10:00:00] hello')
  })

  test('is shown as it stood, without what steers a terminal', () => {
    expect(one('\x1b[31m(XEN) \x07Panic on CPU 0:\x1b[0m \r').whole).toBe('(XEN) Panic on CPU 0:')
  })

  test.each(['', '\r', '\x1b[0m\x1b[K', '\0\0', '   '])('is none where there is nothing to see: %j', (raw) => {
    expect(consoleLine(raw)).toBeUndefined()
  })

  test('is the same line whatever is put around it, in whatever order', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...goodBoot),
        fc.array(fc.constantFrom(...Object.keys(decorations)), { maxLength: 4 }),
        (line, around) => {
          const { text, by } = one(line)
          expect(one(around.reduce((inner, name) => decorations[name]!(inner), line))).toMatchObject({ text, by })
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('comes out of any text, without control characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        const line = consoleLine(raw)
        expect(`${line?.text ?? ''}${line?.whole ?? ''}`).not.toMatch(/[\0-\x08\x0b-\x1f\x7f]/)
      }),
    )
  })
})

describe('lines that are torn', () => {
  const texts = (raw: string) => linesIn(raw, 7).map(({ text, by }) => [by, text])

  test("Xen's begins in the middle of a domain's", () => {
    expect(texts('[    1.000000] mmc0: new hi(XEN) d0v0 Unhandled SMC/HVC: 0x84000050')).toEqual([
      ['other', 'mmc0: new hi'],
      ['xen', 'd0v0 Unhandled SMC/HVC: 0x84000050'],
    ])
  })

  test('a line that is cited stays whole', () => {
    for (const cited of ['it says (XEN) Panic on CPU 0:', '"(XEN) Panic on CPU 0:"', '> (XEN) Panic on CPU 0:'])
      expect(texts(cited)).toHaveLength(1)
  })

  test('progress that is written over is a line each', () => {
    expect(texts('1%\r2%\r\r3%')).toEqual([
      ['other', '1%'],
      ['other', '2%'],
      ['other', '3%'],
    ])
  })
})
