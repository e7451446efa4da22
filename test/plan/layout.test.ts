/** The layout proven: whatever the board, a refusal, or loads that share no byte with anything and lie in RAM. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ParsedFile } from '../../src/model/facts.ts'
import type { Region } from '../../src/model/plan.ts'
import { GiB, hex, KiB, MiB } from '../../src/model/quantity.ts'
import type { Range, ReservedRange } from '../../src/model/range.ts'
import { isInside, joined, overlaps } from '../../src/model/range.ts'
import { type PlanInput, plan } from '../../src/plan/index.ts'
import { alignment, firstFit, freeWindow } from '../../src/plan/layout.ts'
import { boardPage } from '../board-page.ts'
import { placed } from '../placed-plan.ts'
import { fileOf, houseInput, memory, treeFile } from './fixtures.ts'

const top = 1n << 64n
const big = (min: bigint, max: bigint): fc.Arbitrary<bigint> => fc.bigInt({ min, max })

/** Where RAM starts on boards that exist, and at odd places. */
const bankBase = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      0n,
      0x20_0000n,
      0x1000_0000n,
      0x4000_0000n,
      0x4800_0000n,
      0x6000_0000n,
      0x8000_0000n,
      0xc000_0000n,
      4n * GiB - 32n * MiB,
      4n * GiB,
      8n * GiB,
      0x8_8000_0000n,
      (10n << 40n) - 64n * MiB,
    ),
  },
  { weight: 2, arbitrary: big(0n, 1n << 36n).map((value) => value & ~0xfffn) },
  { weight: 1, arbitrary: big(0n, top - 1n) },
)
const bankSize = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      4n * MiB,
      64n * MiB,
      128n * MiB,
      256n * MiB,
      512n * MiB,
      768n * MiB,
      GiB,
      2n * GiB,
      3n * GiB,
      8n * GiB,
    ),
  },
  { weight: 1, arbitrary: big(1n, 4n * GiB) },
)
const freeBanks = fc.array(fc.record({ base: bankBase, size: bankSize }), { minLength: 1, maxLength: 4 })

/** Banks that touch, overlap or leave a page between them. */
const chainedBanks = fc
  .tuple(
    bankBase,
    fc.array(fc.tuple(bankSize, fc.constantFrom(0n, 0n, 0x1000n, -0x1000n, MiB, -64n * MiB)), {
      minLength: 2,
      maxLength: 5,
    }),
    fc.boolean(),
  )
  .map(([base, links, reversed]) => {
    const banks: Range[] = []
    let at = base
    for (const [size, gap] of links) {
      banks.push({ base: at, size })
      at = at + size + gap < 0n ? 0n : at + size + gap
    }
    return reversed ? banks.reverse() : banks
  })
const banksOf = fc
  .oneof(freeBanks, chainedBanks)
  .map((banks) => banks.map(({ base, size }) => ({ base, size: base + size > top ? top - base : size })))

/** Regions mostly where loads would like to lie, some anywhere, some huge. */
const reservedIn = (banks: readonly Range[]): fc.Arbitrary<readonly ReservedRange[]> => {
  const near = fc
    .tuple(
      fc.constantFrom(...banks),
      big(0n, 512n * MiB),
      fc.oneof(big(1n, 64n * KiB), big(1n, 64n * MiB), fc.constant(2n * MiB)),
      fc.boolean(),
    )
    .map(([bank, offset, size, aligned]) => ({ base: bank.base + (aligned ? offset & ~0x1f_ffffn : offset), size }))
  const anywhere = fc.record({ base: big(0n, top - 1n), size: fc.oneof(big(1n, GiB), big(1n, top - 1n)) })
  return fc.array(
    fc
      .tuple(fc.oneof({ weight: 9, arbitrary: near }, { weight: 1, arbitrary: anywhere }), fc.boolean())
      .map(([range, named]) => ({ ...range, ...(named && { path: '/reserved-memory/r' }) })),
    { maxLength: 12 },
  )
}

const fileSize = fc.oneof(
  big(1n, 4n * MiB),
  big(1n, 128n * MiB),
  fc.constantFrom(1n, 2n * MiB, 2n * MiB + 1n, 64n * MiB, 128n * MiB),
)
const file = (path: string) =>
  fc.option(
    fc
      .record({
        size: fileSize,
        imageSize: fc.option(fileSize, { nil: undefined }),
        kind: fc.constantFrom('arm64-image' as const, 'gzip' as const),
      })
      .map(({ size, imageSize, kind }) => fileOf(path, size, { kind, ...(imageSize !== undefined && { imageSize }) })),
    { nil: undefined },
  )

/** Where U-Boot may say that it moved itself: somewhere in a bank, most often near its end. */
const relocatedIn = (banks: readonly Range[]): fc.Arbitrary<bigint> =>
  fc
    .tuple(fc.constantFrom(...banks), fc.oneof(big(1n, 16n * MiB), big(1n, 2n * GiB)))
    .map(([{ base, size }, below]) => (below < size ? base + size - below : base))

/** The log of a U-Boot that was asked where it is. */
const bdinfo = (relocaddr: bigint): ParsedFile => ({
  path: 'boot.log',
  kind: 'log',
  size: KiB,
  facts: { 'uboot.relocaddr': { value: relocaddr, evidence: { file: 'boot.log', at: 'line 9' } } },
})

/** Boards and files of all sorts, of 64 and 32 bits; the addresses are planned. */
const input: fc.Arbitrary<PlanInput> = banksOf.chain((banks) =>
  fc
    .record({
      reserved: reservedIn(banks),
      script: fc
        .oneof(
          fc.constantFrom(...banks).chain((bank) => big(0n, 64n * MiB).map((offset) => bank.base + offset)),
          big(0n, top - 1n),
        )
        .map((address) => (address < top ? address : 0n)),
      fromFile: fc.boolean(),
      tree: fc.oneof(big(100n, 200n * KiB), big(100n, 2n * MiB)),
      initrd: fc.boolean(),
      xen: file('xen'),
      kernel: file('Image'),
      ramdisk: file('initrd.img'),
      page: fc.boolean(),
      arch: fc.constantFrom('arm64' as const, 'arm32' as const),
      relocated: fc.option(relocatedIn(banks), { nil: undefined }),
    })
    .map(({ reserved, script, fromFile, tree, initrd, xen, kernel, ramdisk, page, arch, relocated }) => {
      const files = {
        ...(relocated !== undefined && { 'read:firmware.log': bdinfo(relocated) }),
        ...(fromFile && { 'read:dtb.file': treeFile(tree) }),
        ...(xen && { 'read:xen.file': xen }),
        ...(kernel && { 'read:dom0-kernel.file': kernel }),
        ...(ramdisk && { 'read:dom0-kernel.initrd-file': ramdisk }),
      }
      const answers = {
        'dtb.source': fromFile ? 'file' : 'firmware',
        'dom0-kernel.initrd': initrd ? 'yes' : 'no',
        'boot-media.script-address': hex(script),
      } as const
      const facts = { ...memory(banks, reserved), arch: { value: arch, evidence: { file: 'board.dtb', at: '/cpus' } } }
      const made = houseInput({ answers, files, facts })
      return page ? made : { ...made, board: undefined }
    }),
)

/** The first byte of a range that no bank has; nothing when all have. Walks, and knows nothing of joined banks. */
function uncovered({ base, size }: Range, banks: readonly Range[]): bigint | undefined {
  let at = base
  while (at < base + size) {
    const bank = banks.find((one) => at >= one.base && at < one.base + one.size)
    if (!bank) return at
    at = bank.base + bank.size
  }
  return undefined
}

const sharesAByte = (a: Range, b: Range): boolean => {
  const from = a.base > b.base ? a.base : b.base
  const aEnd = a.base + a.size
  const bEnd = b.base + b.size
  return from < (aEnd < bEnd ? aEnd : bEnd)
}

/** The whole stretch of RAM around an address, found by walking from bank to bank. */
function stretchAround(address: bigint, banks: readonly Range[]): Range | undefined {
  const first = banks.find((one) => address >= one.base && address < one.base + one.size)
  if (!first) return undefined
  let { base } = first
  let end = first.base + first.size
  for (let grew = true; grew; ) {
    grew = false
    for (const one of banks) {
      const oneEnd = one.base + one.size
      if (one.size === 0n || one.base > end || oneEnd < base || (one.base >= base && oneEnd <= end)) continue
      if (one.base < base) base = one.base
      if (oneEnd > end) end = oneEnd
      grew = true
    }
  }
  return { base, size: end - base }
}

/** What lies before it in its bank is left alone: 32 MiB on a 32-bit board of 256 MiB and more, else 2 MiB. */
function firstOfUse(address: bigint, banks: readonly Range[], arch: 'arm64' | 'arm32'): bigint {
  const { base, size } = stretchAround(address, banks)!
  const boundary = base % (2n * MiB) === 0n ? base : base - (base % (2n * MiB)) + 2n * MiB
  return boundary + (arch === 'arm32' && size >= 256n * MiB ? 32n * MiB : 2n * MiB)
}

/** A U-Boot that said where it is keeps 96 MiB below that, and everything up to the end of the bank. */
function keptByUBoot({ files }: PlanInput, banks: readonly Range[]): readonly Range[] {
  const at = files['read:firmware.log']?.facts['uboot.relocaddr']?.value
  const bank = at === undefined ? undefined : stretchAround(at, banks)
  if (at === undefined || !bank) return []
  const base = at - 96n * MiB > bank.base ? at - 96n * MiB : bank.base
  return [{ base, size: bank.base + bank.size - base }]
}

describe('whatever the board and the files', () => {
  test('a plan is refused in a sentence, or every load lies in RAM, on 2 MiB, clear of everything else', () => {
    let [plans, drawn] = [0, 0]
    fc.assert(
      fc.property(input, (one) => {
        drawn++
        const planned = plan(one)
        if (!planned.ok) {
          expect(planned.refusals).toHaveLength(1)
          expect(planned.refusals[0]!.says).toMatch(
            /^There is no room in RAM for .+ \(.+ in all\) beside what the device tree and U-Boot keep$/,
          )
          return
        }
        plans++
        const { loads, banks, regions, arch } = placed(planned.plan)
        const others = regions.filter(({ kind }) => kind !== 'load')
        for (const load of loads) {
          const place = { base: load.address, size: load.footprint }
          expect(load.address % (2n * MiB)).toBe(0n)
          expect(load.address).toBeGreaterThanOrEqual(12n * MiB)
          expect(uncovered(place, banks)).toBeUndefined()
          expect(load.address + load.footprint <= (arch === 'arm32' ? 4n * GiB : 10n << 40n)).toBe(true)
          expect(load.address).toBeGreaterThanOrEqual(firstOfUse(load.address, banks, arch))
          for (const kept of keptByUBoot(one, banks)) expect(sharesAByte(place, kept)).toBe(false)
          for (const other of others) expect(sharesAByte(place, other)).toBe(false)
          for (const other of loads)
            if (other !== load) expect(sharesAByte(place, { base: other.address, size: other.footprint })).toBe(false)
        }
      }),
      { numRuns: 1500 },
    )
    // Many boards have room, or this proved little.
    expect(plans).toBeGreaterThan(drawn / 4)
  })

  test('a place is as large as the header and the file say, and what the script lets in fits', () => {
    fc.assert(
      fc.property(input, (one) => {
        const planned = plan(one)
        if (!planned.ok) return
        const { loads, banks, regions, dtbGrowth, dtbPad } = placed(planned.plan)
        const files = {
          dtb: one.files['read:dtb.file'],
          xen: one.files['read:xen.file'],
          kernel: one.files['read:dom0-kernel.file'],
          initrd: one.files['read:dom0-kernel.initrd-file'],
        }
        for (const load of loads) {
          const learnt = files[load.role]
          const least = (learnt?.size ?? 1n) + (load.role === 'dtb' ? dtbGrowth + dtbPad : 0n)
          expect(load.footprint).toBeGreaterThanOrEqual(least)
          if (learnt && learnt.kind !== 'gzip')
            expect(load.footprint).toBeGreaterThanOrEqual(learnt.facts['image.size']?.value ?? 0n)
          expect(load.fileSize).toBe(learnt?.size)
          expect(load.room).toBeGreaterThanOrEqual(load.footprint)
          const room = { base: load.address, size: load.room }
          expect(uncovered(room, banks)).toBeUndefined()
          for (const other of regions) if (other.base !== load.address) expect(sharesAByte(room, other)).toBe(false)
        }
      }),
      { numRuns: 1000 },
    )
  })

  test('the same input gives the same plan', () => {
    fc.assert(
      fc.property(input, (one) => {
        expect(plan(one)).toEqual(plan(structuredClone(one)))
      }),
      { numRuns: 500 },
    )
  })

  test('the order of banks and of reserved regions moves nothing', () => {
    fc.assert(
      fc.property(input, (one) => {
        const banks = one.facts['memory.banks']!.value
        const reserved = one.facts['memory.reserved']?.value ?? []
        const turned = plan({
          ...one,
          facts: { ...one.facts, ...memory([...banks].reverse(), [...reserved].reverse()) },
        })
        const planned = plan(one)
        expect(turned.ok && turned.plan.loads).toEqual(planned.ok && planned.plan.loads)
      }),
      { numRuns: 500 },
    )
  })

  test('everything that is loaded or taken is a region, with a reason', () => {
    fc.assert(
      fc.property(input, (one) => {
        const planned = plan(one)
        if (!planned.ok) return
        const { loads, regions } = placed(planned.plan)
        const has = (wanted: Partial<Region>) =>
          regions.some((region) =>
            Object.entries(wanted).every(([key, value]) => region[key as keyof Region] === value),
          )
        for (const load of loads)
          expect(has({ kind: 'load', name: load.name, base: load.address, size: load.footprint })).toBe(true)
        for (const { base, size } of one.facts['memory.reserved']?.value ?? [])
          expect(has({ kind: 'reserved', base, size })).toBe(true)
        for (const { base, size } of one.board?.firmware ?? []) expect(has({ kind: 'firmware', base, size })).toBe(true)
        const { boot } = one.decided
        expect(boot.placedBy === 'us' && has({ kind: 'script', base: boot.scriptAddress })).toBe(true)
        for (const { name, because } of regions) expect(`${name}: ${because}`).not.toMatch(/undefined|NaN|: $/)
        for (let i = 1; i < regions.length; i++) expect(regions[i - 1]!.base <= regions[i]!.base).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('in one bank without reserved regions there is a plan exactly when all fits behind one another', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 512 }),
        fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 3, maxLength: 3 }),
        (megabytes, sizes) => {
          const [xen, kernel, ramdisk] = sizes.map((size, index) => fileOf(`file${index}`, BigInt(size) * MiB))
          const bank = { base: GiB, size: BigInt(megabytes) * MiB }
          const planned = plan(
            houseInput({
              // The script lies where nothing is placed anyway.
              answers: { 'boot-media.script-address': hex(GiB) },
              board: boardPage({ id: 'x' }),
              facts: memory([bank]),
              files: {
                'read:xen.file': xen!,
                'read:dom0-kernel.file': kernel!,
                'read:dom0-kernel.initrd-file': ramdisk!,
              },
            }),
          )
          const up = (value: number) => 2 * Math.ceil(value / 2)
          const uboot = Math.min(96, megabytes / 2)
          expect(planned.ok).toBe(2 + 2 + up(sizes[0]!) + up(sizes[1]!) + sizes[2]! <= megabytes - uboot)
        },
      ),
      { numRuns: 1000 },
    )
  })
})

describe('the first fit', () => {
  const range = fc.record({ base: big(0n, 64n * MiB), size: big(0n, 16n * MiB) })

  test('is the lowest place of 2 MiB steps that is free, or nothing', () => {
    fc.assert(
      fc.property(
        big(1n, 16n * MiB),
        fc.array(range, { minLength: 1, maxLength: 3 }),
        fc.array(range, { maxLength: 6 }),
        (size, banks, taken) => {
          const whole = joined(banks.filter((bank) => bank.size > 0n))
          const found = firstFit(size, banks, taken, 'arm64')
          // Every place there is, by trying them all.
          const places = Array.from({ length: 48 }, (_, step) => BigInt(step) * alignment).filter((base) => {
            const here = { base, size }
            const bank = whole.find((one) => base >= one.base && base < one.base + one.size)
            return (
              base >= 12n * MiB &&
              bank !== undefined &&
              base >= bank.base + alignment &&
              uncovered(here, [bank]) === undefined &&
              !taken.some((one) => one.size > 0n && sharesAByte(here, one))
            )
          })
          if (taken.every((one) => one.size > 0n) && banks.every((bank) => bank.size > 0n))
            expect(found).toBe(places.find((base) => base >= roundedUp(whole, base)))
          if (found !== undefined) expect(places).toContain(found)
        },
      ),
      { numRuns: 2000 },
    )
  })

  /** The first 2 MiB boundary of the bank that holds `base`, and one more: what lies before is firmware's. */
  const roundedUp = (banks: readonly Range[], base: bigint): bigint => {
    const bank = banks.find((one) => base >= one.base && base < one.base + one.size)!
    return ((bank.base + alignment - 1n) / alignment) * alignment + alignment
  }

  test.each<[string, Range, bigint, 'arm64' | 'arm32', bigint | undefined]>([
    ['that fills the bank to its last byte', { base: GiB, size: 6n * MiB }, 4n * MiB, 'arm64', GiB + 2n * MiB],
    ['is none for one byte more', { base: GiB, size: 6n * MiB }, 4n * MiB + 1n, 'arm64', undefined],
    ['leaves 32 MiB on a 32-bit board of 256 MiB', { base: GiB, size: 256n * MiB }, MiB, 'arm32', GiB + 32n * MiB],
    ['leaves 2 MiB on a 32-bit board of less', { base: GiB, size: 256n * MiB - 1n }, MiB, 'arm32', GiB + 2n * MiB],
    ['leaves 2 MiB on a 64-bit board of 256 MiB', { base: GiB, size: 256n * MiB }, MiB, 'arm64', GiB + 2n * MiB],
    ['begins at 12 MiB where RAM starts at 0', { base: 0n, size: 64n * MiB }, MiB, 'arm64', 12n * MiB],
    ['of a 32-bit board ends at 4 GiB', { base: 4n * GiB - 8n * MiB, size: GiB }, MiB, 'arm32', undefined],
  ])('%s', (_, bank, size, arch, expected) => {
    expect(firstFit(size, [bank], [], arch)).toBe(expected)
  })

  test('of a 32-bit board may end exactly at 4 GiB', () => {
    const bank = { base: 4n * GiB - 16n * MiB, size: 64n * MiB }
    expect(firstFit(14n * MiB, [bank], [], 'arm32')).toBe(4n * GiB - 14n * MiB)
    expect(firstFit(14n * MiB + 1n, [bank], [], 'arm32')).toBeUndefined()
  })

  test('ends with many obstacles', () => {
    const taken = Array.from({ length: 2000 }, (_, index) => ({ base: GiB + BigInt(index) * 2n * MiB, size: 1n }))
    expect(firstFit(MiB, [{ base: GiB, size: 8n * GiB }], taken, 'arm64')).toBe(GiB + 2000n * 2n * MiB)
    expect(firstFit(MiB, [{ base: GiB, size: 4000n * MiB }], taken, 'arm64')).toBeUndefined()
  })
})

describe('the free window', () => {
  const bank = { base: GiB, size: 64n * MiB }
  const first = GiB + 2n * MiB
  const end = GiB + 64n * MiB
  test.each<[string, readonly Range[], readonly [bigint, bigint]]>([
    ['is the bank behind its first 2 MiB', [], [first, end]],
    ['is the longer stretch behind what is kept', [{ base: GiB + 8n * MiB, size: 1n }], [GiB + 10n * MiB, end]],
    ['is the longer stretch before it', [{ base: GiB + 48n * MiB, size: 1n }], [first, GiB + 48n * MiB]],
    ['is the first of two as long', [{ base: GiB + 32n * MiB, size: 2n * MiB }], [first, GiB + 32n * MiB]],
    ['ends at the byte where something is kept', [{ base: first + 1n, size: GiB }], [first, first + 1n]],
    ['is empty where everything is kept', [bank], [first, first]],
  ])('%s', (_, taken, [from, to]) => {
    expect(freeWindow([bank], taken, 'arm64')).toEqual({ start: from, end: to })
  })

  test('is none where there is no bank', () => expect(freeWindow([], [], 'arm64')).toBeUndefined())

  test('of a 32-bit board ends at 4 GiB', () => {
    const across = { base: 3n * GiB, size: 2n * GiB }
    expect(freeWindow([across], [], 'arm32')).toEqual({ start: 3n * GiB + 32n * MiB, end: 4n * GiB })
  })
})

describe('banks', () => {
  const range = fc.record({ base: big(0n, 200n), size: big(1n, 60n) })

  test('joined hold the same bytes, in order, with gaps between them', () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 6 }), (banks) => {
        const whole = joined(banks)
        for (let byte = 0n; byte < 270n; byte++) {
          const holds = (list: readonly Range[]) =>
            list.filter(({ base, size }) => byte >= base && byte < base + size).length
          expect(holds(whole)).toBe(holds(banks) > 0 ? 1 : 0)
        }
        for (let i = 1; i < whole.length; i++)
          expect(whole[i]!.base > whole[i - 1]!.base + whole[i - 1]!.size).toBe(true)
      }),
    )
  })

  test('hold a range when they hold every byte of it', () => {
    fc.assert(
      fc.property(range, fc.array(range, { maxLength: 6 }), (one, banks) => {
        expect(isInside(one, banks)).toBe(uncovered(one, banks) === undefined)
      }),
    )
  })

  test('overlap when they share a byte', () => {
    fc.assert(
      fc.property(range, range, (a, b) => {
        expect(overlaps(a, b)).toBe(sharesAByte(a, b))
        expect(overlaps(a, b)).toBe(overlaps(b, a))
      }),
    )
  })
})
