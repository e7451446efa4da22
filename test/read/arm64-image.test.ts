import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readArm64Image } from '../../src/read/arm64-image.ts'
import { arm64Image } from './images.ts'

describe('the header of an arm64 Image', () => {
  test('tells how much memory the image takes, and where it wants to lie', () => {
    // Debian 12's Linux 6.1: text_offset 0, little-endian, pages of 4 KiB, anywhere.
    expect(readArm64Image(arm64Image({ imageSize: 0x21f_0000n, flags: 0xan }))).toEqual({
      ok: true,
      document: { textOffset: 0n, imageSize: 0x21f_0000n, endian: 'little', pageSize: '4K', anywhere: true },
    })
  })

  test('of a kernel before Linux 3.17 has no size', () => {
    const read = readArm64Image(arm64Image({ textOffset: 0x8_0000n, imageSize: 0n, flags: 0n }))
    expect(read).toEqual({ ok: true, document: { textOffset: 0x8_0000n, endian: 'little', anywhere: false } })
  })

  test.each([
    [0x0n, { endian: 'little', anywhere: false }],
    [0x1n, { endian: 'big', anywhere: false }],
    [0x2n, { endian: 'little', pageSize: '4K', anywhere: false }],
    [0x4n, { endian: 'little', pageSize: '16K', anywhere: false }],
    [0x6n, { endian: 'little', pageSize: '64K', anywhere: false }],
    [0xen, { endian: 'little', pageSize: '64K', anywhere: true }],
    [0xffff_ffff_ffff_fff0n, { endian: 'little', anywhere: false }],
  ])('flags 0x%s', (flags, wanted) => {
    expect(readArm64Image(arm64Image({ flags, imageSize: 0n }))).toEqual({
      ok: true,
      document: { textOffset: 0n, ...wanted },
    })
  })

  test('that is cut off, or none at all, is told with its place', () => {
    expect(readArm64Image(arm64Image().subarray(0, 63))).toEqual({
      ok: false,
      says: 'an arm64 Image has a header of 64 bytes, and the file has 63',
      offset: 0,
    })
    expect(readArm64Image(new Uint8Array(64))).toEqual({
      ok: false,
      says: 'it has no "ARM\\x64" at 56, so it is no arm64 Image',
      offset: 56,
    })
  })

  test('of any content is read or refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.boolean(), (bytes, magic) => {
        if (magic && bytes.length >= 60) bytes.set(Buffer.from('ARM\x64'), 56)
        const read = readArm64Image(bytes)
        expect(read.ok).toBe(magic && bytes.length >= 64)
      }),
    )
  })
})
