/** What xl starts: an arm64 Image or that in gzip (tools/libs/guest/xg_dom_armzimageloader.c). */
import { atAnswer, defineCheck } from './check.ts'

export const guestKernelFormat = defineCheck({
  id: 'guest-kernel-format',
  needs: ['read:guest.kernel-file', 'machine'],
  run(have) {
    const { path, kind, facts } = have['read:guest.kernel-file']
    const inside = kind === 'gzip' ? facts['gzip.holds']?.value : kind
    // A zImage is a kernel that xl takes; that it is for another architecture is said by guest-kernel-arch.
    if (inside === 'arm64-image' || inside === 'zimage' || inside === 'x86-bzimage') return []
    return [
      {
        severity: 'error',
        says: `${path} is no kernel that xl can start (its content is: ${kind === 'gzip' ? `gzip, holding ${inside}` : kind})`,
        at: atAnswer('guest.kernel-file'),
        fix: `Use ${have.machine === 'arm32' ? 'arch/arm/boot/zImage' : 'arch/arm64/boot/Image'} of the kernel build, or vmlinuz-… of the distribution; no uImage, ELF or compressed EFI image.`,
      },
    ]
  },
})
