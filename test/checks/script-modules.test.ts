import { scriptModules } from '../../src/checks/script-modules.ts'
import { MiB } from '../../src/model/quantity.ts'
import { configWith, seenWith } from '../script/scripts.ts'
import { fact, file, image } from './material.ts'
import { describeCheck } from './table.ts'

const script = (...changes: readonly (readonly [string, string])[]) => ({ 'boot.seen': seenWith(...changes) })
const setCells = String.raw`fdt set /chosen \#address-cells <0x2>
fdt set /chosen \#size-cells <0x2>
`
const cells = (address: number, size: number) => ({ 'chosen.cells': fact({ address, size }, '/chosen') })
const kernelReg = '<0x0 0x46000000 0x0 ${kernel_size}>'
const initrdReg = '<0x0 0x4a000000 0x0 ${initrd_size}>'
const dom0 = `fdt mknod /chosen dom0
fdt set /chosen/dom0 compatible "multiboot,kernel" "multiboot,module"
fdt set /chosen/dom0 reg ${kernelReg}
`

describeCheck(scriptModules, {
  passes: {
    'the house script': {},
    "the words of Xen 4.4, and ImageBuilder's three": script([
      '"multiboot,kernel" "multiboot,module"',
      '"xen,linux-zimage" "xen,multiboot-module" "multiboot,module"',
    ]),
    'one cell each, with a reg of two': script(
      ['<0x2>', '<1>'],
      [kernelReg, '<0x46000000 ${kernel_size}>'],
      [initrdReg, '<0x4a000000 ${initrd_size}>'],
    ),
    'cells that the tree has': { ...script([setCells, '']), ...cells(2, 2) },
    'a policy for XSM': script([
      dom0,
      `${dom0}fdt mknod /chosen xsm\nfdt set /chosen/xsm compatible "xen,xsm-policy" "multiboot,module"\nfdt set /chosen/xsm reg <0x0 0x4a000000 0x0 0x100>\n`,
    ]),
    'a size by its number that is right': {
      ...script(['${kernel_size}', '0x1f00000']),
      'read:dom0-kernel.file': image(),
    },
    'guests alone, which Xen starts itself': script([
      dom0,
      `fdt mknod /chosen domU1\nfdt set /chosen/domU1 compatible "xen,domain"\nfdt mknod /chosen/domU1 module@0\nfdt set /chosen/domU1/module@0 compatible "multiboot,kernel" "multiboot,module"\nfdt set /chosen/domU1/module@0 reg ${kernelReg}\n`,
    ]),
    'an ImageBuilder configuration': { 'boot.seen': configWith() },
  },
  fails: {
    'a reg of three with one cell each': [
      script(
        ['<0x2>', '<0x1>'],
        [kernelReg, '<0x0 0x46000000 ${kernel_size}>'],
        [initrdReg, '<0x4a000000 ${initrd_size}>'],
      ),
      'The reg of /chosen/dom0 has 3 cells, and with 1 for the address and 1 for the size Xen takes the first 2 alone',
    ],
    'a reg of three where the root has two and two': [
      { ...script([setCells, ''], [kernelReg, '<0x0 0x46000000 ${kernel_size}>']), ...cells(2, 2) },
      'The reg of /chosen/dom0 has 3 cells, and with 2 for the address and 2 for the size it needs 4',
    ],
    'a reg of two where nobody says of how many': [
      script([setCells, ''], [kernelReg, '<0x46000000 ${kernel_size}>']),
      'The reg of /chosen/dom0 has 2 cells, and the script sets no #address-cells',
    ],
    'no reg': [script([`fdt set /chosen/dom0 reg ${kernelReg}\n`, '']), 'The module /chosen/dom0 gets no reg'],
    'no compatible': [
      script(['fdt set /chosen/dom0 compatible "multiboot,kernel" "multiboot,module"\n', '']),
      'The node /chosen/dom0 gets no compatible',
    ],
    'a kernel that is no module': [
      script(['"multiboot,kernel" "multiboot,module"', '"multiboot,kernel"']),
      'has neither multiboot,module nor xen,multiboot-module',
    ],
    'a word that no Xen knows': [
      script(['"multiboot,kernel"', '"xen,linux-image"']),
      'has "xen,linux-image", which no Xen knows: the module has no kind',
    ],
    'an address to which nothing is loaded': [
      script(['<0x0 0x46000000', '<0x0 0x47000000']),
      'The module /chosen/dom0 is said to lie at 0x47000000, and nothing is loaded there',
    ],
    'the halves of the address exchanged': [
      script(['<0x0 0x46000000', '<0x46000000 0x0']),
      'is said to lie at 0x4600000000000000',
    ],
    'the size of the file that was loaded last': [
      script(['0x0 ${kernel_size}', '0x0 0x${filesize}']),
      'The size of /chosen/dom0 is that of initrd.img',
    ],
    'a size that the file has outgrown': [
      {
        ...script(['${kernel_size}', '0x1000000']),
        'read:dom0-kernel.file': file('Image', 'arm64-image', {}, 31n * MiB),
      },
      'is said to have 0x1000000 bytes, and Image has 0x1f00000: what is missing is cut off',
    ],
    'a size of 0': [script(['${kernel_size}', '0x0']), 'The module /chosen/dom0 has the size 0'],
    'no kernel': [script([dom0, '']), 'No module under /chosen is the kernel of dom0'],
    'two kernels': [
      script(['"multiboot,ramdisk"', '"multiboot,kernel"'], ['4a000000 initrd.img', '4a000000 rootfs.cpio']),
      'There are 2 kernels for dom0',
    ],
    'more modules than Xen takes': [
      script([
        dom0,
        dom0 +
          Array.from(
            { length: 40 },
            (_, i) =>
              `fdt mknod /chosen m${i}\nfdt set /chosen/m${i} compatible "xen,xsm-policy" "multiboot,module"\nfdt set /chosen/m${i} reg <0x0 0x4a000000 0x0 0x100>\n`,
          ).join(''),
      ]),
      'There are 42 modules, and Xen takes 32 at most',
    ],
    'an initramfs that nothing describes': [
      script([
        `fdt mknod /chosen dom0-ramdisk
fdt set /chosen/dom0-ramdisk compatible "multiboot,ramdisk" "multiboot,module"
fdt set /chosen/dom0-ramdisk reg ${initrdReg}
`,
        '',
      ]),
      'initrd.img is loaded to 0x4a000000, and no module under /chosen describes it',
    ],
  },
  whole: [
    { ...script([setCells, ''], [kernelReg, '<0x0 0x46000000 ${kernel_size}>']), ...cells(2, 2) },
    {
      rule: 'script-modules',
      severity: 'error',
      says: 'The reg of /chosen/dom0 has 3 cells, and with 2 for the address and 2 for the size it needs 4: Xen would stop there, before its console works',
      at: 'boot.cmd:14:26',
      also: 'board.dtb /chosen',
      fix: 'Write reg <0x0 ADDRESS 0x0 SIZE>, or give /chosen other cells.',
    },
  ],
  missing: { 'boot.seen': 'a boot script or configuration (check --script)' },
})
