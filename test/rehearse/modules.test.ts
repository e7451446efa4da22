import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { moduleDepends, neededLibraries } from '../../src/rehearse/elf.ts'
import { kernelModules } from '../../src/rehearse/modules.ts'
import { elfFiles, moduleFile } from './elf-file.ts'

describe.each([64, 32] as const)('an ELF file of %i bit', (bits) => {
  const { moduleFile, programFile } = elfFiles(bits)

  it('names the libraries that it needs', () => {
    expect(neededLibraries(programFile('libxenlight.so.4.17', 'libc.so.6'))).toEqual([
      'libxenlight.so.4.17',
      'libc.so.6',
    ])
    expect(neededLibraries(programFile())).toEqual([])
  })

  it('names the modules that it depends on, when it is one', () => {
    expect(moduleDepends(moduleFile('license=GPL', 'depends=fat,nls_base', 'name=vfat'))).toEqual(['fat', 'nls_base'])
    expect(moduleDepends(moduleFile('depends='))).toEqual([])
    expect(moduleDepends(programFile('libc.so.6'))).toBeUndefined()
  })

  it('that is damaged, or is none, names nothing and breaks nothing', () => {
    const good = programFile('libc.so.6')
    fc.assert(
      fc.property(
        fc.nat(good.length),
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 4 }),
        (length, changes) => {
          const bad = Buffer.from(good)
          for (const [at, value] of changes) bad[at] = value
          neededLibraries(bad.subarray(0, length))
          moduleDepends(bad.subarray(0, length))
        },
      ),
    )
    expect(neededLibraries(Buffer.from('#!/bin/sh'))).toEqual([])
  })
})

describe('kernel modules', () => {
  let folder: string
  const put = (path: string, bytes: Uint8Array): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'xenup-modules-'))
    put('modules.builtin', Buffer.from('kernel/lib/crc32c.ko\nkernel/drivers/virtio/virtio_ring.ko\n'))
    put('kernel/drivers/xen/xenfs/xenfs.ko', moduleFile('depends=xen-privcmd'))
    put('kernel/drivers/xen/xen-privcmd.ko', moduleFile('depends='))
    put('kernel/fs/vfat.ko', moduleFile('depends=fat,crc32c'))
    put('kernel/fs/fat.ko', moduleFile('depends='))
    put('kernel/fs/orphan.ko', moduleFile('depends=gone'))
    put('kernel/fs/text.ko', Buffer.from('version https://git-lfs'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const order = async (...names: string[]): Promise<string[]> =>
    (await kernelModules(folder, names, process.env)).map(({ name }) => name)

  it('come after those that they depend on, each once, whether written with - or _', async () => {
    expect(await order('xenfs', 'xen_privcmd', 'xen-privcmd', 'vfat')).toEqual(['xen_privcmd', 'xenfs', 'fat', 'vfat'])
  })

  it('are left out when they are built into the kernel', async () => {
    expect(await order('virtio-ring')).toEqual([])
  })

  it('that are missing are named, and who needs them', async () => {
    await expect(order('orphan')).rejects.toThrow('the kernel has no module gone, which orphan needs')
    await expect(order('text')).rejects.toMatchObject({ name: 'UserError', where: join(folder, 'kernel/fs/text.ko') })
  })

  const xz = spawnSync('xz', ['--version']).status === 0
  if (!xz) console.warn('NOT TESTED: compressed kernel modules; xz is not installed (apt-get install xz-utils)')

  it.runIf(xz)('may be compressed, as in Debian 13', async () => {
    put('kernel/fs/nls_ascii.ko.xz', spawnSync('xz', ['-c'], { input: moduleFile('depends=fat') }).stdout)
    expect(await order('nls_ascii')).toEqual(['fat', 'nls_ascii'])
  })
})
