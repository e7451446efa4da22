import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mappedMemory, memoryMapText } from '../../src/model/memory-map.ts'
import { GiB, MiB } from '../../src/model/quantity.ts'
import { namedPlan } from '../checks/material.ts'
import { fileOf, housePlan, memory } from '../plan/fixtures.ts'

describe('the memory map', () => {
  test('of the house plan', () => {
    expect(memoryMapText(mappedMemory(housePlan()), 80)).toMatchInlineSnapshot(`
      "Memory map (# loaded by us, = boot script, x reserved, / firmware)

              0x40000000 +--------+ RAM, 2 GiB
              0x40000000 |////////| QEMU's device tree, 1 MiB: QEMU leaves its device
                         |////////| tree at the start of RAM, padded to 1 MiB
                         |        | free, 1 MiB
              0x40200000 |========| boot script, 64 KiB: U-Boot runs boot.scr from
                         |========| 0x40200000
                         |        | free, 1.9 MiB
              0x40400000 |########| device tree, 1.5 MiB: U-Boot's own tree is moved
                         |########| here, with room to grow to 1.5 MiB
                         |        | free, 512 KiB
              0x40600000 |########| Xen, 8 MiB: no file was given: 8 MiB kept for it
              0x40e00000 |########| dom0 kernel, 64 MiB: no file was given: 64 MiB
                         |########| kept for it
              0x44e00000 |########| dom0 initramfs, 128 MiB: no file was given: 128
                         |########| MiB kept for it
                         |        | free, 1.7 GiB
              0xba000000 |////////| U-Boot, 96 MiB: U-Boot moves itself to the top of
                         |////////| RAM
              0xc0000000 +--------+
      "
    `)
  })

  test('where UEFI finds the places is none, and says so', () => {
    expect(memoryMapText(mappedMemory(namedPlan({ banks: [{ base: GiB, size: GiB }] })), 80)).toBe(
      'UEFI finds a place in memory for each file itself: there is no map of it.\n',
    )
  })

  test('of a board with two banks and reserved memory, loaded from files', () => {
    const plan = housePlan({
      facts: memory(
        [
          { base: 0x4000_0000n, size: 512n * MiB },
          { base: 4n * GiB, size: GiB },
        ],
        [
          { base: 0x4000_0000n, size: 0x1000n },
          { base: 0x4400_0000n, size: 32n * MiB, path: '/reserved-memory/optee@44000000' },
          { base: 0x1000n, size: 0x1000n, path: '/reserved-memory/sram@1000' },
        ],
      ),
      files: {
        'read:xen.file': fileOf('xen', 960n * 1024n, { kind: 'xen', imageSize: 1260n * 1024n }),
        'read:dom0-kernel.file': fileOf('Image', 31n * MiB, { imageSize: 33n * MiB }),
        'read:dom0-kernel.initrd-file': fileOf('initrd.img', 40n * MiB, { kind: 'gzip' }),
      },
    })
    expect(memoryMapText(mappedMemory(plan), 80)).toMatchInlineSnapshot(`
      "Memory map (# loaded by us, = boot script, x reserved, / firmware)

              0x40000000 +--------+ RAM, 512 MiB
              0x40000000 |xxxxxxxx| reserved: /memreserve/, 4 KiB: board.dtb keeps it
                         |xxxxxxxx| (/memreserve/)
              0x40000000 |////////| QEMU's device tree, 1 MiB: QEMU leaves its device
                         |////////| tree at the start of RAM, padded to 1 MiB
                         |        | free, 1 MiB
              0x40200000 |========| boot script, 64 KiB: U-Boot runs boot.scr from
                         |========| 0x40200000
                         |        | free, 1.9 MiB
              0x40400000 |########| device tree, 1.5 MiB: U-Boot's own tree is moved
                         |########| here, with room to grow to 1.5 MiB
                         |        | free, 512 KiB
              0x40600000 |########| Xen, 1.2 MiB: 1.2 MiB by the header (image_size at
                         |########| 16 in xen)
                         |        | free, 56.8 MiB
              0x44000000 |xxxxxxxx| reserved: optee@44000000, 32 MiB: board.dtb keeps
                         |xxxxxxxx| it (/reserved-memory/optee@44000000)
              0x46000000 |########| dom0 kernel, 33 MiB: 33 MiB by the header
                         |########| (image_size at 16 in Image)
                         |        | free, 31 MiB
              0x4a000000 |########| dom0 initramfs, 40 MiB: 40 MiB, the size of
                         |########| initrd.img
                         |        | free, 216 MiB
              0x5a000000 |////////| U-Boot, 96 MiB: U-Boot moves itself to the top of
                         |////////| RAM
              0x60000000 +--------+

             0x100000000 +--------+ RAM, 1 GiB
                         |        | free, 928 MiB
             0x13a000000 |////////| U-Boot, 96 MiB: U-Boot moves itself to the top of
                         |////////| RAM
             0x140000000 +--------+

                  0x1000 |xxxxxxxx| reserved: sram@1000, 4 KiB: board.dtb keeps it
                         |xxxxxxxx| (/reserved-memory/sram@1000)
      "
    `)
  })

  test('fits the columns that there are, where the words allow', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 140 }), (columns) => {
        for (const line of memoryMapText(mappedMemory(housePlan()), columns).trimEnd().split('\n').slice(2))
          expect(line.length).toBeLessThanOrEqual(columns)
      }),
    )
  })

  test('steers no terminal, whatever the names in the device tree', () => {
    const plan = housePlan({
      facts: memory(
        [{ base: GiB, size: GiB }],
        [{ base: 0x4100_0000n, size: MiB, path: '/reserved-memory/a\x1b[31m@1' }],
      ),
    })
    expect(memoryMapText(mappedMemory(plan), 80)).toMatch(/^[\n -~]+$/)
  })

  test('shows every region, and every byte of RAM once', () => {
    const plan = housePlan()
    const text = memoryMapText(mappedMemory(plan), 200)
    for (const { name } of plan.regions) expect(text).toContain(`${name}, `)
    for (const { because } of plan.regions) expect(text).toContain(because)
  })

  test('shows what lies outside RAM below the banks', () => {
    const text = memoryMapText(mappedMemory(housePlan({ answers: { 'boot-media.script-address': '0x1000' } })), 80)
    expect(text.trimEnd().split('\n').slice(-4)).toEqual([
      '        0xc0000000 +--------+',
      '',
      '            0x1000 |========| boot script, 64 KiB: U-Boot runs boot.scr from',
      '                   |========| 0x1000',
    ])
  })

  test('shows what overlaps, one behind the other', () => {
    const own = {
      'boot-media.addresses': 'own',
      'boot-media.dtb-address': '0x48000000',
      'boot-media.xen-address': '0x50000000',
      'boot-media.kernel-address': '0x50100000',
      'boot-media.initrd-address': '0x60000000',
    } as const
    const lines = memoryMapText(mappedMemory(housePlan({ answers: own })), 120).split('\n')
    const xen = lines.findIndex((line) => line.includes('Xen, 8 MiB'))
    expect(lines.slice(xen, xen + 3).map((line) => line.trim().replace(/:.*/, ''))).toEqual([
      '0x50000000 |########| Xen, 8 MiB',
      '0x50100000 |########| dom0 kernel, 64 MiB',
      '|        | free, 191 MiB',
    ])
  })
})
