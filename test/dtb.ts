/**
 * Builds flattened device trees for tests, so that a test reads as the tree that it is about.
 *
 * Two layers: `dtb` takes a tree written much as in a .dts, and `blob` takes tokens, for blobs that no compiler would
 * write. Format: Devicetree Specification v0.4, chapter 5.
 */

/**
 * A property's value.
 *
 * `'text'` is a string, `['a', 'b']` a list of strings, `2` a cell, `0x4000_0000n` two cells, `[0, 1, 4]` cells, `true`
 * a property without value, bytes are bytes. `'&gic'`, alone or among cells, is the phandle of the node labelled gic.
 */
export type Value = string | number | bigint | true | Uint8Array | readonly (string | number | bigint)[]

/**
 * A node: properties, and children by name; `'gic: intc@8000000'` gives a child a label. What is undefined is not
 * there.
 */
export interface Tree {
  readonly [name: string]: Value | Tree | undefined
}

/** What a blob has besides its nodes. */
export interface Around {
  readonly version?: 16 | 17
  /** /memreserve/: pairs of address and size. */
  readonly memreserve?: readonly (readonly [bigint, bigint])[]
  /** NOP tokens between all others, as U-Boot leaves them where it deleted something. */
  readonly nops?: boolean
  /** Bytes that the blob has at the least: firmware pads it, to have room for its own nodes. */
  readonly size?: number
}

/** The blob of a tree. */
export function dtb(tree: Tree, around: Around = {}): Uint8Array {
  const handles = handlesOf(tree)
  const tokens: Token[] = []
  const write = (name: string, node: Tree): void => {
    tokens.push({ begin: nameOf(name) })
    const handle = handles.get(labelOf(name) ?? '')
    const entries = Object.entries(node)
    for (const [key, value] of entries)
      if (value !== undefined && !isNode(value)) tokens.push({ property: key, value: bytesOf(value, handles) })
    if (handle !== undefined && node.phandle === undefined)
      tokens.push({ property: 'phandle', value: bytesOf(handle, handles) })
    for (const [key, value] of entries) if (isNode(value)) write(key, value)
    tokens.push('end of node')
  }
  write('', tree)
  // Not behind the last node, where dtc takes none.
  const all: Token[] = around.nops ? tokens.flatMap((token): Token[] => [token, 'nop']).slice(0, -1) : tokens
  return blob([...all, 'end'], around)
}

/** One token of the structure block; `at` gives a property a name by its offset in the strings block. */
export type Token =
  | { readonly begin: string }
  | { readonly property: string; readonly value: Uint8Array }
  | { readonly at: number; readonly value: Uint8Array }
  | 'end of node'
  | 'nop'
  | 'end'
  | { readonly word: number }

/** Header fields by name, for headers that lie. */
export type Header = Partial<Record<(typeof fields)[number], number>>

const fields = [
  'magic',
  'totalSize',
  'structureAt',
  'stringsAt',
  'reservationsAt',
  'version',
  'lastCompatible',
  'bootCpu',
  'stringsSize',
  'structureSize',
] as const

/** The offset of a header field. */
export const fieldAt = (field: (typeof fields)[number]): number => fields.indexOf(field) * 4

/** A blob of any tokens; `strings` replaces the block of property names, `header` single fields. */
export function blob(
  tokens: readonly Token[],
  around: Around & { readonly strings?: Uint8Array; readonly header?: Header } = {},
): Uint8Array {
  const names = new Map<string, number>()
  let namesSize = 0
  const offsetOf = (name: string): number => {
    if (!names.has(name)) {
      names.set(name, namesSize)
      namesSize += name.length + 1
    }
    return names.get(name)!
  }
  const structure = Buffer.concat(
    tokens.flatMap((token): Uint8Array[] => {
      if (token === 'end of node') return [word(2)]
      if (token === 'nop') return [word(4)]
      if (token === 'end') return [word(9)]
      if ('word' in token) return [word(token.word)]
      if ('begin' in token) return [word(1), padded(Buffer.from(`${token.begin}\0`, 'latin1'))]
      return [
        word(3),
        word(token.value.length),
        word('at' in token ? token.at : offsetOf(token.property)),
        padded(token.value),
      ]
    }),
  )
  const strings = around.strings ?? Buffer.from([...names.keys()].map((name) => `${name}\0`).join(''), 'latin1')
  const reservations = Buffer.concat(
    [...(around.memreserve ?? []), [0n, 0n] as const].map(([base, size]) =>
      Buffer.concat([cells2(base), cells2(size)]),
    ),
  )
  const version = around.version ?? 17
  const structureAt = 40 + reservations.length
  const stringsAt = structureAt + structure.length
  const size = Math.max(stringsAt + strings.length, around.size ?? 0)
  const header: Record<(typeof fields)[number], number> = {
    magic: 0xd00dfeed,
    totalSize: size,
    structureAt,
    stringsAt,
    reservationsAt: 40,
    version,
    lastCompatible: 16,
    bootCpu: 0,
    stringsSize: strings.length,
    // Version 16 has no such field; the place is padding there.
    structureSize: version === 16 ? 0 : structure.length,
    ...around.header,
  }
  const bytes = Buffer.alloc(size)
  Buffer.concat([...fields.map((field) => word(header[field])), reservations, structure, strings]).copy(bytes)
  return new Uint8Array(bytes)
}

/** One 32-bit word, most significant byte first. */
export function word(value: number): Uint8Array {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

/** Many words in one piece, for values too long to be written out. */
export function words(count: number, at: (index: number) => number): Uint8Array {
  const bytes = Buffer.alloc(count * 4)
  for (let index = 0; index < count; index++) bytes.writeUInt32BE(at(index), index * 4)
  return bytes
}

function cells2(value: bigint): Uint8Array {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(value)
  return bytes
}

const padded = (bytes: Uint8Array): Uint8Array => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])

const isNode = (value: Value | Tree | undefined): value is Tree =>
  typeof value === 'object' && !Array.isArray(value) && !(value instanceof Uint8Array)

const labelOf = (key: string): string | undefined => /^(\w+): /.exec(key)?.[1]

const nameOf = (key: string): string => key.replace(/^\w+: /, '')

/** Labels to phandles: the node's own where it gives one, else numbers from 1 in file order. */
function handlesOf(tree: Tree): ReadonlyMap<string, number> {
  const handles = new Map<string, number>()
  const visit = (node: Tree): void => {
    for (const [key, value] of Object.entries(node)) {
      if (!isNode(value)) continue
      const label = labelOf(key)
      if (label !== undefined) handles.set(label, typeof value.phandle === 'number' ? value.phandle : handles.size + 1)
      visit(value)
    }
  }
  visit(tree)
  return handles
}

function bytesOf(value: Value, handles: ReadonlyMap<string, number>): Uint8Array {
  if (value === true) return new Uint8Array()
  if (value instanceof Uint8Array) return value
  if (typeof value === 'number') return word(value)
  if (typeof value === 'bigint') return cells2(value)
  const list: readonly (string | number | bigint)[] =
    typeof value === 'string' ? [value] : (value as readonly (string | number | bigint)[])
  const areStrings = list.every((one) => typeof one === 'string' && !one.startsWith('&'))
  return Buffer.concat(
    list.map((one) => {
      if (areStrings) return Buffer.from(`${one}\0`, 'latin1')
      if (typeof one !== 'string') return bytesOf(one, handles)
      const handle = handles.get(one.slice(1))
      if (handle === undefined) throw new Error(`the tree has no node labelled ${one}`)
      return word(handle)
    }),
  )
}
