import { describe, expect, test } from 'vitest'
import { onBoard, refused, situation, suggested } from './asked.ts'

describe('the root device without Xen', () => {
  test('is the label of the file system that stage.sh makes', () => {
    expect(suggested('native.root', onBoard('sbc.dtb'))).toEqual([
      'LABEL=dom0',
      'stage.sh gives the file system of dom0 that label, wherever its disk is found',
    ])
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
