import { scriptStart } from '../../src/checks/script-start.ts'
import { configWith, seen, seenWith } from '../script/scripts.ts'
import { file } from './material.ts'
import { describeCheck } from './table.ts'

const script = (...changes: readonly (readonly [string, string])[]) => ({ 'boot.seen': seenWith(...changes) })
const text = (content: string, name = 'boot.cmd') => ({ 'boot.seen': seen(content, name) })
const booti = 'booti 0x45000000 - 0x44000000'

describeCheck(scriptStart, {
  passes: {
    'a script that starts what it loaded': {},
    'addresses that only the board knows': script(['0x45000000', '${xen_addr_r}'], ['0x44000000', '${fdt_addr_r}']),
    'bootm_boot_mode for HYP': script(['fdt resize', 'setenv bootm_boot_mode nonsec\nfdt resize']),
    "U-Boot's own tree, moved and handed on": script(
      ['load virtio 0:1 0x44000000 board.dtb\n', ''],
      ['fdt addr 0x44000000', 'fdt addr ${fdtcontroladdr}\nfdt move ${fdtcontroladdr} 0x44000000 0x100000'],
    ),
    'a script that goes on with another': text('load mmc 0:1 0x40000000 boot2.scr\nsource 0x40000000\n'),
    'an ImageBuilder configuration for its board': { 'boot.seen': configWith() },
    'a GRUB entry on a board whose tree is known': text(
      'xen_hypervisor /xen dom0_mem=1G\nxen_module /Image console=hvc0\n',
      'grub.cfg',
    ),
  },
  fails: {
    'the secure world': [
      script(['fdt resize', 'setenv bootm_boot_mode sec\nfdt resize']),
      'bootm_boot_mode is set to sec',
    ],
    'no start at all': [script([booti, '']), 'No command of the script starts anything'],
    'another tree than the one that was changed': [
      script([booti, 'booti 0x45000000 - 0x4c000000']),
      'hands on the tree at 0x4c000000, and the changes went into the one at 0x44000000',
    ],
    'no tree': [script([booti, 'booti 0x45000000']), 'booti is given no device tree'],
    'Xen from where nothing is loaded': [
      script([booti, 'booti 0x4500000 - 0x44000000']),
      'The image is taken from 0x4500000, and nothing is loaded there',
    ],
    'an initramfs given twice': [
      script([booti, 'booti 0x45000000 0x4a000000:${filesize} 0x44000000']),
      'An initramfs is given to booti (0x4a000000), and another is a module',
    ],
    'a tree that is loaded after it was changed': [
      script(['load virtio 0:1 0x44000000 board.dtb\n', ''], [booti, `load virtio 0:1 0x44000000 board.dtb\n${booti}`]),
      'after fdt addr opened it there',
    ],
    'booti on a 32-bit board': [{ machine: 'arm32' }, 'booti is for 64-bit images, and the board is 32-bit'],
    'bootm with Xen as it was built': [
      { ...script([booti, 'bootm 0x45000000 - 0x44000000']), 'read:xen.file': file('xen', 'xen') },
      'bootm takes what mkimage made',
    ],
    'Linux alone': [text('load mmc 0:1 0x1000000 Image\nbooti 0x1000000 - 0x2000000\n'), 'booti starts Linux alone'],
    "an ImageBuilder configuration of the other architecture's": [
      { 'boot.seen': configWith(['BOOT_CMD="booti"', 'BOOT_CMD="bootz"']) },
      'bootz is for 32-bit images',
    ],
    'a GRUB entry without a tree, on a machine of which nothing is known': [
      {
        ...text('xen_hypervisor /xen dom0_mem=1G\nxen_module /Image console=hvc0\n', 'grub.cfg'),
        compatible: undefined,
      },
      'No device tree is given',
    ],
  },
  whole: [
    script(['fdt resize', 'setenv bootm_boot_mode sec\nfdt resize']),
    {
      rule: 'script-start',
      severity: 'error',
      says: 'bootm_boot_mode is set to sec: U-Boot leaves in the secure world, where there is no HYP mode, and Xen stops at once without a word',
      at: 'boot.cmd:9:24',
      fix: 'Take the line out, or write setenv bootm_boot_mode nonsec.',
    },
  ],
  missing: { 'boot.seen': 'a boot script or configuration (check --script)' },
})
