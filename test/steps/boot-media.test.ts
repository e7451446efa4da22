import { describe, expect, test } from 'vitest'
import { MiB } from '../../src/model/quantity.ts'
import { boardPage } from '../board-page.ts'
import { isAsked, offered, onBoard, situation, suggested } from './asked.ts'

test('a virtio disk is suggested in QEMU, an SD card on a board', () => {
  expect(suggested('boot-media.device', situation({ 'goal.target': 'qemu' }))?.[0]).toBe('virtio')
  expect(suggested('boot-media.device', situation({ 'goal.target': 'hardware' }))?.[0]).toBe('mmc')
})

test('a virtio disk is the last that is offered on a board', () => {
  expect(offered('boot-media.device', situation({ 'goal.target': 'hardware' })).at(-1)).toEqual(['virtio'])
  expect(offered('boot-media.device', situation({ 'goal.target': 'qemu' }))[0]).toEqual(['virtio'])
})

describe('the names on the boot medium', () => {
  test('are those of the files that were named', () => {
    expect(suggested('boot-media.dtb-name', onBoard('sbc.dtb'))).toEqual(['sbc.dtb', 'that is its name in dtb.file'])
    expect(suggested('boot-media.kernel-name', situation({ 'dom0-kernel.file': 'boot/vmlinuz-6.1' }))).toEqual([
      'vmlinuz-6.1',
      'that is its name in dom0-kernel.file',
    ])
  })

  test('are the usual ones when no file was named, or its name is none for the medium', () => {
    expect(suggested('boot-media.xen-name', situation())?.[0]).toBe('xen')
    expect(suggested('boot-media.xen-name', situation({ 'xen.file': 'none' }))?.[0]).toBe('xen')
    expect(suggested('boot-media.xen-name', { ...situation(), answers: { 'xen.file': '/tmp/$(reboot)' } })?.[0]).toBe(
      'xen',
    )
    expect(
      suggested('boot-media.kernel-name', { ...situation(), answers: { 'dom0-kernel.file': 'build/' } })?.[0],
    ).toBe('Image')
  })

  test('of the device tree is asked only when it comes from there', () => {
    expect(isAsked('boot-media.dtb-name', onBoard('sbc.dtb'))).toBe(true)
    expect(isAsked('boot-media.dtb-name', situation({ 'board.id': 'qemu-virt-arm64', 'dtb.source': 'firmware' }))).toBe(
      false,
    )
  })
})

describe('the address of the boot script', () => {
  test("is the board page's where it has one", () => {
    expect(suggested('boot-media.script-address', situation())).toEqual([
      '0x40200000',
      'scriptaddr of U-Boot is 0x40200000 on QEMU virt, 64-bit',
    ])
  })

  test('is loadaddr where U-Boot has no scriptaddr and runs the script from there', () => {
    const board = boardPage({
      id: 'kit',
      name: 'The Kit',
      addresses: [{ variable: 'loadaddr', value: 0x8028_0000n, source: 'the tests' }],
      quirks: [{ says: 'no scriptaddr', effect: { kind: 'no-variable', variable: 'scriptaddr' }, source: 'the tests' }],
    })
    expect(suggested('boot-media.script-address', { ...situation(), board })).toEqual([
      '0x80280000',
      'U-Boot has no scriptaddr on The Kit and takes boot.scr to loadaddr, 0x80280000',
    ])
    expect(suggested('boot-media.script-address', { ...situation(), board: { ...board, quirks: [] } })?.[0]).not.toBe(
      '0x80280000',
    )
  })

  test('is 2 MiB into RAM by the device tree, or by what was answered', () => {
    expect(suggested('boot-media.script-address', onBoard('no-uart.dtb'))?.[0]).toBe('0x80200000')
    expect(suggested('boot-media.script-address', onBoard('sbc.dtb'))?.[0]).toBe('0x200000')
    expect(suggested('boot-media.script-address', onBoard('no-memory.dtb', { 'dtb.memory-base': '0x1000' }))?.[0]).toBe(
      '0x400000',
    )
  })

  test.each([
    ['nothing in the way', [], '0x80200000'],
    ['a region that ends where it begins', [[0x8000_0000n, 2n * MiB]], '0x80200000'],
    ['a region that begins where it ends', [[0x8040_0000n, 2n * MiB]], '0x80200000'],
    ['a region over its first byte', [[0x8000_0000n, 2n * MiB + 1n]], '0x80400000'],
    ['a region over its last byte', [[0x803f_ffffn, 1n]], '0x80400000'],
    [
      'two regions, one behind the other, listed the other way round',
      [
        [0x8040_0000n, 8n * MiB],
        [0x8020_0000n, 2n * MiB],
      ],
      '0x80c00000',
    ],
    ['a region that ends at no boundary', [[0x8020_0000n, 5n * MiB]], '0x80800000'],
  ] as const)('is clear of reserved memory: %s', (_, reserved, address) => {
    const where = onBoard('no-uart.dtb')
    const fact = {
      value: reserved.map(([base, size]) => ({ base, size, path: '/reserved-memory/x' })),
      evidence: { file: 'no-uart.dtb', at: '/reserved-memory' },
    }
    expect(
      suggested('boot-media.script-address', { ...where, facts: { ...where.facts, 'memory.reserved': fact } })?.[0],
    ).toBe(address)
  })

  test('is not made up when nobody knows where RAM is', () => {
    expect(suggested('boot-media.script-address', onBoard('no-memory.dtb'))).toBeUndefined()
  })
})

test('addresses are planned, and asked for only by those who want their own', () => {
  expect(suggested('boot-media.addresses', situation())?.[0]).toBe('planned')
  for (const key of [
    'boot-media.dtb-address',
    'boot-media.xen-address',
    'boot-media.kernel-address',
    'boot-media.initrd-address',
  ] as const) {
    expect(isAsked(key, situation({ 'boot-media.addresses': 'planned' }))).toBe(false)
    expect(isAsked(key, situation({ 'boot-media.addresses': 'own', 'dom0-kernel.initrd': 'yes' }))).toBe(true)
    expect(suggested(key, situation())).toBeUndefined()
  }
})
