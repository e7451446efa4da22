/** Which nodes of a tree Xen hands to dom0, and which it keeps (xen/arch/arm/domain_build.c, handle_node). */
import type { DtNode } from '../../read/fdt.ts'
import { isCompatible, pathOf, string } from './node.ts'

/**
 * Left out with all that is below (skip_matches; the xen,domain of guests brings nothing that a device has). Whether a
 * node is enabled does not matter: dom0 gets the registers and interrupts of disabled devices as well.
 */
const skipped = [
  'xen,domain',
  'xen,domain-shared-memory-v1',
  'xen,evtchn-v1',
  'xen,xen',
  'xen,multiboot-module',
  'multiboot,module',
  'arm,psci',
  'arm,psci-0.2',
  'arm,psci-1.0',
  'arm,cortex-a7-pmu',
  'arm,cortex-a15-pmu',
  'arm,cortex-a53-edac',
  'arm,armv8-pmuv3',
  'arm,armv7-timer-mem',
]

/** Interrupt controllers and timers are Xen's: dom0 gets nodes that Xen makes itself (DT_MATCH_GIC_V2, _V3, _TIMER). */
const replaced = [
  'arm,cortex-a15-gic',
  'arm,cortex-a7-gic',
  'arm,gic-400',
  'arm,gic-v3',
  'arm,armv7-timer',
  'arm,armv8-timer',
]

/**
 * IOMMUs of the drivers in an ordinary build (arm_smmu_of_match in smmu.c, ipmmu_dt_match in ipmmu-vmsa.c); that of
 * SMMUv3 is for experts alone, and without it an SMMUv3 is a device like any other.
 */
export const smmus = ['arm,smmu-v1', 'arm,smmu-v2', 'arm,mmu-400', 'arm,mmu-401', 'arm,mmu-500']
const ipmmus = [
  'renesas,ipmmu-r8a7795',
  'renesas,ipmmu-r8a7796',
  'renesas,ipmmu-r8a77965',
  'renesas,ipmmu-r8a779f0',
  'renesas,ipmmu-r8a779g0',
  'renesas,ipmmu-r8a779h0',
]

/** What the code for a board keeps from dom0 (blacklist_dev in xen/arch/arm/platforms/), by the tree's compatible. */
const platforms: readonly (readonly [readonly string[], readonly string[]])[] = [
  [['brcm,bcm2711'], ['brcm,bcm2835-aux-spi', 'brcm,bcm2835-aux', 'brcm,bcm2835-pm']],
  [
    ['samsung,exynos5250', 'samsung,exynos5410'],
    ['samsung,exynos4210-mct', 'samsung,secure-firmware'],
  ],
  [
    [
      'allwinner,sun6i-a31',
      'allwinner,sun6i-a31s',
      'allwinner,sun7i-a20',
      'allwinner,sun8i-a23',
      'allwinner,sun8i-a33',
      'allwinner,sun8i-h2-plus',
      'allwinner,sun8i-h3',
      'allwinner,sun50i-a64',
      'allwinner,sun50i-h5',
      'allwinner,sun50i-h6',
    ],
    ['snps,dw-apb-uart'],
  ],
  [['cavium,thunder-88xx'], ['cavium,smmu-v2']],
  [
    ['arm,vexpress'],
    [
      'arm,cci-400',
      'arm,cci-400-pmu',
      'arm,hdlcd',
      'arm,vexpress-reset',
      'arm,vexpress-reboot',
      'arm,vexpress-shutdown',
    ],
  ],
]

/** Says of a node whether dom0 gets neither it nor what is below, whatever its registers and interrupts are. */
export function keptFromDom0(root: DtNode): (node: DtNode) => boolean {
  const ofBoard = platforms.find(([boards]) => isCompatible(root, boards))?.[1] ?? []
  const kept = [...skipped, ...replaced, ...smmus, ...ipmmus, ...ofBoard]
  return (node) =>
    isCompatible(node, kept) || pathOf(node) === '/cpus' || string(node, 'device_type')?.toLowerCase() === 'memory'
}
