/**
 * Files whose headers say that something is missing or wrong: U-Boot hands them on with the size that they have, and
 * Xen or Linux stops.
 */
import type { Material } from '../model/material.ts'
import { atAnswer, defineCheck, type Found } from './check.ts'

const files = [
  'xen.file',
  'dom0-kernel.file',
  'dom0-kernel.initrd-file',
  'guest.kernel-file',
  'guest.ramdisk-file',
] as const

export const fileDamaged = defineCheck({
  id: 'file-damaged',
  needs: [],
  uses: [
    'read:xen.file',
    'read:dom0-kernel.file',
    'read:dom0-kernel.initrd-file',
    'read:guest.kernel-file',
    'read:guest.ramdisk-file',
  ],
  run(have: Material) {
    const named = files.flatMap((key) => {
      const learnt = have[`read:${key}`]
      return learnt ? [{ key, learnt }] : []
    })
    if (named.length === 0) return { lacks: 'a kernel, a Xen binary or an initramfs (dom0-kernel.file, xen.file)' }
    return named.flatMap(({ key, learnt: { path, facts } }): readonly Found[] =>
      [...(facts['image.problems']?.value ?? []), ...(facts['uimage.problems']?.value ?? [])].map((problem) => ({
        severity: 'error',
        says: `${path} is damaged: ${problem}`,
        at: atAnswer(key),
        also: path,
        fix: 'Copy or build it again, and compare its size and checksum with those of the original.',
      })),
    )
  },
})
