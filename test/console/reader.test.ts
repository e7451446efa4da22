import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ConsoleReader, consoleLines, longestLine } from '../../src/console/reader.ts'

const inPieces = (bytes: Uint8Array, cuts: readonly number[]) => {
  const reader = new ConsoleReader()
  const edges = [0, ...[...cuts].sort((a, b) => a - b), bytes.length]
  const lines = edges.slice(1).flatMap((end, index) => reader.push(bytes.subarray(edges[index], end)))
  return [...lines, ...reader.end()]
}
const texts = (lines: Iterable<{ readonly text: string }>): readonly string[] => [...lines].map(({ text }) => text)

describe('a console as it comes in', () => {
  test('gives the same lines whatever the pieces', () => {
    const sample = Buffer.from('U-Boot\r\n\r\nHit any key:  2\r=> \r\r\nGrüße aus dom0\nopen')
    fc.assert(
      fc.property(fc.array(fc.nat(sample.length)), (cuts) => {
        expect(texts(inPieces(sample, cuts))).toEqual(['U-Boot', 'Hit any key:  2', '=>', 'Grüße aus dom0', 'open'])
      }),
    )
  })

  test('so do any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.array(fc.nat(200)), (bytes, cuts) => {
        expect(
          inPieces(
            bytes,
            cuts.map((cut) => Math.min(cut, bytes.length)),
          ),
        ).toEqual(inPieces(bytes, []))
      }),
      { numRuns: 500 },
    )
  })

  test('is read as UTF-16 where its first bytes say so', () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('U-Boot\r\n=> ', 'utf16le')])
    expect(texts(inPieces(bytes, [1, 2, 3, 5]))).toEqual(['U-Boot', '=>'])
  })

  test.each<[string, readonly number[], string]>([
    ['one byte', [0x41], 'A'],
    ['one byte of UTF-16 alone, which is noise', [0xff], '\ufffd'],
    ['the first byte of UTF-16, and another', [0xff, 0x41], '\ufffdA'],
    ['the second byte of UTF-16 after another', [0x41, 0xfe], 'A\ufffd'],
    ['half a character', [0x41, 0xc3], 'A\ufffd'],
  ])('is read as UTF-8 when it is %s', (_, bytes, expected) => {
    expect(texts(inPieces(Uint8Array.from(bytes), [1]))).toEqual([expected])
  })

  test('numbers the lines of a file', () => {
    const numbers = (text: string) => [...consoleLines(text)].map(({ line }) => line)
    expect(numbers('a\n\nb\r\nc')).toEqual([1, 3, 4])
    expect(numbers('a\r\rb\rc')).toEqual([1, 3, 4])
    expect(numbers('1 %\r2 %\r3 %\nb'), 'what is written over is one line').toEqual([1, 1, 1, 2])
  })

  test('cuts what never ends, and goes on with the next line', () => {
    const reader = new ConsoleReader()
    for (let mebibytes = 0; mebibytes < 4; mebibytes++) expect(reader.push('x'.repeat(1 << 20))).toEqual([])
    expect(reader.rest).toHaveLength(longestLine)
    expect(texts(reader.push('\nU-Boot\n'))).toEqual(['x'.repeat(longestLine), 'U-Boot'])
  })

  test('shows what has not ended yet: a prompt', () => {
    const reader = new ConsoleReader()
    reader.push('Hit any key to stop autoboot:  0\r\n\x1b[0m=> ')
    expect(reader.rest).toBe('=>')
  })
})
