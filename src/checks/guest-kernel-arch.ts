/** The guest's kernel must be for the architecture that the guest has. */
import { atAnswer, atFact, defineCheck } from './check.ts'

export const guestKernelArch = defineCheck({
  id: 'guest-kernel-arch',
  needs: ['read:guest.kernel-file'],
  run(have) {
    const { path, facts } = have['read:guest.kernel-file']
    const arch = facts['image.arch']
    if (!arch || arch.value === 'arm64') return []
    return [{
      severity: 'error',
      says: `The guest kernel ${path} is for ${arch.value}, and the guest is an arm64 one`,
      at: atAnswer('guest.kernel-file'),
      also: atFact(arch),
      fix: 'Use an arm64 kernel: arch/arm64/boot/Image.',
    }]
  },
})
