import { gicIts } from '../../src/checks/gic-its.ts'
import type { ItsFact, ItsUser } from '../../src/model/facts.ts'
import { fact, plan } from './material.ts'
import { describeCheck } from './table.ts'

const pcie: ItsUser = { path: '/soc/pcie@3600000', compatible: ['pci-host-ecam-generic'], hasLines: true }
const dpaa2: ItsUser = { path: '/soc/fsl-mc@80c000000', compatible: ['fsl,qoriq-mc'], hasLines: false }
const smmu: ItsUser = { path: '/iommu@5000000', compatible: ['arm,smmu-v3'], hasLines: true }
const its = (...users: ItsUser[]) => ({
  'gic.its': fact<ItsFact>({ paths: ['/gic/its'], users }, '/gic/its compatible'),
})
const xen = { release: '4.17', cmdline: 'console=dtuart', its: true } as const

describeCheck(gicIts, {
  passes: {
    'an ITS that nobody uses': {},
    'a board without an ITS': { 'gic.its': undefined },
    'an SMMUv3, whose messages Xen does not need': its(smmu),
    'a Xen that is built with the driver': { ...its(pcie, dpaa2), plan: plan({ xen }) },
  },
  fails: {
    'PCI that falls back to lines': [its(pcie), '/soc/pcie@3600000, where devices fall back to interrupt lines'],
    'devices without any interrupt then': [its(dpaa2), '/soc/fsl-mc@80c000000 and what is behind', 'cannot use them'],
    'both kinds in one sentence': [its(pcie, dpaa2), /fsl-mc@80c000000.*; nor from .*pcie@3600000/],
  },
  whole: [
    { ...its(dpaa2), plan: plan({ sources: { xen: 'build', kernel: 'distribution' } }) },
    {
      rule: 'gic-its',
      severity: 'warning',
      says: 'Xen is built without its driver for the ITS, so dom0 gets no message interrupts (MSI) from /soc/fsl-mc@80c000000 and what is behind: they have no other interrupts, so dom0 cannot use them',
      at: 'board.dtb /gic/its compatible',
      fix: 'Answer xen.its with yes; the driver is experimental (SUPPORT.md).',
    },
  ],
  missing: { 'tree.lacks': 'a device tree that was read whole (dtb.file)', plan: 'a plan' },
})
