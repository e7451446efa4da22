import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { payloadsIn, readZImage } from '../../src/read/zimage.ts'
import { dtb } from '../dtb.ts'
import { xenZImage, zImage } from './images.ts'
import { mutated } from './mutated.ts'

const read = (bytes: Uint8Array) => {
  const result = readZImage(bytes)
  if (!result.ok) throw new Error(result.says)
  return result.document
}

describe('the header of a zImage', () => {
  test('tells its size, that it may lie anywhere, and its byte order', () => {
    expect(read(zImage())).toEqual({ start: 0, size: 0xe8, endian: 'little' })
  })

  test('tells the address that an old one wants', () => {
    expect(read(zImage({ start: 0x4000_8000 }))).toMatchObject({ start: 0x4000_8000, size: 0xe8 })
  })

  test('of a big-endian kernel is little-endian all the same', () => {
    expect(read(zImage({ big: true, table: { unpacked: 0x100_0000, bss: 0x1000 } }))).toMatchObject({
      endian: 'big',
      size: 0xe8,
      kernel: { unpackedSize: 0x100_0000 },
    })
  })

  test('leads to the size of the kernel that it unpacks, past tags of other sorts', () => {
    expect(read(zImage({ table: { unpacked: 0x15a_50c8, bss: 0x6_01c0 } })).kernel).toEqual({
      unpackedSize: 0x15a_50c8,
      bssSize: 0x6_01c0,
      tableAt: 0x40,
      sizeAt: 0xe4,
    })
  })

  test('whose table leads nowhere has no size of a kernel', () => {
    const bytes = Buffer.from(zImage({ table: { unpacked: 0x100_0000, bss: 0 } }))
    for (const [at, word] of [
      [0x38, 0xffff_fff0],
      [0x38, 2],
      [0x40, 0],
      [0x40, 1000],
      [0x54, 0xffff_fff0],
    ] as const) {
      const broken = Buffer.from(bytes)
      broken.writeUInt32LE(word, at)
      expect(read(broken).kernel, `${word} at ${at}`).toBeUndefined()
    }
  })

  test('of Xen counts the BSS, and has code where Linux has its byte order', () => {
    expect(read(xenZImage('4.17', 0x11_6290))).toEqual({ start: 0, size: 0x11_6290 })
  })

  test('without an end says nothing of a size', () => {
    expect(read(zImage({ start: 0, size: 0 }))).toEqual({ start: 0, endian: 'little' })
  })

  test('that is cut off is told', () => {
    expect(readZImage(zImage().subarray(0, 0x2e))).toEqual({
      ok: false,
      says: 'a zImage has a header of 48 bytes, and the file has 46',
      offset: 0,
    })
  })
})

describe('a device tree behind a zImage', () => {
  const tree = dtb({ model: 'appended' })

  test('is found where the zImage ends', () => {
    expect(read(zImage({ behind: tree })).appendedDtb).toEqual({ at: 0xe8, size: tree.length })
  })

  test('is none when it is cut off, or lies elsewhere', () => {
    expect(read(zImage({ behind: tree.subarray(0, -8) })).appendedDtb).toBeUndefined()
    expect(read(zImage({ behind: new Uint8Array(Buffer.concat([Buffer.alloc(4), tree])) })).appendedDtb).toBeUndefined()
  })
})

test('a payload is seen by its first bytes, wherever it lies, and only so often', () => {
  const filler = Buffer.alloc(100, 0x11)
  const bytes = Buffer.concat([
    filler,
    Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]),
    filler,
    Buffer.from([0x1f, 0x8b, 8]),
  ])
  expect(payloadsIn(bytes)).toEqual([
    { as: 'xz', at: 100 },
    { as: 'gzip', at: 206 },
  ])
  expect(payloadsIn(Buffer.concat(new Array<Buffer>(1000).fill(Buffer.from([0x1f, 0x8b, 8]))))).toHaveLength(3)
})

test('whatever happens to a zImage, it is read or told in a sentence', () => {
  const good = zImage({ table: { unpacked: 0x100_0000, bss: 0x1000 }, behind: dtb({}) })
  fc.assert(
    fc.property(fc.oneof(mutated(good), fc.uint8Array({ maxLength: 200 })), (bytes) => {
      const result = readZImage(bytes)
      if (!result.ok) {
        expect(result.says).toMatch(/^a zImage has a header of 48 bytes/)
        return
      }
      const { size, kernel, appendedDtb } = result.document
      expect(size === undefined || size > 0).toBe(true)
      if (kernel) expect(kernel.unpackedSize).toBeGreaterThan(0)
      if (appendedDtb) expect(appendedDtb.at + appendedDtb.size).toBeLessThanOrEqual(bytes.length)
    }),
    { numRuns: 2000 },
  )
})
