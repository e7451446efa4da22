/**
 * What U-Boot hands over to Xen, as far as its console shows it: where each file lies, how the modules are described, and
 * which UART is named. What follows from that is said under the names of the checks that find the same in answers.
 */
import type { ConsoleLine } from '../console/line.ts'

/** What the console shows of something that checks look for too. */
export interface Shown {
  /** The id of that check. */
  readonly rule: string
  readonly isWrong: boolean
  /** One sentence, without its full stop; not yet safe to print. */
  readonly says: string
}

/** The command lines of Xen and of dom0. */
export interface CommandLines {
  readonly xen: string
  readonly dom0: string
}

interface Place {
  readonly name: string
  readonly start: bigint
  /** The first byte behind it. */
  readonly end: bigint
}

/** Texts of which every line that tells holds one. */
export const handedOverTexts = [
  'xenup: ',
  'reg = <',
  'multiboot,',
  'stdout-path = "',
  'bootargs = "',
  'Device Tree ',
  'Moving Image from ',
] as const

/** Xen's for Arm are of 700 KiB (32 bits) to 1.2 MiB (Debian's 4.14 to 4.20); a small build has half of that. */
const smallestXen = 0x6_0000n

/** More places than this no boot has; what comes after them is not looked at. */
const mostPlaces = 16

/** Takes the lines of one boot. */
export class HandedOver {
  readonly #places = new Map<string, Place>()
  #stdoutPath: string | undefined
  #dtuart: string | undefined
  readonly #printed: { xen?: string; dom0?: string } = {}
  #reg: readonly string[] | undefined
  #module: string | undefined
  #hasShortReg = false
  #hasWholeReg = false

  take({ text, by }: Pick<ConsoleLine, 'text' | 'by'>): void {
    if (by !== 'other') return
    this.#stdoutPath ??= /^stdout-path = "(?<path>\/[^":]{1,120})/.exec(text)?.groups?.['path']
    this.#dtuart ??= /^xen,xen-bootargs = "[^"]{0,400}?\bdtuart=(?<path>\/[^" ]{1,120})/.exec(text)?.groups?.['path']
    const line = /^xen,(?<of>xen|dom0)-bootargs = "(?<line>[^"]{0,800})";$/.exec(text)?.groups
    if (line) this.#printed[line['of'] as keyof CommandLines] ??= line['line'] ?? ''
    this.#takePlace(text)
    this.#takeModule(text)
  }

  /** Whether other command lines were printed than were planned. */
  differs(planned: CommandLines | undefined): boolean {
    const { xen, dom0 } = this.#printed
    return planned !== undefined && ((xen ?? planned.xen) !== planned.xen || (dom0 ?? planned.dom0) !== planned.dom0)
  }

  /** What is wrong in what was shown, and what is well. */
  get shown(): readonly Shown[] {
    return [...this.#uart(), ...this.#modules(), ...this.#overlaps(), ...this.#short(), ...this.#unaligned()]
  }

  #takePlace(text: string): void {
    const placed = /^xenup: (?<name>\w[\w ]{1,30}) is at 0x(?<start>[\da-f]{1,16})(?:, 0x(?<size>[\da-f]{1,16}) bytes)?/
    const tree =
      /^(?:Using|Loading) Device Tree (?:in place at|to) (?<start>[\da-f]{8,16}), end (?<end>[\da-f]{8,16})/.exec(text)
    const moved =
      /^Moving Image from 0x[\da-f]{1,16} to 0x(?<start>[\da-f]{1,16}), end=(?:0x)?(?<end>[\da-f]{1,16})/.exec(text)
    const { name, start, size } = placed.exec(text)?.groups ?? {}
    if (name !== undefined && size !== undefined) this.#put(name, hex(start), hex(start) + hex(size))
    if (tree) this.#put('device tree', hex(tree.groups?.['start']), hex(tree.groups?.['end']) + 1n)
    if (moved) this.#put('Xen', hex(moved.groups?.['start']), hex(moved.groups?.['end']))
  }

  /** As `fdt print` shows it, where reg comes before compatible or after it. */
  #takeModule(text: string): void {
    if (text.endsWith('{')) [this.#reg, this.#module] = [undefined, undefined]
    this.#reg = /^reg = <(?<cells>[0-9a-fx ]{3,100})>/.exec(text)?.groups?.['cells']?.split(' ') ?? this.#reg
    const type = /^compatible = "(?:xen|multiboot),(?:[\w-]{0,20}-)?(?<type>kernel|ramdisk|initrd)/.exec(text)
    this.#module = type?.groups?.['type'] ?? this.#module
    if (this.#reg === undefined || this.#module === undefined) return
    const [high = '0', low = '0', highSize = '0', lowSize = '0'] = this.#reg
    const name = this.#module === 'kernel' ? 'dom0 kernel' : 'dom0 initramfs'
    if (this.#reg.length < 4) this.#hasShortReg = true
    else {
      this.#hasWholeReg = true
      const start = cells(high, low)
      this.#put(name, start, start + cells(highSize, lowSize))
    }
    ;[this.#reg, this.#module] = [undefined, undefined]
  }

  #put(name: string, start: bigint, end: bigint): void {
    if (this.#places.has(name) || this.#places.size < mostPlaces) this.#places.set(name, { name, start, end })
  }

  #uart(): readonly Shown[] {
    const [told, tree] = [this.#dtuart, this.#stdoutPath]
    if (told === undefined || tree === undefined) return []
    const isWrong = told !== tree
    const says = isWrong
      ? `Xen is told dtuart=${told}, and the tree's own stdout-path is ${tree}`
      : `dtuart=${told} is the stdout-path of the tree, on which U-Boot speaks`
    return [{ rule: 'dtuart-missing', isWrong, says }]
  }

  #modules(): readonly Shown[] {
    if (this.#hasShortReg)
      return [
        {
          rule: 'tree-modules',
          isWrong: true,
          says: 'a module in the printed tree has a reg of fewer than four numbers',
        },
      ]
    return this.#hasWholeReg
      ? [{ rule: 'tree-modules', isWrong: false, says: 'the modules in the printed tree have a reg of four numbers' }]
      : []
  }

  #short(): readonly Shown[] {
    const xen = this.#places.get('Xen')
    if (xen === undefined || xen.end - xen.start >= smallestXen) return []
    const says = `Xen is 0x${(xen.end - xen.start).toString(16)} bytes long, which is too little for a whole one`
    return [{ rule: 'file-damaged', isWrong: true, says }]
  }

  #unaligned(): readonly Shown[] {
    const tree = this.#places.get('device tree')
    if (tree === undefined || tree.start % 8n === 0n) return []
    const says = `the device tree lies at 0x${tree.start.toString(16)}, which is no multiple of 8`
    return [{ rule: 'device-tree-size', isWrong: true, says }]
  }

  #overlaps(): readonly Shown[] {
    const places = [...this.#places.values()].sort((a, b) => (a.start < b.start ? -1 : 1))
    const says = ({ name, start, end }: Place): string => `${name} (${range(start, end)})`
    const clash = places.slice(1).flatMap((place, index) => {
      const before = places[index]!
      return place.start < before.end ? [`${says(before)} and ${says(place)} overlap`] : []
    })[0]
    if (clash !== undefined) return [{ rule: 'overlap', isWrong: true, says: clash }]
    return ['Xen', 'dom0 kernel', 'device tree'].every((name) => this.#places.has(name))
      ? [{ rule: 'overlap', isWrong: false, says: 'the places that the console shows do not overlap' }]
      : []
  }
}

const hex = (digits = '0'): bigint => BigInt(`0x${digits}`)
const cells = (high: string, low: string): bigint => (BigInt(high) << 32n) + BigInt(low)
const range = (start: bigint, end: bigint): string => `0x${start.toString(16)} to 0x${end.toString(16)}`
