/** The overlay gives Xen the tree that the boot script gives it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { dtb } from '../dtb.ts'
import { flatTree, runFdtCommands } from './fdt-commands.ts'
import { boardIn, boardTree, ownFolder, settled } from './fixtures.ts'
import { board32In } from './kinds.ts'
import { expectSameTree, twoWays } from './overlay-tools.ts'
import { withTools } from './tools.ts'

const awkward = `console=hvc0 note="two words; $HOME #1" path=C:\\tmp it's=\`fine\` a&&b|c <x> [y] {z} /* w */`

const boards = [
  ['a 64-bit board', (folder: string) => boardIn(folder)],
  ['a 32-bit board', (folder: string) => board32In(folder)],
  [
    'a board whose tree has no /chosen',
    (folder: string) => ({ ...boardIn(folder, { more: { chosen: undefined } }), 'console.dtuart': '/serial@9000000' }),
  ],
  [
    'a board without an initramfs, over TFTP',
    (folder: string) => ({ ...boardIn(folder), 'dom0-kernel.initrd': 'no', 'boot-media.device': 'tftp' }),
  ],
  ['awkward command lines', (folder: string) => ({ ...boardIn(folder), 'dom0-kernel.cmdline': awkward })],
  ['an old Xen', (folder: string) => ({ ...boardIn(folder), 'xen.version': '4.17' })],
] as const

describe.each(boards)('for %s', (_, answers) => {
  withTools('dtc', 'fdtoverlay')('dtc and fdtoverlay make the same tree of it', () => {
    const folder = ownFolder()
    const { plan } = settled(answers(folder), folder)
    expectSameTree(readFileSync(join(folder, 'board.dtb')), twoWays(plan), folder)
  })
})

describe("the model of U-Boot's fdt commands", () => {
  const after = (script: string) => {
    const flat = flatTree(dtb(boardTree()))
    runFdtCommands(script, flat, { size: '0x10' })
    return flat
  }

  test('makes nodes, sets strings and cells, and takes nodes out', () => {
    const flat = after(`fdt get size n /chosen || fdt mknod / chosen
if fdt mknod /chosen a && fdt set /chosen/a reg <0x1 2 \${size}>; then
fdt set /chosen/a names "x && y" z; fdt rm /psci`)
    expect(flat.get('/chosen/a:reg')).toBe('000000010000000200000010')
    expect(flat.get('/chosen/a:names')).toBe(Buffer.from('x && y\0z\0').toString('hex'))
    expect([...flat.keys()].filter((key) => key.startsWith('/psci'))).toEqual([])
  })

  test('fails where U-Boot would', () => {
    expect(() => after('fdt set /nothing a b')).toThrow('FDT_ERR_NOTFOUND')
    expect(() => after('fdt mknod / chosen')).toThrow('FDT_ERR_EXISTS')
    expect(() => after('fdt set /chosen reg <0x>')).toThrow('no cells')
  })
})
