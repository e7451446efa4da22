/**
 * What U-Boot's fdt commands make of a device tree: those of a script whose steps all succeed, as cmd/fdt.c of U-Boot
 * 2023.01 does them (do_fdt, fdt_parse_prop).
 */
import { type DtNode, readDeviceTree } from '../../src/read/fdt.ts'
import { oldHush } from './quote-models.ts'

/** Properties in hex by `/path:name`, and each node as `/path`. */
export type FlatTree = Map<string, string>

/** A .dtb, flat. */
export function flatTree(bytes: Uint8Array): FlatTree {
  const tree = readDeviceTree(bytes)
  if (!tree.ok) throw new Error(tree.says)
  const flat: FlatTree = new Map()
  const visit = (node: DtNode, path: string): void => {
    flat.set(path || '/', '')
    for (const [name, value] of node.properties) flat.set(`${path || '/'}:${name}`, Buffer.from(value).toString('hex'))
    for (const child of node.children) visit(child, `${path}/${child.name}`)
  }
  visit(tree.document.root, '')
  return flat
}

/**
 * Changes the tree as the script's `fdt mknod`, `fdt set` and `fdt rm` do; `variables` are what the loads before them
 * set.
 */
export function runFdtCommands(script: string, flat: FlatTree, variables: Readonly<Record<string, string>>): void {
  for (const line of script.split('\n').filter((line) => !line.startsWith('#'))) {
    let before = true
    for (const command of commandsOf(line)) {
      const [fdt, verb, ...args] = oldHush(command, variables) ?? []
      if (fdt !== 'fdt') continue
      if (verb === 'get') before = flat.has(args[3] === undefined ? args[2]! : `${args[2]}:${args[3]}`)
      // `get || mknod`, and `if get; then` on the line before a change.
      else if (verb === 'mknod' && !(before && line.includes('||'))) makeNode(flat, args)
      else if (verb === 'set') setProperty(flat, args)
      else if (verb === 'rsvmem' && args[0] === 'add') flat.set(`/memreserve/ ${args[1]} ${args[2]}`, '')
      else if (verb === 'rm' && args[1] !== undefined) flat.delete(`${args[0]}:${args[1]}`)
      else if (verb === 'rm')
        for (const key of [...flat.keys()])
          if (key === args[0] || key.startsWith(`${args[0]}/`) || key.startsWith(`${args[0]}:`)) flat.delete(key)
    }
  }
}

function makeNode(flat: FlatTree, [parent, name]: readonly string[]): void {
  const path = parent === '/' ? `/${name}` : `${parent}/${name}`
  if (!flat.has(parent!)) throw new Error(`libfdt fdt_path_offset() returned FDT_ERR_NOTFOUND: ${parent}`)
  if (flat.has(path)) throw new Error(`libfdt fdt_add_subnode(): FDT_ERR_EXISTS: ${path}`)
  flat.set(path, '')
}

function setProperty(flat: FlatTree, [path, name, ...values]: readonly string[]): void {
  if (!flat.has(path!)) throw new Error(`libfdt fdt_path_offset() returned FDT_ERR_NOTFOUND: ${path}`)
  flat.set(
    `${path}:${name}`,
    (values[0]?.startsWith('<')
      ? cells(values.join(' '))
      : Buffer.from(values.map((value) => `${value}\0`).join(''), 'latin1')
    ).toString('hex'),
  )
}

/** `<0x0 16>`: what has no 0x is decimal (simple_strtoul with base 0). */
function cells(text: string): Buffer {
  const numbers = /^<(.*)>$/.exec(text)?.[1]?.trim().split(/\s+/).map(Number)
  if (!numbers || numbers.some((number) => !Number.isInteger(number) || number < 0 || number > 0xffff_ffff))
    throw new Error(`no cells: ${text}`)
  const bytes = Buffer.alloc(4 * numbers.length)
  numbers.forEach((number, index) => bytes.writeUInt32BE(number, 4 * index))
  return bytes
}

/** The commands of a line, apart from each other. */
function commandsOf(line: string): readonly string[] {
  const commands = ['']
  let quote = ''
  for (let at = 0; at < line.length; at++) {
    const ch = line[at]!
    if (ch === '\\' && quote !== "'") commands[commands.length - 1] += ch + (line[++at] ?? '')
    else if (!quote && ';&|'.includes(ch)) commands.push('')
    else {
      if (quote ? ch === quote : ch === '"' || ch === "'") quote = quote ? '' : ch
      commands[commands.length - 1] += ch
    }
  }
  return commands.map((command) => command.trim().replace(/^(?:if|then|else) /, ''))
}
