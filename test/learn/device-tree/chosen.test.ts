import { describe, expect, test } from 'vitest'
import type { Tree } from '../../dtb.ts'
import { factsOf } from '../board.ts'

const two = { '#address-cells': 2, '#size-cells': 2 } as const
const kernel = (more: Tree = {}): Tree => ({
  compatible: ['multiboot,kernel', 'multiboot,module'],
  reg: [0x4200_0000n, 0x100_0000n],
  ...more,
})
const modulesOf = (chosen: Tree, root: Tree = two) =>
  factsOf({ ...root, chosen })['chosen.modules']?.map(({ path, kind, problems }) => [path, kind, ...problems].join(' '))

describe('the boot modules that a tree brings', () => {
  test('are none in most trees, and then nothing is said', () => {
    expect(factsOf({ ...two, chosen: { 'stdout-path': 'serial0' } })).not.toHaveProperty(['chosen.modules'])
    expect(factsOf(two)).not.toHaveProperty(['chosen.modules'])
  })

  test.each<[string, Tree, readonly string[]]>([
    [
      'of every kind',
      {
        ...two,
        a: kernel(),
        b: kernel({ compatible: ['multiboot,ramdisk', 'multiboot,module'] }),
        c: kernel({ compatible: ['xen,xsm-policy', 'multiboot,module'] }),
        d: kernel({ compatible: ['multiboot,device-tree', 'multiboot,module'] }),
      },
      ['/chosen/a kernel', '/chosen/b ramdisk', '/chosen/c xsm-policy', '/chosen/d device-tree'],
    ],
    [
      'by the names of old times',
      {
        ...two,
        a: kernel({ compatible: ['xen,linux-zimage', 'xen,multiboot-module'] }),
        b: kernel({ compatible: ['xen,linux-initrd', 'xen,multiboot-module'] }),
      },
      ['/chosen/a kernel', '/chosen/b ramdisk'],
    ],
    ['without a kind', { ...two, a: kernel({ compatible: 'multiboot,module' }) }, ['/chosen/a untyped']],
    ['not a kernel that is called no module', { ...two, a: kernel({ compatible: 'multiboot,kernel' }) }, []],
    ['in a node of their own', { modules: { ...two, a: kernel() } }, ['/chosen/modules/a kernel']],
    [
      'as an initramfs in the words of U-Boot',
      { 'linux,initrd-start': 0x4400_0000, 'linux,initrd-end': 0x4500_0000 },
      ['/chosen linux,initrd-start ramdisk'],
    ],
    ['without reg', { ...two, a: kernel({ reg: undefined }) }, ['/chosen/a kernel it has no reg']],
    [
      'with one cell each where two are asked for',
      { ...two, a: kernel({ reg: [0x4200_0000, 0x100_0000] }) },
      ['/chosen/a kernel its reg has 2 cells, and the node above asks for 4'],
    ],
    [
      'with one cell each where the root asks for two',
      { a: kernel({ reg: [0x4200_0000, 0x100_0000] }) },
      ['/chosen/a kernel its reg has 2 cells, and the node above asks for 4'],
    ],
    [
      'with one cell each where that is right',
      { '#address-cells': 1, '#size-cells': 1, a: kernel({ reg: [0x4200_0000, 0x100_0000] }) },
      ['/chosen/a kernel'],
    ],
  ])('%s', (_, chosen, wanted) => {
    expect(modulesOf(chosen) ?? []).toEqual(wanted)
  })

  test('of a dom0less guest are told from those of dom0, and bring their command lines', () => {
    const facts = factsOf({
      ...two,
      chosen: {
        ...two,
        domU1: { ...two, compatible: 'xen,domain', kernel: kernel({ bootargs: 'console=ttyAMA0' }) },
        dom0: kernel(),
      },
    })
    expect(facts['chosen.modules']).toEqual([
      {
        path: '/chosen/domU1/kernel',
        kind: 'kernel',
        ofGuest: true,
        cells: 4,
        bootargs: 'console=ttyAMA0',
        problems: [],
      },
      { path: '/chosen/dom0', kind: 'kernel', ofGuest: false, cells: 4, problems: [] },
    ])
  })
})

describe('the command lines that a tree brings', () => {
  test('are told by whom they are for', () => {
    expect(
      factsOf({
        ...two,
        chosen: { bootargs: 'quiet', 'xen,xen-bootargs': 'dom0_mem=1G', 'xen,dom0-bootargs': 'console=hvc0' },
      })['chosen.bootargs'],
    ).toEqual({ xen: 'dom0_mem=1G', dom0: 'console=hvc0', plain: 'quiet' })
    expect(factsOf({ ...two, chosen: { bootargs: 'quiet' } })['chosen.bootargs']).toEqual({ plain: 'quiet' })
  })

  test('are none where they are empty', () => {
    expect(factsOf({ ...two, chosen: { bootargs: '' } })).not.toHaveProperty(['chosen.bootargs'])
  })
})

describe('the cells in the reg of a module', () => {
  const cpus = {
    cpus: {
      '#address-cells': 1,
      '#size-cells': 0,
      'cpu@0': { device_type: 'cpu', compatible: 'arm,cortex-a53', reg: 0 },
    },
  }
  const cellsOf = (tree: Tree) => factsOf({ ...cpus, ...tree })['chosen.cells']

  test('are those of /chosen, else those of the root, else two and one', () => {
    expect(cellsOf({ ...two, chosen: { '#address-cells': 1, '#size-cells': 1 } })).toEqual({ address: 1, size: 1 })
    expect(cellsOf({ ...two, chosen: { '#address-cells': 1 } })).toEqual({ address: 1, size: 2 })
    expect(cellsOf({ ...two, chosen: {} })).toEqual({ address: 2, size: 2 })
    expect(cellsOf(two)).toEqual({ address: 2, size: 2 })
    expect(cellsOf({ chosen: {} })).toEqual({ address: 2, size: 1 })
  })
})
