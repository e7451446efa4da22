import { describe, expect, test } from 'vitest'
import { isCapture } from '../../src/console/capture.ts'
import { consoleLines } from '../../src/console/reader.ts'
import { goodBoot, silentBoot, text } from './boots.ts'

const is = (capture: string, isAsked = false): boolean => isCapture(consoleLines(capture), isAsked)

const captures: readonly (readonly [string, string])[] = [
  ['U-Boot, Starting kernel, and silence', text(silentBoot)],
  ["U-Boot's banner alone", 'U-Boot 2014.04 (Sep 29 2015 - 21:36:09) Allwinner Technology\n'],
  ['U-Boot without its banner', '885136 bytes read in 5 ms (168.8 MiB/s)\nreading boot.scr\n\nStarting kernel ...\n'],
  ['a file that U-Boot refuses', 'switch to partitions #0, OK\nBad Linux ARM64 Image magic!\nU-Boot>\n'],
  [
    'GRUB, and what EFI says',
    'Loading Xen 4.15-unstable ...\nLoading Linux 4.19.0-11-arm64 ...\nXen 4.15 (c/s x) EFI loader\n',
  ],
  ["Xen's configuration under EFI", "Using configuration file 'xen.cfg'\nvmlinuz: 0x1-0x2\n"],
  ['a bare early printk', '- UART enabled -\n- Boot CPU booting -\n- Current EL 0000000000000004 -\n'],
  ['xl dmesg', '# xl dmesg\n(XEN) RAM: 0000000080200000 - 00000000ffffffff\n(XEN)\n'],
  ['errors of libxl', 'Parsing config from web.cfg\nlibxl: error: libxl_create.c:1862: unable to add vif devices\n'],
  [
    "xl's list",
    'Name                                        ID   Mem VCPUs State    Time(s)\nDomain-0   0  3000     5 r-----    1152.1\n',
  ],
  ["a guest's console", '[    0.000000] Machine model: XENVM-4.17\nWelcome to Buildroot\nbuildroot login:\n'],
  ['a guest that Xen started', '(XEN) DOM1: uart:~$\n'],
  ['Zephyr as a guest', '*** Booting Zephyr OS build v3.5.0 ***\nHello World!\n'],
  ['a journal', 'Nov 24 10:00:00 board kernel: psci: probing for conduit method from DT.\n'],
  ['dmesg -T', '[Tue Nov 24 10:00:00 2026] usb 1-1: new high-speed USB device\n'],
  ['OP-TEE and a second CPU', 'I/TC: Secondary CPU 1 initializing\n- CPU 0000000000000100 booting -\n'],
  ['the first stage of a Raspberry Pi', 'MESS:00:00:04.123456:0: arasan: arasan_emmc_open\n'],
  [
    'printenv',
    'kernel_addr_r=0x40400000\nramdisk_addr_r=0x44000000\nscriptaddr=0x40200000\nbootcmd=run distro_bootcmd\n',
  ],
  ['a mail that quotes a boot', text(goodBoot.map((line) => `> ${line}`))],
  ['a block of Markdown, indented', text(goodBoot.map((line) => `    ${line}`))],
  [
    'a boot with the words of a login',
    `${text(goodBoot)}The programs included with the system are free software;\nthe exact terms for each program are described in the\nindividual files, which are found in a folder\n`,
  ],
]

const documents: readonly (readonly [string, string])[] = [
  [
    'prose that quotes a line',
    'When the board starts you see the kernel\nand it says, after what the boot loader has printed,\nLinux version 6.1.0 (me)\nwhich is the release that you built before.\n',
  ],
  ['Markdown that shows a boot', `# Bring-up\n\nThis should come:\n\n\`\`\`\n${text(goodBoot)}\`\`\`\n`],
  [
    'Markdown that has one line in it',
    '- **Xen** is up when `(XEN)` stands there:\n\n(XEN) Xen version 4.17\n\nSee [the page](https://example.org) of it.\n',
  ],
  [
    'a program with one line of a console',
    'const banner = [\n(XEN) Xen version 4.17.5 (x)\n];\nfunction f() {\n  return banner;\n}\n',
  ],
]

const others: readonly (readonly [string, string])[] = [
  ['prose', 'When the board starts, look at the console.\nXen says its version; then dom0 comes.\n'],
  [
    'a boot script',
    'echo xenup: booting Xen with xenup 0.1.0\nload mmc 0:1 ${kernel_addr_r} Image\nbooti ${kernel_addr_r} - ${fdt_addr}\n',
  ],
  ['a shell script', '#!/bin/sh\nset -e\nFOO=bar\necho "Linux version"\n'],
  ['YAML', 'board:\n  id: other\nfirmware:\n  loader: u-boot\n'],
  ['a kernel configuration', '# Linux/arm64 6.1.0 Kernel Configuration\nCONFIG_XEN=y\n# CONFIG_DEBUG_LL is not set\n'],
  ['a configuration for xl', 'name = "web"\nkernel = "/srv/xen/Image"\nmemory = 256\n'],
  ['a device tree source', '/dts-v1/;\n/ {\n\tchosen { bootargs = "console=ttyS0"; };\n};\n'],
  ['GRUB options', 'GRUB_CMDLINE_XEN="loglvl=all"\n'],
  ['nothing', ''],
]

/** Lines each of which is enough by itself, because nothing but a console begins a line so. */
const telling: readonly string[] = [
  'NOTICE:  BL1: Booting BL2',
  'INFO:    BL31: Preparing for EL3 exit to normal world',
  'INFO:    Entry point address = 0x60000000',
  'INFO:    SPSR = 0x3c9',
  'D/TC:0 0 add_phys_mem:635 ROUNDDOWN',
  'E/TA: failed',
  'MESS:00:00:04.123456:0: arasan: arasan_emmc_open',
  'DRAM:  948 MiB',
  'Hit any key to stop autoboot:  2',
  '885136 bytes read in 5 ms (168.8 MiB/s)',
  '## Booting kernel from Legacy Image at 42000000 ...',
  '## Loading init Ramdisk from Legacy Image at 44000000 ...',
  '## Flattened Device Tree blob at 43000000',
  '## Executing script at 40200000',
  'Found U-Boot script /boot.scr',
  'Found /extlinux/extlinux.conf',
  'Retrieving file: /extlinux/extlinux.conf',
  'Scanning mmc 0:1...',
  'Moving Image from 0x40080000 to 0x40200000, end=41600000',
  'libfdt fdt_check_header(): FDT_ERR_BADMAGIC',
  '=> printenv',
  'U-Boot> bdinfo',
  '=> fatload mmc 0:1 0x40600000 xen',
  'orangepi => booti 0x40600000 - 0x40400000',
  'relocaddr   = 0x00000000bff3b000',
  'DRAM bank   = 0x0000000000000000',
  'Environment size: 3841/262140 bytes',
  'BdsDxe: starting Boot0001 "UEFI Shell"',
  'EFI stub: Booting Linux Kernel...',
  'Warning: Could not query variable store: 0x8000000000000003',
  'Welcome to GRUB!',
  'grub> ls',
  'Loading Xen 4.17-arm64 ...',
  'Loading initial ramdisk ...',
  '- Boot CPU booting -',
  '- CPU 0000000000000001 booting -',
  '- Zero BSS -',
  'CPU: All CPU(s) started at EL2',
  'CPU: CPUs started in inconsistent modes',
  'psci: PSCIv1.1 detected in firmware.',
  'Kernel command line: console=ttyAMA0',
  'OF: fdt: Reserving 1 KiB',
  'smp: Brought up 1 node, 4 CPUs',
  'SMP: Total of 4 processors activated.',
  'GICv3: 288 SPIs implemented',
  'systemd[1]: Reached target Basic System.',
  '[  OK  ] Started Getty on tty1.',
  '[FAILED] Failed to start Xen.',
  'libxl: error: libxl_create.c:1862: unable to add vif devices',
  'xencall: error: Could not obtain handle on privileged command interface',
  'Parsing config from web.cfg',
  'Unable to attach console',
  'cannot init xl context',
  'Name                                        ID   Mem VCPUs\tState\tTime(s)',
  'Xen Minimal OS!',
  '*** Booting Zephyr OS build v3.5.0 ***',
  '---<<BOOT>>---',
]

describe('one line is enough', () => {
  test.each(telling)('%s', (line) => expect(is(`${line}\n`)).toBe(true))
  test.each(telling)('and not one that only mentions it: %s', (line) => {
    expect(is(`see: ${line} is shown\n`, true)).toBe(false)
  })
})

describe('a console’s capture is known', () => {
  test.each(captures)('where nothing is asked for: %s', (_, capture) => expect(is(capture)).toBe(true))
  test.each([...captures, ...documents])('where a log is asked for: %s', (_, capture) => {
    expect(is(capture, true)).toBe(true)
  })
})

describe('what is none', () => {
  test.each([...documents, ...others])('where nothing is asked for: %s', (_, other) => expect(is(other)).toBe(false))
  test.each(others)('where a log is asked for: %s', (_, other) => expect(is(other, true)).toBe(false))
})

describe('a line weighs against one of a console', () => {
  const document = [
    'See [the page](https://example.org)',
    'Type `xl list` there',
    'It is **bold** now',
    '| a | b |',
    '<div class="x">',
    '<!-- a note -->',
    '#!/bin/sh',
    'import x from y',
    '#define X 1',
    '// a comment',
    '/* a comment',
    '* a bullet',
    'x = 1;',
    'int main() {',
    'cp a b \\',
    'fi',
    'if [ -e x ]',
    'echo hi',
    'setenv a b',
    '{{x}}',
    'aaaa bbbb cccc dddd eeee fffff',
    '"Aaaaa" (bbbbb), ccccc: ddddd! eeeee? fffff.',
    '起'.repeat(31),
    'one two three four five six seven eight 9 10',
    'When it starts you may see console=ttyS0 there',
  ]
  const neutral = [
    'a | b | c',
    'speed <fast> mode',
    'run #!/bin/sh',
    'no import here',
    'http://a',
    'a;b',
    'ok: echo hi',
    'aaaa bbbb cccc dddd eeee ffff',
    'aaaaaaaa bbbbbbbb cccccccc dddddddd eeeeeeee',
    'one two three four five six seven 8888 9999 0000',
    'bootargs=one two three four five six seven eight',
    '起'.repeat(30),
    '1aaaa 2bbbb 3cccc 4dddd 5eeee 6ffff',
    'aaaa1 bbbb2 cccc3 dddd4 eeee5 ffff6',
  ]
  test.each(document)('as one of a document: %s', (line) => {
    expect(is(`(XEN) hello\n${line}\n`)).toBe(true)
    expect(is(`(XEN) hello\n${line}\n${line}\n`)).toBe(false)
  })
  test.each(neutral)('not at all: %s', (line) => {
    expect(is(`(XEN) hello\n${line}\n${line}\n`)).toBe(true)
    expect(is(`${line}\n`)).toBe(false)
  })
})

describe('an environment of U-Boot', () => {
  const variables = ['kernel_addr_r=0x40400000', 'scriptaddr=0x40200000', 'loadaddr=0x42000000']
  test.each([true, false])('is known by three of its variables, not by two (asked for: %s)', (isAsked) => {
    expect(is(text(variables), isAsked)).toBe(true)
    expect(is(text(variables.slice(1)), isAsked)).toBe(false)
    expect(is(text(variables.map((line) => `set ${line}`)), isAsked)).toBe(false)
  })
  test('weighs as much as it has such variables', () => {
    expect(is(text([...variables, ...Array(3).fill('echo hi')]))).toBe(true)
    expect(is(text([...variables, ...Array(4).fill('echo hi')]))).toBe(false)
  })
})

test('of an endless text the first 65,536 lines tell', () => {
  expect(is(`${'x\n'.repeat((1 << 16) - 1)}(XEN) hello\n`)).toBe(true)
  expect(is(`${'x\n'.repeat(1 << 16)}(XEN) hello\n`)).toBe(false)
})

test.each(['```', '~~~'])('a block of Markdown between %s is shown by a page, unless a log is asked for', (fence) => {
  const shown = `${fence}\n(XEN) hello\n${fence}\n`
  expect(is(shown)).toBe(false)
  expect(is(shown, true)).toBe(true)
  expect(is(`(XEN) hello\nsee ${fence}\n`)).toBe(true)
})
