import { describe, expect, test } from 'vitest'
import type { Tree } from '../../dtb.ts'
import { board, factsOf } from '../board.ts'

/** Firmware that hands out clocks and power by calls. */
const firmware = (more: Tree = {}): Tree => ({
  firmware: {
    scmi: {
      compatible: 'arm,scmi-smc',
      'arm,smc-id': 0x8200_0010,
      'power: protocol@11': { reg: 0x11, '#power-domain-cells': 1 },
      'clock: protocol@14': { reg: 0x14, '#clock-cells': 1 },
      ...more,
    },
  },
  'cru: clocks': { '#clock-cells': 0 },
})
const scmiOf = (more: Tree, of: Tree = firmware()) => factsOf(board({ ...of, ...more }))['firmware.scmi']

describe('what has its clock or power from firmware', () => {
  test.each<[string, Tree, readonly string[]]>([
    ['nothing', { 'mmc@1': { clocks: '&cru' } }, []],
    ['a device by its clocks, whichever place they have', { 'mmc@1': { clocks: ['&cru', '&clock', 5] } }, ['clocks']],
    ['a device by its power domain', { 'gpu@1': { 'power-domains': ['&power', 2] } }, ['power-domains']],
    ['not a disabled one', { 'mmc@1': { status: 'disabled', clocks: ['&clock', 5] } }, []],
  ])('%s', (_, more, by) => {
    expect(scmiOf(more)?.users.map((user) => user.by)).toEqual(by)
  })

  test('is known by its path and its aliases', () => {
    const tree = { aliases: { mmc1: '/mmc@1' }, 'mmc@1': { compatible: 'a', clocks: ['&clock', 5] } }
    expect(scmiOf(tree)?.users).toEqual([{ path: '/mmc@1', compatible: ['a'], aliases: ['mmc1'], by: 'clocks' }])
  })
})

describe('Xen can hand on', () => {
  test.each<[string, Tree, boolean | undefined]>([
    ['calls of its kind', firmware(), true],
    ['none of another kind', firmware({ compatible: 'arm,scmi-smc-param' }), false],
    ['none whose number the tree does not say', firmware({ 'arm,smc-id': undefined }), false],
    ['none of a node that is disabled', firmware({ status: 'disabled' }), undefined],
    ['none of SCMI by mailbox, which is no call', firmware({ compatible: 'arm,scmi' }), undefined],
  ])('%s', (_, of, expected) => {
    expect(scmiOf({}, of)?.isForwardable).toBe(expected)
  })
})
