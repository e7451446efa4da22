import { describe, expect, test } from 'vitest'
import type { Dom0Stop } from '../../src/model/facts.ts'
import { boardPage } from '../board-page.ts'
import type { Typed } from '../engine/walk.ts'
import { isAsked, offered, onBoard, refused, situation, suggested } from './asked.ts'

const qemu = situation({ 'goal.target': 'qemu', 'board.id': 'qemu-virt-arm64' })
const own = situation({ 'goal.target': 'hardware', 'board.id': 'other' })

describe('the source of the device tree', () => {
  test('is firmware in QEMU, a file for a board', () => {
    expect(suggested('dtb.source', qemu)?.[0]).toBe('firmware')
    expect(suggested('dtb.source', own)?.[0]).toBe('file')
  })

  test('cannot be firmware for a board that nothing is known of', () => {
    expect(offered('dtb.source', own)).toEqual([
      ['file'],
      ['firmware', 'xenup could not read it, and would plan blind; give the .dtb'],
    ])
    expect(refused('dtb.source', 'firmware', own)).toMatch(/^The tree that U-Boot holds cannot be read from here/)
    expect(refused('dtb.source', 'firmware', qemu)).toBeUndefined()
    expect(refused('dtb.source', 'file', own)).toBeUndefined()
  })
})

describe('the file of the device tree', () => {
  test('is asked for only when the tree comes from a file, and nothing is made up', () => {
    expect(isAsked('dtb.file', situation({ 'board.id': 'qemu-virt-arm64', 'dtb.source': 'firmware' }))).toBe(false)
    expect(isAsked('dtb.file', situation({ 'board.id': 'other', 'dtb.source': 'file' }))).toBe(true)
    expect(suggested('dtb.file', own)).toBeUndefined()
  })

  test('is suggested by its name in Linux where a page knows it, without its folder', () => {
    const board = boardPage({ id: 'b', name: 'A board', dtb: { file: 'maker/board.dtb', source: 'the tests' } })
    expect(suggested('dtb.file', { ...own, board })).toEqual([
      'board.dtb',
      'Linux calls the tree of A board so; put it beside your answers, or name where it lies',
    ])
  })

  test.each(['sbc.dtb', 'no-memory.dtb', 'no-uart.dtb', 'late-uart.dtb', 'no-stdout.dtb', 'hostile.dtb'])(
    '%s is taken',
    (file) => {
      expect(refused('dtb.file', file, onBoard(file))).toBeUndefined()
    },
  )

  test.each([
    ['Image', 'Image is not a device tree (its content is: arm64-image). A .dtb starts with d0 0d fe ed.'],
    ['overlay.dtbo', 'overlay.dtbo describes no CPU that xenup knows: is it an overlay, or the tree of a coprocessor?'],
  ])('%s is refused with a sentence', (file, says) => {
    expect(refused('dtb.file', file, onBoard(file))).toBe(says)
  })

  test('of the other architecture is refused in QEMU, where the architecture was chosen', () => {
    expect(
      refused('dtb.file', 'arm32.dtb', onBoard('arm32.dtb', { 'goal.target': 'qemu', 'goal.arch': 'arm64' })),
    ).toBe('arm32.dtb describes a machine of arm32 (arm,cortex-a7), and goal.arch is arm64: change one of the two.')
    expect(refused('dtb.file', 'arm32.dtb', onBoard('arm32.dtb'))).toBeUndefined()
  })

  test('none is refused: there is nothing to plan with', () => {
    expect(refused('dtb.file', 'none', own)).toBe('A device tree is needed here: name the .dtb.')
  })
})

describe('where RAM is', () => {
  test('is asked only when a tree was read that does not tell', () => {
    for (const key of ['dtb.memory-base', 'dtb.memory-size'] as const) {
      expect(isAsked(key, onBoard('no-memory.dtb'))).toBe(true)
      expect(isAsked(key, onBoard('sbc.dtb'))).toBe(false)
      expect(isAsked(key, situation({ 'board.id': 'qemu-virt-arm64', 'dtb.source': 'firmware' }))).toBe(false)
      expect(suggested(key, onBoard('no-memory.dtb'))).toBeUndefined()
    }
  })

  test('is suggested from the page of the board: the size only where every one has it, and from that address on', () => {
    const board = boardPage({
      id: 'a20',
      name: 'An A20 board',
      ram: { base: 0x4000_0000n, size: 1024n * 1024n * 1024n, says: '1 GiB', source: 'the tests' },
    })
    const known = (typed: Typed) => ({ ...onBoard('no-memory.dtb', typed), board })
    expect(suggested('dtb.memory-base', known({}))).toEqual([
      '0x40000000',
      'RAM starts there on An A20 board, by its page',
    ])
    expect(suggested('dtb.memory-size', known({ 'dtb.memory-base': '0x40000000' }))).toEqual([
      '1G',
      'the page of An A20 board says of its RAM: 1 GiB',
    ])
    expect(suggested('dtb.memory-size', known({ 'dtb.memory-base': '0x80000000' }))).toBeUndefined()
    expect(
      suggested('dtb.memory-size', {
        ...known({ 'dtb.memory-base': '0x0' }),
        board: boardPage({ id: 'b', ram: { base: 0n, source: 'the tests' } }),
      }),
    ).toBeUndefined()
  })

  describe('of a board whose page lists banks by its size', () => {
    const low = { base: 0x20_0000n, size: 0x3fe0_0000n }
    const high = { base: 1n << 32n, size: 3n << 30n }
    const board = boardPage({
      id: 'sizes',
      name: 'A board in sizes',
      ram: {
        base: 0n,
        layouts: [
          { size: 1n << 30n, banks: [low], source: 'a log' },
          { size: 4n << 30n, banks: [low, high], source: 'a log' },
        ],
        source: 'the tests',
      },
    })
    const known = (typed: Typed) => ({ ...onBoard('no-memory.dtb', typed), board })

    test('is asked as one size, and the least is suggested', () => {
      expect(isAsked('dtb.ram', known({}))).toBe(true)
      expect(suggested('dtb.ram', known({}))).toEqual([
        '1G',
        'A board in sizes is not sold with less, by its page; take what yours has',
      ])
      expect(offered('dtb.ram', known({}))).toEqual([['1G'], ['4G'], ['other']])
      for (const key of ['dtb.memory-base', 'dtb.memory-size'] as const)
        expect(isAsked(key, known({ 'dtb.ram': '4G' }))).toBe(false)
    })

    test('cannot be a size that the page does not know', () => {
      expect(refused('dtb.ram', '4G', known({}))).toBeUndefined()
      expect(refused('dtb.ram', '2G', known({}))).toBe(
        'The page of A board in sizes has no banks for 2G; it has them for 1G, 4G: answer one of these, or other.',
      )
    })

    test('is asked as a bank where it is another board than those', () => {
      for (const key of ['dtb.memory-base', 'dtb.memory-size'] as const)
        expect(isAsked(key, known({ 'dtb.ram': 'other' }))).toBe(true)
    })

    test('decides what dom0 is to have', () => {
      expect(suggested('dom0-kernel.memory', known({ 'dtb.ram': '4G' }))).toEqual([
        '1536M',
        'it leaves the larger part of 4 GiB (dtb.ram) to guests',
      ])
    })
  })

  test('is not asked by size where the page lists no banks', () => {
    expect(isAsked('dtb.ram', onBoard('no-memory.dtb'))).toBe(false)
  })

  test('must end where an arm64 CPU can still address it', () => {
    const high = onBoard('no-memory.dtb', { 'dtb.memory-base': '0xffff00000000' })
    expect(refused('dtb.memory-size', '4G', high)).toBeUndefined()
    expect(refused('dtb.memory-size', '4097M', high)).toBe(
      'It would end above 256 TiB, which no arm64 CPU can address.',
    )
  })
})

describe('changes of the tree', () => {
  const stop = {
    path: '/bus/router@1',
    why: 'its reg 0 has no CPU address',
    prints: 'Unable to',
    change: { kind: 'remove' as const },
  }
  const found = (stops: readonly Dom0Stop[], answers: Typed = {}) => ({
    ...situation({ 'board.id': 'other', 'dtb.source': 'file', ...answers }),
    facts: { 'dom0.stops': { value: stops, evidence: { file: 'board.dtb', at: 'the whole tree' } } },
  })

  test('are asked about where Xen would stop, and suggested with the node and the reason', () => {
    expect(isAsked('dtb.edits', found([stop]))).toBe(true)
    expect(suggested('dtb.edits', found([stop, stop]))).toEqual([
      'yes',
      "Xen stops at /bus/router@1 and 1 more while it makes dom0's tree: its reg 0 has no CPU address",
    ])
  })

  test.each<[string, readonly Dom0Stop[], Typed]>([
    ['in a tree that Xen comes through', [], {}],
    ['where only the console decides', [{ ...stop, console: '/serial@1' }], {}],
    ['where nothing helps', [{ path: '/soc', why: 'it holds the GIC', prints: '' }], {}],
    ['where UEFI starts Xen, and no script of ours', [stop], { 'firmware.loader': 'uefi' }],
  ])('are not asked about %s', (_, stops, answers) => {
    expect(isAsked('dtb.edits', found(stops, answers))).toBe(false)
  })
})
