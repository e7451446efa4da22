import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseFile } from '../../../src/learn/file.ts'
import { inspectionText } from '../../../src/report/inspection.ts'
import { mutated } from '../../read/mutated.ts'
import { bdinfo, dom0, linux32, linux64, oldBdinfo, printenv, tfa, uBoot, xen } from './captures.ts'

type Facts = Record<string, { readonly value: unknown; readonly evidence: { readonly at: string } }>
const learnt = (text: string | Uint8Array) =>
  parseFile(typeof text === 'string' ? Buffer.from(text, 'latin1') : text, 'console.log')
const learn = (text: string | Uint8Array): Record<string, unknown> => {
  const { kind, facts } = learnt(text)
  return { kind, ...Object.fromEntries(Object.entries(facts as Facts).map(([key, { value }]) => [key, value])) }
}
const at = (text: string, key: string): string | undefined => (learnt(text).facts as Facts)[key]?.evidence.at

describe('a native boot of Linux', () => {
  test('at EL2 proves the firmware, line by line', () => {
    const text = tfa() + uBoot + linux64()
    expect(learn(text)).toMatchObject({
      kind: 'log',
      'log.stages': ['tf-a', 'u-boot', 'linux'],
      'log.boots': 1,
      'log.under': 'native',
      'tfa.version': 'v2.9(release):v2.9.0',
      'tfa.spsr': 0x3c9n,
      'uboot.version': '2023.01+dfsg-2+deb12u3',
      'linux.version': '6.1.0-50-arm64',
      'linux.arch': 'arm64',
      'linux.model': 'A Board',
      'linux.console': 'ttyS0,115200',
      'linux.root': '/dev/mmcblk0p2',
      'linux.cpuMode': 'el2',
      'linux.psci': { version: '1.1' },
      'linux.cpus': 2,
      'linux.memory': 1n << 30n,
      'linux.gic': 'v2',
      'linux.reached': 'init',
      'firmware.el2': 'yes',
      'firmware.psci': { version: '1.1' },
      'log.proves': [
        "firmware hands over in EL2: Linux's CPUs all started at EL2 (line 27)",
        'firmware has PSCI 1.1 (line 20)',
        'Linux 6.1.0-50-arm64 boots without Xen and starts user space (line 28)',
        '2 CPUs came up (line 25)',
      ],
    })
    expect(learn(text)).not.toHaveProperty(['log.problems'])
    expect(at(text, 'linux.cpuMode')).toBe('line 27')
  })

  test('at EL1 says that Xen will not start, and does not believe TF-A', () => {
    expect(learn(tfa('0x3c9') + uBoot + linux64({ mode: 'CPU: All CPU(s) started at EL1' }))).toMatchObject({
      'log.under': 'native',
      'linux.cpuMode': 'el1',
      'firmware.el2': 'no',
      'log.problems': [
        "Linux's CPUs started at EL1 (line 27), and Xen starts only in EL2 (HYP mode on 32 bits) on all of them: firmware, or what runs below Linux, keeps it",
        'BL31 leaves in EL2 (line 9) and Linux did not get it: U-Boot steps down when it is built with CONFIG_ARMV8_SWITCH_TO_EL1',
      ],
    })
  })

  test.each([
    ['CPU: All CPU(s) started in HYP mode.', 'hyp', 'yes'],
    ['CPU: All CPU(s) started in SVC mode.', 'svc', 'no'],
    ['CPU: WARNING: CPU(s) started in wrong/inconsistent modes (primary CPU mode 0x13)', 'inconsistent', 'no'],
  ])('of 32 bits: %s', (line, mode, el2) => {
    expect(learn(linux32(line))).toMatchObject({
      'linux.arch': 'arm32',
      'linux.model': 'Cubietech Cubietruck',
      'linux.cpuMode': mode,
      'firmware.el2': el2,
      'firmware.psci': { version: '1.0' },
    })
  })

  test('is not to be expected where U-Boot has bootm_boot_mode=sec, until Linux shows another thing', () => {
    const env = '=> printenv bootm_boot_mode\r\nbootm_boot_mode=sec\r\n=> \r\n'
    expect(learn(uBoot + env)).toMatchObject({
      'firmware.el2': 'no',
      'log.problems': [expect.stringContaining('setenv bootm_boot_mode nonsec')],
    })
    expect(learn(uBoot + env.replace('=sec', '=nonsec'))).not.toHaveProperty(['firmware.el2'])
    expect(learn(uBoot + env + linux32('CPU: All CPU(s) started in HYP mode.'))).toMatchObject({
      'firmware.el2': 'yes',
    })
  })

  test('with CPUs in different modes is no firmware for Xen', () => {
    expect(learn(linux64({ mode: 'CPU: CPUs started in inconsistent modes' }))).toMatchObject({
      'linux.cpuMode': 'inconsistent',
      'firmware.el2': 'no',
    })
  })

  test('that panics has not booted yet, and proves EL2 all the same', () => {
    expect(
      learn(linux64({ end: ['Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)'] })),
    ).toMatchObject({
      'linux.reached': 'panic',
      'firmware.el2': 'yes',
      'log.problems': ['Linux stopped with a panic (line 13): it has not booted natively yet'],
    })
  })

  test('that reaches a login prompt has, whatever systemd says after it', () => {
    expect(
      learn(`${linux64()}\nDebian GNU/Linux 12 board ttyS0\n\nboard login: \n[   99.000000] systemd[1]: Stopping\n`),
    ).toMatchObject({ 'linux.reached': 'login' })
  })

  test('seen only through grep proves EL2, and nothing else', () => {
    expect(learn('[    0.232261] CPU: All CPU(s) started at EL2\n')).toMatchObject({
      kind: 'log',
      'log.under': 'native',
      'firmware.el2': 'yes',
    })
  })

  test('seen only through grep at EL1 proves nothing: dom0 says the same', () => {
    const facts = learn('[    0.232261] CPU: All CPU(s) started at EL1\n')
    expect(facts).toMatchObject({
      kind: 'log',
      'log.problems': [
        'the log of Linux (line 1) is not whole, so it cannot be told whether it ran natively: it proves nothing about the firmware; capture it from power-on',
      ],
    })
    for (const key of ['log.under', 'linux.cpuMode', 'firmware.el2']) expect(facts).not.toHaveProperty([key])
  })
})

describe('a log taken under Xen, or in a virtual machine, is no proof of the firmware', () => {
  const noVerdict = (facts: Record<string, unknown>): void => {
    for (const key of ['linux.cpuMode', 'linux.psci', 'firmware.el2', 'firmware.psci'])
      expect(facts, key).not.toHaveProperty([key])
    expect(facts).not.toHaveProperty(['log.proves'])
  }

  test('as dom0', () => {
    const facts = learn(dom0)
    expect(facts).toMatchObject({ 'log.under': 'xen-dom0', 'linux.console': 'hvc0' })
    expect(facts['log.notes']).toEqual([
      'Linux ran under Xen, as dom0 (line 4: it says "Xen 4.17 support found"): the EL1 and the PSCI that it finds are not the firmware\'s, and prove nothing about it; a boot without that would',
    ])
    expect(facts, 'a dom0 that runs is no problem').not.toHaveProperty(['log.problems'])
    noVerdict(facts)
  })

  test('as a guest', () => {
    const facts = learn(
      linux64({ mode: 'CPU: All CPU(s) started at EL1', model: 'XENVM-4.17', more: ['Xen 4.17 support found'] }),
    )
    expect(facts).toMatchObject({ 'log.under': 'xen-guest' })
    noVerdict(facts)
  })

  test.each([
    'smccc: KVM: hypervisor services detected (0x00000000 0x00000000 0x00000000 0x00000003)',
    'arm-pv: using stolen time PV',
    'Hypervisor detected: Microsoft Hyper-V',
    'DMI: Amazon EC2 c6g.large/, BIOS 1.0 11/1/2018',
    'systemd[1]: Detected virtualization vmware.',
  ])('in a virtual machine that says: %s', (line) => {
    const facts = learn(linux64({ mode: 'CPU: All CPU(s) started at EL1', more: [line] }))
    expect(facts).toMatchObject({ 'log.under': 'hypervisor' })
    noVerdict(facts)
  })

  test("in QEMU's virt machine with a kernel too old to name KVM; a newer one would name it", () => {
    expect(
      learn(linux64({ mode: 'CPU: All CPU(s) started at EL1', model: 'linux,dummy-virt', version: '5.10.0-8-arm64' })),
    ).toMatchObject({ 'log.under': 'hypervisor' })
    expect(learn(linux64({ mode: 'CPU: All CPU(s) started at EL1', model: 'linux,dummy-virt' }))).toMatchObject({
      'log.under': 'native',
      'firmware.el2': 'no',
    })
  })

  test('as dom0 without CONFIG_XEN, which knows nothing of Xen: Xen spoke before it', () => {
    expect(learn(uBoot + xen + linux64({ mode: 'CPU: All CPU(s) started at EL1' }))).toMatchObject({
      'log.under': 'xen-dom0',
    })
  })
})

describe("Xen's own log", () => {
  test('proves EL2 and PSCI by itself, since Xen starts nowhere else', () => {
    expect(learn(tfa() + uBoot + xen + dom0)).toMatchObject({
      'log.stages': ['tf-a', 'u-boot', 'xen', 'linux'],
      'xen.version': '4.17',
      'xen.cpus': 4,
      'xen.psci': { version: '1.1', conduit: 'smc' },
      'xen.dom0Memory': 768n << 20n,
      'xen.cmdline': 'console=dtuart dtuart=serial0 dom0_mem=768M',
      'log.under': 'xen-dom0',
      'firmware.el2': 'yes',
      'firmware.psci': { version: '1.1', conduit: 'smc' },
    })
  })

  test('with console_timestamps reads the same', () => {
    expect(learn(xen.replaceAll('(XEN) ', '(XEN) [2026-11-24 10:00:00] '))).toMatchObject({
      kind: 'log',
      'xen.version': '4.17',
      'xen.cpus': 4,
    })
  })

  test('that refuses the mode says no', () => {
    expect(
      learn(
        `${tfa('0x3c5') + uBoot}Starting kernel ...\n\n- UART enabled -\n- Boot CPU booting -\n- Current EL 0000000000000004 -\n- Xen must be entered in NS EL2 mode -\n- Please update the bootloader -\n`,
      ),
    ).toMatchObject({
      'firmware.el2': 'no',
      'log.problems': [expect.stringMatching(/^Xen was not entered in EL2 .* \(line 21\)$/)],
    })
  })
})

describe('Xen that has said no more than its first words', () => {
  test.each([
    ['00000008', 'yes', 'log.proves', /^firmware hands over in EL2: Xen was entered there \(line 3\)$/],
    ['0000000000000008', 'yes', 'log.proves', /Xen was entered there/],
    ['00000004', 'no', 'log.problems', /^Xen was entered in EL1 \(line 3\), and starts only in EL2/],
    ['0000000c', 'no', 'log.problems', /^Xen was entered in EL3/],
  ] as const)('has the level in it: %s', (level, el2, where, says) => {
    const early = `- UART enabled -\n- Boot CPU booting -\n- Current EL ${level} -\n`
    expect(learn(early)).toMatchObject({ 'firmware.el2': el2, [where]: [expect.stringMatching(says)] })
  })

  test('has no command line, where it was handed another tree', () => {
    const facts = learn(xen.replace(/Command line: .*/, 'Command line: <NULL>'))
    expect(facts['xen.cmdline']).toBeUndefined()
    expect(facts['log.problems']).toEqual([expect.stringMatching(/^Xen got no command line \(line \d+\): /)])
  })
})

describe('Linux that finds a hypervisor in its tree', () => {
  const start = [
    '[    0.000000] Booting Linux on physical CPU 0x0000000000 [0x410fd034]',
    '[    0.000000] Linux version 6.1.0 (gcc) #1',
  ]

  test.each([
    ['by Xen before 4.17 with ACPI', '[    0.000000] Xen XEN_VERSION.XEN_SUBVERSION support found'],
    ['as EFI that Xen plays', '[    0.000000] efi: EFI v2.50 by Xen'],
  ])('%s is dom0', (_, line) => {
    expect(learn([...start, line, '[    0.1] CPU: All CPU(s) started at EL1', ''].join('\n'))).toMatchObject({
      'log.under': 'xen-dom0',
    })
  })

  test.each([
    ['64', '[    0.2] pc : HYPERVISOR_xen_version+0x8/0x10'],
    ['32', '[    0.2] PC is at HYPERVISOR_xen_version+0x4/0xc'],
  ])('and dies at its first call of it, is not under Xen (%s bits)', (_, pc) => {
    const facts = learn(
      [
        ...start,
        '[    0.000000] Xen 4.17 support found',
        '[    0.2] Internal error: Oops - Undefined instruction: 0000000002000000 [#1] SMP',
        pc,
        '',
      ].join('\n'),
    )
    expect(facts['log.under']).toBe('native')
    expect(facts['log.problems']).toEqual([
      expect.stringMatching(/^Linux called Xen \(line 5\), and none runs below it: .* hypervisor node/),
    ])
  })
})

describe('TF-A alone', () => {
  test.each([
    ['0x3c9', 'yes'],
    ['0x3c5', 'no'],
    ['0x1da', 'yes'],
    ['0x1d3', 'no'],
  ])('leaving with SPSR %s: EL2 %s', (spsr, el2) => {
    expect(learn(tfa(spsr))).toMatchObject({ kind: 'log', 'tfa.spsr': BigInt(spsr), 'firmware.el2': el2 })
  })
})

describe('U-Boot', () => {
  test('tells the variables of its environment that matter, and the rest stays', () => {
    expect(learn(uBoot + printenv)['uboot.env']).toEqual({
      arch: 'arm',
      baudrate: '115200',
      boot_targets: 'mmc0 usb0',
      bootcmd: 'run distro_bootcmd',
      fdt_addr: '0x40000000',
      fdt_high: '0xffffffff',
      fdtcontroladdr: '7edb6db0',
      kernel_addr_r: '0x40400000',
      ramdisk_addr_r: '0x44000000',
      scriptaddr: '0x40200000',
    })
  })

  test('tells one variable that was asked for alone, beside those told before', () => {
    expect(
      learn(`${uBoot + printenv}=> printenv kernel_addr_r\nkernel_addr_r=0x50000000\n=> boot\n`)['uboot.env'],
    ).toMatchObject({ kernel_addr_r: '0x50000000', scriptaddr: '0x40200000' })
    expect(learn(`${uBoot}=> printenv kernel_addr_r\nkernel_addr_r=0x50000000\n`)['uboot.env']).toEqual({
      kernel_addr_r: '0x50000000',
    })
  })

  test('is not believed when a variable only passes by', () => {
    expect(learn(`${uBoot}kernel_addr_r=0x1\nBooting\n`)).not.toHaveProperty(['uboot.env'])
  })

  test('pasted without its banner is a log too', () => {
    expect(learn(printenv)).toMatchObject({ kind: 'log', 'uboot.env': { kernel_addr_r: '0x40400000' } })
    expect(learn(bdinfo)).toMatchObject({ kind: 'log', 'uboot.relocaddr': 0x7fef7000n })
  })

  test('tells RAM, its own place and what it keeps', () => {
    expect(learn(uBoot + bdinfo)).toMatchObject({
      'uboot.banks': [
        { base: 0x4000_0000n, size: 0x4000_0000n },
        { base: 0x1_0000_0000n, size: 0x8000_0000n },
      ],
      'uboot.relocaddr': 0x7fef_7000n,
      'uboot.fdt': 0x7edb_6db0n,
      'uboot.reserved': [
        { base: 0x7ddb_2000n, size: 0x224_e000n },
        { base: 0x4e00_0000n, size: 0x10_0000n },
      ],
    })
  })

  test('of before 2021 tells the same in its own way', () => {
    expect(learn(uBoot + oldBdinfo)).toMatchObject({
      'uboot.banks': [{ base: 0x4000_0000n, size: 0x8000_0000n }],
      'uboot.relocaddr': 0xbff6_6000n,
      'uboot.reserved': [{ base: 0xbbf2_28a0n, size: 0x40d_d760n }],
    })
  })

  test('that was asked twice is believed the second time', () => {
    expect(learn(uBoot + bdinfo + oldBdinfo)).toMatchObject({
      'uboot.banks': [{ base: 0x4000_0000n, size: 0x8000_0000n }],
      'uboot.reserved': [{ base: 0xbbf2_28a0n, size: 0x40d_d760n }],
    })
  })
})

describe('of several boots in one log', () => {
  test('the last whole native one counts, also when Xen follows', () => {
    expect(
      learn(uBoot + linux64({ model: 'first' }) + uBoot + linux64({ model: 'second' }) + uBoot + xen + dom0),
    ).toMatchObject({ 'log.boots': 3, 'log.under': 'native', 'linux.model': 'second', 'linux.cpuMode': 'el2' })
  })

  test('one that was cut off does not stand before one that is whole', () => {
    expect(
      learn(linux64({ model: 'whole' }) + uBoot + linux64({ model: 'cut' }).split('\n').slice(0, 8).join('\n')),
    ).toMatchObject({ 'linux.model': 'whole', 'firmware.el2': 'yes' })
  })

  test('a guest on the same console does not change what dom0 said', () => {
    expect(
      learn(
        `${uBoot}${xen}${dom0}(d1) [    0.000000] Kernel command line: console=guest\n[    1.0] Kernel command line: console=hvc0 root=/dev/xvda\n`,
      ),
    ).toMatchObject({ 'linux.cmdline': 'console=hvc0 root=/dev/mmcblk0p2' })
  })
})

describe('a capture as programs and people make it', () => {
  const whole = tfa() + uBoot + printenv + bdinfo + linux64()
  const plain = learn(whole)
  const same = (text: string | Uint8Array): void => {
    const { 'file.size': _, ...facts } = learn(text)
    const { 'file.size': __, ...expected } = plain
    expect(facts).toEqual(expected)
  }
  const each = (change: (line: string, index: number) => string): string => whole.split('\n').map(change).join('\n')

  test.each<[string, string | Uint8Array]>([
    ['with CRLF', whole.replaceAll('\n', '\r\n')],
    ['with CR CR LF', whole.replaceAll('\n', '\r\r\n')],
    ['with CR alone', whole.replaceAll('\n', '\r')],
    ['with colours', each((line) => `\x1b[0;32m${line}\x1b[0m\x1b[K`)],
    ['with a window title', `\x1b]0;minicom\x07${whole}`],
    ['with the time of ts before each line', each((line) => (line === '' ? '' : `[2026-11-24 10:00:00.123] ${line}`))],
    ['with the time of tio before each line', each((line) => (line === '' ? '' : `[10:00:00.123] ${line}`))],
    ['with the times of grabserial', each((line) => (line === '' ? '' : `[1.234567 0.000123] ${line}`))],
    ['with noise at power-on', `\x00\xff\xfe${whole}`],
    [
      'as UTF-16, from PowerShell',
      new Uint8Array(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(whole, 'utf16le')])),
    ],
    ['that breaks off in a line', `${whole}[    9.0000`],
    ['with levels of printk', whole.replaceAll(/^\[/gm, '<6>[')],
    ['without the times of printk', whole.replaceAll(/^\[[^\]]*\] /gm, '')],
    ['with callers of printk', whole.replaceAll(/^(\[ [^\]]*\])/gm, '$1[    T0]')],
  ])('%s teaches the same', (_, text) => {
    same(text)
  })

  test('of megabytes is read in one pass', () => {
    const noise = '[    5.000000] usb 1-1: new high-speed USB device number 2 using xhci_hcd\n'.repeat(50_000)
    expect(noise.length).toBeGreaterThan(3 << 20)
    expect(learn(whole + noise)).toMatchObject({ 'linux.cpuMode': 'el2' })
  })

  test('with more variables than a board has is read with the first of them', () => {
    const asked = Array.from({ length: 10_000 }, (_, index) => `=> printenv a${index}_addr\na${index}_addr=1\n`).join(
      '',
    )
    const { 'uboot.env': env } = learn(uBoot + asked) as Record<string, object>
    expect(Object.keys(env!)).toHaveLength(512)
    expect(env).toHaveProperty('a511_addr')
  })

  test('of nothing but line ends, or of one endless line, is no log', () => {
    expect(learn('\n'.repeat(8 << 20)).kind).toBe('text')
    expect(learn('[[[[    '.repeat(1 << 20)).kind).toBe('text')
  })

  test('of more lines than any is refused', () => {
    expect(() => learn(`${whole}${'[    1.000000] usb\n'.repeat(1 << 16)}`)).toThrow('it has more than 65,536 lines')
  })
})

describe('what is no log stays what it is:', () => {
  test.each<[string, string]>([
    [
      'prose that quotes a log',
      'When the board starts you see the kernel\nand it says, among other things,\nLinux version 6.1.0 (me)\nwhich is the release that you built before,\nand the line after it names the machine that it runs on today.\n',
    ],
    [
      'a boot script',
      'load mmc 0:1 ${kernel_addr_r} Image\nsetenv bootargs console=ttyS0\nbooti ${kernel_addr_r} - ${fdt_addr}\n',
    ],
    ['a shell script', '#!/bin/sh\nset -e\nFOO=bar\necho "Linux version"\n'],
    ['YAML', 'board:\n  id: other\nfirmware:\n  loader: u-boot\n'],
  ])('%s', (_, text) => {
    expect(learn(text).kind).toBe('text')
  })

  test('every page and every source of this project', () => {
    const files = ['content', 'src', 'steps', 'templates', '.']
      .flatMap((folder) =>
        readdirSync(folder, { recursive: folder !== '.', encoding: 'utf8' }).map((name) => `${folder}/${name}`),
      )
      .filter((name) => /\.(md|ts|hbs|json)$/.test(name))
    expect(files.length).toBeGreaterThan(100)
    expect(files.filter((name) => parseFile(readFileSync(name), name).kind === 'log')).toEqual([])
  })

  test("U-Boot's own binary, full of such words", () => {
    const binary = Buffer.concat([
      Buffer.alloc(2000, 0x91),
      Buffer.from(`\nU-Boot 2023.01 (Jun 22 2026 - 08:38:07 +0000)\n${printenv}`),
      Buffer.alloc(2000, 0xd5),
    ])
    expect(learn(binary).kind).not.toBe('log')
  })

  test('a log inside gzip is not unpacked', () => {
    expect(learn(gzipSync(linux64()))).toMatchObject({ kind: 'gzip', 'gzip.holds': 'text' })
  })
})

test('whatever happens to a log, what is learnt can be shown', () => {
  const logs = [tfa() + uBoot + printenv + bdinfo + linux64(), uBoot + oldBdinfo + xen + dom0, linux32()]
  fc.assert(
    fc.property(
      fc.constantFrom(...logs).chain((text) => mutated(Buffer.from(text, 'latin1'))),
      (bytes) => {
        const one = learnt(bytes)
        expect(inspectionText(one, 80)).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f]|undefined|NaN/)
        for (const key of ['log.proves', 'log.notes', 'log.problems'])
          for (const sentence of ((one.facts as Facts)[key]?.value ?? []) as string[])
            expect(sentence).toMatch(/^[^\n]{10,}$/)
      },
    ),
    { numRuns: 400 },
  )
})
