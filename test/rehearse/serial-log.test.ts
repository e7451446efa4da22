import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FileTail, LineReader, plainLine } from '../../src/rehearse/serial-log.ts'

describe('a line of the serial console', () => {
  it('loses colours and cursor movements', () => {
    expect(plainLine('\x1b[2J\x1b[1;1H\x1b[?25h\x1b]0;title\x07\x1b7U-Boot 2023.01\x1b[0m ')).toBe('U-Boot 2023.01')
  })

  it('shows every other control character, so that none reaches the terminal', () => {
    expect(plainLine('stop:  2 \b\b\b\x07\x9b31m\u202e\x1b')).toBe(
      String.raw`stop:  2 \x08\x08\x08\x07\x9b31m\u{202e}\x1b`,
    )
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        expect(plainLine(raw)).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u)
      }),
    )
  })

  it('is the same whatever the pieces are in which it comes', () => {
    const bytes = Buffer.from('U-Boot\r\n\r\nHit any key:  2\r=> \r\r\nGrüße aus dom0\nopen')
    const whole = ['U-Boot', 'Hit any key:  2', '=>', 'Grüße aus dom0']
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length)), (cuts) => {
        const reader = new LineReader()
        const edges = [0, ...cuts.sort((a, b) => a - b), bytes.length]
        const lines = edges.slice(1).flatMap((end, index) => reader.push(bytes.subarray(edges[index], end)))
        expect([...lines, reader.rest]).toEqual([...whole, 'open'])
      }),
    )
  })

  it('is cut when it never ends', () => {
    const reader = new LineReader()
    expect(reader.push(Buffer.alloc(70_000, 'x')).join('')).toHaveLength(70_000)
    expect(reader.rest).toBe('')
  })
})

describe('the log file', () => {
  it('is read from where it was left', () => {
    const dir = mkdtempSync(join(tmpdir(), 'xenup-log-'))
    try {
      const file = join(dir, 'serial.log')
      writeFileSync(file, 'one')
      const tail = new FileTail(file)
      expect(tail.read().toString()).toBe('one')
      expect(tail.read().toString()).toBe('')
      appendFileSync(file, 'x'.repeat(100_000))
      expect(tail.read()).toHaveLength(100_000)
    } finally {
      rmSync(dir, { recursive: true, force: true })
    }
  })
})
