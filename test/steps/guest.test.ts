import { expect, test } from 'vitest'
import { steps } from '../../steps/index.ts'
import { isAsked, onBoard, refused, situation, suggested } from './asked.ts'

test('the guest is asked about only when there is to be one', () => {
  expect(isAsked('guest.name', situation({ 'goal.reach': 'guest' }))).toBe(true)
  expect(isAsked('guest.name', situation({ 'goal.reach': 'dom0' }))).toBe(false)
})

test('a guest needs a kernel', () => {
  expect(refused('guest.kernel', 'none', situation())).toBe('A guest needs a kernel: give its path in dom0.')
  expect(refused('guest.kernel', '/srv/xen/Image', situation())).toBeUndefined()
})

test("the guest's kernel may be dom0's", () => {
  expect(suggested('guest.kernel-file', situation({ 'dom0-kernel.file': 'Image' }))).toEqual([
    'Image',
    'a kernel that runs dom0 runs guests as well',
  ])
  expect(suggested('guest.kernel-file', situation({ 'dom0-kernel.file': 'none' }))?.[0]).toBe('none')
  // xl starts no uImage, which Xen itself unpacks.
  const uImage = { path: 'uImage', kind: 'uimage', size: 1n, facts: {} } as const
  expect(
    suggested('guest.kernel-file', {
      ...situation({ 'dom0-kernel.file': 'Image' }),
      files: { 'dom0-kernel.file': uImage },
    })?.[0],
  ).toBe('none')
})

test('a ramdisk file is asked for only when the guest has a ramdisk', () => {
  expect(
    isAsked('guest.ramdisk-file', situation({ 'goal.reach': 'guest', 'guest.ramdisk': '/srv/xen/initrd.img' })),
  ).toBe(true)
  expect(isAsked('guest.ramdisk-file', situation({ 'goal.reach': 'guest', 'guest.ramdisk': 'none' }))).toBe(false)
})

test('a disk is named as root, with an initramfs and without', () => {
  const disk = { 'guest.disk': 'file', 'guest.disk-vdev': 'xvda' } as const
  for (const ramdisk of ['none', '/srv/xen/initrd.img'])
    expect(suggested('guest.cmdline', situation({ ...disk, 'guest.ramdisk': ramdisk }))?.[0]).toBe(
      'console=hvc0 root=/dev/xvda rw',
    )
  expect(suggested('guest.cmdline', situation({ 'guest.disk': 'none' }))?.[0]).toBe('console=hvc0')
})

test('the guest gets a disk with a root file system where its initramfs looks for one', () => {
  const disk = (typed: Parameters<typeof situation>[0]) => suggested('guest.disk', situation(typed))?.[0]
  expect(disk({ 'dom0-userspace.system': 'debian' })).toBe('file')
  expect(disk({ 'dom0-userspace.system': 'own' })).toBe('file')
  expect(disk({ 'dom0-userspace.system': 'initramfs' })).toBe('none')
  expect(disk({ 'dom0-userspace.system': 'initramfs', 'guest.ramdisk': 'none' })).toBe('file')
})

test('the guest gets less on a board that has less than 1 GiB', () => {
  expect(suggested('guest.memory', situation())).toEqual(['256M', 'a kernel and a small userspace fit'])
  expect(suggested('guest.memory', onBoard('no-uart.dtb'))?.[0]).toBe('256M')
  expect(suggested('guest.memory', onBoard('no-stdout.dtb'))).toEqual([
    '128M',
    'a kernel and a tiny userspace fit, and the board has 512 MiB for all',
  ])
  expect(suggested('guest.memory', onBoard('no-memory.dtb', { 'dtb.memory-size': '512M' }))?.[0]).toBe('128M')
  expect(suggested('guest.memory', onBoard('no-memory.dtb'))?.[0]).toBe('256M')
})

test('the guest gets what dom0, Xen and the reserved memory leave, where that is less', () => {
  const at = { file: 'board.dtb', at: '/reserved-memory' }
  const small = onBoard('no-stdout.dtb', { 'dom0-kernel.memory': '256M' })
  const reserving = (size: bigint) => ({
    ...small,
    facts: { ...small.facts, 'memory.reserved': { value: [{ base: 0x5000_0000n, size }], evidence: at } },
  })
  expect(suggested('guest.memory', small)?.[0]).toBe('128M')
  expect(suggested('guest.memory', reserving(5n << 20n))).toEqual([
    '96M',
    'dom0 and Xen leave little more of the 507 MiB that the board has for all',
  ])
  expect(suggested('guest.memory', reserving(200n << 20n))?.[0]).toBe('64M')
})

test('after the review comes the serial console; neither asks anything', () => {
  expect(steps.slice(-2)).toMatchObject([
    { id: 'review', questions: [] },
    { id: 'bring-up', questions: [] },
  ])
})
