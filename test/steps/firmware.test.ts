import { describe, expect, test } from 'vitest'
import { steps } from '../../steps/index.ts'
import { boardPage } from '../board-page.ts'
import { offered, onBoard, situation, suggested } from './asked.ts'

const told = (usable: 'yes' | 'no' | 'firmware') => ({
  ...onBoard('sbc.dtb'),
  board: boardPage({
    id: 'b',
    name: 'A board',
    el2: { usable, says: 'Its firmware of 2015 enters at EL1.', source: 'the tests' },
  }),
})
const tasks = (where: ReturnType<typeof told>) =>
  (steps.find(({ id }) => id === 'firmware')!.tasks ?? [])
    .filter(({ when }) => when?.(where) ?? true)
    .map(({ id }) => id)

describe('the firmware', () => {
  test('is not proven by a page, which is quoted all the same', () => {
    expect(suggested('firmware.done', told('no'))).toEqual([
      'not-yet',
      'no log has shown it; the page of A board says: Its firmware of 2015 enters at EL1.',
    ])
    expect(suggested('firmware.done', onBoard('sbc.dtb'))).toEqual([
      'not-yet',
      'no log has shown it; everything can be prepared all the same',
    ])
  })

  test('is to be updated where the page says that it does not do, and left alone where it does', () => {
    expect(tasks(told('no'))).toContain('update')
    expect(tasks(told('firmware'))).toContain('update')
    expect(tasks(told('yes'))).toEqual(['look'])
  })
})

describe('a machine with UEFI', () => {
  const server = situation({ 'goal.target': 'hardware', 'board.id': 'sbc', 'firmware.loader': 'uefi' })

  test('starts from an NVMe disk, a program called xen.efi', () => {
    expect(suggested('boot-media.device', server)?.[0]).toBe('nvme')
    expect(suggested('boot-media.xen-name', server)?.[0]).toBe('xen.efi')
    const own = { ...server, answers: { ...server.answers, 'dom0-userspace.system': 'own' as const } }
    expect(suggested('dom0-userspace.root', own)?.[0]).toBe('/dev/nvme0n1p2')
  })

  test('is none of 32 bits: there UEFI can only be looked at, with the reason', () => {
    const small = { ...onBoard('sbc.dtb'), board: boardPage({ id: 'b', name: 'A board', arch: 'arm32' }) }
    expect(offered('firmware.loader', small)).toEqual([
      ['u-boot'],
      ['uefi', 'A board is a 32-bit board, and a 32-bit Xen is no EFI program'],
    ])
  })

  test('may have no device tree, and the reason does not blame the UARTs', () => {
    expect(suggested('console.dtuart', { ...server, facts: {} })).toEqual([
      'stdout-path',
      'no device tree was read; Xen takes what the tree of the firmware names, or with ACPI its table SPCR',
    ])
  })
})
