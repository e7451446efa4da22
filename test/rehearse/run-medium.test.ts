import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Parts } from '../../src/rehearse/parts.ts'
import { type RehearsedDom0, type RehearsedGuest, runMedium } from '../../src/rehearse/run-medium.ts'
import { smallParts } from './small-parts.ts'

const MiB = 1n << 20n

describe('what a rehearsal adds to the disk', () => {
  let dir: string
  let parts: Parts
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'xenup-run-medium-'))
    parts = smallParts(join(dir, 'parts'))
    for (const name of ['other-kernel', 'other-ramdisk']) writeFileSync(join(dir, name), name)
  })
  afterEach(() => rmSync(dir, { recursive: true, force: true }))

  async function carry(guest: Partial<RehearsedGuest> | undefined, dom0: RehearsedDom0 = {}) {
    const medium = [
      { path: 'Image', source: { file: parts.kernel } },
      { path: 'guests/guest1.cfg', source: { bytes: new Uint8Array() } },
    ]
    const { files, ours, partitions } = await runMedium(
      dom0,
      guest && { name: 'guest1', configPath: 'guests/guest1.cfg', kernelPath: '/srv/xen/Image', ...guest },
      { medium, parts, workDir: join(dir, 'work'), timeoutSeconds: 120, environment: process.env },
    )
    const script = files.find(({ path }) => path === 'rehearse.sh')!.source
    return {
      paths: files.map(({ path }) => path),
      ours,
      partitions,
      script: 'bytes' in script ? new TextDecoder().decode(script.bytes) : '',
    }
  }

  it("has dom0's kernel only once, when the guest has the same", async () => {
    const { paths, script, partitions } = await carry({})
    expect(paths).toEqual(['rehearse.sh'])
    expect(script).toContain("place '/srv/xen/Image' '/media/boot/Image'\n")
    expect(partitions).toEqual([])
  })

  it('has a kernel and ramdisk of its own for the guest, when it has them', async () => {
    const { paths, script } = await carry({
      kernelFile: join(dir, 'other-kernel'),
      ramdiskPath: '/srv/xen/rd',
      ramdiskFile: join(dir, 'other-ramdisk'),
    })
    expect(paths).toEqual(['rehearse/guest-kernel', 'rehearse/guest-ramdisk', 'rehearse.sh'])
    expect(script).toContain("place '/srv/xen/rd' '/media/boot/rehearse/guest-ramdisk'\n")
  })

  it('has them where the config says, when that is on the boot partition itself', async () => {
    const { paths, script } = await carry({ kernelPath: '/media/boot/guests/Image' })
    expect(paths).toEqual(['guests/Image', 'rehearse.sh'])
    expect(script).not.toContain("place '")
    expect((await carry({ kernelPath: '/media/boot/Image' })).paths).toEqual(['rehearse.sh'])
  })

  it('waits for our line with our ramdisk, for the Linux of the guest with another one or none', async () => {
    expect(await carry({ ramdiskPath: '/srv/rd' })).toMatchObject({
      ours: true,
      script: expect.stringContaining("grep -qF -- 'xenup-guest: up'"),
    })
    expect(await carry({ ramdiskPath: '/srv/rd', ramdiskFile: join(dir, 'other-ramdisk') })).toMatchObject({
      ours: false,
      script: expect.stringContaining("grep -qF -- 'Linux version'"),
    })
    expect((await carry({})).ours).toBe(false)
  })

  it('is the script alone without a guest, with the bridge when dom0 has one', async () => {
    const { paths, script } = await carry(undefined, { bridge: { name: 'xenbr0', interface: 'end0' } })
    expect(paths).toEqual(['rehearse.sh'])
    expect(script).toContain("bridge='xenbr0'\ninterface='end0'\n")
    expect(script).not.toContain('xl create')
  })

  it("refuses a guest's disk on the boot partition, which dom0 only reads", async () => {
    await expect(
      carry({ disk: { kind: 'file', path: '/media/boot/guest1.img', size: 8n * MiB } }),
    ).rejects.toMatchObject({ name: 'UserError', where: '/media/boot/guest1.img' })
  })

  const mke2fs = spawnSync('mke2fs', ['-V'], { env: { PATH: `${process.env['PATH']}:/usr/sbin:/sbin` } }).status === 0
  if (!mke2fs) console.warn('NOT TESTED: the disks of a rehearsal; mke2fs is not installed (apt-get install e2fsprogs)')

  describe.runIf(mke2fs)('with disks', () => {
    /** The file of an ext4 image, as debugfs reads it. */
    const inside = (image: string, path: string): string =>
      execFileSync('debugfs', ['-R', `cat ${path}`, image], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
        env: { PATH: `${process.env['PATH']}:/usr/sbin:/sbin` },
      })

    it("keeps the guest's disk on dom0's root, at the path that the config gives", async () => {
      const { partitions, script } = await carry(
        { disk: { kind: 'file', path: '/srv/xen disks/guest1.img', size: 64n * MiB } },
        { root: true },
      )
      expect(partitions).toHaveLength(1)
      expect(partitions[0]!.size).toBeGreaterThan(128n * MiB)
      const image = join(partitions[0]!.folder, 'srv/xen disks/guest1.img')
      expect(statSync(image).size).toBe(64 * 1024 * 1024)
      expect(inside(image, '/xenup-disk')).toBe('disk of guest1\n')
      expect(readFileSync(join(partitions[0]!.folder, 'xenup-disk'), 'utf8')).toBe('disk of dom0\n')
      expect(readFileSync(join(partitions[0]!.folder, 'init'), 'utf8')).toContain('xenup-dom0')
      expect(script).not.toContain('guest1.img')
      expect(script).toContain("grep -qF -- 'disk of guest1'")
    })

    it('keeps it on a data partition, and links it, when dom0 lives in its initramfs', async () => {
      const { partitions, script } = await carry({ disk: { kind: 'file', path: '/srv/guest1.img', size: 64n * MiB } })
      expect(inside(join(partitions[0]!.folder, 'guest-disk.img'), '/xenup-disk')).toBe('disk of guest1\n')
      expect(script).toContain("place '/srv/guest1.img' '/media/data/guest-disk.img'\n")
    })

    it('has a partition of its own for it, when it is a device', async () => {
      const { partitions, script } = await carry({ disk: { kind: 'device', path: '/dev/vg0/guest1', size: 64n * MiB } })
      expect(partitions.map(({ size }) => size)[1]).toBe(64n * MiB)
      expect(readFileSync(join(partitions[1]!.folder, 'xenup-disk'), 'utf8')).toBe('disk of guest1\n')
      expect(script).toContain("place '/dev/vg0/guest1' '/dev/vda3'\n")
    })

    it('refuses a disk that no partition table of ours can hold', async () => {
      await expect(carry({ disk: { kind: 'file', path: '/srv/a', size: 2n << 40n } })).rejects.toMatchObject({
        name: 'UserError',
        where: 'guest.disk-size',
      })
    })
  })

  it('waits for the address that the network leads to', async () => {
    expect(
      (await carry({ ramdiskPath: '/srv/rd', network: true }, { bridge: { name: 'b', interface: 'e' } })).script,
    ).toContain("'eth0 reaches 10.0.2.2'")
    expect((await carry({ ramdiskPath: '/srv/rd', network: true })).script).toContain("'eth0 reaches 10.0.2.15'")
  })
})
