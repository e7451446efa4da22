/** Xen calls PSCI by smc only: it is the hypervisor that hvc would call (xen/arch/arm/psci.c). */
import { atFact, defineCheck } from './check.ts'

export const psciConduit = defineCheck({
  id: 'psci-conduit',
  needs: ['psci'],
  run({ psci }) {
    const { usable, method, problems, path } = psci.value
    if (usable) return []
    return [
      {
        severity: 'error',
        says:
          method !== undefined && method !== 'smc'
            ? `${path} has the method ${method}: this firmware, or a hypervisor below, does not start what it boots at EL2, and Xen takes smc only`
            : `Xen cannot use ${path}: ${problems.join('; ')}`,
        at: atFact(psci),
        fix:
          method === 'hvc'
            ? 'Have the firmware enter U-Boot at EL2 (QEMU: virtualization=on), and take the device tree again.'
            : 'Update the firmware, or use the device tree that fits it.',
      },
    ]
  },
})
