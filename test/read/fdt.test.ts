import { describe, expect, test } from 'vitest'
import { readDeviceTree } from '../../src/read/fdt.ts'
import { blob, dtb, fieldAt, type Header, type Token, word } from '../dtb.ts'
import { modelOf } from './tree-model.ts'

const none = new Uint8Array()

/** The small tree that most tests here start from. */
const small: readonly Token[] = [
  { begin: '' },
  { property: 'model', value: Buffer.from('board\0') },
  { begin: 'cpus' },
  'end of node',
  'end of node',
  'end',
]

/** The tree of a blob that must be fine. */
function treeOf(bytes: Uint8Array) {
  const read = readDeviceTree(bytes)
  if (!read.ok) throw new Error(`${read.says} (at ${read.offset})`)
  return read.document
}

/** What the reader says of a blob that must not be fine. */
function troubleOf(bytes: Uint8Array): { says: string; offset: number } {
  const read = readDeviceTree(bytes)
  if (read.ok) throw new Error('it was read')
  const { says, offset } = read
  expect(says).toMatch(/^[^\n]{10,200}[^.\n]$/)
  expect(says).not.toMatch(/undefined|NaN|  /)
  expect(offset).toBeGreaterThanOrEqual(0)
  expect(offset).toBeLessThanOrEqual(bytes.length)
  return { says, offset }
}

describe('a sound device tree', () => {
  test.each([17, 16] as const)('of version %d is read with its nodes, properties and reservations', (version) => {
    const tree = treeOf(
      dtb(
        {
          model: 'QEMU virt',
          compatible: ['linux,dummy-virt', 'qemu,virt'],
          '#size-cells': 2,
          empty: true,
          'memory@40000000': { reg: [0x4000_0000n, 0x8000_0000n] },
          soc: { 'serial@9000000': { status: 'okay' } },
        },
        {
          version,
          memreserve: [
            [0x4000_0000n, 0x10_0000n],
            [0xffff_ffff_ffff_f000n, 0x1000n],
          ],
        },
      ),
    )
    expect(tree.version).toBe(version)
    expect(tree.memoryReservations).toEqual([
      { base: 0x4000_0000n, size: 0x10_0000n },
      { base: 0xffff_ffff_ffff_f000n, size: 0x1000n },
    ])
    expect(modelOf(tree.root)).toEqual({
      name: '',
      properties: [
        ['model', Buffer.from('QEMU virt\0').toString('hex')],
        ['compatible', Buffer.from('linux,dummy-virt\0qemu,virt\0').toString('hex')],
        ['#size-cells', '00000002'],
        ['empty', ''],
      ],
      children: [
        { name: 'memory@40000000', properties: [['reg', '00000000400000000000000080000000']], children: [] },
        {
          name: 'soc',
          properties: [],
          children: [
            { name: 'serial@9000000', properties: [['status', Buffer.from('okay\0').toString('hex')]], children: [] },
          ],
        },
      ],
    })
  })

  test.each([17, 16] as const)(
    'of version %d may have NOPs everywhere: U-Boot leaves them where it deleted something',
    (version) => {
      const tree = { model: 'board', soc: { uart: { reg: 1 } }, chosen: {} }
      expect(modelOf(treeOf(dtb(tree, { version, nops: true })).root)).toEqual(modelOf(treeOf(dtb(tree)).root))
      expect(
        modelOf(treeOf(blob(['nop', 'nop', ...small.slice(0, -1), 'nop', 'end'], { version })).root).children,
      ).toHaveLength(1)
    },
  )

  test('may be padded, as QEMU pads its own to 1 MiB; what lies behind it does not count', () => {
    const bytes = dtb({ model: 'board' }, { size: 1 << 20 })
    expect(treeOf(bytes)).toMatchObject({ totalSize: 1 << 20 })
    expect(treeOf(bytes).usedSize).toBeLessThan(200)
    expect(treeOf(Buffer.concat([dtb({ model: 'board' }), Buffer.from('appended')])).totalSize).toBeLessThan(200)
  })

  test('is as large as its last block, whichever that is', () => {
    const bytes = dtb({ model: 'board' }, { size: 1 << 12 })
    const view = new DataView(bytes.buffer)
    const [strings, size] = [view.getUint32(fieldAt('stringsAt')), view.getUint32(fieldAt('stringsSize'))]
    expect(treeOf(bytes).usedSize).toBe(strings + size)
    // The other way round: the names first, in the room that the reservations leave, and the nodes behind them.
    const names = Buffer.from('model\0')
    const moved = blob([{ begin: '' }, { at: 0, value: word(1) }, 'end of node', 'end'], {
      strings: new Uint8Array(),
      memreserve: [[0n, 0n]],
    })
    moved.set(names, 56)
    const header = new DataView(moved.buffer)
    header.setUint32(fieldAt('stringsAt'), 56)
    header.setUint32(fieldAt('stringsSize'), names.length)
    expect(modelOf(treeOf(moved).root).properties).toEqual([['model', '00000001']])
    expect(treeOf(moved).usedSize).toBe(moved.length)
  })

  test('may lie anywhere in a larger buffer', () => {
    const bytes = dtb({ model: 'board' })
    const around = new Uint8Array(bytes.length + 64).fill(0xff)
    around.set(bytes, 13)
    expect(treeOf(around.subarray(13, 13 + bytes.length)).root.properties.get('model')).toEqual(
      new Uint8Array(Buffer.from('board\0')),
    )
  })

  test('of two properties with one name the first counts, as for Xen', () => {
    const twice: readonly Token[] = [
      { begin: '' },
      { property: 'model', value: Buffer.from('a\0') },
      { property: 'model', value: Buffer.from('b\0') },
      'end of node',
      'end',
    ]
    expect(modelOf(treeOf(blob(twice)).root).properties).toEqual([['model', '6100']])
  })

  test('two nodes with one name are two nodes', () => {
    const twice: readonly Token[] = [
      { begin: '' },
      { begin: 'a' },
      'end of node',
      { begin: 'a' },
      'end of node',
      'end of node',
      'end',
    ]
    expect(treeOf(blob(twice)).root.children.map(({ name }) => name)).toEqual(['a', 'a'])
  })

  test('property names may share bytes: dtc stores "reg" as the end of another name', () => {
    const strings = Buffer.from('assigned-reg\0')
    const tokens: readonly Token[] = [
      { begin: '' },
      { at: 9, value: word(1) },
      { at: 0, value: word(2) },
      'end of node',
      'end',
    ]
    expect(modelOf(treeOf(blob(tokens, { strings })).root).properties).toEqual([
      ['reg', '00000001'],
      ['assigned-reg', '00000002'],
    ])
  })

  test('a property may stand behind a child, though no compiler writes it so', () => {
    const late: readonly Token[] = [
      { begin: '' },
      { begin: 'a' },
      'end of node',
      { property: 'model', value: none },
      'end of node',
      'end',
    ]
    expect(modelOf(treeOf(blob(late)).root).properties).toEqual([['model', '']])
  })

  test('64 levels are read; real boards have up to 12', () => {
    expect(treeOf(blob([...nested(64), 'end'])).root.children).toHaveLength(1)
  })

  test('a path of 1023 bytes is read: Linux has no longer one', () => {
    const names = [250, 250, 250, 250, 18].map((length) => 'n'.repeat(length))
    const tokens = (all: readonly string[]): readonly Token[] => [
      ...['', ...all].map((begin): Token => ({ begin })),
      ...new Array<Token>(all.length + 1).fill('end of node'),
      'end',
    ]
    expect(treeOf(blob(tokens(names))).root.children).toHaveLength(1)
    expect(troubleOf(blob(tokens([...names.slice(0, 4), 'n'.repeat(19)]))).says).toBe(
      "a node's path is longer than 1023 bytes",
    )
  })

  test('knows its parents', () => {
    const [soc] = treeOf(dtb({ soc: { uart: {} } })).root.children
    expect(soc!.children[0]!.parent).toBe(soc)
    expect(soc!.parent!.parent).toBeUndefined()
  })
})

const nested = (levels: number): readonly Token[] => [
  ...Array.from({ length: levels }, (_, level): Token => ({ begin: level === 0 ? '' : 'n' })),
  ...new Array<Token>(levels).fill('end of node'),
]

describe('a header that is wrong is told with the field at fault:', () => {
  const size = blob(small).length
  test.each<[string, Header, number, string]>([
    [
      'another magic',
      { magic: 0xdeadbeef },
      0,
      'it does not start with the device tree magic 0xd00dfeed but with 0xdeadbeef',
    ],
    [
      'the magic of the other byte order',
      { magic: 0xedfe0dd0 },
      0,
      'it does not start with the device tree magic 0xd00dfeed but with 0xedfe0dd0',
    ],
    [
      'a size beyond the file',
      { totalSize: size + 1 },
      fieldAt('totalSize'),
      `the header claims ${size + 1} bytes and the file has ${size}: it was cut off`,
    ],
    [
      'the largest size',
      { totalSize: 0xffffffff },
      fieldAt('totalSize'),
      `the header claims 4294967295 bytes and the file has ${size}: it was cut off`,
    ],
    [
      "a size below the header's own",
      { totalSize: 39 },
      fieldAt('totalSize'),
      'the header claims 39 bytes, fewer than the header itself has',
    ],
    ['size 0', { totalSize: 0 }, fieldAt('totalSize'), 'the header claims 0 bytes, fewer than the header itself has'],
    [
      'version 15',
      { version: 15 },
      fieldAt('version'),
      'it has format version 15, compatible with 16; 16 and 17 are in use',
    ],
    [
      'a version that no reader of today understands',
      { version: 20, lastCompatible: 18 },
      fieldAt('version'),
      'it has format version 20, compatible with 18; 16 and 17 are in use',
    ],
    [
      'a structure block at an odd place',
      { structureAt: 57 },
      fieldAt('structureAt'),
      'the structure block starts at 57, not at a multiple of 4',
    ],
    [
      'a structure block inside the header',
      { structureAt: 0 },
      fieldAt('structureAt'),
      `the structure block (${structureSize()} bytes at 0) does not lie inside the ${size} bytes of the tree`,
    ],
    [
      'a structure block behind the end',
      { structureAt: 0xfffffffc },
      fieldAt('structureAt'),
      `the structure block (${structureSize()} bytes at 4294967292) does not lie inside the ${size} bytes of the tree`,
    ],
    [
      'a structure block that is too large',
      { structureSize: size },
      fieldAt('structureAt'),
      `the structure block (${size} bytes at 56) does not lie inside the ${size} bytes of the tree`,
    ],
    [
      'a strings block behind the end',
      { stringsAt: size + 1 },
      fieldAt('stringsAt'),
      `the strings block (6 bytes at ${size + 1}) does not lie inside the ${size} bytes of the tree`,
    ],
    [
      'a strings block that is too large',
      { stringsSize: 0xffffffff },
      fieldAt('stringsAt'),
      /the strings block \(4294967295 bytes at \d+\) does not lie inside/.source,
    ],
    [
      'a reservation block at an odd place',
      { reservationsAt: 44 },
      fieldAt('reservationsAt'),
      'the memory reservation block starts at 44, not at a multiple of 8',
    ],
    [
      'a reservation block behind the end',
      { reservationsAt: 0xfffffff8 },
      fieldAt('reservationsAt'),
      `the memory reservation block (16 bytes at 4294967288) does not lie inside the ${size} bytes of the tree`,
    ],
  ])('%s', (_, header, offset, says) => {
    const userError = troubleOf(blob(small, { header }))
    expect(userError.offset).toBe(offset)
    if (says.includes('\\')) expect(userError.says).toMatch(new RegExp(says))
    else expect(userError.says).toBe(says)
  })

  test('a version above 17 that is compatible with it is read', () => {
    expect(treeOf(blob(small, { header: { version: 18, lastCompatible: 17 } })).version).toBe(18)
  })

  test('more than 16 MiB is refused before anything is read', () => {
    expect(troubleOf(dtb({}, { size: (16 << 20) + 1 }))).toEqual({
      says: 'the header claims 16777217 bytes; Xen takes at most 2 MiB',
      offset: fieldAt('totalSize'),
    })
    expect(treeOf(dtb({}, { size: 16 << 20 })).totalSize).toBe(16 << 20)
  })
})

/** Bytes of the small tree's structure block. */
function structureSize(): number {
  return Buffer.from(blob(small)).readUInt32BE(fieldAt('structureSize'))
}

describe('a structure block that is wrong is told with its place:', () => {
  const root: Token = { begin: '' }
  test.each<[string, readonly Token[], string]>([
    ['nothing but an end', ['end'], 'the structure block has no node at all'],
    ['no end token', [root, 'end of node'], 'the structure block ends before its end token'],
    ['nothing at all', [], 'the structure block ends before its end token'],
    ['an open root', [root, 'end'], 'the tree ends while node "" is still open'],
    [
      'an open child',
      [root, { begin: 'soc' }, 'end of node', { begin: 'cpus' }, 'end'],
      'the tree ends while node "cpus" is still open',
    ],
    ['one end too many', [root, 'end of node', 'end of node', 'end'], 'a node ends that never began'],
    ['two roots', [root, 'end of node', root, 'end of node', 'end'], 'there is a second root node'],
    [
      'a property before the root',
      [{ property: 'model', value: none }, root, 'end of node', 'end'],
      'a property stands outside any node',
    ],
    [
      'a property behind the root',
      [root, 'end of node', { property: 'model', value: none }, 'end'],
      'a property stands outside any node',
    ],
    ['a token that does not exist', [root, { word: 5 }, 'end of node', 'end'], 'there is no structure token 0x5'],
    ['a large token', [{ word: 0xffffffff }], 'there is no structure token 0xffffffff'],
    ['65 levels', [...nested(65), 'end'], 'nodes are nested deeper than 64 levels'],
    [
      "a path beyond Linux's longest",
      [root, ...Array.from({ length: 5 }, (): Token => ({ begin: 'n'.repeat(250) }))],
      "a node's path is longer than 1023 bytes",
    ],
    [
      'a name of 256 bytes',
      [root, { begin: 'n'.repeat(256) }, 'end of node', 'end of node', 'end'],
      "a node's name has no end within 255 bytes",
    ],
    ['a node begun at the very end', [root, { word: 1 }], "a node's name has no end within 255 bytes"],
    ['a property cut before its length', [root, { word: 3 }], "the structure block ends before a property's length"],
    [
      'a property cut before its name',
      [root, { word: 3 }, { word: 0 }],
      "the structure block ends before a property's name",
    ],
    [
      'a property longer than the block',
      [root, { word: 3 }, { word: 100 }, { word: 0 }, 'end of node', 'end'],
      'a property claims 100 bytes, more than the structure block has left',
    ],
    [
      'a property up to the very end of the block',
      [root, { property: 'model', value: word(1) }],
      'the structure block ends before its end token',
    ],
    [
      'a property of 4 GiB',
      [root, { word: 3 }, { word: 0xffffffff }, { word: 0 }, 'end of node', 'end'],
      'a property claims 4294967295 bytes, more than the structure block has left',
    ],
    [
      'a property name outside the strings',
      [root, { at: 6, value: none }, { property: 'model', value: none }, 'end of node', 'end'],
      "a property's name lies at 6, outside the strings block of 6 bytes",
    ],
    [
      'a property name 4 GiB away',
      [root, { at: 0xffffffff, value: none }, 'end of node', 'end'],
      "a property's name lies at 4294967295, outside the strings block of 0 bytes",
    ],
  ])('%s', (_, tokens, says) => {
    expect(troubleOf(blob(tokens)).says).toBe(says)
  })

  test('a property name without end', () => {
    const tokens: readonly Token[] = [root, { at: 0, value: none }, 'end of node', 'end']
    expect(troubleOf(blob(tokens, { strings: Buffer.from('model') })).says).toBe(
      "a property's name has no end within 255 bytes",
    )
    expect(troubleOf(blob(tokens, { strings: Buffer.from(`${'m'.repeat(256)}\0`) })).says).toBe(
      "a property's name has no end within 255 bytes",
    )
  })

  test('the offset is that of the token', () => {
    expect(troubleOf(blob([root, 'nop', { word: 7 }])).offset).toBe(40 + 16 + 8 + 4)
    expect(troubleOf(blob([root, 'end'])).offset).toBe(40 + 16 + 8)
    // Of a property's length, name and value: where each begins.
    expect(troubleOf(blob([root, { word: 3 }, { word: 100 }, { word: 0 }])).offset).toBe(40 + 16 + 8 + 4)
    expect(troubleOf(blob([root, { at: 6, value: none }])).offset).toBe(40 + 16 + 8 + 8)
  })

  test('a memory reservation block without end', () => {
    for (let size = 56; size < 72; size++) {
      const bytes = new Uint8Array(size).fill(0xff, 40)
      bytes.set(blob([], { header: { reservationsAt: 40, totalSize: size } }).subarray(0, 40))
      expect(troubleOf(bytes)).toEqual({
        says: 'the memory reservation block has no end (an entry of two zeros)',
        offset: 56,
      })
    }
  })
})

describe('a device tree that was cut off', () => {
  const board = {
    model: 'board',
    compatible: ['a,b', 'c'],
    cpus: { 'cpu@0': { reg: 0 } },
    'memory@40000000': { device_type: 'memory', reg: [0x4000_0000n, 0x1000n] },
  }
  const versions = [17, 16] as const

  test.each(versions)('at any byte is told in a sentence (version %d)', (version) => {
    const bytes = dtb(board, { version, memreserve: [[1n, 2n]] })
    for (let length = 0; length < bytes.length; length++) troubleOf(bytes.subarray(0, length))
  })

  test.each(versions)(
    'at any byte is told in a sentence even when the header was made to agree (version %d)',
    (version) => {
      const bytes = dtb(board, { version, memreserve: [[1n, 2n]] })
      for (let length = 8; length < bytes.length; length++) {
        const cut = bytes.slice(0, length)
        new DataView(cut.buffer).setUint32(4, length)
        troubleOf(cut)
      }
    },
  )

  test('says how many bytes there are and how many there should be', () => {
    const bytes = dtb(board)
    expect(troubleOf(none).says).toBe('the file has 0 bytes, too few for a device tree')
    for (const length of [4, 20, 35])
      expect(troubleOf(bytes.subarray(0, length)).says).toBe(`the header is cut off after ${length} bytes`)
    const old = dtb(board, { version: 16 })
    new DataView(old.buffer).setUint32(fieldAt('totalSize'), 35)
    expect(troubleOf(old).says).toBe('the header claims 35 bytes, fewer than the header itself has')
    // The header of version 16 ends there.
    new DataView(old.buffer).setUint32(fieldAt('totalSize'), 36)
    expect(troubleOf(old).says).toMatch(/^the structure block \(0 bytes at \d+\) does not lie inside the 36 bytes/)
    for (const length of [36, 100])
      expect(troubleOf(bytes.subarray(0, length)).says).toBe(
        `the header claims ${bytes.length} bytes and the file has ${length}: it was cut off`,
      )
  })
})
