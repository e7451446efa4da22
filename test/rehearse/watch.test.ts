import { describe, expect, it } from 'vitest'
import { consoleLine } from '../../src/console/line.ts'
import { stagesOf } from '../../src/rehearse/stages.ts'
import { Watch } from '../../src/rehearse/watch.ts'

/** Plays lines, one a second; the verdict after them. */
function play(lines: readonly string[], open = '') {
  const events: string[] = []
  const watch = new Watch(stagesOf({ guest: { ours: true, disk: false, network: false } }), ({ stage, seconds }) =>
    events.push(`${seconds} ${stage}`),
  )
  lines.forEach((line, index) => watch.see(consoleLine(line)!, index + 1))
  if (open !== '') watch.seePrompt(open)
  return { events, watch, verdict: watch.verdict('/w/serial.log', 60) }
}

const uboot = 'U-Boot 2023.01+dfsg-2+deb12u3 (Jun 22 2026 - 08:38:07 +0000)'
const toXen = [
  uboot,
  'xenup: all files are loaded',
  'Starting kernel ...',
  '(XEN) Xen version 4.17.5',
  '(XEN) *** LOADING DOMAIN 0 ***',
]
const toDom0 = [...toXen, '[    0.000000] Booting Linux on physical CPU 0x0', 'xenup-dom0: up cpus=2 mem=744324']

describe('the verdict of a rehearsal', () => {
  it('tells what dom0 and the guest got when all went well', () => {
    const { events, watch, verdict } = play([
      ...toDom0,
      'xenup-dom0: guest created',
      '[xl console] xenup-guest: up host=g cpus=1 mem=230564 cmdline=console=hvc0 a="b c"',
    ])
    expect(events).toEqual([
      '0 power-on',
      '1 u-boot',
      '2 script',
      '2 loaded',
      '3 handover',
      '4 xen',
      '5 dom0-build',
      '6 dom0-linux',
      '7 dom0-up',
      '8 guest-created',
      '9 guest-output',
    ])
    expect(watch.done).toBe(true)
    expect(verdict).toEqual({
      ok: true,
      reached: 'guest-output',
      log: '/w/serial.log',
      seconds: 9,
      dom0: { cpus: 2, memoryKiB: 744324n },
      guest: { cpus: 1, memoryKiB: 230564n, cmdline: 'console=hvc0 a="b c"' },
      says: "The guest's own output arrives through xl console, 9 s after power on.",
    })
  })

  it('ends when Xen panics', () => {
    const { watch, verdict } = play([
      ...toXen,
      '(XEN) ****************************************',
      '(XEN) Panic on CPU 0:',
      '(XEN) Failed to allocate requested dom0 memory. 172MB unallocated',
      '(XEN) ****************************************',
      '(XEN) Reboot in five seconds...',
    ])
    expect(watch.over).toBe(true)
    expect(verdict.says).toBe(`It came as far as "Xen builds dom0" but not to "dom0's Linux runs": Xen panicked.`)
  })

  it('ends when our boot script stopped', () => {
    const { watch, verdict } = play([
      uboot,
      'xenup: booting Xen',
      'xenup: stopped: Image could not be loaded',
      'BOOTP broadcast 1',
    ])
    expect(watch.over).toBe(true)
    expect(verdict.says).toBe(
      'It came as far as "U-Boot runs our boot script" but not to "The boot script has loaded every file": our boot script stopped.',
    )
  })

  it('knows that U-Boot has given up when its prompt is back', () => {
    const { watch, verdict } = play([uboot, 'No ethernet found.'], '=>')
    expect(watch.over).toBe(true)
    expect(verdict.says).toContain('U-Boot is back at its prompt.')
  })

  it("ends when dom0's work is over without the guest", () => {
    const { verdict } = play([
      ...toDom0,
      'Parsing config from /media/boot/g.cfg',
      'xenup-dom0: xl create failed with status 3: libxl: error: no memory',
      'xenup-dom0: up cpus=2 mem=744324',
      'xenup-dom0: over',
    ])
    expect(verdict.says).toContain('but not to "xl has created the guest": dom0 came to its end.')
  })

  it("ends when the guest's Linux panicked", () => {
    const { watch, verdict } = play([
      ...toDom0,
      'xenup-dom0: guest created',
      '[xl console] [    1.2] Run /init as init process',
      '[xl console] [    1.3] ---[ end Kernel panic - not syncing: No working init found. ]---',
    ])
    expect(watch.over).toBe(true)
    expect(verdict.says).toContain("the guest's Linux panicked.")
  })

  it('says how long it waited when the console just went silent', () => {
    expect(play(toXen.slice(0, 3)).verdict.says).toBe(
      'It came as far as "U-Boot hands over" but not to "Xen runs": nothing of the kind within 60 s.',
    )
  })

  it('has a sentence even for a console that never said a word', () => {
    expect(play([]).verdict.says).toBe(
      'It came as far as "The machine is switched on" but not to "U-Boot runs": nothing of the kind within 60 s.',
    )
  })
})
