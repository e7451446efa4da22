import { describe, expect, test } from 'vitest'
import type { Tree } from '../../dtb.ts'
import { board, factsOf } from '../board.ts'

/** The house board with a GICv3 and an ITS below it. */
const withIts = (more: Tree): Tree =>
  board({
    'gic: intc@8000000': {
      compatible: 'arm,gic-v3',
      reg: [0x800_0000n, 0x1_0000n, 0x80a_0000n, 0xf6_0000n],
      'its: its@8080000': { compatible: 'arm,gic-v3-its', reg: [0x808_0000n, 0x2_0000n], '#msi-cells': 1 },
    },
    ...more,
  })
const users = (more: Tree) => factsOf(withIts(more))['gic.its']?.users.map(({ path, hasLines }) => [path, hasLines])

describe('who sends messages to the ITS', () => {
  test.each<[string, Tree, readonly (readonly [string, boolean])[]]>([
    ['nobody', {}, []],
    [
      'a device with msi-parent',
      { 'mc@1': { compatible: 'fsl,qoriq-mc', 'msi-parent': ['&its', 7] } },
      [['/mc@1', false]],
    ],
    [
      'a bridge with msi-map',
      { 'pcie@1': { 'msi-map': [0, '&its', 0, 0x1_0000], 'interrupt-map': [0] } },
      [['/pcie@1', true]],
    ],
    ['not a disabled one', { 'pcie@1': { status: 'disabled', 'msi-map': [0, '&its', 0, 0x1_0000] } }, []],
    ['not one with another controller', { 'v2m: msi@1': {}, 'pcie@1': { 'msi-parent': '&v2m' } }, []],
  ])('%s', (_, more, expected) => {
    expect(users(more)).toEqual(expected)
  })

  test('is not asked where the GIC has none', () => {
    expect(factsOf(board())).not.toHaveProperty(['gic.its'])
  })
})
