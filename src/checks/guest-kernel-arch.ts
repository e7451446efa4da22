/** The guest's kernel must be for the architecture that the guest has. */
import { atAnswer, atFact, defineCheck } from './check.ts'

export const guestKernelArch = defineCheck({
  id: 'guest-kernel-arch',
  needs: ['read:guest.kernel-file', 'machine'],
  run(have) {
    const { path, facts } = have['read:guest.kernel-file']
    const arch = facts['image.arch']
    const board = have.machine
    if (!arch || arch.value === board) return []
    return [
      {
        severity: 'error',
        says: `The guest kernel ${path} is for ${arch.value}, and the guest is an ${board} one`,
        at: atAnswer('guest.kernel-file'),
        also: atFact(arch),
        fix:
          board === 'arm64'
            ? 'Use an arm64 kernel: arch/arm64/boot/Image.'
            : 'Use a 32-bit kernel: arch/arm/boot/zImage.',
      },
    ]
  },
})
