/** The device tree as a script changes it: what is set under /chosen, what elsewhere, and what that needs of room. */
import type { BootSeen, CellSeen, ModuleSeen, RoomStep, TextPlace, TextSeen } from '../model/boot-seen.ts'

/** A property's value as `fdt set` makes it. */
export type PropertySeen = { readonly at: TextPlace; readonly bytes: number } & (
  | { readonly kind: 'cells'; readonly cells: readonly CellSeen[] }
  | { readonly kind: 'texts'; readonly texts: readonly string[] }
  | { readonly kind: 'other' }
)

interface NodeSeen {
  readonly at: TextPlace
  readonly properties: Map<string, PropertySeen>
}

/** In every tree's strings block, or nearly: their names take no room of their own. */
const usualNames: ReadonlySet<string> = new Set(
  'compatible reg status bootargs device_type #address-cells #size-cells'.split(' '),
)

export class TreeSeen {
  readonly room: RoomStep[] = []
  readonly edits: BootSeen['edits'][number][] = []
  readonly reservations: BootSeen['reservations'][number][] = []
  readonly #nodes = new Map<string, NodeSeen>()

  has(path: string): boolean {
    return this.#nodes.has(path)
  }

  make(path: string, at: TextPlace): void {
    if (this.#nodes.has(path)) return
    this.#nodes.set(path, { at, properties: new Map() })
    const name = path.slice(path.lastIndexOf('/') + 1)
    // FDT_BEGIN_NODE, the name with its NUL, FDT_END_NODE (Devicetree Specification v0.4, 5.4).
    this.room.push({ kind: 'grow', at, bytes: 8 + aligned(name.length + 1) })
  }

  set(path: string, name: string, value: PropertySeen): void {
    const node = this.#nodes.get(path) ?? { at: value.at, properties: new Map<string, PropertySeen>() }
    this.#nodes.set(path, node)
    const before = node.properties.get(name)
    node.properties.set(name, value)
    // FDT_PROP, its length, the offset of its name, the value (5.4.1).
    const bytes = before
      ? aligned(value.bytes) - aligned(before.bytes)
      : 12 + aligned(value.bytes) + (usualNames.has(name) ? 0 : name.length + 1)
    this.room.push({ kind: 'grow', at: value.at, bytes })
    if (!isBelowChosen(path)) this.edits.push({ node: path, property: name, isRemoval: false, at: value.at })
  }

  remove(path: string, name: string | undefined, at: TextPlace): void {
    if (name !== undefined) this.#nodes.get(path)?.properties.delete(name)
    else for (const known of [...this.#nodes.keys()]) if (isAtOrBelow(known, path)) this.#nodes.delete(known)
    if (!isBelowChosen(path))
      this.edits.push({ node: path, ...(name !== undefined && { property: name }), isRemoval: true, at })
  }

  property(path: string, name: string): PropertySeen | undefined {
    return this.#nodes.get(path)?.properties.get(name)
  }

  /** A property of one string. */
  text(path: string, name: string): TextSeen | undefined {
    const value = this.property(path, name)
    return value?.kind === 'texts' ? { text: value.texts.join(' '), at: value.at } : undefined
  }

  /** A property of one cell with a known number. */
  number(path: string, name: string): { readonly value: number; readonly at: TextPlace } | undefined {
    const value = this.property(path, name)
    const [first] = value?.kind === 'cells' ? value.cells : []
    return first?.kind === 'number' ? { value: Number(first.value), at: value!.at } : undefined
  }

  /** The nodes under /chosen that are boot modules, or look like it by their reg or their name. */
  modules(): readonly ModuleSeen[] {
    return [...this.#nodes].flatMap(([path, { at, properties }]): readonly ModuleSeen[] => {
      if (path === '/chosen' || !isBelowChosen(path)) return []
      const compatible = properties.get('compatible')
      const values = compatible?.kind === 'texts' ? compatible.texts : []
      const isModule =
        values.some((value) => /multiboot|^xen,(linux-|xsm-policy)/i.test(value)) ||
        (values.length === 0 && /\/(dom0|module)[^/]*$/i.test(path))
      if (!isModule) return []
      const reg = properties.get('reg')
      const bootargs = this.text(path, 'bootargs')
      const parent = path.slice(0, path.lastIndexOf('/'))
      const above = this.property(parent, 'compatible')
      return [
        {
          path,
          at,
          ...(compatible && { compatible: { values, at: compatible.at } }),
          ...(reg?.kind === 'cells' && { reg: { cells: reg.cells, at: reg.at } }),
          ...(bootargs && { bootargs }),
          ofGuest:
            above?.kind === 'texts' ? above.texts.includes('xen,domain') : !/^\/chosen(\/modules)?$/.test(parent),
        },
      ]
    })
  }
}

const isAtOrBelow = (path: string, above: string): boolean => path === above || path.startsWith(`${above}/`)
const isBelowChosen = (path: string): boolean => isAtOrBelow(path, '/chosen')
const aligned = (length: number): number => (length + 3) & ~3
