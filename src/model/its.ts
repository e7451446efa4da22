/** Who loses message interrupts when Xen is built without its driver for the ITS, as every release is by default. */
import type { DeviceTreeFacts, ItsUser } from './facts.ts'

/** The enabled devices of the tree that send messages to an ITS; an SMMUv3 sends its own, and does without. */
export const usersOfIts = (facts: DeviceTreeFacts): readonly ItsUser[] =>
  (facts['gic.its']?.value.users ?? []).filter(({ compatible }) => !compatible.includes('arm,smmu-v3'))

/** The switch above the driver (xen/arch/arm/Kconfig, HAS_ITS): EXPERT in 4.14, UNSUPPORTED since. */
export const itsSwitch = (release: string): string => (release === '4.14' ? 'EXPERT' : 'UNSUPPORTED')
