import { describe, expect, test } from 'vitest'
import { boardPage } from '../board-page.ts'
import { onBoard, refused, situation, suggested } from './asked.ts'

const on = (...media: readonly { device: 'mmc' | 'usb'; root?: string }[]) => ({
  ...onBoard('sbc.dtb', { 'dom0-userspace.system': 'own' }),
  board: boardPage({
    id: 'b',
    name: 'A board',
    media: media.map((one) => ({ partition: '0:1', source: 'the tests', ...one })),
  }),
})

describe('the root device without Xen', () => {
  test('is that of the medium the board usually boots from, as its page says', () => {
    expect(
      suggested('native.root', on({ device: 'mmc', root: '/dev/mmcblk1p2' }, { device: 'usb', root: '/dev/sda2' })),
    ).toEqual(['/dev/mmcblk1p2', 'the page of A board says so'])
  })

  test('is not that of another medium where the page does not know it', () => {
    expect(suggested('native.root', on({ device: 'mmc' }, { device: 'usb', root: '/dev/sda2' }))).toEqual([
      '/dev/mmcblk0p2',
      'the second partition of the first SD card or eMMC is the usual place',
    ])
    expect(suggested('native.root', on({ device: 'usb' }))).toEqual([
      '/dev/sda2',
      'the second partition of the first USB stick or disk is the usual place',
    ])
  })

  test('is the label of the file system that stage.sh makes, where an initramfs can look it up', () => {
    expect(suggested('native.root', onBoard('sbc.dtb'))?.[0]).toBe('LABEL=dom0')
    expect(suggested('native.root', onBoard('sbc.dtb', { 'dom0-kernel.initrd': 'no' }))?.[0]).toBe('/dev/mmcblk0p2')
    const installed = situation({ 'goal.target': 'qemu', 'dom0-userspace.system': 'debian' })
    expect(suggested('native.root', installed)?.[0]).toBe('LABEL=dom0')
  })

  test('is none in QEMU', () => {
    expect(suggested('native.root', situation({ 'goal.target': 'qemu' }))?.[0]).toBe('none')
  })
})

test('a log of QEMU proves nothing about a board, and is the right one for QEMU', () => {
  const at = { file: 'native.log', at: 'line 3' }
  const log = {
    path: 'native.log',
    kind: 'log',
    size: 1n,
    facts: {
      'log.under': { value: 'native', evidence: at },
      'linux.model': { value: 'linux,dummy-virt', evidence: at },
    },
  } as const
  expect(refused('native.log', 'native.log', { ...onBoard('sbc.dtb'), files: { 'native.log': log } })).toBe(
    'native.log was taken in QEMU (line 3: the machine is linux,dummy-virt), and proves nothing about a board. Capture a boot of the board itself.',
  )
  expect(
    refused('native.log', 'native.log', { ...situation({ 'goal.target': 'qemu' }), files: { 'native.log': log } }),
  ).toBeUndefined()
})
