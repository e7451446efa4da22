/** The IOMMUs, and Xen's driver for each (xen/drivers/passthrough/arm). */
import type { IommuFact } from '../../model/facts.ts'
import type { DtNode } from '../../read/fdt.ts'
import { everyNode, isCompatible, isEnabled, pathOf, strings } from './node.ts'

/** `device_type` is of no matter: Xen compares compatibles (smmu.c, smmu-v3.c, ipmmu-vmsa.c). */
const drivers: readonly { readonly driver: NonNullable<IommuFact['driver']>; readonly matches: readonly string[] }[] = [
  { driver: 'smmu', matches: ['arm,smmu-v1', 'arm,smmu-v2', 'arm,mmu-400', 'arm,mmu-401', 'arm,mmu-500'] },
  { driver: 'smmu-v3', matches: ['arm,smmu-v3'] },
  {
    driver: 'ipmmu',
    matches: ['r8a7795', 'r8a77965', 'r8a7796', 'r8a77961', 'r8a779f0', 'r8a779g0'].map(
      (soc) => `renesas,ipmmu-${soc}`,
    ),
  },
]

/** More than this no board has; those of Linux 6.12 stay below 30. */
const maxIommus = 256

/** Every node with #iommu-cells or of one of Xen's drivers; enabled or not. */
export function readIommus(root: DtNode): readonly IommuFact[] {
  const found: IommuFact[] = []
  for (const node of everyNode(root)) {
    const driver = drivers.find(({ matches }) => isCompatible(node, matches))?.driver
    if (driver === undefined && !node.properties.has('#iommu-cells')) continue
    found.push({
      path: pathOf(node),
      compatible: strings(node, 'compatible') ?? [],
      enabled: isEnabled(node),
      ...(driver !== undefined && { driver }),
    })
    if (found.length === maxIommus) break
  }
  return found
}
