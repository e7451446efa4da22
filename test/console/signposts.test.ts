import { describe, expect, test } from 'vitest'
import { bootLoaderLines } from '../../src/console/boot-loader-lines.ts'
import { consoleLine } from '../../src/console/line.ts'
import { linuxLines } from '../../src/console/linux-lines.ts'
import {
  expected,
  isThat,
  marksOf,
  type SignpostId,
  signpostIds,
  signposts,
  signpostsAt,
} from '../../src/console/signposts.ts'
import { Timeline } from '../../src/console/timeline.ts'
import { xenLines } from '../../src/console/xen-lines.ts'

interface Row {
  /** A real line, as it stands on a console. */
  readonly line: string
  /** Lines that must come before it in its boot. */
  readonly after?: readonly string[]
  readonly is?: string
  /** Like it, and something else. */
  readonly near: string
}
const xenRuns = ['(XEN) Xen version 4.17.5 (Debian 4.17.5-1)']

const table = {
  'tf-a': {
    line: 'NOTICE:  BL31: v2.9(release):v2.9.0',
    is: 'v2.9(release):v2.9.0',
    near: 'NOTICE:  BL31: Built : 10:00:00',
  },
  'u-boot-spl': {
    line: 'U-Boot SPL 2015.04 (Jul 08 2015 - 09:11:37)',
    is: '2015.04',
    near: 'U-Boot SPL was not found',
  },
  'u-boot': {
    line: 'U-Boot 2014.04 (Sep 29 2015 - 21:36:09) Allwinner',
    is: '2014.04',
    near: 'U-Boot 2014.01 or newer is needed',
  },
  'boot-script': { line: '## Executing script at 44000000', near: '## Executing scripts' },
  bootflow: {
    line: "** Booting bootflow 'mmc@fe2e0000.bootdev.part_1' with script",
    is: 'mmc@fe2e0000.bootdev.part_1',
    near: '** Booting the bootflow',
  },
  extlinux: {
    line: 'Retrieving file: /extlinux/extlinux.conf',
    is: '/extlinux/extlinux.conf',
    near: 'Retrieving file: /boot/vmlinuz-grsec',
  },
  'file-read': { line: '885136 bytes read in 5 ms (168.8 MiB/s)', is: '885136', near: 'bytes read in 5 ms' },
  'file-fetched': { line: 'Bytes transferred = 885136 (d8190 hex)', is: '885136', near: 'Bytes transferred' },
  script: { line: 'xenup: booting Xen with xenup 0.1.0', is: 'Xen', near: '=> echo xenup: booting Xen with' },
  load: {
    line: 'xenup: dom0 kernel is at 0x42000000, 0x10 bytes',
    is: 'dom0 kernel',
    near: 'xenup: dom0 kernel is module 1',
  },
  loaded: { line: 'xenup: all files are loaded and described', near: "echo 'xenup: all files are loaded'" },
  'script-stopped': { line: 'xenup: stopped: Image is not on mmc 0:1', near: 'echo xenup: stopped: Image' },
  'bad-image': { line: 'Bad Linux ARM64 Image magic!', near: 'Good Linux ARM64 Image magic!' },
  'must-reset': {
    line: 'ERROR: image is not a fdt - must RESET the board to recover.',
    near: 'ERROR: image is not a fdt',
  },
  'u-boot-abort': { line: '"Synchronous Abort" handler, esr 0x96000210', near: 'the "Synchronous Abort" handler' },
  handover: { line: 'Starting kernel ...', near: 'Starting kernel' },
  grub: { line: 'Welcome to GRUB!', near: 'GRUB loading.' },
  'grub-xen': { line: 'Loading Xen 4.15-unstable ...', is: '4.15-unstable', near: 'Loading Linux 4.19.0-11-arm64 ...' },
  'efi-loader': {
    line: 'Xen 4.15-unstable (c/s Sat Sep 26 21:55:42 2020 +0100 git:72f3d495d0) EFI loader',
    near: 'The EFI loader',
  },
  'efi-config': { line: "Using configuration file 'xen.cfg'", near: 'Using configuration files of Debian' },
  'xen-early': { line: '- UART enabled -', near: '- UART enabled' },
  'xen-mode': { line: '- Xen starting at EL2 -', is: 'at EL2', near: '- Xen must be entered in NS EL2 mode -' },
  'xen-mapped': { line: '- Ready -', near: '- Ready' },
  'xen-refused': { line: '- Xen must be entered in NS EL2 mode -', is: 'EL2', near: '- Xen starting at EL2 -' },
  'xen-first': { line: '(XEN) Checking for initrd in /chosen', near: 'Checking for initrd in /chosen' },
  'xen-cmdline': { line: '(XEN) Command line: console=dtuart', near: '[    0.000000] Command line: console=hvc0' },
  'xen-dtuart': {
    line: '(XEN) Looking for dtuart at "serial0", options ""',
    is: 'serial0',
    near: '(XEN) No dtuart path configured',
  },
  'xen-version': { line: '(XEN) Xen version 4.13-unstable (gcc)', is: '4.13', near: 'Xen version 4.13-unstable (gcc)' },
  'xen-psci': { line: '(XEN) Using PSCI v1.0', is: '1.0', near: '(XEN) Using PSCI' },
  'xen-gic': { line: '(XEN) GICv3 initialization:', is: 'v3', near: '[    0.000000] GICv3: 288 SPIs implemented' },
  'xen-cpus': { line: '(XEN) Brought up 4 CPUs', is: '4', near: '[    0.100000] smp: Brought up 1 node, 4 CPUs' },
  'xen-iommu': { line: '(XEN) I/O virtualisation disabled', is: 'disabled', near: '(XEN) I/O virtualisation' },
  'guest-build': { line: '(XEN) *** LOADING DOMU cpus=1 memory=80000KB ***', near: '(XEN) *** LOADING DOMAIN 0 ***' },
  'dom0-build': { line: '(XEN) *** LOADING DOMAIN 0 ***', near: '(XEN) *** LOADING DOMU cpus=1 memory=80000KB ***' },
  'dom0-kernel': {
    line: '(XEN) Loading d0 kernel from boot module @ 000000007a000000',
    near: '(XEN) Loading d1 kernel from boot module @ 000000007a000000',
  },
  'dom0-memory': {
    line: '(XEN) Allocating 1:1 mappings totalling 752MB for dom0:',
    is: '752',
    near: '(XEN) Allocating 1:1 mappings totalling 752MB for dom1:',
  },
  'dom0-starts': {
    line: "(XEN) *** Serial input to DOM0 (type 'CTRL-a' three times to switch input)",
    near: "(XEN) *** Serial input to Xen (type 'CTRL-a' three times to switch input)",
  },
  'xen-done': { line: '(XEN) Freed 336kB init memory.', is: '336kB', near: '[    1.500000] Freed 336kB init memory.' },
  'xen-panic': { line: '(XEN) Panic on CPU 0:', near: '[    1.000000] Panic on CPU 0:' },
  'native-linux': {
    line: '[    0.000000] Booting Linux on physical CPU 0x0',
    near: '[    0.000000] Booting paravirtualized kernel',
  },
  'native-version': {
    line: '[    0.000000] Linux version 4.4.30-0-grsec (builder@host)',
    is: '4.4.30-0-grsec',
    near: 'Linux version of the host',
  },
  'cpu-mode': {
    line: '[    0.232261] CPU: All CPU(s) started in HYP mode.',
    is: 'in HYP mode.',
    near: '[    0.232261] CPU: CPUs started in inconsistent modes',
  },
  'native-init': { line: '[    1.000000] Run /init as init process', is: '/init', near: '[    1.000000] Run /init' },
  'native-panic': {
    line: '[    1.000000] Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)',
    near: '[    1.000000] Kernel command line: panic=10',
  },
  'dom0-linux': {
    line: '(d0) [    0.000000] Booting Linux on physical CPU 0x0000000000 [0x410fd083]',
    after: xenRuns,
    near: '(XEN) Booting Linux on physical CPU 0x0',
  },
  'dom0-version': {
    line: '[    0.000000] Linux version 5.6.1-default (builder@host)',
    after: xenRuns,
    is: '5.6.1-default',
    near: '(d1) Linux version 5.6.1-default (builder@host)',
  },
  'xen-support': {
    line: '[    0.000000] Xen 4.13 support found',
    is: '4.13',
    near: '[    0.000000] Xen support found',
  },
  'dom0-console': {
    line: '[    0.300000] printk: console [hvc0] enabled',
    after: xenRuns,
    near: '[    0.300000] printk: console [tty0] enabled',
  },
  'root-mounted': {
    line: '[    3.200000] EXT4-fs (mmcblk0p2): mounted filesystem with ordered data mode. Quota mode: none.',
    near: '[    3.200000] EXT4-fs (mmcblk0p2): unable to read superblock',
  },
  'dom0-init': {
    line: '[    2.500000] Run /sbin/init as init process',
    after: xenRuns,
    is: '/sbin/init',
    near: 'Run init',
  },
  'dom0-panic': {
    line: '[    1.200000] ---[ end Kernel panic - not syncing: No working init found. ]---',
    after: xenRuns,
    near: '[    1.200000] ---[ cut here ]---',
  },
  'initramfs-shell': { line: '(initramfs) ', near: 'the (initramfs) prompt' },
  login: { line: 'petalinux login: ', near: 'petalinux login: root' },
  'shut-down': { line: '[   99.000000] reboot: Power down', is: 'Power down', near: 'reboot: soon' },
  'guest-created': { line: 'Parsing config from guest1.cfg', is: 'guest1.cfg', near: 'Parsing config of guest1' },
  'guest-linux': {
    line: '(XEN) DOM1: [    0.000000] Booting Linux on physical CPU 0x0000000000 [0x410fd034]',
    near: '(XEN) DOM1: [    0.000000] Booting',
  },
  'guest-version': {
    line: '[xl console] [    0.000000] Linux version 6.1.0-50-arm64 (debian-kernel@lists.debian.org)',
    is: '6.1.0-50-arm64',
    near: '[xl console] Linux',
  },
  'guest-init': {
    line: '(d1) [    2.500000] Run /init as init process',
    is: '/init',
    near: '[    2.500000] Run /init as init process',
  },
  'guest-panic': {
    line: '(d1) [    4.000000] Kernel panic - not syncing: Fatal exception',
    near: '(d1) [    4.000000] panic',
  },
  'guest-listed': {
    line: 'guest1                                       2   512     1 ------       0.0',
    is: 'guest1',
    near: 'Name                                        ID   Mem VCPUs State    Time(s)',
  },
} satisfies Readonly<Record<SignpostId, Row>>

const rows = signpostIds.map((id): [SignpostId, Row] => [id, table[id]])
const at = (line: string): readonly string[] => signpostsAt(consoleLine(line)!).map(({ signpost }) => signpost)

describe('every signpost', () => {
  test.each(rows)('%s is reached by its line, and not by one that is like it', (id, { line, after = [], is, near }) => {
    expect(at(line)).toContain(id)
    expect(at(near)).not.toContain(id)
    const timeline = new Timeline()
    for (const before of after) timeline.take(consoleLine(before)!)
    timeline.take(consoleLine(line, 42)!)
    const reached = timeline.last!.reached.get(id)
    expect(reached).toMatchObject({ signpost: id, line: 42 })
    expect(reached!.is).toBe(is)
  })

  test.each(rows)('%s is known by the line that people are told to look for', (id, { line, is }) => {
    expect(line).toContain(expected({ signpost: id, is }).line)
  })

  test.each(rows)('%s is not reached by text that only mentions its line', (id, { line }) => {
    for (const mention of [`echo "${line}"`, `=> ${line}`, `# ${line}`, `it says ${line}`])
      expect(at(mention), mention).not.toContain(id)
  })

  test.each(rows)('%s is not reached where its own speaker says it further on', (id, { line }) => {
    const { text, by } = consoleLine(line)!
    expect(signpostsAt({ text, by }).map(({ signpost }) => signpost)).toContain(id)
    expect(signpostsAt({ text: `it says ${text}`, by }).map(({ signpost }) => signpost)).not.toContain(id)
  })

  test('has a name of its own', () => {
    const all = [bootLoaderLines, xenLines, linuxLines].flatMap((lines) => Object.keys(lines))
    expect(new Set(all).size).toBe(all.length)
  })

  test('says what it proves, in words that go on', () => {
    for (const id of signpostIds) expect(signposts[id].proves).toMatch(/^.{6,}[^.]$/)
  })
})

describe('the marks of a course', () => {
  const course = marksOf([{ signpost: 'handover' }], { release: '4.17', tellsPsci: false, dom0Megabytes: 768n })
  test('are those that surely come, in their order', () => {
    expect(course.map((mark) => expected(mark).line)).toEqual([
      'Starting kernel ...',
      'Xen version 4.17',
      '*** LOADING DOMAIN 0 ***',
      'Allocating 1:1 mappings totalling 768MB',
      '*** Serial input to DOM0',
      'Booting Linux on physical CPU',
      'Xen 4.17 support found',
    ])
  })

  test('are not reached by a line that says another thing: another release, another size', () => {
    const [, version] = course
    expect(isThat(version!, signpostsAt(consoleLine('(XEN) Xen version 4.17.5 (x)')!)[0]!)).toBe(true)
    expect(isThat(version!, signpostsAt(consoleLine('(XEN) Xen version 4.18.0 (x)')!)[0]!)).toBe(false)
  })
})
