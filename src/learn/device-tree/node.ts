/** Looking at nodes the way Xen does: exact paths, first match in file order, `okay` or no status. */
import { limits } from '../../model/limits.ts'
import type { DtNode } from '../../read/fdt.ts'
import { latin1 } from '../../read/text.ts'

/** The full path of a node; `/` for the root. */
export function pathOf(node: DtNode): string {
  const names: string[] = []
  for (let at: DtNode | undefined = node; at?.parent; at = at.parent) names.push(at.name)
  return `/${names.reverse().join('/')}`
}

/** Every node, parents before children, in file order: the order of Xen's dt_for_each_device_node. */
export function* everyNode(root: DtNode, isLeftOut: (node: DtNode) => boolean = () => false): Generator<DtNode> {
  const waiting = [root]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (isLeftOut(node)) continue
    yield node
    for (let i = node.children.length - 1; i >= 0; i--) waiting.push(node.children[i]!)
  }
}

/** The node of an exact path (`/timer` is not `/timer@60005000`), ignoring case as Xen's dt_node_cmp does. */
export function nodeAt(root: DtNode, path: string): DtNode | undefined {
  if (!path.startsWith('/')) return undefined
  let node: DtNode | undefined = root
  for (const name of path.split('/').slice(1)) {
    if (name === '' && path === '/') return root
    node = node?.children.find((child) => child.name.toLowerCase() === name.toLowerCase())
  }
  return node
}

/** The name without its unit address. */
export const baseName = (node: DtNode): string => node.name.split('@', 1)[0]!

/** A property as a list of strings; missing when the node has none. */
export const strings = decoded((value): readonly string[] => {
  if (value.length === 0) return []
  const texts = latin1(value.subarray(0, limits.texts.most)).split('\0')
  if (texts.at(-1) === '') texts.pop()
  return texts
})

/** A property as one string, up to its first NUL; missing when there is none or it is empty bytes. */
export function string(node: DtNode, property: string): string | undefined {
  const texts = strings(node, property)
  return texts && node.properties.get(property)!.length > 0 ? (texts[0] ?? '') : undefined
}

/** A property as one string that a NUL ends; missing without one, as in Xen's dt_property_read_string. */
export function endedString(node: DtNode, property: string): string | undefined {
  return node.properties.get(property)?.includes(0) ? string(node, property) : undefined
}

/** A property as 32-bit cells; bytes that do not fill a cell are left off, as in Xen. */
export const cells = decoded((value): readonly number[] => {
  const view = new DataView(value.buffer, value.byteOffset, value.length)
  return Array.from({ length: value.length >> 2 }, (_, i) => view.getUint32(i * 4))
})

/** Decodes a property once, however many devices ask: thousands may sit below one bus with `ranges` of megabytes. */
function decoded<T>(decode: (value: Uint8Array) => T): (node: DtNode, property: string) => T | undefined {
  const known = new WeakMap<Uint8Array, T>()
  return (node, property) => {
    const value = node.properties.get(property)
    if (value && !known.has(value)) known.set(value, decode(value))
    return value && known.get(value)
  }
}

/** The first cell of a property. */
export function cell(node: DtNode, property: string): number | undefined {
  const value = node.properties.get(property)
  if (!value || value.length < 4) return undefined
  return new DataView(value.buffer, value.byteOffset, value.length).getUint32(0)
}

/** True for a node without status, or with `okay` or `ok` (xen device-tree.c, dt_device_is_available). */
export function isAvailable(node: DtNode): boolean {
  const status = node.properties.get('status')
  if (!status) return true
  const text = string(node, 'status')
  return text === 'okay' || text === 'ok'
}

/** True when the node and every node above it are available. */
export function isEnabled(node: DtNode): boolean {
  for (let at: DtNode | undefined = node; at; at = at.parent) if (!isAvailable(at)) return false
  return true
}

/** True when the node's compatible list has one of these; Xen compares without case (dt_compat_cmp). */
export function isCompatible(node: DtNode, wanted: readonly string[]): boolean {
  return strings(node, 'compatible')?.some((text) => wanted.includes(text.toLowerCase())) ?? false
}

/** The phandle of a node, in either spelling. */
export const phandleOf = (node: DtNode): number | undefined => cell(node, 'phandle') ?? cell(node, 'linux,phandle')
