/** What Linux unpacks as initramfs: a cpio archive, bare or compressed. */
import type { FileKind } from '../model/file-kind.ts'
import { atAnswer, defineCheck } from './check.ts'

/** Compressions that Linux knows for an initramfs (usr/Kconfig, RD_*). */
const taken: readonly FileKind[] = ['cpio', 'gzip', 'xz', 'zstd', 'lz4', 'bzip2', 'lzma', 'lzo']

export const initrdFormat = defineCheck({
  id: 'initrd-format',
  needs: ['read:dom0-kernel.initrd-file'],
  run(have) {
    const { path, kind, facts } = have['read:dom0-kernel.initrd-file']
    const inside = facts['gzip.holds']?.value
    if (taken.includes(kind) && !(inside && ['arm64-image', 'zimage', 'xen', 'elf', 'uimage'].includes(inside)))
      return []
    return [
      {
        severity: 'error',
        says:
          kind === 'uimage'
            ? `${path} carries U-Boot's header (mkimage): Linux does not look behind it`
            : `${path} is no initramfs (its content is: ${inside ? `${kind}, holding ${inside}` : kind})`,
        at: atAnswer('dom0-kernel.initrd-file'),
        fix:
          kind === 'uimage'
            ? 'Take the header off: dumpimage -T ramdisk -p 0 -o initrd.img FILE.'
            : 'Give a cpio archive, bare or compressed, such as initrd.img-… of the distribution.',
      },
    ]
  },
})
