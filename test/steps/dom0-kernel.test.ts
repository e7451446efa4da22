import { describe, expect, test } from 'vitest'
import type { Situation } from '../../src/engine/step.ts'
import { GiB, MiB } from '../../src/model/quantity.ts'
import { isAsked, onBoard, situation, suggested } from './asked.ts'

const withRam = (size: bigint): Situation => ({
  ...situation(),
  facts: { 'memory.banks': { value: [{ base: 0n, size }], evidence: { file: 'board.dtb', at: '/memory reg' } } },
})

describe("dom0's memory", () => {
  test('leaves the larger part to guests', () => {
    expect(suggested('dom0-kernel.memory', situation())).toEqual([
      '768M',
      'it leaves the larger part of 2 GiB (the page boards/qemu-virt-arm64 /memory@0 reg) to guests',
    ])
    expect(suggested('dom0-kernel.memory', onBoard('sbc.dtb'))?.[0]).toBe('1536M')
  })

  test('goes by the answer where the tree does not tell', () => {
    expect(suggested('dom0-kernel.memory', onBoard('no-memory.dtb', { 'dtb.memory-size': '4G' }))).toEqual([
      '1536M',
      'it leaves the larger part of 4 GiB (dtb.memory-size) to guests',
    ])
    expect(suggested('dom0-kernel.memory', onBoard('no-memory.dtb'))?.[0]).toBe('512M')
  })

  test('goes by what U-Boot counted, before the tree and the answers', () => {
    const at = { file: 'console.log', at: 'line 20' }
    const log = {
      path: 'console.log',
      kind: 'log',
      size: 1n,
      facts: { 'uboot.banks': { value: [{ base: 0n, size: 2n * GiB }], evidence: at } },
    } as const
    expect(suggested('dom0-kernel.memory', { ...onBoard('no-memory.dtb'), files: { 'firmware.log': log } })).toEqual([
      '768M',
      'it leaves the larger part of 2 GiB (console.log line 20) to guests',
    ])
  })

  test.each([
    [16n * GiB, '2G'],
    [6n * GiB, '2G'],
    [GiB, '384M'],
    [948n * MiB, '384M'],
    [512n * MiB, '256M'],
    [256n * MiB, '128M'],
  ])('is bounded: of %d bytes %s', (ram, memory) => {
    expect(suggested('dom0-kernel.memory', withRam(ram))?.[0]).toBe(memory)
  })

  test('does not claim to leave much where it takes most', () => {
    expect(suggested('dom0-kernel.memory', withRam(256n * MiB))?.[1]).toBe(
      'a distribution hardly runs in less; there are 256 MiB (board.dtb /memory reg)',
    )
  })
})

describe("dom0's CPUs", () => {
  test('are two, one on a single core, and the reason tells how many there are', () => {
    expect(suggested('dom0-kernel.vcpus', onBoard('sbc.dtb'))).toEqual([
      '2',
      '8 CPUs found in sbc.dtb /cpus, and two are plenty for dom0',
    ])
    const single = {
      ...situation(),
      facts: { 'cpu.count': { value: 1, evidence: { file: 'board.dtb', at: '/cpus' } } },
    }
    expect(suggested('dom0-kernel.vcpus', single)).toEqual([
      '1',
      '1 CPU found in board.dtb /cpus, and two are plenty for dom0',
    ])
    expect(suggested('dom0-kernel.vcpus', { ...situation(), facts: {} })).toEqual([
      '1',
      'the device tree does not tell how many CPUs there are',
    ])
  })
})

describe("dom0's command line", () => {
  const line = (root: string, typed: Parameters<typeof onBoard>[1] = {}) =>
    suggested('dom0-kernel.cmdline', onBoard('sbc.dtb', { 'dom0-userspace.root': root, ...typed }))

  test('always has hvc0, and the root that the userspace has', () => {
    expect(suggested('dom0-kernel.cmdline', situation({ 'goal.target': 'qemu' }))?.[0]).toBe(
      'console=hvc0 earlycon=xenboot clk_ignore_unused',
    )
    expect(line('none')?.[0]).toBe('console=hvc0 earlycon=xenboot clk_ignore_unused')
    expect(line('LABEL=dom0')).toEqual([
      'console=hvc0 earlycon=xenboot clk_ignore_unused root=LABEL=dom0 rootwait rw',
      'hvc0 is the console that Xen gives to dom0, and LABEL=dom0 holds its root file system',
    ])
  })

  test('names a device where there is no initramfs to look a label up', () => {
    expect(line('LABEL=dom0', { 'dom0-kernel.initrd': 'no' })?.[0]).toContain(' root=/dev/mmcblk0p2 ')
    expect(line('/dev/sda2', { 'dom0-kernel.initrd': 'no' })?.[0]).toContain(' root=/dev/sda2 ')
  })
})

test('an initramfs file is asked for only when there is an initramfs', () => {
  expect(isAsked('dom0-kernel.initrd-file', situation({ 'dom0-kernel.initrd': 'yes' }))).toBe(true)
  expect(isAsked('dom0-kernel.initrd-file', situation({ 'dom0-kernel.initrd': 'no' }))).toBe(false)
})
