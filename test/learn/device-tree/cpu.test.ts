import { describe, expect, test } from 'vitest'
import type { Tree } from '../../dtb.ts'
import { board, factsOf } from '../board.ts'

const cells = { '#address-cells': 1, '#size-cells': 0 } as const

/** The CPU facts of a board with these CPUs, one compatible each. */
const withCpus = (...compatibles: readonly (string | readonly string[])[]) =>
  factsOf({
    cpus: {
      ...cells,
      ...Object.fromEntries(
        compatibles.map((compatible, number) => [`cpu@${number}`, { device_type: 'cpu', reg: number, compatible }]),
      ),
    },
  })

describe('a CPU model tells the architecture, and whether it can run a hypervisor:', () => {
  test.each([
    ['arm,cortex-a35', 'arm64', 'yes'],
    ['arm,cortex-a53', 'arm64', 'yes'],
    ['arm,cortex-a57', 'arm64', 'yes'],
    ['arm,cortex-a72', 'arm64', 'yes'],
    ['arm,cortex-a76', 'arm64', 'yes'],
    ['arm,cortex-a510', 'arm64', 'yes'],
    ['arm,cortex-a715', 'arm64', 'yes'],
    ['arm,cortex-x1', 'arm64', 'yes'],
    ['arm,neoverse-n1', 'arm64', 'yes'],
    ['arm,rainier', 'arm64', 'yes'],
    ['arm,armv8', 'arm64', 'yes'],
    ['arm,kryo', 'arm64', 'yes'],
    ['qcom,kryo385', 'arm64', 'yes'],
    ['qcom,oryon', 'arm64', 'yes'],
    ['nvidia,tegra194-carmel', 'arm64', 'yes'],
    ['apple,icestorm', 'arm64', 'yes'],
    ['apm,potenza', 'arm64', 'yes'],
    ['cavium,thunder', 'arm64', 'yes'],
    ['brcm,brahma-b53', 'arm64', 'yes'],
    ['fujitsu,a64fx', 'arm64', 'yes'],
    ['arm,cortex-a7', 'arm32', 'yes'],
    ['arm,cortex-a12', 'arm32', 'yes'],
    ['arm,cortex-a15', 'arm32', 'yes'],
    ['arm,cortex-a17', 'arm32', 'yes'],
    ['qcom,krait', 'arm32', 'yes'],
    ['brcm,brahma-b15', 'arm32', 'yes'],
    ['arm,cortex-a5', 'arm32', 'no'],
    ['arm,cortex-a8', 'arm32', 'no'],
    ['arm,cortex-a9', 'arm32', 'no'],
    ['arm,arm1176jzf-s', 'arm32', 'no'],
    ['arm,arm926ej-s', 'arm32', 'no'],
    ['arm,cortex-m4', 'arm32', 'no'],
    ['marvell,pj4b', 'arm32', 'no'],
    ['qcom,scorpion', 'arm32', 'no'],
  ] as const)('%s is %s, virtualization: %s', (compatible, arch, virtualization) => {
    expect(withCpus(compatible)).toMatchObject({
      arch,
      'cpu.virtualization': virtualization,
      'cpu.models': [compatible],
    })
  })

  test('a model that nobody knows tells neither', () => {
    const facts = withCpus('acme,cpu9')
    expect(facts).toMatchObject({ 'cpu.count': 1, 'cpu.models': ['acme,cpu9'] })
    expect(facts).not.toHaveProperty('arch')
    expect(facts).not.toHaveProperty('cpu.virtualization')
  })

  test.each([['constructor'], ['__proto__'], ['arm,cortex-a'], ['arm,cortex-a7x'], ['xarm,cortex-a53'], ['']])(
    '%j is nobody',
    (compatible) => {
      expect(withCpus(compatible)).not.toHaveProperty('arch')
    },
  )

  test('one core without virtualization is enough for "no", one unknown core leaves it open', () => {
    expect(withCpus('arm,cortex-a15', 'arm,cortex-a9')).toMatchObject({ 'cpu.virtualization': 'no' })
    expect(withCpus('acme,cpu9', 'arm,cortex-a9')).toMatchObject({ 'cpu.virtualization': 'no' })
    expect(withCpus('arm,cortex-a53', 'acme,cpu9')).not.toHaveProperty('cpu.virtualization')
  })
})

describe('CPUs are counted as Xen counts them', () => {
  test('on the house board: two Cortex-A57, started by PSCI', () => {
    expect(factsOf(board())).toMatchObject({
      'cpu.count': 2,
      'cpu.models': ['arm,cortex-a57'],
      'cpu.enableMethods': ['psci'],
      arch: 'arm64',
      'cpu.virtualization': 'yes',
    })
  })

  test('big.LITTLE has two models, in file order, each by its most specific name', () => {
    expect(withCpus(['arm,cortex-a53', 'arm,armv8'], 'arm,cortex-a72', 'arm,cortex-a53')).toMatchObject({
      'cpu.count': 3,
      'cpu.models': ['arm,cortex-a53', 'arm,cortex-a72'],
    })
  })

  const a53 = { device_type: 'cpu', compatible: 'arm,cortex-a53' } as const
  test.each<[string, Tree, number | undefined]>([
    [
      'disabled ones do not count',
      {
        'cpu@0': { ...a53 },
        'cpu@1': { ...a53, status: 'disabled' },
        'cpu@2': { ...a53, status: 'fail' },
        'cpu@3': { ...a53, status: 'okay' },
      },
      2,
    ],
    [
      'idle states, caches and the map do not count',
      { 'cpu-map': {}, 'idle-states': {}, 'l2-cache': { compatible: 'cache' }, 'cpu@0': { ...a53 } },
      1,
    ],
    ['a node called cpu counts without device_type', { 'cpu@0': { compatible: 'arm,cortex-a53' } }, 1],
    [
      'a node called cpu with another device_type does not',
      { 'cpu@0': { compatible: 'arm,cortex-a53', device_type: 'memory' } },
      undefined,
    ],
    ['a node called otherwise counts with device_type cpu', { 'PowerPC,750@0': { ...a53 } }, 1],
    ['unit addresses may have commas', { 'cpu@0,1': { ...a53 } }, 1],
  ])('%s', (_, cpus, count) => {
    expect(factsOf({ cpus: { ...cells, ...cpus } })['cpu.count']).toBe(count)
  })

  test('without /cpus, or with none enabled, nothing is known', () => {
    for (const tree of [
      {},
      { cpus: {} },
      { cpus: { 'cpu@0': { ...a53, status: 'disabled' } } },
      { CPUs2: {} },
    ] as const) {
      expect(Object.keys(factsOf(tree)).filter((key) => key.startsWith('cpu') || key === 'arch')).toEqual([])
    }
  })

  test('enable-methods are told once each', () => {
    const cpu = (number: number, method?: string): Tree => ({ ...a53, reg: number, 'enable-method': method })
    expect(
      factsOf({ cpus: { 'cpu@0': cpu(0, 'psci'), 'cpu@1': cpu(1, 'spin-table'), 'cpu@2': cpu(2, 'psci') } })[
        'cpu.enableMethods'
      ],
    ).toEqual(['psci', 'spin-table'])
    expect(factsOf({ cpus: { 'cpu@0': cpu(0) } })).not.toHaveProperty('cpu.enableMethods')
  })
})
