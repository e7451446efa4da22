import { scriptSyntax } from '../../src/checks/script-syntax.ts'
import { configWith, seen, seenWith } from '../script/scripts.ts'
import { describeCheck } from './table.ts'

const script = (...changes: readonly (readonly [string, string])[]) => ({ 'boot.seen': seenWith(...changes) })
const config = (...changes: readonly (readonly [string, string])[]) => ({ 'boot.seen': configWith(...changes) })
const text = (content: string, file = 'boot.cmd') => ({ 'boot.seen': seen(content, file) })

describeCheck(scriptSyntax, {
  passes: {
    'a script that U-Boot reads as it is meant': {},
    'an ImageBuilder configuration': config(),
    'a name with # behind a backslash or in quotes': script([String.raw`\#size-cells`, "'#size-cells'"]),
    'decimal cells that are small': script(['<0x2>', '<2>']),
    'a hash in the middle of a word, and a comment at the end of a line': script([
      'booti 0x45000000 - 0x44000000',
      'booti 0x45000000 - 0x44000000 # go',
    ]),
    'memory of a guest in decimal KiB': text(
      'fdt mknod /chosen domU1\nfdt set /chosen/domU1 memory <0 548576>\nbooti 0x1 - 0x2\n',
    ),
    "a variable of the configuration's own": config(['XEN="xen"', 'OUT="xen"\nXEN="$OUT"']),
    'an apostrophe in a configuration that bash reads': config(['rootwait', "note=it's"]),
  },
  fails: {
    'filesize in the cells without 0x': [
      script(['setenv kernel_size 0x', 'setenv kernel_size ']),
      '/chosen/dom0 does not get its reg: filesize stands in the cells without 0x',
    ],
    'hex digits without 0x': [script(['<0x0 0x46000000 0x0', '<0x0 46a00000 0x0']), 'cannot read the cell 46a00000'],
    'an address in decimal': [
      script(['<0x0 0x46000000 0x0', '<0x0 46000000 0x0']),
      '46000000 without 0x is decimal in the cells of fdt set, 0x2bde780',
    ],
    'cells without an end': [script(['${initrd_size}>', '${initrd_size}']), 'the list of cells has no > at its end'],
    'commas between strings, as in a .dts': [
      script(['"multiboot,kernel" ', '"multiboot,kernel", ']),
      'The string is "multiboot,kernel," with its comma',
    ],
    'an unescaped #address-cells': [
      text('load mmc 0:1 0x1 xen\nfdt set /chosen #address-cells <1>\nbooti 0x1 - 0x2\n'),
      '#address-cells and what follows on the line are never seen',
    ],
    'setenv with an equals sign': [text('setenv bootargs = console=hvc0\nbooti 0x1 - 0x2\n'), 'here stands an ='],
    'an apostrophe in double quotes': [
      text('echo "Xen does not start, that\'s bad"\nbooti 0x1 - 0x2\n'),
      'A single quote stands inside double quotes',
    ],
    'a quote without an end': [text('load mmc 0:1 0x1 xen\nsetenv a "b\n'), 'The quote " that begins here has no end'],
    'an if without fi': [text('if true; then\nbooti 0x1 - 0x2\n'), 'The if that begins here has no fi'],
    'line ends of Windows': [text('load mmc 0:1 0x1 xen\r\nbooti 0x1 - 0x2\r\n'), 'carriage return'],
    'a property under a misspelt name': [
      script(['xen,dom0-bootargs', 'xen,Dom0-bootargs']),
      'xen,Dom0-bootargs, and Xen reads names to the letter',
    ],
    'fdt mknod with a whole path': [
      text('fdt mknod / /chosen/dom0\nbooti 0x1 - 0x2\n'),
      'fdt mknod takes the path of the node above and the name apart',
    ],
    'a node that no command makes': [
      script(['fdt mknod /chosen dom0\n', '\n']),
      'No command before makes the node /chosen/dom0',
    ],
    'a variable that ImageBuilder does not read': [
      config(['DOM0_RAMDISK', 'DOM0_RAMDISC']),
      'ImageBuilder reads no variable DOM0_RAMDISC; DOM0_RAMDISK is near it',
    ],
    'DOM0_MEM beside XEN_CMD': [config(['NUM_DOMUS=0', 'DOM0_MEM=512']), 'DOM0_MEM and XEN_CMD are both set'],
    'a configuration without MEMORY_END': [config(['MEMORY_END="0xb0000000"\n', '']), 'There is no MEMORY_END'],
    "GRUB's commands of x86": [
      text('menuentry Xen {\nmultiboot2 /xen.gz dom0_mem=1G\n}\n', 'grub.cfg'),
      "multiboot2 is GRUB's command on x86",
    ],
    'a GRUB entry that starts Linux': [
      text('menuentry Linux {\nlinux /vmlinuz root=/dev/sda2\ninitrd /initrd.img\n}\n', 'grub.cfg'),
      'The entry starts Linux with linux, not Xen',
    ],
    'a xen.cfg without a kernel': [
      text('[global]\ndefault=xen\n[xen]\noptions=dom0_mem=1G\n', 'xen.cfg'),
      'The section xen has no kernel=',
    ],
    'a key that Xen does not read': [
      text('[global]\ndefault=xen\n[xen]\nkernel=Image console=hvc0\ninitrd=initrd.img\n', 'xen.cfg'),
      'Xen reads no key initrd here',
    ],
  },
  whole: [
    script(['setenv kernel_size 0x', 'setenv kernel_size ']),
    {
      rule: 'script-syntax',
      severity: 'error',
      says: '/chosen/dom0 does not get its reg: filesize stands in the cells without 0x: it holds hex digits alone, and U-Boot reads them as decimal or says "Sorry, I could not convert"',
      at: 'boot.cmd:16:46',
      fix: 'Write 0x$filesize.',
    },
  ],
  missing: { 'boot.seen': 'a boot script or configuration (check --script)' },
})
