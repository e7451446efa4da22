/** The PSCI node as Xen judges it (xen/arch/arm/psci.c: psci_init_0_2, then psci_init_0_1). */
import type { PsciFact } from '../../model/facts.ts'
import type { DtNode } from '../../read/fdt.ts'
import { cell, endedString, everyNode, isCompatible, pathOf } from './node.ts'

/** Reads the first PSCI node, wherever it is (/psci, /firmware/psci); missing when there is none. */
export function readPsci(root: DtNode): PsciFact | undefined {
  const node = firstCompatible(root, ['arm,psci-1.0', 'arm,psci-0.2']) ?? firstCompatible(root, ['arm,psci'])
  if (!node) return undefined
  const version = versionOf(node)
  const method = endedString(node, 'method')
  const problems: string[] = []
  if (method === undefined) problems.push('it has no method property')
  else if (method !== 'smc')
    problems.push(`its method is ${method}, and Xen, which runs in EL2 itself, calls firmware by smc only`)
  if (version === '0.1' && cell(node, 'cpu_on') === undefined)
    problems.push('it is PSCI 0.1 without a cpu_on function number')
  return {
    path: pathOf(node),
    version,
    ...(method !== undefined && { method }),
    usable: problems.length === 0,
    problems,
  }
}

function versionOf(node: DtNode): NonNullable<PsciFact['version']> {
  if (isCompatible(node, ['arm,psci-1.0'])) return '1.0'
  return isCompatible(node, ['arm,psci-0.2']) ? '0.2' : '0.1'
}

function firstCompatible(root: DtNode, wanted: readonly string[]): DtNode | undefined {
  for (const node of everyNode(root)) if (isCompatible(node, wanted)) return node
  return undefined
}
