/** The UARTs, and which of them Xen can use as its console (xen/drivers/char/). */
import type { StdoutFact, UartFact } from '../../model/facts.ts'
import { limits } from '../../model/limits.ts'
import { UserError } from '../../model/user-error.ts'
import { compareReleases } from '../../model/xen-release.ts'
import { uartDrivers } from '../../model/xen-uart.ts'
import type { DtNode } from '../../read/fdt.ts'
import { regionOf } from './address.ts'
import { type Phandles, routeOf } from './interrupt.ts'
import { baseName, cell, endedString, everyNode, isEnabled, nodeAt, pathOf, string, strings } from './node.ts'

/** What is needed besides the node itself. */
export interface UartContext {
  /** The file, for an error. */
  readonly file: string
  readonly root: DtNode
  readonly phandles: Phandles
  /** The interrupt controller that Xen would drive; missing when there is none. */
  readonly gic: DtNode | undefined
  readonly arch: 'arm64' | 'arm32' | undefined
}

/** The names under /aliases, each with the path it stands for. */
export function readAliases(root: DtNode): ReadonlyMap<string, string> {
  const node = nodeAt(root, '/aliases')
  const found = new Map<string, string>()
  for (const name of node?.properties.keys() ?? []) {
    const path = string(node!, name)
    if (path?.startsWith('/')) found.set(name, path)
  }
  return found
}

/** Every node that is a UART: by a Xen driver, by its name, or because a serial alias or stdout-path leads to it. */
export function readUarts(around: UartContext): readonly UartFact[] {
  const aliasesOf = aliasesByNode(around.root)
  const stdout = stdoutNode(around.root)
  const found: UartFact[] = []
  for (const node of everyNode(around.root)) {
    const names = aliasesOf(node)
    const isUart = node === stdout || names.some((name) => /^serial\d+$/.test(name)) || looksLikeUart(node)
    if (!isUart) continue
    if (found.length === limits.uarts.most)
      throw new UserError(`the device tree has more than ${limits.uarts.most} nodes that look like UARTs`, {
        where: around.file,
      })
    found.push(uartOf(node, names, around))
  }
  return found
}

/** /chosen/stdout-path, where it leads, and whether Xen can use what is there; missing when the tree has none. */
export function readStdout(around: UartContext, uarts: readonly UartFact[]): StdoutFact | undefined {
  const raw = stdoutPath(around.root)
  if (!raw) return undefined
  const [where = '', ...rest] = raw.split(':')
  const options = rest.length > 0 ? { options: rest.join(':') } : {}
  const node = stdoutNode(around.root)
  if (!node) {
    const problem = where.startsWith('/')
      ? `there is no node ${where}`
      : `there is no alias ${where} for a node of this tree`
    return { raw, ...options, usable: false, problems: [problem] }
  }
  const path = pathOf(node)
  const uart = uarts.find((one) => one.path === path)!
  return { raw, path, ...options, usable: uart.usable, problems: uart.problems }
}

function stdoutPath(root: DtNode): string | undefined {
  const chosen = nodeAt(root, '/chosen')
  return chosen && endedString(chosen, 'stdout-path')
}

function stdoutNode(root: DtNode): DtNode | undefined {
  const where = stdoutPath(root)?.split(':')[0]
  if (!where) return undefined
  const path = where.startsWith('/') ? where : readAliases(root).get(where)
  return path === undefined ? undefined : nodeAt(root, path)
}

/** Aliases by the node they lead to, without looking each one up: trees may have as many aliases as nodes. */
function aliasesByNode(root: DtNode): (node: DtNode) => readonly string[] {
  const byPath = new Map<string, string[]>()
  const lastNames = new Set<string>()
  for (const [name, path] of readAliases(root)) {
    const key = path.toLowerCase()
    byPath.set(key, [...(byPath.get(key) ?? []), name].slice(0, 256))
    lastNames.add(key.slice(key.lastIndexOf('/') + 1))
  }
  return (node) => (lastNames.has(node.name.toLowerCase()) && byPath.get(pathOf(node).toLowerCase())) || []
}

function looksLikeUart(node: DtNode): boolean {
  const compatible = strings(node, 'compatible')
  if (!compatible || compatible.length === 0) return false
  return ['serial', 'uart'].includes(baseName(node)) || driverFor(compatible) !== undefined
}

/**
 * Its registers are 4 bytes apart, and no tree says so (BCM2711 ARM Peripherals, mini UART: AUX_MU_IO_REG at 0x40,
 * AUX_MU_IER_REG at 0x44).
 */
const miniUart = 'brcm,bcm2835-aux-uart'

function uartOf(node: DtNode, aliases: readonly string[], around: UartContext): UartFact {
  const compatible = strings(node, 'compatible') ?? []
  const enabled = isEnabled(node)
  const region = regionOf(node, 0)
  const driver = driverFor(compatible)
  const problems: string[] = []
  if (!enabled) problems.push('it is disabled (status is not okay, here or above)')
  if (!driver) problems.push(`Xen has no driver for ${compatible.join(', ') || 'a node without compatible'}`)
  else if (around.arch && !driver.arch.includes(around.arch))
    problems.push(`Xen builds its ${driver.name} driver for ${driver.arch.join()} only`)
  if (!region.ok) problems.push(region.why)
  if (driver) problems.push(...driverProblems(node, driver.name, driver.polls, around))
  return {
    path: pathOf(node),
    compatible,
    aliases,
    enabled,
    ...(region.ok && { base: region.base }),
    ...(driver && { driver: driver.name, since: driver.since }),
    ...(driver?.until !== undefined && { until: driver.until }),
    ...(driver?.name === 'ns16550' && { regShift: cell(node, 'reg-shift') ?? (compatible.includes(miniUart) ? 2 : 0) }),
    usable: problems.length === 0,
    problems,
  }
}

/** The driver that matches, with the first and the last release in which it matches one of these compatibles. */
function driverFor(compatible: readonly string[]) {
  for (const { driver, since, until, arch, polls } of uartDrivers) {
    // Own keys only: `constructor` is a compatible like any other.
    const matched = compatible.map((text) => text.toLowerCase()).filter((text) => Object.hasOwn(since, text))
    if (matched.length === 0) continue
    const first = matched.map((text) => since[text]!).reduce((a, b) => (isEarlier(b, a) ? b : a))
    const ends = matched.map((text) => until?.[text])
    const last = ends.includes(undefined) ? undefined : ends.reduce((a, b) => (compareReleases(b!, a!) > 0 ? b : a))
    return { name: driver, since: first, until: last, arch, polls: polls ?? false }
  }
  return undefined
}

/** `<=4.4` comes before `4.4`. */
function isEarlier(a: string, b: string): boolean {
  const order = compareReleases(a.replace('<=', ''), b.replace('<=', ''))
  return order < 0 || (order === 0 && a.startsWith('<='))
}

/** What keeps the driver from starting: the interrupt, and the properties that single drivers insist on. */
function driverProblems(node: DtNode, driver: string, polls: boolean, around: UartContext): string[] {
  const problems: string[] = []
  const route = routeOf(node, 0, around.phandles)
  if (!polls && !route.ok) problems.push(route.why)
  if (!polls && route.ok && route.controller !== around.gic) {
    problems.push(`its interrupt goes to ${pathOf(route.controller)}, not to the GIC`)
  }
  const width = cell(node, 'reg-io-width')
  // ns16550.c ns16550_uart_dt_init and pl011.c pl011_dt_uart_init take these widths only.
  if ((driver === 'ns16550' || driver === 'pl011') && width !== undefined && width !== 1 && width !== 4) {
    problems.push(`its reg-io-width is ${width}, and the ${driver} driver takes 1 or 4`)
  }
  return problems
}
