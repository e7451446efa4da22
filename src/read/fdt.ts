/**
 * Reads a flattened device tree (.dtb), versions 16 and 17: bytes in, tree out.
 *
 * Total: any bytes give a tree or one sentence of error, in time and memory linear in the file's size. Nothing is
 * followed by offset but property names, each a look-up of at most 255 bytes, so no structure can be cyclic.
 * Format: Devicetree Specification v0.4, chapter 5.
 */
import { limits, limitText } from '../model/limits.ts'
import { Malformed, type Read, reading } from './document.ts'
import { latin1 } from './text.ts'

/** A node. Property values are views into the file's bytes; children and properties keep the file's order. */
export interface DtNode {
  /** With its unit address: `serial@9000000`; the root's is empty. */
  readonly name: string
  readonly parent: DtNode | undefined
  readonly properties: ReadonlyMap<string, Uint8Array>
  readonly children: readonly DtNode[]
}

/** A device tree as the file holds it. */
export interface DeviceTree {
  readonly version: number
  /** Bytes that the blob claims, padding included. */
  readonly totalSize: number
  /** Bytes up to the end of the last block: the rest is padding, which fdt resize takes away. */
  readonly usedSize: number
  readonly root: DtNode
  /** The /memreserve/ block, in bytes. */
  readonly memoryReservations: readonly { readonly base: bigint; readonly size: bigint }[]
}

/** The first four bytes of a device tree (Devicetree Specification v0.4, 5.2). */
export const fdtMagic = 0xd00dfeed

/** Of names and paths no real tree comes near. */
const longest = { name: 255, path: 1023 }

const token = { beginNode: 1, endNode: 2, property: 3, nop: 4, end: 9 }

/** Reads a device tree; the error says what is wrong and at which offset. */
export const readDeviceTree = (bytes: Uint8Array): Read<DeviceTree> =>
  reading(() => {
    const header = readHeader(bytes)
    return {
      version: header.version,
      totalSize: header.totalSize,
      usedSize: Math.max(header.structure.end, header.strings.end),
      memoryReservations: readReservations(header),
      root: readStructure(header),
    }
  })

interface Header {
  readonly view: DataView
  readonly bytes: Uint8Array
  readonly version: number
  readonly totalSize: number
  readonly reservations: number
  readonly structure: { readonly start: number; readonly end: number }
  readonly strings: { readonly start: number; readonly end: number }
}

function readHeader(file: Uint8Array): Header {
  if (file.length < 4) throw new Malformed(`the file has ${file.length} bytes, too few for a device tree`, 0)
  const all = new DataView(file.buffer, file.byteOffset, file.length)
  const magic = all.getUint32(0)
  if (magic !== fdtMagic)
    throw new Malformed(`it does not start with the device tree magic 0xd00dfeed but with 0x${magic.toString(16)}`, 0)
  if (file.length < 36) throw new Malformed(`the header is cut off after ${file.length} bytes`, file.length)
  const totalSize = all.getUint32(4)
  if (totalSize > file.length)
    throw new Malformed(`the header claims ${totalSize} bytes and the file has ${file.length}: it was cut off`, 4)
  if (totalSize > limits.deviceTree.most)
    throw new Malformed(`the header claims ${totalSize} bytes; Xen takes at most 2 MiB`, 4)
  const version = all.getUint32(20)
  const lastCompatible = all.getUint32(24)
  if (version < 16 || lastCompatible > 17) {
    throw new Malformed(`it has format version ${version}, compatible with ${lastCompatible}; 16 and 17 are in use`, 20)
  }
  // size_dt_struct came with version 17; before, the structure block ends with its FDT_END token.
  const headerSize = version >= 17 ? 40 : 36
  if (totalSize < headerSize)
    throw new Malformed(`the header claims ${totalSize} bytes, fewer than the header itself has`, 4)
  const bytes = file.subarray(0, totalSize)
  const view = new DataView(file.buffer, file.byteOffset, totalSize)

  const block = (what: string, at: number, start: number, size: number, alignment: number) => {
    if (start % alignment !== 0)
      throw new Malformed(`the ${what} block starts at ${start}, not at a multiple of ${alignment}`, at)
    if (start < headerSize || start + size > totalSize) {
      throw new Malformed(
        `the ${what} block (${size} bytes at ${start}) does not lie inside the ${totalSize} bytes of the tree`,
        at,
      )
    }
    return { start, end: start + size }
  }
  const structureStart = view.getUint32(8)
  const structureSize = version >= 17 ? view.getUint32(36) : Math.max(0, totalSize - structureStart)
  return {
    view,
    bytes,
    version,
    totalSize,
    structure: block('structure', 8, structureStart, structureSize, 4),
    strings: block('strings', 12, view.getUint32(12), view.getUint32(32), 1),
    reservations: block('memory reservation', 16, view.getUint32(16), 16, 8).start,
  }
}

function readReservations({ view, reservations, totalSize }: Header): DeviceTree['memoryReservations'] {
  const found: { base: bigint; size: bigint }[] = []
  for (let at = reservations; ; at += 16) {
    if (at + 16 > totalSize) throw new Malformed('the memory reservation block has no end (an entry of two zeros)', at)
    const base = view.getBigUint64(at)
    const size = view.getBigUint64(at + 8)
    if (base === 0n && size === 0n) return found
    if (found.length === limits.ranges.most)
      throw new Malformed(`there are more than ${limits.ranges.most} memory reservations`, at)
    found.push({ base, size })
  }
}

interface GrowingNode extends DtNode {
  readonly properties: Map<string, Uint8Array>
  readonly children: GrowingNode[]
  readonly parent: GrowingNode | undefined
  readonly pathLength: number
}

/** Walks the structure block with a pointer to the open node instead of recursion, so that depth costs nothing. */
function readStructure({ view, bytes, structure, strings }: Header): DtNode {
  const propertyName = namesIn(bytes, strings)
  let root: GrowingNode | undefined
  let open: GrowingNode | undefined
  let [depth, nodes, properties] = [0, 0, 0]
  let at = structure.start

  const word = (what: string): number => {
    if (at + 4 > structure.end) throw new Malformed(`the structure block ends before ${what}`, at)
    const value = view.getUint32(at)
    at += 4
    return value
  }

  for (;;) {
    const start = at
    const kind = word('its end token')
    if (kind === token.nop) continue
    if (kind === token.end) {
      if (open) throw new Malformed(`the tree ends while node ${JSON.stringify(open.name)} is still open`, start)
      if (!root) throw new Malformed('the structure block has no node at all', start)
      return root
    }
    if (kind === token.beginNode) {
      if (root && !open) throw new Malformed('there is a second root node', start)
      const name = terminated(bytes, at, Math.min(structure.end, at + longest.name + 1))
      if (name === undefined) throw new Malformed(`a node's name has no end within ${longest.name} bytes`, at)
      const pathLength = (open?.pathLength ?? -1) + 1 + name.length
      if (pathLength > longest.path) throw new Malformed(`a node's path is longer than ${longest.path} bytes`, at)
      if (++depth > limits.nodeDepth.most)
        throw new Malformed(`nodes are nested deeper than ${limits.nodeDepth.most} levels`, start)
      if (++nodes > limits.nodes.most) throw new Malformed(`there are more than ${limitText(limits.nodes)}`, start)
      const node: GrowingNode = { name, parent: open, properties: new Map(), children: [], pathLength }
      open?.children.push(node)
      root ??= node
      open = node
      at += aligned(name.length + 1)
      continue
    }
    if (kind === token.endNode) {
      if (!open) throw new Malformed('a node ends that never began', start)
      open = open.parent
      depth--
      continue
    }
    if (kind === token.property) {
      if (!open) throw new Malformed('a property stands outside any node', start)
      if (++properties > limits.properties.most)
        throw new Malformed(`there are more than ${limitText(limits.properties)}`, start)
      const length = word("a property's length")
      const nameOffset = word("a property's name")
      if (at + length > structure.end)
        throw new Malformed(`a property claims ${length} bytes, more than the structure block has left`, start + 4)
      const name = propertyName(nameOffset, start + 8)
      // Of two properties with one name libfdt and Xen see the first.
      if (!open.properties.has(name)) open.properties.set(name, bytes.subarray(at, at + length))
      at += aligned(length)
      continue
    }
    throw new Malformed(`there is no structure token 0x${kind.toString(16)}`, start)
  }
}

/** Property names by offset into the strings block, each decoded once. */
function namesIn(bytes: Uint8Array, strings: { start: number; end: number }) {
  const known = new Map<number, string>()
  return (offset: number, at: number): string => {
    const seen = known.get(offset)
    if (seen !== undefined) return seen
    const start = strings.start + offset
    if (start >= strings.end)
      throw new Malformed(
        `a property's name lies at ${offset}, outside the strings block of ${strings.end - strings.start} bytes`,
        at,
      )
    const name = terminated(bytes, start, Math.min(strings.end, start + longest.name + 1))
    if (name === undefined) throw new Malformed(`a property's name has no end within ${longest.name} bytes`, start)
    known.set(offset, name)
    return name
  }
}

/** The text from `start` to the NUL before `end`, or nothing. */
function terminated(bytes: Uint8Array, start: number, end: number): string | undefined {
  const nul = bytes.subarray(start, end).indexOf(0)
  return nul < 0 ? undefined : latin1(bytes.subarray(start, start + nul))
}

const aligned = (length: number): number => (length + 3) & ~3
