/** All faults. */
import { addressFaults, goodBoots, mediumFaults, scriptFaults, xenFileFaults } from './boot-faults.ts'
import { dom0ConsoleFaults, dom0KernelFaults, dom0RootFaults } from './dom0-faults.ts'
import type { Fault } from './fault.ts'

import { consoleFaults, firmwareFaults, optionFaults, treeFaults } from './xen-faults.ts'

export const faults: readonly Fault[] = [
  ...firmwareFaults,
  ...treeFaults,
  ...consoleFaults,
  ...optionFaults,
  ...dom0KernelFaults,
  ...dom0ConsoleFaults,
  ...dom0RootFaults,
  ...goodBoots,
  ...mediumFaults,
  ...xenFileFaults,
  ...scriptFaults,
  ...addressFaults,
]
