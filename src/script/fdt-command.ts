/** U-Boot's `fdt` command, noted instead of done (cmd/fdt.c, do_fdt). */
import type { AddressSeen, TextPlace, TextSeen } from '../model/boot-seen.ts'
import { readValue } from './fdt-values.ts'
import type { Machine, Status } from './machine.ts'
import type { TreeSeen } from './tree.ts'

/** What the command works on. */
export interface FdtContext {
  readonly machine: Machine
  readonly tree: TreeSeen
  address(text: TextSeen): AddressSeen
}

/** A subcommand: the words behind it. */
type Subcommand = (args: readonly TextSeen[], at: TextPlace, context: FdtContext) => Status

/** One `fdt …`. */
export function fdt([verb, ...args]: readonly TextSeen[], at: TextPlace, context: FdtContext): Status {
  const name = verb?.text ?? ''
  // Only the beginning of a subcommand counts, as do_fdt compares them.
  const subcommand = name.startsWith('mk') ? makeNode : subcommands[name]
  if (subcommand) return subcommand(args, at, context)
  if (/^(pr|li|header|bootcpu|checksign|boardsetup|systemsetup|memory|get)/.test(name))
    return read(name, args, at, context)
  context.machine.skip(at, `The command fdt ${name} is not one that xenup reads`)
  return 'unknown'
}

const subcommands: Readonly<Record<string, Subcommand>> = {
  addr: open,
  a: open,
  move: (args, at, { tree, address }) => {
    const [, to, length] = args
    if (!to) return 'failed'
    const bytes = length && address(length).value
    tree.room.push({ kind: 'move', at, to: address(to), ...(bytes !== undefined && { length: bytes }) })
    return 'ok'
  },
  resize: ([extra], at, { tree, address }) => {
    tree.room.push({ kind: 'resize', at, extra: extra === undefined ? 0n : address(extra).value })
    return 'ok'
  },
  rsvmem: ([verb, base, size], at, { tree, address }) => {
    const range = [base, size].map((word) => word && address(word).value)
    if (verb?.text === 'add' && range[0] !== undefined && range[1] !== undefined)
      tree.reservations.push({ base: range[0], size: range[1], at })
    return 'ok'
  },
  rm: ([path, name], at, { tree }) => {
    if (!path) return 'failed'
    tree.remove(clean(path.text), name?.text, at)
    return 'ok'
  },
  chosen: (_, at, { tree }) => {
    tree.make('/chosen', at)
    return 'ok'
  },
  apply: (_, at, { machine }) => {
    machine.skip(at, 'What the overlay of fdt apply brings is not read')
    return 'ok'
  },
  set: setProperty,
}

function open(args: readonly TextSeen[], at: TextPlace, { tree, address }: FdtContext): Status {
  const [where, length] = args.filter(({ text }) => !text.startsWith('-'))
  // Without an address it tells the one in use.
  if (!where || args.some(({ text }) => text === '-c')) return 'ok'
  const bytes = length && address(length).value
  tree.room.push({ kind: 'open', at, address: address(where), ...(bytes !== undefined && { length: bytes }) })
  return 'ok'
}

function makeNode([parent, name]: readonly TextSeen[], at: TextPlace, { machine, tree }: FdtContext): Status {
  if (!parent || !name) {
    machine.fault('error', at, 'fdt mknod takes a path and a name, and one is missing', 'Write fdt mknod /chosen dom0.')
    return 'failed'
  }
  if (name.text.includes('/')) {
    machine.fault(
      'error',
      name.at,
      `fdt mknod takes the path of the node above and the name apart, and the name is ${name.text}`,
      `Write fdt mknod ${parent.text} ${name.text.split('/').at(-1)}.`,
    )
    return 'failed'
  }
  tree.make(`${parent.text === '/' ? '' : clean(parent.text)}/${name.text}`, at)
  return 'ok'
}

function setProperty(args: readonly TextSeen[], at: TextPlace, context: FdtContext): Status {
  const { machine, tree } = context
  const [path, name, ...words] = args
  if (!path || !name) {
    machine.skip(at, 'fdt set takes a path and a property, and one is missing')
    return 'failed'
  }
  const { value, refused, doubts } = readValue(name.text, words, words[0]?.at ?? at)
  for (const doubt of doubts) machine.fault('warning', doubt.at, doubt.says, doubt.fix)
  if (refused)
    machine.fault(
      'error',
      refused.at,
      `${clean(path.text)} does not get its ${name.text}: ${decapitalized(refused.says)}`,
      refused.fix,
    )
  const node = clean(path.text)
  if (node.startsWith('/chosen/') && !tree.has(node) && tree.has('/chosen')) warnOfMissing(node, path.at, context)
  const property = bootargsName.test(name.text) ? name.text.toLowerCase() : name.text
  if (property !== name.text)
    machine.fault(
      'error',
      name.at,
      `The property is called ${name.text}, and Xen reads names to the letter`,
      `Write ${property}.`,
    )
  // Told is told: what follows is read as if the property were there.
  tree.set(node, property, value ?? { kind: 'cells', cells: [], at, bytes: 0 })
  return 'ok'
}

/** In any case: whoever wrote it meant this one. */
const bootargsName = /^xen,(xen|dom0)-bootargs$/i

/** The tree may bring the node; then the script need not make it. */
function warnOfMissing(node: string, at: TextPlace, { machine }: FdtContext): void {
  const name = node.slice(node.lastIndexOf('/') + 1)
  machine.fault(
    'warning',
    at,
    `No command before makes the node ${node}: unless the tree brings it, fdt set says FDT_ERR_NOTFOUND`,
    `Write fdt mknod ${node.slice(0, node.lastIndexOf('/'))} ${name} before.`,
  )
}

/** `fdt get value NAME …` fills a variable with what the board's tree says. */
function read(verb: string, [what, name]: readonly TextSeen[], at: TextPlace, { machine }: FdtContext): Status {
  if (verb !== 'get') return 'ok'
  if (what && name) machine.set(name.text, machine.unknowns.of(name.text), at)
  return 'unknown'
}

/** `/chosen/` is `/chosen`. */
const clean = (path: string): string => (path.length > 1 ? path.replace(/\/$/, '') : path)

const decapitalized = (text: string): string =>
  /^[A-Z][a-z]/.test(text) && !text.startsWith('U-Boot') ? text.charAt(0).toLowerCase() + text.slice(1) : text
