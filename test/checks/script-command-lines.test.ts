import { scriptCommandLines } from '../../src/checks/script-command-lines.ts'
import { configWith, seen, seenWith } from '../script/scripts.ts'
import { describeCheck } from './table.ts'

const script = (...changes: readonly (readonly [string, string])[]) => ({ 'boot.seen': seenWith(...changes) })
const grub = (content: string) => ({ 'boot.seen': seen(content, 'grub.cfg') })
const xen = 'fdt set /chosen xen,xen-bootargs "console=dtuart dtuart=serial0 dom0_mem=768M dom0_max_vcpus=2"\n'
const dom0 = 'fdt set /chosen xen,dom0-bootargs "console=hvc0 root=/dev/vda2 rootwait rw"\n'
const ofModule = 'fdt set /chosen/dom0 bootargs "console=hvc0 root=/dev/vda2"\n'
const start = 'booti 0x45000000'
const forXen = 'setenv bootargs "console=dtuart dtuart=serial0 dom0_mem=768M"\n'

describeCheck(scriptCommandLines, {
  passes: {
    'both lines under their names': {},
    'a line on the module, and none in /chosen': script([dom0, ''], [start, `${ofModule}${start}`]),
    "bootargs for Xen, where dom0's line is on its module": script(
      [xen, ''],
      [dom0, forXen],
      [start, `${ofModule}${start}`],
    ),
    'a line that the board keeps in a variable': script(['dom0_mem=768M dom0_max_vcpus=2', '${xen_args}']),
    'an ImageBuilder configuration': { 'boot.seen': configWith() },
    'Linux alone': { 'boot.seen': seen('setenv bootargs console=ttyS0\nbooti 0x1 - 0x2\n') },
    'a GRUB entry with both': grub(
      'xen_hypervisor /xen console=dtuart dtuart=serial0 dom0_mem=1G\nxen_module /Image console=hvc0\n',
    ),
  },
  fails: {
    'no xen,dom0-bootargs': [script([dom0, '']), 'There is no xen,dom0-bootargs, and no bootargs on the kernel'],
    'bootargs of Linux in the place of xen,dom0-bootargs': [
      script([dom0, 'setenv bootargs console=hvc0 root=/dev/vda2\n']),
      'dom0 gets bootargs, which U-Boot writes into the tree',
    ],
    'bootargs set where Xen reads xen,xen-bootargs': [
      script([xen, forXen], [dom0, '']),
      "bootargs holds Xen's command line",
    ],
    'no line for Xen at all': [script([xen, ''], [dom0, '']), 'Xen gets no command line'],
    'no line for Xen, where the board may have one': [
      script([xen, '']),
      'Xen gets what U-Boot has in bootargs, or nothing',
    ],
    'the line of Linux as that of Xen': [
      script([xen, 'setenv bootargs console=ttyS0 root=/dev/sda2\n']),
      'Xen takes bootargs, and that is the command line of Linux',
    ],
    'two lines for dom0': [script([start, `${ofModule}${start}`]), 'xen,dom0-bootargs counts before it'],
    'options of Xen that nobody reads': [
      script([start, `${forXen}${start}`]),
      'beside xen,xen-bootargs Xen does not read it',
    ],
    "dom0_mem in the form of x86's": [
      script(['dom0_mem=768M', 'dom0_mem=768M,max:768M']),
      'dom0_mem=768M,max:768M is in the syntax of x86',
    ],
    'dom0_mem without a unit': [script(['dom0_mem=768M', 'dom0_mem=768']), 'dom0 would get 768 KiB'],
    'no dom0_mem': [script(['dom0_mem=768M ', '']), "Xen's command line has no dom0_mem"],
    'a console of x86': [
      script(['console=dtuart', 'console=com1']),
      'console=com1 names com1, which Xen on Arm does not have',
    ],
    'options of x86, where the release is not known': [
      { ...script(['dom0_mem=768M', 'dom0_mem=768M com1=115200,8n1 no-real-mode']), 'xen.version': undefined },
      'com1=115200,8n1 no-real-mode is for Xen on x86',
    ],
    'a GRUB entry without a line for dom0': [
      grub('xen_hypervisor /xen dtuart=serial0 dom0_mem=1G\nxen_module /Image\n'),
      'dom0 gets no command line',
    ],
    'a GRUB entry without options for Xen': [
      grub('xen_hypervisor /xen\nxen_module /Image console=hvc0\n'),
      'Xen gets no options',
    ],
  },
  whole: [
    script([xen, forXen], [dom0, '']),
    {
      rule: 'script-command-lines',
      severity: 'error',
      says: "bootargs holds Xen's command line, and Xen reads that only where dom0 has a line of its own: here dom0 gets it, and Xen nothing",
      at: 'boot.cmd:12:17',
      fix: 'Write fdt set /chosen xen,xen-bootargs "…" for Xen and fdt set /chosen xen,dom0-bootargs "…" for dom0, and leave bootargs alone.',
    },
  ],
  missing: { 'boot.seen': 'a boot script or configuration (check --script)' },
})
