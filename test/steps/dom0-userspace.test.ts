import { describe, expect, test } from 'vitest'
import type { Situation } from '../../src/engine/step.ts'
import type { BoardPage } from '../../src/model/board.ts'
import { boardPage } from '../board-page.ts'
import { offered, onBoard, situation, suggested } from './asked.ts'

const small = (typed: Parameters<typeof situation>[0]) => ({
  ...situation({ 'dom0-userspace.system': 'debian', ...typed }),
  arch: 'arm32' as const,
})

describe('the root file system of dom0', () => {
  const media = (...all: readonly Omit<BoardPage['media'][number], 'partition' | 'source'>[]) => ({
    ...onBoard('sbc.dtb', { 'dom0-userspace.system': 'own' }),
    board: boardPage({
      id: 'b',
      name: 'A board',
      media: all.map((one) => ({ partition: '0:1', source: 'it', ...one })),
    }),
  })

  test('of a Debian that is made has the label that stage.sh gives it, in QEMU too', () => {
    for (const where of [onBoard('sbc.dtb'), situation({ 'goal.target': 'qemu' })])
      expect(
        suggested('dom0-userspace.root', {
          ...where,
          answers: { ...where.answers, 'dom0-userspace.system': 'debian' as const },
        }),
      ).toEqual(['LABEL=dom0', 'stage.sh gives the file system of dom0 that label'])
  })

  test('is that of the native boot', () => {
    expect(suggested('dom0-userspace.root', onBoard('sbc.dtb', { 'native.root': '/dev/nvme0n1p2' }))).toEqual([
      '/dev/nvme0n1p2',
      '/dev/nvme0n1p2 is the root without Xen, too',
    ])
  })

  test('of a system that is there is on the medium that the board usually boots from, as its page says', () => {
    expect(
      suggested('dom0-userspace.root', media({ device: 'mmc', root: '/dev/mmcblk1p2' }, { device: 'usb' })),
    ).toEqual(['/dev/mmcblk1p2', 'the page of A board says so'])
    expect(suggested('dom0-userspace.root', media({ device: 'mmc' }, { device: 'usb', root: '/dev/sda2' }))).toEqual([
      '/dev/mmcblk0p2',
      'the second partition of the first SD card or eMMC is the usual place',
    ])
    expect(suggested('dom0-userspace.root', media({ device: 'usb' }))?.[0]).toBe('/dev/sda2')
    expect(
      suggested('dom0-userspace.root', situation({ 'goal.target': 'qemu', 'dom0-userspace.system': 'own' }))?.[0],
    ).toBe('/dev/vda2')
  })
})

describe('the interface in the bridge', () => {
  const tree = (facts: Situation['facts']) => suggested('dom0-userspace.interface', { ...situation(), facts })?.[0]
  const evidence = { file: 'board.dtb', at: '/aliases ethernet0' }

  test('is end0 where the tree has an alias ethernet0, as systemd of Debian 12 and newer names it', () => {
    expect(tree({ 'ethernet.alias': { value: '/soc/ethernet@fd580000', evidence } })).toBe('end0')
  })

  test('is eth0 where nothing tells another name', () => {
    expect(tree({})).toBe('eth0')
  })
})

describe('the Debian of dom0', () => {
  test('is the one whose tools are of the same Xen', () => {
    expect(suggested('dom0-userspace.suite', situation({ 'xen.version': '4.17' }))?.[0]).toBe('bookworm')
    expect(suggested('dom0-userspace.suite', situation({ 'xen.version': '4.20' }))).toEqual([
      'trixie',
      'its tools are of Xen 4.20, like the hypervisor',
    ])
  })

  test('is never Debian 13 on 32 bits, for which it has no Xen', () => {
    expect(suggested('dom0-userspace.suite', small({ 'xen.version': '4.20' }))).toEqual([
      'bookworm',
      'no release of Debian has the tools of Xen 4.20 for 32 bits; they have to be built, or another Xen taken',
    ])
    expect(offered('dom0-userspace.suite', small({}))).toEqual([
      ['bookworm'],
      ['trixie', 'it has no Xen for 32 bits; take Debian 12, or change xen.source to build'],
    ])
  })

  test('is Debian 13 where no Debian has the tools, since it is kept longest', () => {
    expect(suggested('dom0-userspace.suite', situation({ 'xen.source': 'build', 'xen.version': '4.22' }))).toEqual([
      'trixie',
      'no release of Debian has the tools of Xen 4.22; they have to be built, or another Xen taken, and Debian 13 is kept until 2028-08-09',
    ])
  })

  test('is the one that has the tree of the board', () => {
    const needs = { debian: { since: 'trixie', says: 'Linux 6.1 lacks it', source: 'the tests' } } as const
    const where = {
      ...situation({ 'xen.version': '4.17' }),
      board: boardPage({ id: 'new', name: 'A new board', needs }),
    }
    expect(suggested('dom0-userspace.suite', where)).toEqual(['trixie', 'A new board needs it: Linux 6.1 lacks it'])
  })

  test('may be Debian 13 there when Xen and its tools are built', () => {
    expect(offered('dom0-userspace.suite', small({ 'xen.source': 'build' }))).toEqual([['bookworm'], ['trixie']])
  })
})
