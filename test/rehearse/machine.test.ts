import { describe, expect, it } from 'vitest'
import { bootWords, dumpWords, qemuOf } from '../../src/rehearse/machine.ts'

const machine = { arch: 'arm64', gic: 'v3', memory: 2n << 30n, cpus: 2 } as const
const files = { uboot: '/parts/u-boot.bin', disk: '/w/disk.img', serial: '/w/serial.log' }

describe('the QEMU machine', () => {
  it('boots U-Boot at EL2 with the memory, CPUs and interrupt controller that were asked for', () => {
    expect(bootWords(machine, files).join(' ')).toMatchInlineSnapshot(
      `"-M virt,virtualization=on,gic-version=3 -cpu cortex-a57 -smp 2 -m 2048M -bios /parts/u-boot.bin -display none -monitor none -no-reboot -drive if=none,id=hd0,format=raw,file=/w/disk.img -device virtio-blk-device,drive=hd0 -net none -serial file:/w/serial.log"`,
    )
  })

  it('is another one for 32 bit, with all its hardware below 4 GiB', () => {
    const arm32 = { ...machine, arch: 'arm32', gic: 'v2' } as const
    expect([qemuOf(machine), qemuOf(arm32)]).toEqual(['qemu-system-aarch64', 'qemu-system-arm'])
    expect(bootWords(arm32, files).slice(0, 4)).toEqual([
      '-M',
      'virt,virtualization=on,gic-version=2,highmem=off',
      '-cpu',
      'cortex-a15',
    ])
    expect(dumpWords(arm32, { uboot: 'u', dtb: 'd' })[1]).toBe(
      'virt,virtualization=on,gic-version=2,highmem=off,dumpdtb=d',
    )
  })

  it('has a network that nothing leaves, and a TFTP server on it, only when that is asked for', () => {
    expect(bootWords(machine, { ...files, network: {} })).toEqual(
      expect.arrayContaining(['-netdev', 'user,id=net0,restrict=on', '-device', 'virtio-net-device,netdev=net0']),
    )
    expect(bootWords(machine, { ...files, network: {} })).not.toContain('-net')
    expect(bootWords(machine, { ...files, network: { tftp: '/a,b/tftp' } })).toContain(
      'user,id=net0,restrict=on,tftp=/a,,b/tftp',
    )
  })

  it('gives its device tree with the same words, firmware included', () => {
    const boot = bootWords(machine, { uboot: 'u', disk: 'd', serial: 's' })
    const dump = dumpWords(machine, { uboot: 'u', dtb: 'board.dtb' })
    expect(dump[1]).toBe(`${boot[1]},dumpdtb=board.dtb`)
    expect(dump.slice(2, 13)).toEqual(boot.slice(2, 13))
    expect(dump).toContain('-bios')
  })

  it('has a GICv2 when the plan is for one', () => {
    expect(bootWords({ ...machine, gic: 'v2' }, { uboot: 'u', disk: 'd', serial: 's' })[1]).toContain('gic-version=2')
  })

  it('lies in a folder with a comma in its name all the same', () => {
    expect(bootWords(machine, { uboot: 'u', disk: '/a,b/d', serial: '/a,b/s' })).toEqual(
      expect.arrayContaining(['if=none,id=hd0,format=raw,file=/a,,b/d', 'file:/a,b/s']),
    )
    expect(dumpWords(machine, { uboot: 'u', dtb: '/a,b/c' })[1]).toMatch(/dumpdtb=\/a,,b\/c$/)
  })

  it('has whole MiB of memory, since QEMU would round', () => {
    expect(() => bootWords({ ...machine, memory: (2n << 30n) + 1n }, { uboot: 'u', disk: 'd', serial: 's' })).toThrow(
      RangeError,
    )
  })
})
