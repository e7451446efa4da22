import { describe, expect, it } from 'vitest'
import { consoleLine } from '../../src/console/line.ts'
import { deadEnd, stageIds, stages, stagesOf, stagesReached } from '../../src/rehearse/stages.ts'

/** From a run: QEMU 7.2, U-Boot 2023.01, Xen 4.17.5, Linux 6.1.176, GICv3; lines in between left out. */
const log = `
U-Boot 2023.01+dfsg-2+deb12u3 (Jun 22 2026 - 08:38:07 +0000)
DRAM:  2 GiB
Found U-Boot script /boot.scr
1193 bytes read in 3 ms (387.7 KiB/s)
## Executing script at 40200000
xenup: board.dtb is at 0x40e00000, 0x100000 bytes
32956352 bytes read in 122 ms (257.6 MiB/s)
xenup: all files are loaded and described
 xen,dom0-bootargs = "console=hvc0 earlycon=xenboot clk_ignore_unused";
Starting kernel ...
(XEN) Checking for initrd in /chosen
(XEN) Xen version 4.17.5 (Debian 4.17.5+72-g01140da4e8-1) (pkg-xen-devel@lists.alioth.debian.org) debug=n
(XEN) *** LOADING DOMAIN 0 ***
[    0.000000] Booting Linux on physical CPU 0x0000000000 [0x411fd070]
[    0.000000] Linux version 6.1.0-50-arm64 (debian-kernel@lists.debian.org)
[    1.287637] Run /init as init process
Done setting up Dom0
xenup-dom0: up cpus=2 mem=744324
Parsing config from /media/boot/guests/guest1.cfg
xenup-dom0: guest created
[xl console] [    0.000000] Booting Linux on physical CPU 0x0000000000 [0x411fd070]
[xl console] [    0.000000] Linux version 6.1.0-50-arm64 (debian-kernel@lists.debian.org)
[xl console] xenup-guest: up host=(none) cpus=1 mem=230564 cmdline=console=hvc0 x='a "b" $c'
xenup-dom0: over`
  .trim()
  .split('\n')

const withGuest = stagesOf({ guest: { ours: true, disk: false, network: false } })

/** Which line reaches which stage. */
function follow(lines: readonly string[], all = withGuest): readonly string[] {
  let reached = 0
  return lines.flatMap((line) =>
    stagesReached(all, reached, consoleLine(line)!).map(({ stage }) => {
      reached++
      return `${stage.id}: ${line.slice(0, 40)}`
    }),
  )
}

describe('the stages of a rehearsal', () => {
  it('are all found in the log of a good run, each at its own line', () => {
    expect(follow(log)).toMatchInlineSnapshot(`
      [
        "u-boot: U-Boot 2023.01+dfsg-2+deb12u3 (Jun 22 20",
        "script: xenup: board.dtb is at 0x40e00000, 0x100",
        "loaded: xenup: all files are loaded and describe",
        "handover: Starting kernel ...",
        "xen: (XEN) Xen version 4.17.5 (Debian 4.17.5+",
        "dom0-build: (XEN) *** LOADING DOMAIN 0 ***",
        "dom0-linux: [    0.000000] Booting Linux on physical",
        "dom0-up: xenup-dom0: up cpus=2 mem=744324",
        "guest-created: xenup-dom0: guest created",
        "guest-output: [xl console] xenup-guest: up host=(none)",
      ]
    `)
  })

  it("end with the guest's first Linux line when its ramdisk is not ours", () => {
    expect(follow(log, stagesOf({ guest: { ours: false, disk: true, network: true } })).at(-1)).toBe(
      'guest-output: [xl console] [    0.000000] Linux versio',
    )
  })

  it('are not reached by text that only mentions their lines', () => {
    for (const line of log.filter((line) => follow([line]).length > 0)) {
      expect(follow([`echo "${line}"`, `=> ${line}`, ` # ${line}`]), line).toEqual([])
    }
    expect(
      follow(['xenup: next come "Xen version 4.17", *** LOADING DOMAIN 0 *** and Booting Linux on physical CPU']),
    ).toEqual(['u-boot: xenup: next come "Xen version 4.17", ***', 'script: xenup: next come "Xen version 4.17", ***'])
  })

  it('are passed when Xen talked into the line that shows one', () => {
    expect(
      follow(['(XEN) *** LOA(XEN) d0v0 Unhandled SMC', '[    0.000000] Booting Linux on physical CPU 0x0']).at(-1),
    ).toMatch(/^dom0-linux/)
  })

  it("are found behind Xen's time stamps, and behind the (d0) of newer releases", () => {
    expect(follow(['(XEN) [    0.000000] Xen version 4.22.0 (root@host)']).at(-1)).toMatch(/^xen:/)
    expect(follow(['(XEN) [2026-08-01 10:00:00] *** LOADING DOMAIN 0 ***']).at(-1)).toMatch(/^dom0-build:/)
    expect(follow(['(d0) [    0.000000] Booting Linux on physical CPU 0x0']).at(-1)).toMatch(/^dom0-linux:/)
  })

  it('are proven by their own lines alone where a later one would not do: root, bridge, disk and network', () => {
    const all = stagesOf({ root: true, bridge: true, guest: { ours: true, disk: true, network: true } })
    const root = 'xenup-dom0: root /dev/vda2 is the disk of dom0'
    const bridge = 'xenup-dom0: bridge xenbr0 on end0 reaches 10.0.2.2'
    const disk = '[xl console] xenup-guest: disk xvda is the disk of guest1 written=yes'
    const network = '[xl console] xenup-guest: network eth0 reaches 10.0.2.2'
    const up = log.findIndex((line) => line.startsWith('xenup-dom0: up'))
    const good = [...log.slice(0, up), root, log[up]!, bridge, ...log.slice(up + 1), disk, network]
    expect(
      follow(good, all)
        .slice(-7)
        .map((line) => line.replace(/:.*/, '')),
    ).toEqual(['dom0-root', 'dom0-up', 'bridge-up', 'guest-created', 'guest-output', 'guest-disk', 'guest-network'])
    for (const line of [root, bridge, disk, network]) {
      const last = follow(
        good.filter((one) => one !== line),
        all,
      )
        .at(-1)
        ?.replace(/:.*/, '')
      expect(last, line).toBe(
        { [root]: 'dom0-linux', [bridge]: 'dom0-up', [disk]: 'guest-output', [network]: 'guest-disk' }[line],
      )
    }
    expect(follow([...good.slice(0, -2), disk.replace('yes', 'no')], all).at(-1)).toMatch(/^guest-output/)
  })

  it("take dom0's own address when the bridge leads nowhere else", () => {
    const all = stagesOf({ guest: { ours: true, disk: false, network: true } })
    expect(follow([...log, '[xl console] xenup-guest: network eth0 reaches 10.0.2.15'], all).at(-1)).toMatch(
      /^guest-network/,
    )
  })

  it('without Xen lead to the userspace of Linux', () => {
    const native = [
      'U-Boot 2023.01',
      'xenup: booting Linux',
      'Starting kernel ...',
      '[    0.000000] Booting Linux on physical CPU 0x0',
      'xenup-native: root /dev/vda2 is the disk of dom0',
      'xenup-native: up cpus=2 mem=1998000',
    ]
    expect(follow(native, stagesOf({ native: true, root: true })).at(-1)).toMatch(/^native-up/)
    expect(
      follow(
        native.filter((line) => !line.includes('root')),
        stagesOf({ native: true, root: true }),
      ).at(-1),
    ).toMatch(/^native-linux/)
  })

  it('each have one sentence, and a line unless nothing shows', () => {
    expect(stages.map(({ id }) => id)).toEqual(stageIds)
    for (const { id, says, shows } of stages) {
      expect(says).toMatch(/^[^.]+\.$/)
      expect(shows === undefined).toBe(id === 'power-on')
    }
  })
})

describe('a dead end', () => {
  it.each([
    ['xenup: stopped: Image is not on virtio 0:1', 'our boot script stopped'],
    ['(XEN) Panic on CPU 0:', 'Xen panicked'],
    [
      '[    1.2] ---[ end Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0) ]---',
      "dom0's Linux panicked",
    ],
    [
      '[xl console] [    1.2] ---[ end Kernel panic - not syncing: No working init found. ]---',
      "the guest's Linux panicked",
    ],
    ['xenup-dom0: over', 'dom0 came to its end'],
    ['xenup-native: over', 'Linux came to its end'],
  ])('is seen in %s', (line, says) =>
    expect(deadEnd(consoleLine(line)!, stagesOf({ guest: { ours: true, disk: false, network: false } }))).toBe(says),
  )
})
