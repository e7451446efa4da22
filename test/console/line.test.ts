import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ConsoleLine, consoleLine } from '../../src/console/line.ts'
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
