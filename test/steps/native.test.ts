import { describe, expect, test } from 'vitest'
import { boardPage } from '../board-page.ts'
import { onBoard, situation, suggested } from './asked.ts'

const on = (...media: readonly { device: 'mmc' | 'usb'; root?: string }[]) => ({
  ...onBoard('sbc.dtb'), board: boardPage({ id: 'b', name: 'A board', media: media.map((one) => ({ partition: '0:1', source: 'the tests', ...one })) }),
})

describe('the root device without Xen', () => {
  test('is that of the medium the board usually boots from, as its page says', () => {
    expect(suggested('native.root', on({ device: 'mmc', root: '/dev/mmcblk1p2' }, { device: 'usb', root: '/dev/sda2' }))).toEqual(['/dev/mmcblk1p2', 'the page of A board says so'])
  })

  test('is not that of another medium where the page does not know it', () => {
    expect(suggested('native.root', on({ device: 'mmc' }, { device: 'usb', root: '/dev/sda2' }))).toEqual(['/dev/mmcblk0p2', 'the second partition of the first SD card or eMMC is the usual place'])
    expect(suggested('native.root', on({ device: 'usb' }))).toEqual(['/dev/sda2', 'the second partition of the first USB stick or disk is the usual place'])
  })

  test('is none in QEMU', () => {
    expect(suggested('native.root', situation({ 'goal.target': 'qemu' }))?.[0]).toBe('none')
  })
})
