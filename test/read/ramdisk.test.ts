import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RamdiskPart } from '../../src/model/facts.ts'
import type { RandomAccess } from '../../src/model/random-access.ts'
import { ramdiskParts } from '../../src/read/ramdisk.ts'
import { cpio } from '../../src/rehearse/cpio.ts'

const inMemory = (all: Uint8Array): RandomAccess => ({
  size: all.length,
  read: (at, length) => (at < 0 ? new Uint8Array() : all.subarray(at, at + length)),
})
const partsOf = (...pieces: readonly Uint8Array[]): readonly RamdiskPart[] =>
  ramdiskParts(inMemory(Buffer.concat(pieces)))

const archive = (bytes: number): Uint8Array => cpio([{ path: 'lib/x', kind: 'file', bytes: Buffer.alloc(bytes, 7) }])
/** Without what cpio fills its last block with. */
const endOf = (archive: Uint8Array): bigint =>
  BigInt(Math.ceil((Buffer.from(archive).indexOf('TRAILER!!!') + 11) / 4) * 4)
const zeros = (count: number): Uint8Array => Buffer.alloc(count)
const bytes = (text: string): Uint8Array => Buffer.from(text, 'base64')

/** 300,000 bytes of one line again and again, as the tools pack them; of the lz4 frame the beginning. */
const packed = {
  xz: bytes(
    '/Td6WFoAAAFpIt42AgAhARwAAAAQz1jM4P//AGhdADCICYbUH0W4LehOB5wLoY+tIVuIOvx1nhMzvMEirWygX7FQVbYWi3ZPLrRp' +
      'SNIv77jlCbOKD2HqNmjhyofenSMzJx9vM+najxWoMG0IWE7i8nuQfcsF6yEXzbVMRLrMHwdos05AIQoAAKKJw6ECACEBHAAAABDP' +
      'WMzg//8AaF0AOhoISGnqa6Az9rmG4MN2ox4s4Z1PXErMORnQF7fd+9Hwi2q4QbApfYHJj0YHv9GuAPB4iSRX8Nol3SIG8SHcaUG2' +
      'gQm4hu/S+bghdDo6MnGtKUjuZZOD7T4HS+nYw/0xPmp0/duBoAAAWYc4jQIAIQEcAAAAEM9YzOD//wBpXQA4GUhJySqb4kIZzucX' +
      'D3BeN5hMqwXSn0IkHUg0S32s6mKPd40EFxSjGzDxKCNReOw23a+a693ScTnWXs5DFKA7b+ynWidRJDsem/c+LtP5CndR1/Ss71Ls' +
      'GtniiJgmH82hRZBSsxWNAAAAAAAA4lWebAIAIQEcAAAAEM9YzOD//wBpXQA6HMjOaPFjnrOsQfhK/OU78+4UGT2iaKrQZvUEnrnC' +
      'P/Mx4L/1tKHU2B5xJWQfg7exnydDY5vQxDXXf9wl4U22Jn23bp+XUKw530Prgq87qqM8DXyBqze+g6gMvIahmhenqo3aEgL/vgAA' +
      'AAAAxj6kygIAIQEcAAAAEM9YzOCT3wBhXQAQGwknD5+hLPygWkT/+o9eqE8FyKZ+A3jBySi0FeD8fez3mIUUbUqRCXFdFq4y9t6z' +
      'BVEr14bbDp6iCA0qgCNDUWrkkgA4x4a7SFaYSyXC0gvOJdX1u/uisdmMVn0V3wAAAAAAAFy0RI8ABYABgIAEgAGAgASBAYCABIEB' +
      'gIAEeeCnAgAA8azlVo2hwNsHAAAAAAFZWg==',
  ),
  zstdPipe: bytes('KLUv/QRoHAEA2GEgbGluZSB0aGF0IHJlcGVhdHMgaXRzZWxmCgEAi/97PsdEAAAAAQD9/55PIEUAAAABAN0THQAB2hJ00A=='),
  zstdFile: bytes(
    'KLUv/aTgkwQAHAEA2GEgbGluZSB0aGF0IHJlcGVhdHMgaXRzZWxmCgEAi/97PsdEAAAAAQD9/55PIEUAAAABAN0THQAB2hJ00A==',
  ),
  lz4Frame: bytes('BCJNGGxg4JMEAAAAAADOvgQAAP8MYSBsaW5lIHRoYXQgcmVwZWF0cyBpdHNlbGYKGwD/////////////'),
  lzma: bytes(
    'XQAAAAT//////////wAwiAmG1B9FuC3oTgecC6GPrSFbiDr8dZ4TM7zBIq1soF+xUFW2Fot2Ty60aUjSL++45Qmzig9h6jZo4cqH' +
      '3p0jMycfbzPp2o8VqDBtCFhO4vJ7kH3LBeshF821TES6zB8HaLNUxqSl+TXBQoWMrqn02wRWyCu5XEZymdoAPq0mwEAAj7UZWlS7' +
      'NtpHsT//vQYAAA==',
  ),
  bzip2: bytes(
    'QlpoOTFBWSZTWUL7pucAgjXRgAAQQAAjZVwAMAEQAgGgATVRT1NPUeUIBoA0KIlwURLVSIl0URLwURL2KIl92KIl6FES/CiJcFES' +
      '2KIl0URLwURLYoiWBREuVIiXwURLAoiXRREsiiJZFES1CiJcFESyKIlgURLQoiX8XckU4UJBC+6bnA==',
  ),
}
const size = 300_000n

describe('the size that an initramfs unpacks to', () => {
  test.each([
    ['gzip, by its last four bytes', gzipSync(Buffer.alloc(300_000, 'a line')), 'gzip'],
    ['xz, by its index of several blocks', packed.xz, 'xz'],
    ['xz with padding behind it', Buffer.concat([packed.xz, zeros(8)]), 'xz'],
    ['zstd of a file, by its frame header', packed.zstdFile, 'zstd'],
    ['an lz4 frame that names it', packed.lz4Frame, 'lz4'],
  ])('is read of %s', (_, file, as) => {
    expect(partsOf(file)).toEqual([{ as, packed: BigInt(file.length), unpacked: size }])
  })

  test.each([
    ['zstd of a pipe, as mkinitramfs runs it', packed.zstdPipe, 'zstd'],
    ['bzip2, which has no place for it', packed.bzip2, 'bzip2'],
    ['lzma of a pipe', packed.lzma, 'lzma'],
    ['gzip with zeros behind it', Buffer.concat([gzipSync(Buffer.alloc(300_000, 'a line')), zeros(512)]), 'gzip'],
    [
      'gzip that was cut off',
      gzipSync(Buffer.from(Array.from({ length: 3000 }, (_, i) => (i * 7919) & 255))).subarray(0, 20),
      'gzip',
    ],
    ['xz that was cut off', packed.xz.subarray(0, 600), 'xz'],
    ['two streams of xz, whose ends nobody counts together', Buffer.concat([packed.xz, packed.xz]), 'xz'],
  ])('is not known of %s', (_, file, as) => {
    expect(partsOf(file)).toEqual([{ as, packed: BigInt(file.length) }])
  })

  test('is counted in blocks of 8 MiB of the lz4 that Linux unpacks', () => {
    const block = (length: number): Uint8Array => {
      const head = Buffer.alloc(4)
      head.writeUInt32LE(length)
      return Buffer.concat([head, Buffer.alloc(length, 1)])
    }
    const file = Buffer.concat([Buffer.from([0x02, 0x21, 0x4c, 0x18]), block(5000), block(700)])
    expect(partsOf(file)).toEqual([{ as: 'lz4', packed: BigInt(file.length), unpacked: 16n << 20n }])
  })

  test('is that of a bare archive, and of what stands behind it', () => {
    const [early, late] = [archive(10_000), gzipSync(archive(50_000))]
    const expected = [
      { as: 'cpio', packed: endOf(early), unpacked: endOf(early) },
      { as: 'gzip', packed: BigInt(late.length), unpacked: BigInt(archive(50_000).length) },
    ]
    expect(partsOf(early, late)).toEqual(expected)
    expect(partsOf(early, zeros(512), late)).toEqual(expected)
    expect(partsOf(early)).toEqual(expected.slice(0, 1))
  })

  test('is not told of an archive that breaks off, nor of anything else', () => {
    expect(partsOf(archive(10_000).subarray(0, 5000))).toEqual([])
    expect(partsOf(Buffer.from('MZ'))).toEqual([])
    expect(partsOf(Buffer.from(`070701${'f'.repeat(104)}`))).toEqual([])
    expect(partsOf()).toEqual([])
  })

  test('is asked of any bytes behind any beginning without a fault, and in bounded time', () => {
    const beginnings = [...Object.values(packed), archive(100), gzipSync(archive(100))]
    fc.assert(
      fc.property(
        fc.constantFrom(...beginnings),
        fc.nat(800),
        fc.uint8Array({ maxLength: 300 }),
        (beginning, cut, tail) => {
          const parts = partsOf(beginning.subarray(0, cut), tail)
          for (const one of parts) expect(one.packed).toBeGreaterThan(0n)
        },
      ),
    )
  })
})
