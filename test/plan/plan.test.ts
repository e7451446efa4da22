import { describe, expect, test } from 'vitest'
import type { LoadRole, PlacedPlan } from '../../src/model/plan.ts'
import { GiB, hex, KiB, MiB } from '../../src/model/quantity.ts'
import type { Range } from '../../src/model/range.ts'
import { plan } from '../../src/plan/index.ts'
import { boardPage } from '../board-page.ts'
import { type Changes, fileOf, houseInput, housePlan, houseRefusals, memory, treeFile } from './fixtures.ts'

const loadOf = ({ loads }: PlacedPlan, role: LoadRole) => loads.find((load) => load.role === role)!
const addresses = ({ loads }: PlacedPlan): Readonly<Record<string, string>> =>
  Object.fromEntries(loads.map(({ role, address }) => [role, hex(address)]))

test('what a page says is odd about its board comes along in sentences, with the name of the page', () => {
  const quirks = [
    { says: 'RAM has a hole', source: 'the tests' },
    { says: 'U-Boot has no scriptaddr.', source: 'the tests' },
  ]
  expect(housePlan({ board: boardPage({ id: 'kit', quirks }) }).quirks).toEqual({
    page: 'kit',
    says: ['RAM has a hole.', 'U-Boot has no scriptaddr.'],
  })
  expect(housePlan({ board: boardPage({ id: 'kit' }) }).quirks).toBeUndefined()
})

describe('the house plan', () => {
  test('is made without any file, from room that is kept', () => {
    expect(housePlan()).toMatchObject({
      board: { id: 'qemu-virt-arm64', name: 'linux,dummy-virt' },
      target: 'qemu',
      medium: { device: 'virtio', partition: '0:1', prepare: 'virtio scan' },
      banks: [{ base: 0x4000_0000n, size: 2n * GiB }],
      scriptAddress: 0x4020_0000n,
      dtbVariable: 'fdtcontroladdr',
      dom0: { memory: 768n * MiB, vcpus: 2, cmdline: 'console=hvc0 earlycon=xenboot clk_ignore_unused' },
      dtuart: '/pl011@9000000',
      qemu: { gic: 'v2', memory: 2n * GiB, cpus: 2 },
      guest: {
        name: 'guest1',
        kernel: '/srv/xen/Image',
        ramdisk: '/srv/xen/initrd.img',
        memory: 256n * MiB,
        vcpus: 1,
        cmdline: 'console=hvc0',
      },
    })
  })

  test('places everything low and together, behind the boot script', () => {
    expect(addresses(housePlan())).toEqual({
      dtb: '0x40400000',
      xen: '0x40600000',
      kernel: '0x40e00000',
      initrd: '0x44e00000',
    })
  })

  test('says of every load where its size comes from', () => {
    expect(housePlan().loads.map(({ name, because }) => `${name}: ${because}`)).toEqual([
      "device tree: U-Boot's own tree is moved here, with room to grow to 1.5 MiB",
      'Xen: no file was given: 8 MiB kept for it',
      'dom0 kernel: no file was given: 64 MiB kept for it',
      'dom0 initramfs: no file was given: 128 MiB kept for it',
    ])
  })

  test('is the same from the same', () => {
    expect(plan(houseInput())).toEqual(plan(houseInput()))
  })

  test('has typed modules, so that their order does not matter', () => {
    expect(
      housePlan().modules.map(({ node, compatible, load, because }) => ({
        node,
        compatible,
        role: load.role,
        because,
      })),
    ).toEqual([
      {
        node: 'dom0',
        compatible: ['multiboot,kernel', 'multiboot,module'],
        role: 'kernel',
        because: 'the kernel that Xen starts as dom0',
      },
      {
        node: 'dom0-ramdisk',
        compatible: ['multiboot,ramdisk', 'multiboot,module'],
        role: 'initrd',
        because: 'the initramfs that Xen hands to dom0',
      },
    ])
  })

  test('keeps the size of each module in a variable of its own, for the next load overwrites filesize', () => {
    const { loads, modules } = housePlan()
    expect(Object.fromEntries(loads.map(({ role, sizeVariable }) => [role, sizeVariable]))).toEqual({
      dtb: undefined,
      xen: undefined,
      kernel: 'xenup_kernel_size',
      initrd: 'xenup_initrd_size',
    })
    expect(new Set(modules.map(({ load }) => load.sizeVariable)).size).toBe(modules.length)
    expect(modules.every(({ load }) => loads.includes(load))).toBe(true)
  })

  test('without an initramfs has none, neither as load nor as module', () => {
    const bare = housePlan({ answers: { 'dom0-kernel.initrd': 'no', 'dom0-kernel.initrd-file': undefined } })
    expect(bare.loads.map(({ role }) => role)).toEqual(['dtb', 'xen', 'kernel'])
    expect(bare.modules.map(({ node }) => node)).toEqual(['dom0'])
  })

  test('as far as dom0 only has no guest', () => {
    const dom0 = housePlan({ answers: { 'goal.reach': 'dom0', 'guest.name': undefined } })
    expect(dom0).not.toHaveProperty('guest')
    expect(dom0.expects.some(({ stage }) => stage === 'guest')).toBe(false)
  })

  test('of a guest without initramfs names none', () => {
    expect(housePlan({ answers: { 'guest.ramdisk': 'none' } }).guest).not.toHaveProperty('ramdisk')
  })

  test('with the tree in a file loads that, and takes nothing from U-Boot', () => {
    const fromFile = housePlan({
      answers: { 'dtb.source': 'file', 'dtb.file': 'board.dtb' },
      files: { 'read:dtb.file': treeFile(30_000n) },
    })
    expect(fromFile).not.toHaveProperty('dtbVariable')
    expect(loadOf(fromFile, 'dtb')).toMatchObject({
      file: 'board.dtb',
      fileSize: 30_000n,
      footprint: 30_000n + 32n * KiB,
      because: '29.3 KiB (board.dtb) and 32 KiB to grow',
    })
    expect(loadOf(housePlan(), 'dtb')).not.toHaveProperty('file')
  })

  test('has a machine for QEMU that fits its tree, and none on hardware', () => {
    expect(
      housePlan({
        facts: {
          gic: {
            value: { path: '/intc', version: 'v3', usable: true, problems: [] },
            evidence: { file: 'x', at: 'y' },
          },
        },
      }).qemu?.gic,
    ).toBe('v3')
    expect(
      housePlan({ answers: { 'goal.target': 'hardware', 'firmware.loader': 'u-boot', 'board.id': 'other' } }),
    ).not.toHaveProperty('qemu')
  })

  test('with a file of the tree read, though U-Boot hands over its own, makes room for that one', () => {
    const { loads } = housePlan({ files: { 'read:dtb.file': treeFile(30_000n) } })
    expect(loads[0]).toMatchObject({ role: 'dtb', footprint: 1536n * KiB })
    expect(loads[0]).not.toHaveProperty('fileSize')
  })

  test.each<[string, string, string, boolean]>([
    ['the tree is that of QEMU', 'other', 'linux,dummy-virt', true],
    ['the board is, though the tree was changed', 'qemu-virt-arm64', 'acme,board', true],
    ['neither is, not at all', 'other', 'acme,board', false],
  ])('knows its machine for QEMU where %s', (_, id, compatible, isKnown) => {
    const evidence = { file: 'board.dtb', at: '/ compatible' }
    const { qemu } = housePlan({
      answers: { 'board.id': id },
      facts: { compatible: { value: [compatible], evidence } },
    })
    expect(qemu !== undefined).toBe(isKnown)
  })

  test('has a GICv2 and one CPU in QEMU, where the tree tells of neither', () => {
    const { gic: _, 'cpu.count': __, ...facts } = houseInput().facts
    const planned = plan({ ...houseInput(), facts })
    expect(planned.ok && planned.plan.qemu).toEqual({ arch: 'arm64', gic: 'v2', memory: 2n * GiB, cpus: 1 })
  })

  test("is named by the tree's model, else by the board page, else by its id", () => {
    const { model: _, ...facts } = houseInput().facts
    const named = (input: ReturnType<typeof houseInput>) => {
      const planned = plan(input)
      return planned.ok && planned.plan.board.name
    }
    expect(named(houseInput())).toBe('linux,dummy-virt')
    expect(named({ ...houseInput(), facts })).toBe('QEMU virt, 64-bit')
    expect(named({ ...houseInput(), facts, board: undefined })).toBe('qemu-virt-arm64')
  })
})

describe('a footprint', () => {
  const kernel = (changes: Changes['files']) => loadOf(housePlan({ files: changes ?? {} }), 'kernel')

  test('is what the header says, when that is more than the file', () => {
    expect(kernel({ 'read:dom0-kernel.file': fileOf('Image', 31n * MiB, { imageSize: 33n * MiB }) })).toMatchObject({
      footprint: 33n * MiB,
      fileSize: 31n * MiB,
      because: '33 MiB by the header (image_size at 16 in Image)',
    })
  })

  test.each<[string, ReturnType<typeof fileOf>]>([
    ['when the header says less', fileOf('Image', 31n * MiB, { imageSize: 1n * MiB })],
    ['when the header says nothing, as before Linux 3.17', fileOf('Image', 31n * MiB)],
    ['when it is packed: Xen unpacks it elsewhere', fileOf('Image', 31n * MiB, { kind: 'gzip', imageSize: 90n * MiB })],
  ])('is the size of the file %s', (_, file) => {
    expect(kernel({ 'read:dom0-kernel.file': file })).toMatchObject({
      footprint: 31n * MiB,
      because: '31 MiB, the size of Image',
    })
  })

  test('of Xen counts its BSS, for Xen clears it', () => {
    expect(
      loadOf(
        housePlan({ files: { 'read:xen.file': fileOf('xen', 960n * KiB, { kind: 'xen', imageSize: 1260n * KiB }) } }),
        'xen',
      ),
    ).toMatchObject({ footprint: 1260n * KiB })
  })

  test('leaves room for a later, larger file, up to what follows', () => {
    const { loads } = housePlan({
      files: {
        'read:dom0-kernel.file': fileOf('Image', 31n * MiB, { imageSize: 33n * MiB }),
        'read:xen.file': fileOf('xen', MiB, { kind: 'xen', imageSize: 2n * MiB }),
      },
    })
    const room = Object.fromEntries(loads.map(({ role, room: own }) => [role, own]))
    // The initramfs comes last: everything up to U-Boot is its room.
    expect(room).toEqual({ dtb: 2n * MiB, xen: 8n * MiB, kernel: 64n * MiB, initrd: 0xba00_0000n - 0x44e0_0000n })
  })

  test('beyond the usual room moves what follows', () => {
    expect(
      addresses(
        housePlan({ files: { 'read:dom0-kernel.file': fileOf('Image', 90n * MiB, { imageSize: 99n * MiB }) } }),
      ),
    ).toMatchObject({ kernel: '0x40e00000', initrd: hex(0x40e0_0000n + 100n * MiB) })
  })
})

describe('RAM', () => {
  const ram = (...banks: readonly Range[]): Changes => ({ facts: memory(banks) })
  const at = (base: bigint, size: bigint): Range => ({ base, size })

  test('that starts at 0: below 12 MiB nothing is placed', () => {
    expect(addresses(housePlan({ ...ram(at(0n, GiB)), answers: { 'boot-media.script-address': '0x80000' } }))).toEqual({
      dtb: '0xc00000',
      xen: '0xe00000',
      kernel: '0x1600000',
      initrd: '0x5600000',
    })
  })

  test('that lies only above 4 GiB is used there', () => {
    expect(
      addresses(housePlan({ ...ram(at(8n * GiB, GiB)), answers: { 'boot-media.script-address': '0x200200000' } })),
    ).toMatchObject({ dtb: '0x200400000', xen: '0x200600000' })
  })

  test('that does not begin on 2 MiB is used from the second boundary on', () => {
    expect(
      addresses(housePlan({ ...ram(at(0x8010_0000n, GiB)), answers: { 'boot-media.script-address': '0x80100000' } })),
    ).toMatchObject({ dtb: '0x80400000' })
  })

  test('in several banks is used from the lowest, in whatever order the file has them', () => {
    const banks = [at(0x8_8000_0000n, 2n * GiB), at(0x8000_0000n, 2n * GiB)]
    expect(
      addresses(housePlan({ ...ram(...banks), answers: { 'boot-media.script-address': '0x80200000' } })),
    ).toMatchObject({ dtb: '0x80400000' })
  })

  test('in banks that touch is one: a load may lie across', () => {
    const { loads } = housePlan({
      ...ram(at(0x4000_0000n, 64n * MiB), at(0x4400_0000n, 64n * MiB), at(0x4800_0000n, GiB)),
    })
    expect(loads.find(({ role }) => role === 'kernel')).toMatchObject({ address: 0x4400_0000n - 50n * MiB })
  })

  test('in banks that are too small each is skipped', () => {
    expect(addresses(housePlan({ ...ram(at(0x4000_0000n, 4n * MiB), at(0x5000_0000n, GiB)) }))).toMatchObject({
      dtb: '0x50200000',
    })
  })

  test('of 64 MiB is enough for small files', () => {
    const small = housePlan({
      ...ram(at(0x4000_0000n, 64n * MiB)),
      files: {
        'read:xen.file': fileOf('xen', MiB, { imageSize: 2n * MiB }),
        'read:dom0-kernel.file': fileOf('Image', 12n * MiB, { imageSize: 14n * MiB }),
        'read:dom0-kernel.initrd-file': fileOf('initrd', 4n * MiB, { kind: 'gzip' }),
      },
    })
    expect(addresses(small)).toEqual({
      dtb: '0x40400000',
      xen: '0x40600000',
      kernel: '0x40800000',
      initrd: '0x41600000',
    })
  })

  test('of 64 MiB is not enough for the room that is kept without files, and says so', () => {
    expect(houseRefusals(ram(at(0x4000_0000n, 64n * MiB)))).toEqual([
      {
        says: 'There is no room in RAM for device tree, Xen, dom0 kernel, dom0 initramfs (201.5 MiB in all) beside what the device tree and U-Boot keep',
        at: 'memory.banks',
        fix: 'Name the files, so that their real sizes count; use smaller ones; or type addresses of your own (boot-media.addresses: own).',
      },
    ])
  })

  test('that nobody tells of is a refusal, with the way out', () => {
    const { 'memory.banks': _, ...facts } = houseInput().facts
    const planned = plan({ ...houseInput(), facts })
    expect(planned).toEqual({
      ok: false,
      refusals: [
        {
          says: 'Nothing says where RAM is',
          at: 'memory.banks',
          fix: 'Answer dtb.memory-base and dtb.memory-size; bdinfo in U-Boot shows both.',
        },
      ],
    })
    const told = plan({
      ...houseInput({ answers: { 'dtb.memory-base': '0x40000000', 'dtb.memory-size': '1G' } }),
      facts,
    })
    expect(told.ok && told.plan.banks).toEqual([{ base: 0x4000_0000n, size: GiB }])
  })

  test('is every bank that the page lists for the size of the board', () => {
    const { 'memory.banks': _, ...facts } = houseInput().facts
    const banks = [
      { base: 0x4000_0000n, size: GiB },
      { base: 0x1_0000_0000n, size: GiB },
    ]
    const source = 'the tests'
    const board = boardPage({ id: 'kit', ram: { base: 0n, layouts: [{ size: 2n * GiB, banks, source }], source } })
    const told = plan({ ...houseInput({ answers: { 'dtb.ram': '2G' }, board }), facts })
    expect(told.ok && told.plan.banks).toEqual(banks)
  })

  test('that the tree tells of counts before what was typed', () => {
    expect(housePlan({ answers: { 'dtb.memory-base': '0x0', 'dtb.memory-size': '1G' } }).banks).toEqual([
      { base: 0x4000_0000n, size: 2n * GiB },
    ])
  })

  test("beyond what the board's devices reach is not loaded to, nor counted as room", () => {
    const limited = boardPage({
      id: 'house',
      quirks: [
        {
          says: 'Devices reach 256 MiB of it.',
          source: 'the tests',
          effect: { kind: 'dma-limit', below: 0x5000_0000n },
        },
      ],
    })
    const { loads, window } = housePlan({ ...ram(at(0x4000_0000n, GiB), at(0x9000_0000n, GiB)), board: limited })
    expect(loads.map(({ address, room }) => address + room).filter((end) => end > 0x5000_0000n)).toEqual([])
    expect(window.end).toBe(0x5000_0000n)
    expect(() => housePlan({ ...ram(at(0x9000_0000n, GiB)), board: limited })).toThrow('There is no room in RAM')
  })

  test("beyond 10 TiB is out of Xen's reach", () => {
    expect(houseRefusals({ ...ram(at(10n << 40n, 64n * GiB)) })[0]!.says).toMatch(/^There is no room in RAM/)
    expect(addresses(housePlan({ ...ram(at((10n << 40n) - GiB, 64n * GiB)) })).dtb).toBe(
      hex((10n << 40n) - GiB + 2n * MiB),
    )
  })

  test('up to 2^64 does no harm', () => {
    expect(addresses(housePlan({ ...ram(at(0x4000_0000n, (1n << 64n) - 0x4000_0000n)) })).dtb).toBe('0x40400000')
    expect(houseRefusals({ ...ram(at((1n << 64n) - GiB, GiB)) })).toHaveLength(1)
  })
})

describe('more regions than Xen takes', () => {
  const many = (count: number, base: bigint): readonly Range[] =>
    Array.from({ length: count }, (_, index) => ({ base: base + BigInt(index) * 0x1000n, size: 0x1000n }))

  test('is refused, of RAM and of reserved memory, before anything is computed', () => {
    expect(houseRefusals({ facts: memory(many(257, GiB)) })).toEqual([
      {
        says: 'The device tree has 257 banks of RAM, and Xen takes 256 at most',
        at: 'memory.banks',
        fix: 'Use the device tree of the board as Linux has it.',
      },
    ])
    expect(
      houseRefusals({ facts: memory([{ base: GiB, size: GiB }], many(1_000_000, 0x4100_0000n)) })[0],
    ).toMatchObject({
      says: 'The device tree has 1000000 reserved regions, and Xen takes 256 at most',
      at: 'memory.reserved',
    })
  })

  test('is not refused one earlier', () => {
    expect(
      housePlan({
        facts: memory([...many(255, 0n), { base: GiB, size: GiB }], many(256, 0x4100_0000n)),
      }).regions.filter(({ kind }) => kind === 'reserved'),
    ).toHaveLength(256)
  })
})

describe('what is taken', () => {
  const region = (changes: Changes, name: string) =>
    housePlan(changes)
      .regions.filter((one) => one.name === name)
      .map(({ base, size, kind, because }) => ({ base: hex(base), size: hex(size), kind, because }))

  test('by U-Boot is the top of RAM', () => {
    expect(region({}, 'U-Boot')).toEqual([
      { base: '0xba000000', size: '0x6000000', kind: 'firmware', because: 'U-Boot moves itself to the top of RAM' },
    ])
  })

  test('by U-Boot is the top below 4 GiB too, where RAM goes on above', () => {
    expect(region({ facts: memory([{ base: GiB, size: 4n * GiB }]) }, 'U-Boot')).toEqual([
      {
        base: '0xfa000000',
        size: '0x6000000',
        kind: 'firmware',
        because: 'a U-Boot with 32-bit drivers moves itself below 4 GiB',
      },
      { base: '0x13a000000', size: '0x6000000', kind: 'firmware', because: 'U-Boot moves itself to the top of RAM' },
    ])
  })

  test.each<[string, Range, readonly bigint[]]>([
    ['that ends at 4 GiB has one top', { base: 3n * GiB, size: GiB }, [4n * GiB]],
    ['that begins at 4 GiB has one top', { base: 4n * GiB, size: GiB }, [5n * GiB]],
    ['with just room below 4 GiB has two', { base: 4n * GiB - 96n * MiB, size: GiB }, [4n * GiB, 5n * GiB - 96n * MiB]],
    [
      'with a byte less below 4 GiB has one',
      { base: 4n * GiB - 96n * MiB + 1n, size: GiB },
      [5n * GiB - 96n * MiB + 1n],
    ],
  ])('by U-Boot: a bank %s', (_, bank, tops) => {
    expect(region({ facts: memory([bank]) }, 'U-Boot').map(({ base, size }) => BigInt(base) + BigInt(size))).toEqual(
      tops,
    )
  })

  test.each<[string, bigint, bigint]>([
    ['and 96 MiB below', 0x7000_0000n, 0x6a00_0000n],
    ['and what there is below', 0x4200_0000n, GiB],
  ])('by U-Boot is where its log says that it is, %s, and what it keeps besides', (_, at, base) => {
    const evidence = { file: 'boot.log', at: 'line 9' }
    const kept = [{ base: 0x5000_0000n, size: MiB }]
    const log = {
      path: 'boot.log',
      kind: 'log' as const,
      size: 1n,
      facts: { 'uboot.relocaddr': { value: at, evidence }, 'uboot.reserved': { value: kept, evidence } },
    }
    const own = { 'boot-media.addresses': 'own', 'boot-media.dtb-address': '0x80000000' } as const
    const changes: Changes = {
      answers: {
        ...own,
        'boot-media.xen-address': '0x81000000',
        'boot-media.kernel-address': '0x82000000',
        'boot-media.initrd-address': '0x8a000000',
      },
      files: { 'read:firmware.log': log },
    }
    const because = `U-Boot moved itself to ${hex(at)} (boot.log, line 9)`
    expect(region(changes, 'U-Boot')).toEqual([
      { base: hex(base), size: hex(3n * GiB - base), kind: 'firmware', because },
    ])
    expect(region(changes, 'kept by U-Boot')).toEqual([
      { base: '0x50000000', size: '0x100000', kind: 'firmware', because: 'U-Boot keeps it (boot.log, line 9)' },
    ])
  })

  test('by U-Boot is half of a bank at the most', () => {
    const files = {
      'read:xen.file': fileOf('xen', MiB),
      'read:dom0-kernel.file': fileOf('Image', MiB),
      'read:dom0-kernel.initrd-file': fileOf('i', MiB),
    }
    expect(region({ facts: memory([{ base: GiB, size: 32n * MiB }]), files }, 'U-Boot')).toMatchObject([
      { base: hex(GiB + 16n * MiB), size: hex(16n * MiB) },
    ])
  })

  test('by the boot script is where U-Boot runs it', () => {
    expect(region({}, 'boot script')).toEqual([
      { base: '0x40200000', size: '0x10000', kind: 'script', because: 'U-Boot runs boot.scr from 0x40200000' },
    ])
  })

  test('by the device tree is named by its node, with the file as evidence', () => {
    const reserved = [
      { base: 0x4100_0000n, size: MiB, path: '/reserved-memory/optee@41000000' },
      { base: 0x4000_0000n, size: 0x1000n },
    ]
    const { regions } = housePlan({ facts: memory([{ base: GiB, size: GiB }], reserved) })
    expect(regions.filter(({ kind }) => kind === 'reserved').map(({ name, because }) => `${name}: ${because}`)).toEqual(
      [
        'reserved: /memreserve/: board.dtb keeps it (/memreserve/)',
        'reserved: optee@41000000: board.dtb keeps it (/reserved-memory/optee@41000000)',
      ],
    )
  })

  test('is kept clear: a load that would lie there goes behind it', () => {
    const changes = {
      facts: memory([{ base: GiB, size: GiB }], [{ base: 0x4100_0000n, size: 0x10_0001n, path: '/reserved-memory/a' }]),
    }
    // The kernel would have started at 0x40e00000.
    expect(addresses(housePlan(changes))).toMatchObject({ xen: '0x40600000', kernel: '0x41200000' })
    // The room of what lies before it ends there.
    expect(loadOf(housePlan(changes), 'xen').room).toBe(0x4100_0000n - 0x4060_0000n)
  })

  test.each([
    ['inside the 2 MiB of the device tree moves it', 0x4054_0000n, '0x40600000'],
    ['right behind them does not', 0x4060_0000n, '0x40400000'],
  ])('%s', (_, base, dtb) => {
    const facts = memory([{ base: GiB, size: GiB }], [{ base, size: 0x1000n }])
    expect(addresses(housePlan({ facts }))).toMatchObject({ dtb })
  })

  test('is listed with the loads by address', () => {
    const { regions } = housePlan()
    expect(regions.map(({ base }) => base)).toEqual(regions.map(({ base }) => base).sort((a, b) => (a < b ? -1 : 1)))
    expect(regions.map(({ name }) => name)).toEqual([
      "QEMU's device tree",
      'boot script',
      'device tree',
      'Xen',
      'dom0 kernel',
      'dom0 initramfs',
      'U-Boot',
    ])
  })
})

describe("addresses of the user's own", () => {
  const own = {
    'boot-media.addresses': 'own',
    'boot-media.dtb-address': '0x48000000',
    'boot-media.xen-address': '0x49000000',
    'boot-media.kernel-address': '0x50000000',
    'boot-media.initrd-address': '0x60000000',
  } as const

  test('are taken as they are', () => {
    expect(addresses(housePlan({ answers: own }))).toEqual({
      dtb: '0x48000000',
      xen: '0x49000000',
      kernel: '0x50000000',
      initrd: '0x60000000',
    })
  })

  test.each([
    ['unaligned', '0x49000001'],
    ['outside RAM', '0x1000'],
    ['on top of the kernel', '0x50000000'],
    ['at the very end', '0xffffffffffffffff'],
  ])('even %s: a check finds fault with it', (_, address) => {
    expect(addresses(housePlan({ answers: { ...own, 'boot-media.xen-address': address } })).xen).toBe(address)
  })

  test('have the room up to what follows, and never less than they need', () => {
    expect(housePlan({ answers: own }).loads.map(({ role, room }) => `${role} ${hex(room)}`)).toEqual([
      'dtb 0x200000',
      'xen 0x7000000',
      'kernel 0x10000000',
      `initrd ${hex(0xba00_0000n - 0x6000_0000n)}`,
    ])
    const tight = housePlan({ answers: { ...own, 'boot-media.xen-address': '0x4fff0000' } })
    expect(loadOf(tight, 'xen').room).toBe(8n * MiB)
  })

  test('are refused where the devices reach no RAM at all', () => {
    const effect = { kind: 'dma-limit', below: GiB } as const
    const board = boardPage({ id: 'kit', quirks: [{ says: 'Devices reach 1 GiB', source: 'the tests', effect }] })
    expect(houseRefusals({ answers: own, board })).toEqual([
      {
        says: 'No RAM lies where the devices of the board can reach it',
        at: 'memory.banks',
        fix: 'Give the device tree of this very board; its page says how far the devices reach.',
      },
    ])
  })

  test('on a board without room for a plan are taken all the same', () => {
    expect(housePlan({ answers: own, facts: memory([{ base: GiB, size: 64n * MiB }]) }).loads).toHaveLength(4)
  })
})

describe('where the firmware finds the places', () => {
  const byUefi = { 'goal.target': 'hardware', 'board.id': 'other', 'firmware.loader': 'uefi' } as const
  const loadsOf = (changes: Changes) => {
    const planned = plan(houseInput(changes))
    return planned.ok && planned.plan.loads
  }

  test('a load has its name on the medium, and the file here where there is one; the tree is none of ours', () => {
    const files = { 'read:xen.file': fileOf('out/xen.efi', MiB, { kind: 'xen' }) }
    expect(loadsOf({ answers: { ...byUefi, 'xen.file': 'out/xen.efi' }, files })).toEqual([
      {
        role: 'xen',
        name: 'Xen',
        file: 'xen',
        localFile: 'out/xen.efi',
        footprint: MiB,
        fileSize: MiB,
        because: '1 MiB, the size of out/xen.efi',
      },
      {
        role: 'kernel',
        name: 'dom0 kernel',
        file: 'Image',
        footprint: 64n * MiB,
        because: 'no file was given: 64 MiB kept for it',
      },
      {
        role: 'initrd',
        name: 'dom0 initramfs',
        file: 'initrd.img',
        footprint: 128n * MiB,
        because: 'no file was given: 128 MiB kept for it',
      },
    ])
  })
})
