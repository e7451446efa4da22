/**
 * A guest's memory must hold its kernel and its initramfs, packed and unpacked (tools/libs/guest/xg_dom_arm.c, "Not
 * enough memory for the kernel+dtb+initrd"; Linux init/initramfs.c).
 */
import { humanSize, MiB, roundUp, sizeWithUnit } from '../model/quantity.ts'
import { startMemory } from '../model/start-memory.ts'
import { atAnswer, defineCheck } from './check.ts'

export const guestMemory = defineCheck({
  id: 'guest-memory',
  needs: ['guest.memory', 'read:guest.kernel-file'],
  uses: ['read:guest.ramdisk-file', 'guest.cmdline'],
  run(have) {
    const kernel = have['read:guest.kernel-file']
    const ramdisk = have['read:guest.ramdisk-file']
    const { bytes, isEstimate, because } = startMemory({ kernel, ramdisk, cmdline: have['guest.cmdline'] })
    if (bytes <= have['guest.memory']) return []
    return [
      {
        severity: isEstimate ? 'warning' : 'error',
        says: `The guest gets ${humanSize(have['guest.memory'])}, and needs about ${humanSize(bytes)}: ${because}`,
        at: atAnswer('guest.memory'),
        also: ramdisk ? `${kernel.path}, ${ramdisk.path}` : kernel.path,
        fix: `Give it at least ${sizeWithUnit(roundUp(bytes, 32n * MiB))}.`,
        set: `guest.memory=${sizeWithUnit(roundUp(bytes, 32n * MiB))}`,
      },
    ]
  },
})
