import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { GiB, hex, humanSize, KiB, MiB, parseSize, roundDown, roundUp, sizeWithUnit } from '../../src/model/quantity.ts'

const bytes = fc.oneof(
  fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
  fc
    .tuple(fc.bigInt({ min: 0n, max: 5000n }), fc.constantFrom(1n, KiB, MiB, GiB, 1n << 40n))
    .map(([count, unit]) => count * unit),
)

describe('a size that people write', () => {
  test.each<[string, bigint]>([
    ['768M', 768n * MiB],
    ['2G', 2n * GiB],
    ['12K', 12n * KiB],
    ['1T', 1n << 40n],
    ['1.5G', 1536n * MiB],
    ['0.25G', 256n * MiB],
    ['512 MiB', 512n * MiB],
    ['512MB', 512n * MiB],
    ['512m', 512n * MiB],
    ['2gib', 2n * GiB],
    [' 64M ', 64n * MiB],
    ['0M', 0n],
    ['007M', 7n * MiB],
  ])('%j is read', (text, expected) => {
    expect(parseSize(text)).toEqual({ ok: true, bytes: expected })
  })

  test.each([
    ['768', 'has no unit (Xen would take a bare number as KiB); write 768M or 768G'],
    ['768B', 'has no unit (Xen would take a bare number as KiB); write 768M or 768G'],
    ['768 iB', 'has no unit (Xen would take a bare number as KiB); write 768M or 768G'],
    ['0.001K', 'is not a whole number of bytes'],
    ['1.234K', 'is not a whole number of bytes'],
  ])('%j is refused: it %s', (text, says) => {
    expect(parseSize(text)).toEqual({ ok: false, says })
  })

  test.each([
    '',
    'M',
    '-1M',
    '+1M',
    '1e3M',
    '0x10M',
    '1,5G',
    '1.2345G',
    '1 2M',
    '1.M',
    '.5G',
    '1P',
    '1MM',
    '1M2',
    '१M',
    '1M\n1M',
    'NaN',
  ])('%j is no size', (text) => {
    expect(parseSize(text)).toEqual({ ok: false, says: 'is not a size; write a number and a unit, such as 768M or 2G' })
  })

  test('of any text is read or refused', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{1,30}(\.\d{1,4})? ?[KMGTP]?(i?B)?$/)), (text) => {
        const read = parseSize(text)
        if (read.ok) expect(read.bytes >= 0n).toBe(true)
        else expect(read.says).toMatch(/^(is not a|has no unit)/)
      }),
    )
  })

  test('is the same in every spelling', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.constantFrom('K', 'M', 'G', 'T'), (count, unit) => {
        const spellings = [
          `${count}${unit}`,
          `${count}${unit.toLowerCase()}`,
          `${count} ${unit}B`,
          `${count}${unit}iB`,
          ` ${count}.0${unit}`,
          `00${count}.000 ${unit}ib`,
        ]
        const read = spellings.map(parseSize)
        for (const one of read) expect(one).toEqual(read[0])
        expect(read[0]).toMatchObject({ ok: true })
      }),
    )
  })
})

describe('a size that we write', () => {
  test.each<[bigint, string]>([
    [768n * MiB, '768M'],
    [2n * GiB, '2G'],
    [1536n * MiB, '1536M'],
    [12n * KiB, '12K'],
    [1n << 40n, '1024G'],
    [100n, '100B'],
    [0n, '0B'],
    [MiB + 1n, '1048577B'],
  ])('%d bytes for Xen is %s', (size, expected) => {
    expect(sizeWithUnit(size)).toBe(expected)
  })

  test('for Xen is read back to the same, wherever it has a unit', () => {
    fc.assert(
      fc.property(bytes, (size) => {
        const text = sizeWithUnit(size)
        expect(text).toMatch(/^(0|[1-9]\d*)[GMKB]$/)
        if (size !== 0n && size % KiB === 0n) expect(parseSize(text)).toEqual({ ok: true, bytes: size })
        else expect(text).toBe(`${size}B`)
      }),
    )
  })

  test.each<[bigint, string]>([
    [0n, '0 bytes'],
    [1n, '1 bytes'],
    [512n, '512 bytes'],
    [1023n, '1023 bytes'],
    [KiB, '1 KiB'],
    [1536n, '1.5 KiB'],
    [30_000n, '29.3 KiB'],
    [2n * GiB, '2 GiB'],
    [33n * MiB + 100n * KiB, '33.1 MiB'],
    [16n << 40n, '16 TiB'],
    [1n << 63n, '8388608 TiB'],
  ])('%d bytes for people is %s', (size, expected) => {
    expect(humanSize(size)).toBe(expected)
  })

  test('for people is exact to a twentieth of its unit, and read back as near', () => {
    fc.assert(
      fc.property(
        bytes.filter((size) => size >= KiB),
        (size) => {
          const text = humanSize(size)
          expect(text).toMatch(/^[1-9]\d*(\.[1-9])? (KiB|MiB|GiB|TiB)$/)
          const unit = { KiB, MiB, GiB, TiB: 1n << 40n }[text.split(' ')[1] as 'KiB']
          expect(size >= unit).toBe(true)
          const tenths = BigInt(text.replace(/^(\d+)(?:\.(\d))? .*$/, (_, whole: string, tenth = '0') => whole + tenth))
          const off = size * 20n - tenths * unit * 2n
          expect(off <= unit && off >= -unit).toBe(true)
        },
      ),
    )
  })

  test('for people, where it is whole, is read back to the same', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 1023n }), fc.constantFrom(KiB, MiB, GiB, 1n << 40n), (count, unit) => {
        expect(parseSize(humanSize(count * unit))).toEqual({ ok: true, bytes: count * unit })
      }),
    )
  })
})

test('an address is written in hexadecimal, and read back to the same', () => {
  expect(hex(0x4000_0000n)).toBe('0x40000000')
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }), (value) => {
      expect(BigInt(hex(value))).toBe(value)
    }),
  )
})

test('rounding goes to the next multiple, up or down, and not further', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 1n << 65n }), fc.bigInt({ min: 1n, max: 1n << 32n }), (value, step) => {
      const [down, up] = [roundDown(value, step), roundUp(value, step)]
      expect(down % step === 0n && up % step === 0n && down <= value && value <= up).toBe(true)
      expect(up - down).toBe(value % step === 0n ? 0n : step)
    }),
  )
})
