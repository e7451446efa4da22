/**
 * What Xen starts as dom0: an Image or a zImage, either in gzip, or a uImage (xen/arch/arm/kernel.c,
 * xen/common/device-tree/kernel.c).
 */
import { type Arch, kernelNames } from '../model/arch.ts'
import type { ParsedFile } from '../model/facts.ts'
import { hasFeatureSince } from '../model/xen-release.ts'
import { atAnswer, defineCheck } from './check.ts'

interface FormatProblem {
  readonly says: string
  readonly fix: string
}

export const dom0KernelFormat = defineCheck({
  id: 'dom0-kernel-format',
  needs: ['read:dom0-kernel.file', 'xen.version', 'machine'],
  run(have) {
    const fault = faultOf(have['read:dom0-kernel.file'], have['xen.version'], have.machine)
    return fault ? [{ severity: 'error', at: atAnswer('dom0-kernel.file'), ...fault }] : []
  },
})

function faultOf({ path, kind, facts }: ParsedFile, release: string, board: Arch): FormatProblem | undefined {
  const inside = facts['gzip.holds']?.value
  const arch = facts['image.arch']?.value
  const built = board === 'arm64' ? 'arch/arm64/boot/Image' : 'arch/arm/boot/zImage'
  const wanted = `Use an ${board} kernel: ${built}.`
  if (kind === 'xen' || inside === 'xen')
    return {
      says: `${path} is Xen itself, not a kernel for dom0`,
      fix: 'Give the Linux kernel here, and Xen under xen.file.',
    }
  if (arch === 'x86' || arch === 'riscv') return { says: `${path} is a kernel for ${arch}`, fix: wanted }
  if (arch === 'arm32' && board === 'arm64') return { says: `${path} is a kernel for 32-bit Arm`, fix: wanted }
  if (arch === 'arm64' && board === 'arm32') return { says: `${path} is a kernel for 64-bit Arm`, fix: wanted }
  const bare = inside ?? kind
  if ((kind === 'gzip' || kind === bare) && (bare === 'arm64-image' || bare === 'zimage')) return undefined
  if (bare === 'uimage') return legacyFault({ path, kind, facts }, release)
  if (kind === 'efi-zboot')
    return {
      says: `${path} is a compressed EFI image (zboot), which Xen cannot unpack`,
      fix: `Build ${built} (CONFIG_EFI_ZBOOT=n), or unpack the image it holds.`,
    }
  if (['xz', 'zstd', 'lz4', 'bzip2', 'lzma', 'lzo'].includes(kind))
    return {
      says: `${path} is compressed with ${kind}; Xen unpacks gzip only`,
      fix: 'Unpack it, or pack it with gzip.',
    }
  if (kind === 'elf' || inside === 'elf')
    return {
      says: `${path} is an ELF file${inside ? ' inside gzip' : ''}, such as vmlinux, which Xen does not load`,
      fix: `Use ${built}.`,
    }
  return {
    says: `${path} is no kernel that Xen can start (its content is: ${inside ? `${kind}, holding ${inside}` : kind})`,
    fix: `Use ${built} of the kernel build, or vmlinuz-… of the distribution.`,
  }
}

/**
 * Until 4.17 Xen unpacked first and read U-Boot's header then, without looking at its fields; since 4.18 it is the
 * other way round.
 */
function legacyFault(
  { path, kind, facts }: Pick<ParsedFile, 'path' | 'kind' | 'facts'>,
  release: string,
): FormatProblem | undefined {
  const isNew = hasFeatureSince(release, '4.18')
  if (kind === 'gzip') {
    return isNew
      ? {
          says: `${path} is a uImage inside gzip, which Xen takes up to 4.17, and Xen ${release} is to boot`,
          fix: `Unpack it (gunzip), or give the ${kernelNames.arm64} or ${kernelNames.arm32} that it holds.`,
        }
      : undefined
  }
  const compression = facts['uimage.compression']?.value ?? 'none'
  if (compression === 'gzip' && !isNew)
    return {
      says: `${path} is a uImage of a kernel in gzip, which Xen unpacks since 4.18, and Xen ${release} is to boot`,
      fix: 'Make it of the unpacked kernel (mkimage -C none), or give that kernel as it is.',
    }
  if (compression !== 'none' && compression !== 'gzip')
    return {
      says: `${path} is a uImage compressed with ${compression}; Xen unpacks gzip only`,
      fix: 'Make it of the unpacked kernel (mkimage -C none), or give that kernel as it is.',
    }
  if (isNew && facts['uimage.load']?.value === 0n && (facts['uimage.entry']?.value ?? 0n) !== 0n) {
    return {
      says: `${path} is a uImage with an entry point and without a load address, which Xen refuses since 4.18`,
      fix: 'Make it with both or with neither (mkimage -a 0 -e 0).',
    }
  }
  return undefined
}
