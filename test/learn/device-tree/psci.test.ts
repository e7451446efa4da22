import { describe, expect, test } from 'vitest'
import type { PsciFact } from '../../../src/model/facts.ts'
import type { Tree } from '../../dtb.ts'
import { board, factsOf } from '../board.ts'

const psciOf = (tree: Tree): PsciFact | undefined => factsOf(tree).psci
const byHvc = 'its method is hvc, and Xen, which runs in EL2 itself, calls firmware by smc only'

describe('PSCI is usable by Xen', () => {
  test.each<[string, Tree, Partial<PsciFact>]>([
    ['on the house board', board(), { path: '/psci', version: '1.0', method: 'smc' }],
    [
      'in version 0.2',
      { psci: { compatible: 'arm,psci-0.2', method: 'smc' } },
      { path: '/psci', version: '0.2', method: 'smc' },
    ],
    [
      "below /firmware, where TI's K3 has it",
      { firmware: { psci: { compatible: ['arm,psci-1.0'], method: 'smc' } } },
      { path: '/firmware/psci', version: '1.0', method: 'smc' },
    ],
    [
      'under any name',
      { 'psci@0': { compatible: 'arm,psci-0.2', method: 'smc' } },
      { path: '/psci@0', version: '0.2', method: 'smc' },
    ],
    [
      'in version 0.1 with a cpu_on function, as U-Boot gives it to sunxi',
      { psci: { compatible: 'arm,psci', method: 'smc', cpu_on: 0x9500_0002 } },
      { path: '/psci', version: '0.1', method: 'smc' },
    ],
    [
      'in another case, as Xen compares',
      { psci: { compatible: 'ARM,PSCI-0.2', method: 'smc' } },
      { path: '/psci', version: '0.2', method: 'smc' },
    ],
    [
      'though its node is disabled, which Xen does not look at',
      { psci: { compatible: 'arm,psci-1.0', method: 'smc', status: 'disabled' } },
      { path: '/psci', version: '1.0', method: 'smc' },
    ],
    [
      'by the newer of two nodes, wherever it stands',
      {
        psci: { compatible: 'arm,psci', method: 'hvc' },
        firmware: { psci: { compatible: 'arm,psci-0.2', method: 'smc' } },
      },
      { path: '/firmware/psci', version: '0.2', method: 'smc' },
    ],
  ])('%s', (_, tree, wanted) => {
    expect(psciOf(tree)).toEqual({ ...wanted, usable: true, problems: [] })
  })
})

describe('PSCI is not usable by Xen', () => {
  test.each<[string, Tree, readonly string[]]>([
    [
      'by hvc, as on Qualcomm boards with a hypervisor of their own',
      { psci: { compatible: 'arm,psci-1.0', method: 'hvc' } },
      [byHvc],
    ],
    ['without a method', { psci: { compatible: 'arm,psci-1.0' } }, ['it has no method property']],
    [
      'with a method that no NUL ends',
      { psci: { compatible: 'arm,psci-1.0', method: new Uint8Array(Buffer.from('smc')) } },
      ['it has no method property'],
    ],
    ['with an empty method', { psci: { compatible: 'arm,psci-1.0', method: true } }, ['it has no method property']],
    [
      'in version 0.1 without a cpu_on function',
      { psci: { compatible: 'arm,psci', method: 'smc', cpu_off: 1 } },
      ['it is PSCI 0.1 without a cpu_on function number'],
    ],
    [
      'in version 0.1 by hvc without a cpu_on function',
      { psci: { compatible: 'arm,psci', method: 'hvc' } },
      [byHvc, 'it is PSCI 0.1 without a cpu_on function number'],
    ],
  ])('%s', (_, tree, problems) => {
    expect(psciOf(tree)).toMatchObject({ path: '/psci', usable: false, problems })
  })
})

describe('PSCI is not in the tree', () => {
  test.each<[string, Tree]>([
    ['when there is no node: firmware may add one at boot', board({ psci: undefined })],
    ['when the node is of a version that Xen does not know', { psci: { compatible: 'arm,psci-1.1', method: 'smc' } }],
    ['when CPUs only ask for it', { cpus: { 'cpu@0': { device_type: 'cpu', 'enable-method': 'psci' } } }],
  ])('%s', (_, tree) => {
    expect(factsOf(tree)).not.toHaveProperty('psci')
  })
})
