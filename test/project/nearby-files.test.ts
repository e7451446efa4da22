/** Files that lie where users keep them, and what the questions make of them. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { boardPages } from '../../src/content/board-page.ts'
import { loadLibrary } from '../../src/content/library.ts'
import type { Io } from '../../src/model/io.ts'
import { nearbyConfig, nearbyKernel, nearbyRamdisk, nearbyTree, nearbyXen } from '../../src/model/nearby.ts'
import { nearbyFiles } from '../../src/project/nearby-files.ts'
import { projectPaths } from '../../src/project/paths.ts'
import { fileReader } from '../../src/project/user-file.ts'
import { cpio } from '../../src/rehearse/cpio.ts'
import { ownFolder } from '../commands/program.ts'
import { dtb } from '../dtb.ts'
import { board } from '../learn/board.ts'
import { linuxImage, xenImage } from '../read/images.ts'

const boards = boardPages(loadLibrary())
const zcu102 = boards.find(({ id }) => id === 'zcu102')!

const emptyArchive = cpio([{ path: 'init', kind: 'file', bytes: Buffer.from('#!/bin/sh') }])

/** A folder with these files, and what is found from it. */
function foundIn(files: Readonly<Record<string, Uint8Array | string>>, page = zcu102) {
  const folder = ownFolder()
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
  const places = projectPaths({}, { cwd: folder } as Io)
  const usual = { boot: join(folder, 'usr-boot'), lib: join(folder, 'usr-lib') }
  return nearbyFiles(places, page, fileReader(places), usual)
}

const tree = (compatible: string) => dtb(board({ model: 'A board', compatible }))

describe('a device tree', () => {
  test('is the one that Linux calls as the page of the board does', () => {
    const name = zcu102.dtb!.file.split('/').at(-1)!
    const files = foundIn({ [name]: tree('acme,one'), 'aaa.dtb': tree('xlnx,zynqmp-zcu102') })
    expect(nearbyTree(files, zcu102, boards)?.value).toBe(name)
  })

  test('of another revision, under another name, is known by what it says', () => {
    const files = foundIn({ 'zcu102-of-ours.dtb': tree('xlnx,zynqmp-zcu102'), 'other.dtb': tree('acme,one') })
    expect(nearbyTree(files, zcu102, boards)).toEqual({
      value: 'zcu102-of-ours.dtb',
      because: `it lies here, and says that it describes ${zcu102.name}`,
    })
  })

  test('of a board without a page is the only one that lies here', () => {
    expect(nearbyTree(foundIn({ 'my-tree.dtb': tree('acme,one') }), undefined, boards)).toEqual({
      value: 'my-tree.dtb',
      because: 'it lies here, and describes "A board"',
    })
    const two = foundIn({ 'a.dtb': tree('acme,one'), 'b.dtb': tree('acme,two') })
    expect(nearbyTree(two, undefined, boards)).toBeUndefined()
  })

  test("is looked for where Debian's kernels have theirs, and where build/kernel.sh leaves them", () => {
    const path = `usr-lib/linux-image-6.1.0-50-arm64/${zcu102.dtb!.file}`
    expect(nearbyTree(foundIn({ [path]: tree('acme,one') }), zcu102, boards)?.value).toBe(path)
    const built = `xenup-build/dtbs/${zcu102.dtb!.file.split('/').at(-1)!}`
    expect(nearbyTree(foundIn({ [built]: tree('acme,one') }), zcu102, boards)?.value).toBe(built)
  })
})

describe('kernels', () => {
  const files = {
    'vmlinuz-6.1.0-9-arm64': linuxImage('6.1.0-9-arm64'),
    'usr-boot/vmlinuz-6.1.0-50-arm64': linuxImage('6.1.0-50-arm64'),
    'initrd.img-6.1.0-9-arm64': emptyArchive,
    'usr-boot/initrd.img-6.1.0-50-arm64': emptyArchive,
    'usr-boot/config-6.1.0-50-arm64': 'CONFIG_XEN=y\nCONFIG_XEN_DOM0=y\nCONFIG_ARM64=y\n# CONFIG_X is not set\n',
    'xen-4.20-arm64': xenImage('4.20'),
    'xen-4.17-arm64': xenImage('4.17'),
  }

  test('are told from Xen, and the newest is taken, with the initramfs and the configuration of its release', () => {
    const found = foundIn(files)
    const kernel = nearbyKernel(found, 'arm64')!
    expect(kernel).toEqual({
      value: 'usr-boot/vmlinuz-6.1.0-50-arm64',
      because: 'it lies here, and is Linux 6.1.0-50-arm64',
    })
    const read = found.find(({ path }) => path === kernel.value)
    expect(nearbyRamdisk(found, read)?.value).toBe('usr-boot/initrd.img-6.1.0-50-arm64')
    expect(nearbyConfig(found, read)?.value).toBe('usr-boot/config-6.1.0-50-arm64')
    expect(nearbyXen(found, 'arm64')).toEqual({ value: 'xen-4.20-arm64', because: 'it lies here, and is Xen 4.20' })
  })

  test('of the other architecture are not suggested', () => {
    expect(nearbyKernel(foundIn(files), 'arm32')).toBeUndefined()
    expect(nearbyXen(foundIn(files), 'arm32')).toBeUndefined()
  })

  test('an initramfs of another release is not taken for that of the kernel', () => {
    const found = foundIn({ Image: linuxImage('6.12.1'), 'initrd.img-6.1.0-9-arm64': emptyArchive })
    expect(
      nearbyRamdisk(
        found,
        found.find(({ path }) => path === 'Image'),
      ),
    ).toBeUndefined()
  })
})

test('What cannot be read, or has no name that can be shown, is passed over', () => {
  expect(
    foundIn({ 'broken.dtb': Uint8Array.of(0xd0, 0x0d, 0xfe, 0xed, 1, 2), 'xen\x1b[2J.dtb': tree('acme,one') }),
  ).toEqual([])
})
