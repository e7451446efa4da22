import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type RehearsalSetup, rehearse } from '../../src/rehearse/rehearse.ts'
import { smallParts } from './small-parts.ts'

/** What a good run shows up to dom0's userspace; the real chain is booted by test/e2e. */
const toDom0 = [
  'U-Boot 2023.01',
  'xenup: booting Xen',
  'xenup: all files are loaded and described',
  'Starting kernel ...',
  '(XEN) Xen version 4.17.5',
  '(XEN) *** LOADING DOMAIN 0 ***',
  '[    0.000000] Booting Linux on physical CPU 0x0',
  'xenup-dom0: up cpus=2 mem=744324',
]

describe('a rehearsal, with a QEMU that only plays a log', () => {
  let dir: string
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'xenup-rehearse-'))
    for (const name of ['mformat', 'mmd', 'mcopy']) writeFileSync(join(dir, name), '#!/bin/sh\n', { mode: 0o755 })
  })
  afterEach(() => rmSync(dir, { recursive: true, force: true }))

  /** Runs with a QEMU that shows these lines and then does what `then` says. */
  async function play(lines: readonly string[], then: string, setup: Partial<RehearsalSetup> = {}) {
    writeFileSync(join(dir, 'lines'), lines.map((line) => `${line}\r\n`).join(''))
    writeFileSync(
      join(dir, 'qemu-system-aarch64'),
      `#!/bin/sh
[ "$1" != --version ] || exit 0
for word; do case $word in file:*) serial=\${word#file:} ;; esac; done
cat ${dir}/lines >>"$serial"
echo "$$" >${dir}/pid
${then}
`,
      { mode: 0o755 },
    )
    const stages: string[] = []
    const verdict = await rehearse(
      {
        machine: { arch: 'arm64', gic: 'v3', memory: 2n << 30n, cpus: 2 },
        medium: [{ path: 'boot.scr', source: { bytes: new Uint8Array() } }],
        parts: smallParts(join(dir, 'parts')),
        workDir: join(dir, 'work'),
        timeoutSeconds: 1,
        environment: { PATH: `${dir}:${process.env['PATH']}` },
        ...setup,
      },
      ({ stage }) => stages.push(stage),
    )
    return { verdict, stages }
  }

  const running = (): boolean => {
    try {
      process.kill(Number(readFileSync(join(dir, 'pid'), 'utf8')), 0)
      return true
    } catch {
      return false
    }
  }

  it('without a guest has reached its goal when dom0 is up', async () => {
    const { verdict, stages } = await play(toDom0, 'exit 0')
    expect(stages).toEqual([
      'power-on',
      'u-boot',
      'script',
      'loaded',
      'handover',
      'xen',
      'dom0-build',
      'dom0-linux',
      'dom0-up',
    ])
    expect(verdict).toMatchObject({
      ok: true,
      reached: 'dom0-up',
      dom0: { cpus: 2, memoryKiB: 744324n },
      log: join(dir, 'work', 'serial.log'),
    })
    expect(verdict).not.toHaveProperty('missing')
  })

  it('with a guest goes on until the guest has spoken', async () => {
    const guest = {
      name: 'guest1',
      configPath: 'guests/guest1.cfg',
      kernelPath: '/srv/xen/Image',
      ramdiskPath: '/srv/xen/rd',
    }
    const { verdict } = await play(
      [
        ...toDom0,
        'xenup-dom0: guest created',
        '[xl console] xenup-guest: up host=g cpus=1 mem=230564 cmdline=console=hvc0',
      ],
      'exit 0',
      { guest },
    )
    expect(verdict).toMatchObject({
      ok: true,
      reached: 'guest-output',
      guest: { cpus: 1, memoryKiB: 230564n, cmdline: 'console=hvc0' },
    })
    expect((await play(toDom0, 'exit 0', { guest })).verdict).toMatchObject({
      ok: false,
      reached: 'dom0-up',
      missing: 'guest-created',
    })
  })

  it('has further goals when dom0 has a root device and a bridge, and the guest a disk and a network', async () => {
    const guest = {
      name: 'guest1',
      configPath: 'guests/guest1.cfg',
      kernelPath: '/srv/xen/Image',
      ramdiskPath: '/srv/xen/rd',
      network: true,
    }
    const up = '[xl console] xenup-guest: up host=g cpus=1 mem=230564 cmdline=console=hvc0'
    const lines = [
      ...toDom0.slice(0, -1),
      'xenup-dom0: root /dev/vda2 is the disk of dom0',
      ...toDom0.slice(-1),
      'xenup-dom0: bridge xenbr0 on end0 reaches 10.0.2.2',
      'xenup-dom0: guest created',
      up,
      '[xl console] xenup-guest: network eth0 reaches 10.0.2.15',
    ]
    const setup = { guest, dom0: { bridge: { name: 'xenbr0', interface: 'end0' } } }
    expect((await play(lines, 'exit 0', setup)).verdict).toMatchObject({
      ok: false,
      reached: 'guest-output',
      missing: 'guest-network',
    })
    expect(
      (await play([...lines, '[xl console] xenup-guest: network eth0 reaches 10.0.2.2'], 'exit 0', setup)).verdict,
    ).toMatchObject({ ok: true, reached: 'guest-network' })
  })

  it('of the native script ends when Linux is up without Xen', async () => {
    const lines = [
      ...toDom0.slice(0, 4),
      '[    0.000000] Booting Linux on physical CPU 0x0',
      'xenup-native: up cpus=2 mem=1998000',
    ]
    expect((await play(lines, 'exit 0', { native: true })).verdict).toMatchObject({
      ok: true,
      reached: 'native-up',
      native: { cpus: 2, memoryKiB: 1998000n },
    })
  })

  it('gives U-Boot its files by TFTP, and no script on the disk', async () => {
    await play(toDom0, 'exit 0', {
      tftp: true,
      medium: [
        { path: 'boot.scr', source: { bytes: Buffer.from('script') } },
        { path: 'linux/Image', source: { bytes: Buffer.from('kernel') } },
      ],
    })
    expect(readFileSync(join(dir, 'work/tftp/boot.scr.uimg'), 'utf8')).toBe('script')
    expect(readFileSync(join(dir, 'work/tftp/linux/Image'), 'utf8')).toBe('kernel')
  })

  it('that hangs is switched off when its time is over', async () => {
    const { verdict } = await play(toDom0.slice(0, 4), 'exec sleep 60')
    expect(verdict).toMatchObject({ ok: false, reached: 'handover', missing: 'xen' })
    expect(running()).toBe(false)
  })

  it('starts with an empty log, whatever the last one left', async () => {
    await play(toDom0, 'exit 0')
    expect((await play([], 'exit 0')).verdict.reached).toBe('power-on')
  })

  it('whose QEMU refuses its words repeats what QEMU said, without what steers a terminal', async () => {
    await expect(play([], "printf 'no such \\033[31mmachine\\n' >&2; exit 1")).rejects.toMatchObject({
      name: 'UserError',
      message: String.raw`QEMU ended with status 1: no such \x1b[31mmachine`,
    })
  })

  it('ends QEMU when the user leaves', async () => {
    await expect(
      play(toDom0.slice(0, 4), 'exec sleep 60', { signal: AbortSignal.timeout(300), timeoutSeconds: 60 }),
    ).rejects.toMatchObject({ name: 'Interrupted' })
    expect(running()).toBe(false)
  })

  it('needs QEMU and mtools, and says how to get them', async () => {
    await expect(play([], '', { environment: { PATH: '/nowhere' } })).rejects.toMatchObject({
      advice: expect.stringContaining('qemu-system-arm mtools'),
    })
  })
})
