import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guestMedium, type RehearsedGuest } from '../../src/rehearse/guest-medium.ts'
import type { Parts } from '../../src/rehearse/parts.ts'

describe('what the boot partition carries for the guest', () => {
  let dir: string
  let parts: Parts
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'xenup-guest-medium-'))
    mkdirSync(join(dir, 'bin'))
    for (const name of ['bin/busybox', 'vmlinuz', 'other-ramdisk']) writeFileSync(join(dir, name), name)
    parts = { root: dir, uboot: '', xen: '', kernel: join(dir, 'vmlinuz'), modules: '', tools: '' }
  })
  afterAll(() => rmSync(dir, { recursive: true, force: true }))

  function carry(guest: Partial<RehearsedGuest>) {
    const medium = [{ path: 'Image', source: { file: parts.kernel } }, { path: 'guests/guest1.cfg', source: { bytes: new Uint8Array() } }]
    const { files, ours } = guestMedium({ name: 'guest1', configPath: 'guests/guest1.cfg', kernelPath: '/srv/xen/Image', ...guest },
      { medium, parts, timeoutSeconds: 120 })
    const script = files.find(({ path }) => path === 'rehearse.sh')!.source
    return { paths: files.map(({ path }) => path), ours, script: 'bytes' in script ? new TextDecoder().decode(script.bytes) : '' }
  }

  it("is dom0's kernel only once, when the guest has the same", () => {
    const { paths, script } = carry({})
    expect(paths).toEqual(['rehearse.sh'])
    expect(script).toContain("place '/srv/xen/Image' '/media/boot/Image'\n")
  })

  it('is a kernel and ramdisk of its own, when it has them', () => {
    const { paths, script } = carry({ kernelFile: join(dir, 'other-kernel'), ramdiskPath: '/srv/xen/rd', ramdiskFile: join(dir, 'other-ramdisk') })
    expect(paths).toEqual(['rehearse/guest-kernel', 'rehearse/guest-ramdisk', 'rehearse.sh'])
    expect(script).toContain("place '/srv/xen/rd' '/media/boot/rehearse/guest-ramdisk'\n")
  })

  it('lies where the config says, when that is on the boot partition itself', () => {
    const { paths, script } = carry({ kernelPath: '/media/boot/guests/Image' })
    expect(paths).toEqual(['guests/Image', 'rehearse.sh'])
    expect(script).not.toContain("place '")
    expect(carry({ kernelPath: '/media/boot/Image' }).paths).toEqual(['rehearse.sh'])
  })

  it('proves the guest by our line with our ramdisk, by its Linux with another one or none', () => {
    expect(carry({ ramdiskPath: '/srv/rd' })).toMatchObject({ ours: true, script: expect.stringContaining("proof='xenup-guest: up'") })
    expect(carry({ ramdiskPath: '/srv/rd', ramdiskFile: join(dir, 'other-ramdisk') })).toMatchObject({ ours: false, script: expect.stringContaining("proof='Linux version'") })
    expect(carry({}).ours).toBe(false)
  })
})
