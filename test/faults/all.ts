/** All faults. */
import { dom0ConsoleFaults, dom0KernelFaults, dom0RootFaults } from './dom0-faults.ts'
import type { Fault } from './fault.ts'
import { goodBoots, mediumFaults, xenFileFaults } from './medium-faults.ts'
import { addressFaults, scriptFaults } from './script-faults.ts'
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
