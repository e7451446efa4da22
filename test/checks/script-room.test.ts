import { scriptRoom } from '../../src/checks/script-room.ts'
import { configWith, seen, seenWith } from '../script/scripts.ts'
import { tree } from './material.ts'
import { describeCheck } from './table.ts'

const script = (...changes: readonly (readonly [string, string])[]) => ({ 'boot.seen': seenWith(...changes) })
const treeOf = (size: bigint, used = size) => ({ 'read:dtb.file': { ...tree(), size, used } })
const resize = 'fdt resize 0x4000\n'

describeCheck(scriptRoom, {
  passes: {
    'fdt resize with enough': {},
    'a tree that was compiled with room': { ...script([resize, '']), ...treeOf(0x8000n, 0x4000n) },
    'a length behind fdt addr': script([resize, ''], ['fdt addr 0x44000000', 'fdt addr 0x44000000 0x40000']),
    'fdt resize alone, where the rounding leaves enough': { ...script([resize, 'fdt resize\n']), ...treeOf(0x3100n) },
    'an ImageBuilder configuration': { 'boot.seen': configWith() },
    'lines for a larger script': {
      'boot.seen': seen('fdt mknod /chosen dom0\nfdt set /chosen xen,xen-bootargs "dom0_mem=1G"\n'),
    },
  },
  fails: {
    'no fdt resize, for a tree that is full': [
      { ...script([resize, '']), ...treeOf(0x8000n) },
      'board.dtb was compiled with 0 bytes to spare, and there is no fdt resize before',
    ],
    'no fdt resize, for a tree that nobody knows': [
      { ...script([resize, '']), 'read:dtb.file': undefined },
      'may have no room for what is set here, 0x10 bytes in all: nothing made room in it before',
    ],
    'fdt resize alone, for a tree that ends close below a page': [
      { ...script([resize, 'fdt resize\n']), ...treeOf(0x3fa0n) },
      'fdt resize leaves 0x60 bytes',
    ],
    'fdt resize alone, for a tree that nobody knows': [
      { ...script([resize, 'fdt resize\n']), 'read:dtb.file': undefined },
      'fdt resize leaves 0x50 bytes for sure',
    ],
    'more than fdt resize 100 leaves in any tree': [
      {
        ...script([resize, 'fdt resize 100\n'], ['dom0_mem=768M', `dom0_mem=768M ${'x'.repeat(5000)}`]),
        'read:dtb.file': undefined,
      },
      'The device tree has no room',
      'fdt resize 100 leaves 0x150 bytes for sure',
    ],
  },
  whole: [
    { ...script([resize, '']), ...treeOf(0x8000n) },
    {
      rule: 'script-room',
      severity: 'error',
      says: 'The device tree has no room for what is set here, 0x10 bytes in all: board.dtb was compiled with 0 bytes to spare, and there is no fdt resize before. U-Boot says FDT_ERR_NOSPACE and goes on',
      at: 'boot.cmd:9:33',
      fix: 'Write fdt resize 0x4000 right after fdt addr; the number is hex.',
    },
  ],
  missing: { 'boot.seen': 'a boot script or configuration (check --script)' },
})
