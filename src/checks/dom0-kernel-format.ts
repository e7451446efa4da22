/** What Xen starts as dom0: an arm64 Image, that in gzip, or a uImage (xen/arch/arm/kernel.c, kernel_probe). */
import type { Learnt } from '../model/facts.ts'
import { hasFeatureSince } from '../model/xen-release.ts'
import { atAnswer, defineCheck } from './check.ts'

export const dom0KernelFormat = defineCheck({
  id: 'dom0-kernel-format',
  needs: ['read:dom0-kernel.file', 'xen.version'],
  run(have) {
    const fault = faultOf(have['read:dom0-kernel.file'], have['xen.version'])
    return fault ? [{ severity: 'error', at: atAnswer('dom0-kernel.file'), ...fault }] : []
  },
})

function faultOf({ path, kind, facts }: Learnt, release: string): { says: string; fix: string } | undefined {
  const inside = facts['gzip.holds']?.value
  const arch = facts['image.arch']?.value
  if (kind === 'arm64-image' || (kind === 'gzip' && inside === 'arm64-image')) return undefined
  if (kind === 'xen' || inside === 'xen') return { says: `${path} is Xen itself, not a kernel for dom0`, fix: 'Give the Linux kernel here, and Xen under xen.file.' }
  if (kind === 'zimage' || arch === 'arm32') return { says: `${path} is a kernel for 32-bit Arm`, fix: 'Use an arm64 kernel: arch/arm64/boot/Image.' }
  if (arch === 'x86' || arch === 'riscv') return { says: `${path} is a kernel for ${arch}`, fix: 'Use an arm64 kernel: arch/arm64/boot/Image.' }
  if (kind === 'uimage') return undefined
  if (kind === 'gzip' && inside === 'uimage') {
    return hasFeatureSince(release, '4.18') ? undefined : { says: `${path} is a uImage inside gzip, which Xen takes since 4.18, and Xen ${release} is to boot`, fix: 'Unpack it: gunzip.' }
  }
  if (kind === 'efi-zboot') return { says: `${path} is a compressed EFI image (zboot), which Xen cannot unpack`, fix: 'Build arch/arm64/boot/Image (CONFIG_EFI_ZBOOT=n), or unpack the image it holds.' }
  if (['xz', 'zstd', 'lz4', 'bzip2', 'lzma'].includes(kind)) return { says: `${path} is compressed with ${kind}; Xen unpacks gzip only`, fix: `Unpack it, or pack it with gzip.` }
  if (kind === 'elf' || inside === 'elf') return { says: `${path} is an ELF file${inside ? ' inside gzip' : ''}, such as vmlinux, which Xen does not load`, fix: 'Use arch/arm64/boot/Image.' }
  return { says: `${path} is no kernel that Xen can start (its content is: ${inside ? `${kind}, holding ${inside}` : kind})`, fix: 'Use arch/arm64/boot/Image of the kernel build, or vmlinuz-… of the distribution.' }
}
