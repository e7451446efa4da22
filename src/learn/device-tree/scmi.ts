/** Clocks, power domains and resets that firmware hands out by SCMI over SMC, and the devices that have theirs from it. */
import type { ScmiFact, ScmiUser } from '../../model/facts.ts'
import type { DtNode } from '../../read/fdt.ts'
import type { Phandles } from './interrupt.ts'
import { baseName, everyNode, isCompatible, isEnabled, pathOf, strings } from './node.ts'
import { referencesIn } from './references.ts'
import { readAliases } from './uart.ts'

/** More users than this are not listed: an RK3588 has a dozen. */
const maxUsers = 64

/** What a device can have from firmware, and how it says so (Linux …/bindings/firmware/arm,scmi.yaml). */
const kinds = [
  ['clocks', '#clock-cells'],
  ['assigned-clocks', '#clock-cells'],
  ['power-domains', '#power-domain-cells'],
  ['resets', '#reset-cells'],
] as const

/** Reads the first enabled node; missing when there is none. */
export function readScmi(root: DtNode, phandles: Phandles): ScmiFact | undefined {
  const all = [...everyNode(root)]
  const scmi = all.find((node) => isCompatible(node, ['arm,scmi-smc', 'arm,scmi-smc-param']) && isEnabled(node))
  if (!scmi) return undefined
  const protocols = new Set(everyNode(scmi))
  const aliases = [...readAliases(root)]
  const users: ScmiUser[] = []
  for (const node of all) {
    if (users.length === maxUsers || protocols.has(node) || !isEnabled(node)) continue
    const kind = kinds.find(([property, counter]) =>
      referencesIn(node, property, counter, phandles).some((target) => protocols.has(target)),
    )?.[0]
    const supply =
      kind ??
      suppliesOf(node).find((property) =>
        referencesIn(node, property, undefined, phandles).some((target) => protocols.has(target)),
      )
    if (!supply || baseName(node) === 'cpu') continue
    const path = pathOf(node)
    users.push({
      path,
      compatible: strings(node, 'compatible') ?? [],
      aliases: aliases.filter(([, leads]) => leads === path).map(([name]) => name),
      by: supply,
    })
  }
  return {
    path: pathOf(scmi),
    isForwardable: isCompatible(scmi, ['arm,scmi-smc']) && scmi.properties.has('arm,smc-id'),
    users,
  }
}

/** A regulator of the firmware's is named in a property such as vmmc-supply. */
const suppliesOf = (node: DtNode): readonly string[] =>
  [...node.properties.keys()].filter((name) => name.endsWith('-supply')).slice(0, 64)
