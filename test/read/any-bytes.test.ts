/** The reader is total: whatever the bytes, a tree or a sentence. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Read } from '../../src/read/document.ts'
import { type DeviceTree, readDeviceTree } from '../../src/read/fdt.ts'
import { blob, dtb, fieldAt, type Token, words } from '../dtb.ts'
import { mutated } from './mutated.ts'
import { anyTree, modelOf, tokensOf } from './tree-model.ts'

const board = dtb(
  {
    '#address-cells': 2,
    '#size-cells': 2,
    model: 'board',
    compatible: ['a,b', 'c,d'],
    'interrupt-parent': '&gic',
    'gic: intc@8000000': { '#interrupt-cells': 3, 'interrupt-controller': true, reg: [0x800_0000n, 0x1000n] },
    soc: {
      ranges: true,
      'serial@9000000': { compatible: 'arm,pl011', reg: [0x900_0000n, 0x1000n], interrupts: [0, 1, 4] },
    },
  },
  { memreserve: [[0x4000_0000n, 0x1000n]], nops: true },
)

/** What every answer of the reader must be. */
function expectTreeOrSentence(bytes: Uint8Array, read: Read<DeviceTree> = readDeviceTree(bytes)): void {
  if (read.ok) {
    const { root, totalSize, usedSize } = read.document
    expect(root.parent).toBeUndefined()
    expect(totalSize).toBeLessThanOrEqual(bytes.length)
    expect(usedSize).toBeLessThanOrEqual(totalSize)
  } else {
    expect(read.says).toMatch(/^[^\n]{10,1400}$/)
    expect(read.says).not.toMatch(/undefined|NaN/)
    expect(Number.isSafeInteger(read.offset) && read.offset >= 0 && read.offset <= bytes.length).toBe(true)
  }
}

describe('any bytes', () => {
  test('give a tree or a sentence', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => expectTreeOrSentence(bytes)),
      { numRuns: 500 },
    )
  })

  test('behind a device tree header give a tree or a sentence', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(16, 17), (tail, version) => {
        const bytes = Buffer.concat([blob([], { version: version as 16 | 17 }).subarray(0, 40), tail])
        bytes.writeUInt32BE(bytes.length, fieldAt('totalSize'))
        bytes.writeUInt32BE(0, fieldAt('stringsSize'))
        bytes.writeUInt32BE(tail.length, fieldAt('structureSize'))
        bytes.writeUInt32BE(40, fieldAt('structureAt'))
        expectTreeOrSentence(bytes)
      }),
      { numRuns: 500 },
    )
  })

  test('for header fields give a tree or a sentence', () => {
    const odd = fc.oneof(
      fc.integer({ min: 0, max: board.length + 8 }),
      fc.constantFrom(0x7fffffff, 0x80000000, 0xfffffff8, 0xffffffff),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), odd), { minLength: 1, maxLength: 4 }), (fields) => {
        const bytes = Buffer.from(board)
        for (const [field, value] of fields) bytes.writeUInt32BE(value, field * 4)
        expectTreeOrSentence(bytes)
      }),
      { numRuns: 500 },
    )
  })

  test('put into, taken from or changed in a good tree give a tree or a sentence', () => {
    fc.assert(
      fc.property(mutated(board), (bytes) => expectTreeOrSentence(bytes)),
      { numRuns: 2000 },
    )
  })
})

describe('a tree that was written', () => {
  test('is read back as it was, in either version, with NOPs and padding', () => {
    fc.assert(
      fc.property(anyTree, fc.constantFrom(16, 17), fc.boolean(), fc.nat(64), (tree, version, nops, padding) => {
        const tokens = tokensOf(tree).flatMap((token): Token[] => (nops ? ['nop', token] : [token]))
        const plain = blob([...tokens, 'end'], { version: version as 16 | 17 })
        const bytes = blob([...tokens, 'end'], { version: version as 16 | 17, size: plain.length + padding })
        const read = readDeviceTree(bytes)
        expect(read).toMatchObject({ ok: true })
        if (read.ok) expect(modelOf(read.document.root)).toEqual(tree)
      }),
      { numRuns: 300 },
    )
  })

  test('keeps its reservations', () => {
    const address = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n })
    const entry = fc.tuple(address, address).filter(([base, size]) => base !== 0n || size !== 0n)
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 8 }), (memreserve) => {
        const read = readDeviceTree(dtb({}, { memreserve }))
        expect(read.ok && read.document.memoryReservations).toEqual(memreserve.map(([base, size]) => ({ base, size })))
      }),
    )
  })
})

// Each is as large as the reader takes, 16 MiB, or nearly: what is not linear in that does not end within the test's
// time.
describe('a file that wants to harm is read, or refused, in one pass:', () => {
  const root: Token = { begin: '' }
  /** A structure block of the same words again and again. */
  const repeated = (
    count: number,
    each: readonly number[],
    behind: readonly number[],
    strings = new Uint8Array(512),
  ): Uint8Array => {
    const body = words(count * each.length, (index) => each[index % each.length]!)
    const structure = Buffer.concat([
      words(2, (index) => (index === 0 ? 1 : 0)),
      body,
      words(behind.length, (index) => behind[index]!),
    ])
    const head = Buffer.from(
      blob([root], {
        strings: new Uint8Array(),
        header: {
          structureSize: structure.length,
          stringsAt: 56 + structure.length,
          stringsSize: strings.length,
          totalSize: 56 + structure.length + strings.length,
        },
      }),
    )
    return Buffer.concat([head.subarray(0, 56), structure, strings])
  }
  const end = [2, 9]

  test.each<[string, () => Uint8Array, boolean | string]>([
    ['as many empty nodes as there may be', () => repeated((1 << 15) - 1, [1, 0, 2], end), true],
    ['a million empty nodes', () => repeated(1 << 20, [1, 0, 2], end), 'there are more than 32,768 nodes'],
    ['four million NOPs', () => repeated(1 << 22, [4], end), 'claims'],
    ['nearly four million NOPs', () => repeated((1 << 22) - 200, [4], end), true],
    ['nodes that never end', () => repeated(1 << 20, [1, 0], []), 'nodes are nested deeper than 64 levels'],
    ['as many properties as there may be', () => repeated(1 << 17, [3, 0, 0], end), true],
    ['a million properties', () => repeated(1 << 20, [3, 0, 0], end), 'there are more than 131,072 properties'],
    [
      'names that share their ends',
      () => {
        const strings = Buffer.concat(Array.from({ length: 1 << 14 }, () => Buffer.from(`${'a'.repeat(255)}\0`)))
        const offsets = words(3 << 17, (index) =>
          index % 3 === 0 ? 3 : index % 3 === 1 ? 0 : (((index - 2) / 3) * 7) % strings.length,
        )
        const plain = Buffer.from(repeated(1 << 17, [3, 0, 0], end, strings))
        offsets.forEach((byte, index) => (plain[64 + index] = byte))
        return plain
      },
      true,
    ],
    [
      'names without end',
      () => repeated(1 << 19, [3, 0, 0], end, new Uint8Array(1 << 20).fill(0x61)),
      'name has no end within 255 bytes',
    ],
    [
      'a node name of megabytes',
      () => repeated(1 << 20, [0x61616161], end).map((byte, index) => (index >= 60 && index < 64 ? 0x61 : byte)),
      'name has no end within 255 bytes',
    ],
    [
      'properties that each claim the rest',
      () => repeated(1 << 20, [3, 0x00ffffff, 0], end),
      'more than the structure block has left',
    ],
    [
      'a reservation block over everything',
      () => {
        const bytes = Buffer.alloc(16 << 20, 0xff)
        blob(['end'], {
          header: {
            totalSize: bytes.length,
            structureAt: 64,
            structureSize: 4,
            stringsAt: 60,
            stringsSize: 0,
            reservationsAt: 40,
          },
        })
          .subarray(0, 40)
          .forEach((byte, index) => (bytes[index] = byte))
        return bytes
      },
      'there are more than 1024 memory reservations',
    ],
  ])('%s', (_, make, expected) => {
    const bytes = make()
    const read = readDeviceTree(bytes)
    expectTreeOrSentence(bytes, read)
    if (expected === true) expect(read.ok || read.says).toBe(true)
    else if (typeof expected === 'string') expect(!read.ok && read.says).toContain(expected)
  })
})
