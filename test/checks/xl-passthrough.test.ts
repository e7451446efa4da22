import { expect, test } from 'vitest'
import { xlPassthrough } from '../../src/checks/xl-passthrough.ts'
import { parseFile } from '../../src/learn/file.ts'
import type { IommuFact } from '../../src/model/facts.ts'
import { type Changes, fact, file } from './material.ts'
import { describeCheck, findings } from './table.ts'

const guest = (lines: string, more: Changes = {}): Changes => ({
  'read:guest.config-file': parseFile(
    Buffer.from(`name = "domd"\nkernel = "/boot/Image"\nmemory = 512\n${lines}\n`),
    'domd.cfg',
  ),
  ...more,
})
const iommus = (...all: readonly Partial<IommuFact>[]): Changes => ({
  iommus: fact(
    all.map((one): IommuFact => ({ path: '/smmu@5000000', compatible: ['arm,mmu-500'], enabled: true, ...one })),
    '/smmu@5000000',
  ),
})
const ethernet = 'dtdev = [ "/soc/ethernet@e6800000" ]\niomem = [ "0xe6800,1" ]\nirqs = [ 71, 72 ]'
const none = iommus()
const smmu = iommus({ driver: 'smmu' })

describeCheck(xlPassthrough, {
  passes: {
    'a guest without devices of the board': guest('vcpus = 1'),
    'lists with nothing in them': guest('dtdev = [ ]\nirqs = [ ]'),
  },
  fails: {
    'a device on a board without an IOMMU': [
      guest(ethernet, none),
      'gets devices of the board (dtdev, iomem, irqs), and the device tree has no IOMMU',
      'passthrough not supported on this platform',
    ],
    'registers and interrupts alone': [
      guest('iomem = [ "0xfe215,1" ]\nirqs = [ 125 ]', none),
      'its DMA would go to the addresses of the guest',
    ],
    'an IOMMU that Xen does not drive': [
      guest(ethernet, iommus({ compatible: ['samsung,sysmmu'], path: '/sysmmu@1' })),
      'Xen drives none of the IOMMUs of the device tree (/sysmmu@1)',
    ],
    'one that is switched off in the tree': [
      guest(ethernet, iommus({ driver: 'smmu', enabled: false })),
      'Xen drives none of the IOMMUs',
    ],
    'one that is switched off on the command line': [
      guest(ethernet, { ...smmu, 'xen.options': 'loglvl=all iommu=no' }),
      'xen.options has iommu=no',
    ],
    'one whose driver few builds have': [
      guest(ethernet, iommus({ driver: 'ipmmu', path: '/iommu@e67b0000' })),
      'only if it was built with CONFIG_IPMMU_VMSA',
    ],
    'a tree that nobody read': [guest(ethernet, { iommus: undefined }), 'whether the board has an IOMMU is not known'],
    'an IOMMU behind which it works, if dom0 leaves the device alone': [guest(ethernet, smmu), 'dom0 must leave alone'],
  },
  whole: [
    guest('irqs = [ 71 ]', none),
    {
      rule: 'xl-passthrough',
      severity: 'warning',
      says: 'The guest gets devices of the board (irqs), and the device tree has no IOMMU: its DMA would go to the addresses of the guest, which are not those of the RAM behind them',
      at: 'answer guest.config-file',
      also: 'domd.cfg line 4; board.dtb /smmu@5000000',
      fix: 'Pass through only devices without DMA, by iomem and irqs, or use a disk and a network of dom0.',
    },
  ],
  missing: { 'read:guest.config-file': 'an xl configuration of your own (guest.config-file)' },
  lacks: {
    'a file that is no configuration': [
      { 'read:guest.config-file': file('notes.txt', 'text') },
      'a configuration for xl, and notes.txt is none',
    ],
  },
})

test('behind an IOMMU it is a note', () => {
  expect(findings(xlPassthrough, guest(ethernet, smmu)).map(({ severity }) => severity)).toEqual(['note'])
})
