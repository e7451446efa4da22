import { expect, test } from 'vitest'
import type { IommuFact } from '../../../src/model/facts.ts'
import type { Tree } from '../../dtb.ts'
import { board, factsOf } from '../board.ts'

const iommusOf = (tree: Tree): readonly IommuFact[] | undefined => factsOf(tree).iommus

test('a tree that was read whole and has no IOMMU says so', () => {
  expect(iommusOf(board())).toEqual([])
})

test('a tree without CPUs, such as an overlay, does not', () => {
  expect(factsOf({ fragment: { __overlay__: {} } }).iommus).toBeUndefined()
})

test.each<[string, string | readonly string[], IommuFact['driver']]>([
  ["a ZynqMP's", 'arm,mmu-500', 'smmu'],
  ['one by its own name first', ['qcom,sc7180-smmu-500', 'arm,mmu-500'], 'smmu'],
  ["a server's", 'arm,smmu-v3', 'smmu-v3'],
  ["an R-Car H3's", 'renesas,ipmmu-r8a7795', 'ipmmu'],
  ["a Rockchip's, which Xen does not drive", 'rockchip,rk3568-iommu', undefined],
])('%s', (_, compatible, driver) => {
  const node: Tree = { compatible, reg: [0x500_0000n, 0x1000n], '#iommu-cells': 1 }
  expect(iommusOf(board({ 'iommu@5000000': node }))).toEqual([
    {
      path: '/iommu@5000000',
      compatible: [compatible].flat(),
      enabled: true,
      ...(driver && { driver }),
    },
  ])
  expect(iommusOf(board({ 'iommu@5000000': { ...node, status: 'disabled' } }))).toMatchObject([{ enabled: false }])
})
