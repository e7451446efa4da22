/** A U-Boot script as it is understood: what U-Boot's shell makes of its words, and which way it goes. */
import { describe, expect, test } from 'vitest'
import { linesGiven } from '../../src/model/boot-seen.ts'
import { readBoot } from '../../src/script/index.ts'
import { houseScript, seen, seenWith } from './scripts.ts'

const loads = (text: string): readonly string[] =>
  seen(text).loads.map(({ role, file, address }) => `${role ?? '?'} ${file} ${address?.text}`)

describe('a U-Boot script', () => {
  test('tells its loads by what they are for, its modules, its command lines and its start', () => {
    const boot = seen(houseScript)
    expect(loads(houseScript)).toEqual([
      'dtb board.dtb 0x44000000',
      'xen xen 0x45000000',
      'kernel Image 0x46000000',
      'initrd initrd.img 0x4a000000',
    ])
    expect(boot.modules.map(({ path, compatible }) => [path, compatible?.values])).toEqual([
      ['/chosen/dom0', ['multiboot,kernel', 'multiboot,module']],
      ['/chosen/dom0-ramdisk', ['multiboot,ramdisk', 'multiboot,module']],
    ])
    expect(linesGiven(boot)).toEqual({
      xen: { text: 'console=dtuart dtuart=serial0 dom0_mem=768M dom0_max_vcpus=2', at: { line: 12, column: 34 } },
      dom0: { text: 'console=hvc0 root=/dev/vda2 rootwait rw', at: { line: 13, column: 35 } },
    })
    expect(boot.start).toMatchObject({ command: 'booti', at: { line: 20, column: 1 } })
    expect({ faults: boot.faults, unread: boot.unread }).toEqual({ faults: [], unread: [] })
  })

  test.each([
    ['addresses with and without 0x', 'tftpb 6000000 xen\nbooti 0x6000000 - ${fdt}\n', ['xen xen 0x6000000']],
    ['variables of its own', 'setenv a 0x45000000\nload mmc 0:1 ${a} xen\nbooti $a - 0x1\n', ['xen xen 0x45000000']],
    [
      'variables that only the board has',
      'load mmc 0:1 ${xen_addr} x\nbooti ${xen_addr} - 0x1\n',
      ['xen x ${xen_addr}'],
    ],
    ['what run calls', 'setenv go "load mmc 0:1 0x1000 xen; booti 0x1000 - 0x2"\nrun go\n', ['xen xen 0x1000']],
    [
      'lists',
      'for f in a b; do load mmc 0:1 0x1000 ${f}; done\nbooti 0x1000 - 0x2\n',
      ['xen a 0x1000', 'xen b 0x1000'],
    ],
    ['sums', 'setexpr b 0x1000 + 0x20\nload mmc 0:1 ${b} xen\nbooti 0x1020 - 0x2\n', ['xen xen 0x1020']],
    ['the first of two places', 'load mmc 0:1 0x10 xen || load mmc 0:2 0x10 xen\nbooti 0x10 - 0x2\n', ['xen xen 0x10']],
    ['a line that goes on', 'load mmc 0:1 \\\n  0x10 xen\nbooti 0x10 - 0x2\n', ['xen xen 0x10']],
  ])('follows %s', (_, text, expected) => {
    expect(loads(text)).toEqual(expected)
  })

  test('goes where it says, and where the board decides, to where it boots', () => {
    const text = `setenv state ok
if test \${state} = failed; then load mmc 0:1 0x10 a; else load mmc 0:1 0x10 b; fi
if test -e mmc 0:1 x; then echo no; else load mmc 0:1 0x20 c; booti 0x20 - 0x3; fi
load mmc 0:1 0x10 d
`
    expect(seen(text).loads.map(({ file }) => file)).toEqual(['b', 'c'])
  })

  test('takes quotes that a second reading sees for quotes, as the old shell does', () => {
    const boot = seen(String.raw`setenv a "console=dtuart dom0_mem=1G"
fdt set /chosen xen,xen-bootargs \"$a\"
booti 0x1 - 0x2
`)
    expect(boot.lines.xen?.text).toBe('console=dtuart dom0_mem=1G')
  })

  test('names what it does not understand, with line and column', () => {
    const { unread } = seen('load mmc 0:1 0x10 xen\n  frobnicate 1\nrun board_init\nbooti 0x10 - 0x2\n')
    expect(unread).toEqual([
      { says: 'The command frobnicate is not one that xenup reads', at: { line: 2, column: 3 } },
      {
        says: 'run board_init: the script does not set that variable, and what the board has in it is not known',
        at: { line: 3, column: 1 },
      },
    ])
  })

  test('knows what printenv of the board showed', () => {
    const text = 'load mmc 0:1 ${kernel_addr_r} Image\nbooti ${kernel_addr_r} - 0x1\n'
    const { loads: found } = readBoot(Buffer.from(text), 'boot.cmd', { kernel_addr_r: '0x40400000' })
    expect(found[0]?.address?.value).toBe(0x4040_0000n)
  })

  test('which size a variable holds is known however it is passed on', () => {
    const boot = seenWith(['setenv kernel_size 0x${filesize}', 'setenv n ${filesize}\nsetenv kernel_size 0x${n}'])
    expect(boot.modules[0]?.reg?.cells.at(-1)).toEqual({ kind: 'size', load: 2 })
  })
})

describe('other texts', () => {
  test('a GRUB entry is followed through its conditions to files and command lines', () => {
    const boot = seen(
      `menuentry 'Xen' --class xen {
	insmod part_gpt
	if [ "$grub_platform" = "pc" -o "$grub_platform" = "" ]; then
	    opts=
	else
	    opts="no-real-mode edd=off"
	fi
	xen_hypervisor	(hd0,gpt2)/boot/xen dom0_mem=1G   \${opts}
	xen_module	/boot/vmlinuz root=/dev/sda2 console=hvc0
	xen_module	--nounzip   /boot/initrd.img
	devicetree /boot/board.dtb
}
`,
      'grub.cfg',
    )
    expect(boot.loads.map(({ role, file }) => `${role} ${file}`)).toEqual([
      'xen /boot/xen',
      'kernel /boot/vmlinuz',
      'initrd /boot/initrd.img',
      'dtb /boot/board.dtb',
    ])
    expect(boot.lines).toMatchObject({
      xen: { text: 'dom0_mem=1G no-real-mode edd=off' },
      dom0: { text: 'root=/dev/sda2 console=hvc0' },
    })
    expect(boot.unread).toEqual([])
  })

  test('lines that were copied with their prompt are read as well', () => {
    const boot = seen(
      'grub> xen_hypervisor (hd0,gpt1)/xen dom0_mem=1G\ngrub> xen_module (hd0,gpt1)/kernel console=hvc0\n',
    )
    expect(boot.loads.map(({ file, at }) => `${file} ${at.line}:${at.column}`)).toEqual(['/xen 1:7', '/kernel 2:7'])
    expect(seen('=> load mmc 0:1 0x1000 xen\n=> booti 0x1000 - 0x2000\n').start?.at).toEqual({ line: 2, column: 4 })
  })

  test('/etc/default/grub gives both lines', () => {
    const boot = seen('GRUB_CMDLINE_XEN="dom0_mem=1G"\nGRUB_CMDLINE_LINUX_XEN_REPLACE="console=hvc0"\n', 'grub')
    expect(boot.lines).toMatchObject({ xen: { text: 'dom0_mem=1G' }, dom0: { text: 'console=hvc0' } })
  })

  test('an ImageBuilder configuration is read and never sourced', () => {
    const boot = seen(
      'MEMORY_START="0x0"\nMEMORY_END=0x80000000\nXEN=$(touch /tmp/x)\nDOM0_KERNEL="Image"\nrm -rf /\nXEN_CMD="a `id`"\n',
      'config',
    )
    expect(boot.kind).toBe('imagebuilder')
    expect(boot.loads.map(({ file }) => file)).toEqual(['Image'])
    expect(boot.unread.map(({ says, at }) => `${at.line}: ${says}`)).toEqual([
      '5: The command rm is not one that xenup reads',
      '3: XEN is what a command would print, and nothing is run here',
      '6: XEN_CMD is what a command would print, and nothing is run here',
    ])
  })

  test("what ImageBuilder fills in by itself counts as the script's", () => {
    const boot = seen(
      'MEMORY_START=0\nMEMORY_END=0x80000000\nXEN="xen"\nDOM0_KERNEL="Image"\nDOM0_MEM=1024\n',
      'config',
    )
    expect(boot.lines.xen?.text).toContain('dom0_mem=1024M dom0_max_vcpus=1')
    expect(boot.lines.dom0?.text).toContain('root=/dev/ram0')
  })

  test('the section of xen.cfg that is its default is read', () => {
    const boot = seen(
      '[global]\ndefault=b\n[a]\nkernel=old x\n[b]\noptions=dom0_mem=1G # comment\nkernel=Image console=hvc0\nramdisk=initrd.img\n',
      'xen.cfg',
    )
    expect(boot.loads.map(({ role, file }) => `${role} ${file}`)).toEqual(['kernel Image', 'initrd initrd.img'])
    expect(boot.lines).toEqual({
      xen: { text: 'dom0_mem=1G', at: { line: 6, column: 9 } },
      dom0: { text: 'console=hvc0', at: { line: 7, column: 8 } },
    })
  })
})
