import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { peekGzip, unpackGzip } from '../../src/read/gzip.ts'
import { mutated } from './mutated.ts'

const MiB = 1 << 20

describe('gzip', () => {
  test('is unpacked whole, from several members too', () => {
    expect(unpackGzip(gzipSync('kernel'))).toEqual({ ok: true, document: Buffer.from('kernel') })
    expect(unpackGzip(Buffer.concat([gzipSync('ker'), gzipSync('nel')]))).toEqual({
      ok: true,
      document: Buffer.from('kernel'),
    })
  })

  test('is peeked into without its end, so that a large initramfs need not be unpacked', () => {
    const archive = gzipSync(
      Buffer.concat([
        Buffer.from('070701'),
        Buffer.from(Array.from({ length: MiB }, (_, index) => ((index * 2654435761) >>> 13) & 0xff)),
      ]),
    )
    const peeked = peekGzip(archive)
    expect(peeked.ok && Buffer.from(peeked.document.subarray(0, 6)).toString()).toBe('070701')
  })

  test('is peeked into where it is a bomb', () => {
    const peeked = peekGzip(gzipSync(Buffer.concat([Buffer.from('070701'), Buffer.alloc(64 * MiB)])))
    expect(peeked.ok && Buffer.from(peeked.document.subarray(0, 6)).toString()).toBe('070701')
    expect(peeked.ok && peeked.document.length).toBeLessThanOrEqual(MiB)
  })

  test('that is cut off is told', () => {
    const packed = gzipSync('kernel'.repeat(1000))
    expect(unpackGzip(packed.subarray(0, packed.length - 9))).toEqual({
      ok: false,
      says: 'it cannot be unpacked (unexpected end of file)',
      offset: 0,
    })
  })

  test('with a wrong checksum is told', () => {
    const packed = gzipSync('kernel')
    packed[packed.length - 8]! ^= 1
    expect(unpackGzip(packed)).toEqual({ ok: false, says: 'it cannot be unpacked (incorrect data check)', offset: 0 })
  })

  test('that unpacks to more than any kernel has is stopped at 96 MiB', () => {
    const member = gzipSync(Buffer.alloc(16 * MiB))
    const bomb = Buffer.concat(new Array<Uint8Array>(17).fill(member))
    expect(bomb.length).toBeLessThan(MiB)
    expect(unpackGzip(bomb)).toEqual({ ok: false, says: 'it unpacks to more than 96 MiB', offset: 0 })
  })

  test('after any accident is unpacked or told, in one line', () => {
    fc.assert(
      fc.property(mutated(gzipSync('a kernel and its configuration '.repeat(20))), (bytes) => {
        for (const read of [unpackGzip(bytes), peekGzip(bytes)])
          if (!read.ok) expect(read.says).toMatch(/^it cannot be unpacked \([^\n]+\)$/)
      }),
    )
  })
})
