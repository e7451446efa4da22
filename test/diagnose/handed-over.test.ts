import { describe, expect, test } from 'vitest'
import { HandedOver } from '../../src/diagnose/handed-over.ts'

function handedOver(...lines: readonly string[]): HandedOver {
  const all = new HandedOver()
  for (const text of lines) all.take({ text, by: 'other' })
  return all
}
const shown = (...lines: readonly string[]) => handedOver(...lines).shown.map(({ rule, isWrong }) => [rule, isWrong])

const placed = [
  'xenup: device tree is at 0x40400000, 0x10000 bytes',
  'xenup: Xen is at 0x40600000, 0xf0008 bytes',
  'xenup: dom0 kernel is at 0x42000000, 0x1f6dfc0 bytes',
]
const node = (reg: string, type: string): readonly string[] => [
  'module@0 {',
  `reg = <${reg}>;`,
  `compatible = "multiboot,${type}", "multiboot,module";`,
  '};',
]

describe('what U-Boot prints before it hands over', () => {
  test.each<[string, readonly string[], readonly (readonly [rule: string, isWrong: boolean])[]]>([
    ['places that are apart', placed, [['overlap', false]]],
    ['too few places to judge', placed.slice(1, 2), []],
    [
      'a module of fdt print that lies over Xen',
      [...placed.slice(0, 2), ...node('0x0 0x40680000 0x0 0x1f6dfc0', 'kernel')],
      [
        ['tree-modules', false],
        ['overlap', true],
      ],
    ],
    [
      'the same with reg after compatible',
      ['chosen {', 'm {', 'compatible = "multiboot,ramdisk";', 'reg = <0x0 0x40410000 0x0 0x10>;', placed[0]!, '};'],
      [['tree-modules', false]],
    ],
    ['a reg of two numbers', node('0x42000000 0x1f6dfc0', 'kernel'), [['tree-modules', true]]],
    ['an address above 4 GiB', node('0x8 0x40000000 0x0 0x1000', 'kernel'), [['tree-modules', false]]],
    ["a reg that is no module's", ['serial@0 {', 'reg = <0x0 0x1000>;', '};'], []],
    [
      'a tree that U-Boot moved over a module',
      [
        ...node('0x0 0x42000000 0x0 0x2000000', 'kernel'),
        'Loading Device Tree to 0000000043ff0000, end 0000000043ffffff ... OK',
      ],
      [
        ['tree-modules', false],
        ['overlap', true],
      ],
    ],
    [
      'a tree that is not at a multiple of 8',
      ['Using Device Tree in place at 0000000046000004, end 0000000046006fff'],
      [['device-tree-size', true]],
    ],
    ['a Xen that is cut short', ['xenup: Xen is at 0x40600000, 0x30000 bytes'], [['file-damaged', true]]],
    [
      "dtuart that is the tree's own",
      ['xen,xen-bootargs = "console=dtuart dtuart=/pl011@9000000";', 'stdout-path = "/pl011@9000000:115200";'],
      [['dtuart-missing', false]],
    ],
    [
      'another dtuart',
      ['xen,xen-bootargs = "dtuart=/pl011@9001000 dom0_mem=1G";', 'stdout-path = "/pl011@9000000";'],
      [['dtuart-missing', true]],
    ],
    ['an alias, of which it cannot be said', ['xen,xen-bootargs = "dtuart=serial0";', 'stdout-path = "/uart";'], []],
  ])('%s', (_, lines, expected) => {
    expect(shown(...lines)).toEqual(expected)
  })

  test('is not what Xen or a guest prints', () => {
    const all = new HandedOver()
    all.take({ text: 'xenup: Xen is at 0x40600000, 0x30000 bytes', by: 'guest' })
    expect(all.shown).toEqual([])
  })

  test('says whether other command lines were booted than were planned', () => {
    const planned = { xen: 'console=dtuart dtuart=serial0', dom0: 'console=hvc0' }
    const printed = (xen: string) => handedOver(`xen,xen-bootargs = "${xen}";`).differs(planned)
    expect([printed(planned.xen), printed('console=dtuart'), handedOver().differs(planned)]).toEqual([
      false,
      true,
      false,
    ])
    expect(handedOver('xen,dom0-bootargs = "quiet";').differs(planned)).toBe(true)
    expect(handedOver('xen,dom0-bootargs = "quiet";').differs(undefined)).toBe(false)
  })

  test('of a hostile console is no more than sixteen places', () => {
    const many = Array.from({ length: 1000 }, (_, index) => `xenup: file ${index} is at 0x${index}, 0x1000 bytes`)
    expect(shown(...many)).toEqual([['overlap', true]])
  })
})
