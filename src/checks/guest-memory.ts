/**
 * A guest's memory must hold its kernel and ramdisk (tools/libs/guest/xg_dom_arm.c, "Not enough memory for the
 * kernel+dtb+initrd").
 */
import { humanSize, MiB, roundUp, sizeWithUnit } from '../model/quantity.ts'
import { atAnswer, defineCheck } from './check.ts'

export const guestMemory = defineCheck({
  id: 'guest-memory',
  needs: ['guest.memory', 'read:guest.kernel-file'],
  uses: ['read:guest.ramdisk-file'],
  run(have) {
    const kernel = have['read:guest.kernel-file']
    const ramdisk = have['read:guest.ramdisk-file']
    const inMemory = kernel.facts['image.size']?.value ?? kernel.facts['gzip.unpackedSize']?.value ?? kernel.size
    // A ramdisk is unpacked into the same memory while it still lies there; the tree and the kernel's own needs take
    // some MiB.
    const needed = inMemory + (ramdisk ? ramdisk.size * 2n : 0n) + 16n * MiB
    if (needed <= have['guest.memory']) return []
    return [
      {
        severity: 'error',
        says: `The guest gets ${humanSize(have['guest.memory'])}, and its kernel${ramdisk ? ' and ramdisk need' : ' needs'} about ${humanSize(needed)}`,
        at: atAnswer('guest.memory'),
        also: ramdisk ? `${kernel.path}, ${ramdisk.path}` : kernel.path,
        fix: `Give it at least ${sizeWithUnit(roundUp(needed, 64n * MiB))}.`,
      },
    ]
  },
})
