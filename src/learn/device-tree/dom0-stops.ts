/**
 * Where Xen stops while it makes dom0's device tree ("Device tree generation failed", then the panic "Could not set up
 * DOM0 guest OS"): handle_node in xen/arch/arm/domain_build.c, handle_device in xen/arch/arm/device.c, rule for rule.
 *
 * A walk in file order, as Xen's. What would stop Xen is noted with the least change that helps, and the walk goes on as
 * if that change were made: so one reading names all that has to be changed.
 */
import type { Dom0Stop } from '../../model/facts.ts'
import type { DtNode } from '../../read/fdt.ts'
import { keptFromDom0, smmus } from './dom0-devices.ts'
import { costOf, type Device, deviceOf, faultsOf, hasPrivate, remove } from './dom0-faults.ts'
import { claimsOn, interruptOf, inWords, type Triggers } from './dom0-interrupts.ts'
import { type Phandles, phandlesOf, routeOf } from './interrupt.ts'
import { cell, everyNode, isAvailable, isCompatible, nodeAt, pathOf, string } from './node.ts'

/** What is needed besides the tree itself. */
export interface Dom0Context {
  readonly root: DtNode
  readonly gic: DtNode
  /** Path of the timer. */
  readonly timer: string
  /** Paths of the UARTs that can be Xen's console. */
  readonly consoles: readonly string[]
}

/** More stops than this are no board: whoever sees so many takes another tree. */
const maxStops = 64

/** What a reading may cost, in entries of lists: real trees take up to a tenth, and hostile ones end here. */
const maxCost = 1 << 20

/**
 * Reads where Xen stops; an empty list when it comes through. What refers to a node that is taken out may be a stop of
 * its own then, so the walk begins again without it.
 */
export function readDom0Stops(context: Dom0Context): readonly Dom0Stop[] {
  const gone = new Map<DtNode, Dom0Stop>()
  const budget = { left: maxCost }
  for (;;) {
    const before = gone.size
    const { stops, users } = walk(context, gone, budget)
    if (gone.size === before || gone.size >= maxStops || budget.left <= 0)
      return [...gone.values(), ...stops, ...stopsOfConsoles(context, users)].slice(0, maxStops)
  }
}

/** Who has which interrupt of the GIC, by Xen's number. */
type Users = Map<number, Set<string>>

/** One walk over what is not `gone`; nodes that have to go are added there. */
function walk(
  context: Dom0Context,
  gone: Map<DtNode, Dom0Stop>,
  budget: { left: number },
): { readonly stops: readonly Dom0Stop[]; readonly users: Users } {
  const { root, gic } = context
  const phandles = phandlesOf(root, (node) => gone.has(node))
  const isKept = keptFromDom0(root)
  const triggers = triggersOfXen(context, phandles)
  const users: Users = new Map()
  const stops: Dom0Stop[] = []

  const waiting = [root]
  for (let node = waiting.pop(); node && budget.left > 0 && stops.length + gone.size < maxStops; node = waiting.pop()) {
    if (gone.has(node) || isKept(node)) continue
    const device = deviceOf(node, phandles)
    budget.left -= costOf(device)
    const claims = claimsOn(triggers, device.path)
    if (hasPrivate(device, gic, claims)) {
      claims.keep()
      continue
    }
    const faults = faultsOf(device, gic, claims)
    const fatal = faults.find(({ change }) => change.kind === 'remove')
    if (fatal && !isRemovable(device.path, context)) {
      const { change: _, ...says } = fatal
      return { stops: [...stops, { path: device.path, ...says }], users }
    }
    if (fatal) {
      gone.set(node, { path: device.path, ...fatal })
      continue
    }
    stops.push(
      ...faults.map(({ change, ...says }) => ({ path: device.path, ...says, ...(isPlain(device.path) && { change }) })),
    )
    claims.keep()
    if (!node.properties.has('xen,passthrough')) addUser(users, device, gic)
    for (let i = node.children.length - 1; i >= 0; i--) waiting.push(node.children[i]!)
  }
  return { stops: [...stops, ...stopsOfRoot(root)], users }
}

/** What Xen has asked for before it comes to dom0: the interrupts of the GIC, of the timer and of IOMMUs. */
function triggersOfXen({ root, gic, timer }: Dom0Context, phandles: Phandles): Triggers {
  const triggers: Triggers = new Map()
  const iommus = [...everyNode(root)]
    .filter((node) => isCompatible(node, smmus) && isAvailable(node))
    .slice(0, maxStops)
  for (const node of [gic, nodeAt(root, timer)!, ...iommus]) {
    const claims = claimsOn(triggers, pathOf(node))
    for (const route of deviceOf(node, phandles).routes) {
      const interrupt = interruptOf(route, gic)
      if (interrupt) claims.note(interrupt)
    }
    claims.keep()
  }
  return triggers
}

function addUser(users: Users, { path, routes, mapped }: Device, gic: DtNode): void {
  for (const route of [...routes, ...mapped]) {
    const interrupt = interruptOf(route, gic)
    if (!interrupt) continue
    const known = users.get(interrupt.id)
    if (!known) users.set(interrupt.id, new Set([path]))
    else if (known.size < maxStops) known.add(path)
  }
}

/** The interrupt of Xen's console is not for dom0 (route_irq_to_guest: "IRQ … is already used by Xen"). */
function stopsOfConsoles(context: Dom0Context, users: Users): readonly Dom0Stop[] {
  const phandles = phandlesOf(context.root)
  return context.consoles.flatMap((console) => {
    const interrupt = interruptOf(routeOf(nodeAt(context.root, console)!, 0, phandles), context.gic)
    if (!interrupt) return []
    return [...(users.get(interrupt.id) ?? [])]
      .filter((path) => !isWithin(path, console))
      .map(
        (path): Dom0Stop => ({
          path,
          console,
          why: `it has ${inWords(interrupt.id)}, which is that of ${console}`,
          prints: `IRQ ${interrupt.id} is already used by Xen`,
          ...(!isWithin(console, path) && isRemovable(path, context) && { change: remove }),
        }),
      )
  })
}

/** What Xen writes of its own accord, from the CPUs and the cells of the root (make_cpus_node, make_hypervisor_node). */
function stopsOfRoot(root: DtNode): readonly Dom0Stop[] {
  const cpu = nodeAt(root, '/cpus')?.children.find((node) => string(node, 'device_type')?.toLowerCase() === 'cpu')
  const counts = [cell(root, '#address-cells') ?? 2, cell(root, '#size-cells') ?? 1]
  return [
    ...(cpu?.properties.has('compatible')
      ? []
      : [
          {
            path: '/cpus',
            why: 'it has no CPU with device_type "cpu" and a compatible',
            prints: 'Device tree generation failed',
          },
        ]),
    ...(counts.every((count) => count === 1 || count === 2)
      ? []
      : [
          {
            path: '/',
            why: `it has ${counts[0]} address cells and ${counts[1]} size cells`,
            prints: 'Cannot cope with this size',
          },
        ]),
  ]
}

/** True for a path that a boot script carries as it is: all that are spelled as the Devicetree Specification has it, 2.2.1. */
const isPlain = (path: string): boolean => /^[\w/,.+@-]+$/.test(path)

/** True for a node that holds nothing that Xen itself cannot do without. */
const isRemovable = (path: string, { gic, timer }: Dom0Context): boolean =>
  isPlain(path) && ![pathOf(gic), timer, '/chosen', '/aliases', '/cpus'].some((one) => isWithin(one, path))

/** True when a path is that of a node, or of one below it. */
const isWithin = (path: string, node: string): boolean =>
  path === node || path.startsWith(node === '/' ? '/' : `${node}/`)
