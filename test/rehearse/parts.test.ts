import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findParts } from '../../src/rehearse/parts.ts'
import { requireTools, run } from '../../src/rehearse/tools.ts'

const debian12 = [
  'usr/lib/u-boot/qemu_arm64/u-boot.bin',
  'boot/xen-4.17-arm64',
  'boot/xen-4.17-arm64.config',
  'boot/vmlinuz-6.1.0-9-arm64',
  'boot/vmlinuz-6.1.0-50-arm64',
  'lib/modules/6.1.0-50-arm64/modules.builtin',
  'usr/lib/xen-common/bin/xen-version',
  'usr/lib/xen-4.17/bin/xl',
  'bin/busybox',
  'bin/bash',
  'etc/xen/scripts/block',
  'usr/bin/xenstore-read',
  'lib/aarch64-linux-gnu/libc.so.6',
]

const armhf = debian12.map((path) =>
  path
    .replace('qemu_arm64', 'qemu_arm')
    .replace(/(xen-[0-9.]+)-arm64/, '$1-armhf')
    .replace(/-arm64/, '-armmp-lpae')
    .replace('aarch64-linux-gnu', 'arm-linux-gnueabihf'),
)

describe('the parts folder', () => {
  let dir: string
  const unpack = (paths: readonly string[], below = dir): void => {
    for (const path of paths) {
      mkdirSync(dirname(join(below, path)), { recursive: true })
      writeFileSync(join(below, path), '')
    }
  }
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'xenup-parts-'))
  })
  afterEach(() => rmSync(dir, { recursive: true, force: true }))

  it('gives U-Boot, Xen, the newest kernel with its modules, and the tools', () => {
    unpack(debian12)
    expect(findParts(dir, 'arm64')).toEqual({
      arch: 'arm64',
      root: dir,
      uboot: join(dir, 'usr/lib/u-boot/qemu_arm64/u-boot.bin'),
      xen: join(dir, 'boot/xen-4.17-arm64'),
      kernel: join(dir, 'boot/vmlinuz-6.1.0-50-arm64'),
      modules: join(dir, 'lib/modules/6.1.0-50-arm64'),
      tools: 'usr/lib/xen-4.17/bin',
      libraries: 'aarch64-linux-gnu',
    })
  })

  it('gives the ones for 32 bit, in which the kernel has long page tables', () => {
    unpack(armhf)
    expect(findParts(dir, 'arm32')).toEqual({
      arch: 'arm32',
      root: dir,
      uboot: join(dir, 'usr/lib/u-boot/qemu_arm/u-boot.bin'),
      xen: join(dir, 'boot/xen-4.17-armhf'),
      kernel: join(dir, 'boot/vmlinuz-6.1.0-50-armmp-lpae'),
      modules: join(dir, 'lib/modules/6.1.0-50-armmp-lpae'),
      tools: 'usr/lib/xen-4.17/bin',
      libraries: 'arm-linux-gnueabihf',
    })
    expect(() => findParts(dir, 'arm64')).toThrow('xen-hypervisor-<version>-arm64:arm64')
  })

  it('may be the folder that parts.sh was given', () => {
    unpack(debian12, join(dir, 'arm64'))
    unpack(armhf, join(dir, 'arm32'))
    for (const arch of ['arm64', 'arm32'] as const)
      expect(findParts(dir, arch)).toEqual(findParts(join(dir, arch), arch))
  })

  it('may have /bin and /lib below /usr, as Debian 13 has', () => {
    unpack(debian12.map((path) => path.replace(/^(bin|lib)\//, 'usr/$1/')))
    expect(findParts(dir, 'arm64').modules).toBe(join(dir, 'usr/lib/modules/6.1.0-50-arm64'))
  })

  it.each([
    ['usr/lib/u-boot', 'u-boot-qemu'],
    ['boot/xen', 'xen-hypervisor'],
    ['boot/vmlinuz', 'linux-image-arm64'],
    ['lib/modules', 'linux-image-arm64'],
    ['usr/lib/xen-4.17', 'xen-utils-'],
    ['bin/busybox', 'busybox-static:arm64'],
    ['etc/xen', 'xen-utils-common'],
    ['usr/bin/xenstore', 'xenstore-utils'],
  ])('without %s: the package %s is named', (prefix, name) => {
    unpack(debian12.filter((path) => !path.startsWith(prefix)))
    expect(() => findParts(dir, 'arm64')).toThrow(name)
  })

  it('that is not there lacks everything, in one sentence', () => {
    expect(() => findParts(join(dir, 'none'), 'arm64')).toThrow(
      /^the parts folder lacks U-Boot for QEMU \(package u-boot-qemu\), Xen .*, a Linux kernel .*, xl /,
    )
  })
})

describe("this machine's tools", () => {
  it('that are missing are all named, with the packages to install', async () => {
    await expect(requireTools(['qemu-system-aarch64', 'mcopy', 'mformat'], { PATH: '/nowhere' })).rejects.toMatchObject(
      {
        message: "qemu-system-aarch64, mcopy, mformat are not on this machine's PATH",
        advice: 'on Debian or Ubuntu: apt-get install qemu-system-arm mtools',
      },
    )
  })

  it('that fail are quoted, without what steers a terminal', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'xenup-tools-'))
    try {
      writeFileSync(join(dir, 'xz'), "#!/bin/sh\nprintf 'first\\nsome\\033[31mthing\\n' >&2\nexit 3\n", { mode: 0o755 })
      await expect(run('xz', [], { PATH: `${dir}:/usr/bin:/bin` })).rejects.toThrow(
        String.raw`xz ended with status 3: some\x1b[31mthing`,
      )
    } finally {
      rmSync(dir, { recursive: true, force: true })
    }
  })
})
