/** dom0's memory must be there, leave some to Xen, and hold kernel, initramfs (packed and unpacked) and device tree. */
import { humanSize, MiB, roundDown, roundUp, sizeWithUnit } from '../model/quantity.ts'
import { startMemory } from '../model/start-memory.ts'
import { leastLeft } from '../model/usable-ram.ts'
import { atAnswer, defineCheck, type Found } from './check.ts'
import { ramUnknown, usableRam } from './usable-ram.ts'

export const dom0Memory = defineCheck({
  id: 'dom0-memory',
  needs: ['plan'],
  uses: ['read:dom0-kernel.file', 'read:dom0-kernel.initrd-file', 'dom0-kernel.initrd'],
  run(have) {
    const { plan } = have
    const { dom0, loads } = plan
    const found: Found[] = []
    const { bytes: ram, words } = usableRam(plan)
    const at = atAnswer('dom0-kernel.memory')
    if (ram > 0n && dom0.memory + leastLeft > ram) {
      found.push({
        severity: 'error',
        says: `dom0 is to get ${humanSize(dom0.memory)}, and the machine has ${words}: Xen needs about ${humanSize(leastLeft)} for itself and the boot modules`,
        at,
        also: 'memory.banks of the device tree',
        fix: `Give dom0 less${ram > leastLeft ? `, at most ${sizeWithUnit(roundDown(ram - leastLeft, MiB))}` : '; this machine is too small for Xen'}.`,
        ...(ram > leastLeft && { set: `dom0-kernel.memory=${sizeWithUnit(roundDown(ram - leastLeft, MiB))}` }),
      })
    }
    // Xen copies them into dom0's first bank, each rounded up to 2 MiB (xen/arch/arm/kernel.c, place_modules).
    const modules = loads.filter(({ role }) => role !== 'xen')
    const copied = (of: typeof modules) => of.reduce((sum, { footprint }) => sum + roundUp(footprint, 2n * MiB), 0n)
    const also = modules.map(({ name, because }) => `${name}: ${because}`).join('; ')
    // Only the sizes of files that were read prove something; room kept for others may be too much.
    const proven = copied(modules.filter(({ fileSize }) => fileSize !== undefined))
    // Then Linux unpacks the initramfs beside itself.
    const kernel = have['read:dom0-kernel.file']
    const ramdisk = have['dom0-kernel.initrd'] === 'no' ? undefined : have['read:dom0-kernel.initrd-file']
    const unpacked =
      kernel || ramdisk
        ? startMemory({ kernel, ramdisk, cmdline: dom0.cmdline })
        : { bytes: 0n, isEstimate: false, because: '' }
    if (proven > dom0.memory) {
      found.push({
        severity: 'error',
        says: `dom0 gets ${humanSize(dom0.memory)}, and what Xen copies into it for a start takes at least ${humanSize(proven)}`,
        at,
        also,
        fix: 'Give dom0 more memory; Xen would stop with "Not enough memory in the first bank for the kernel+dtb+initrd".',
      })
    } else if (unpacked.bytes > dom0.memory) {
      found.push({
        severity: unpacked.isEstimate ? 'warning' : 'error',
        says: `dom0 gets ${humanSize(dom0.memory)}, and needs about ${humanSize(unpacked.bytes)} to come to its first program: ${unpacked.because}`,
        at,
        also: [kernel?.path, ramdisk?.path].filter((path) => path !== undefined).join(', '),
        fix: `Give it at least ${sizeWithUnit(roundUp(unpacked.bytes, 32n * MiB))}.`,
        set: `dom0-kernel.memory=${sizeWithUnit(roundUp(unpacked.bytes, 32n * MiB))}`,
      })
    } else if (copied(modules) > dom0.memory) {
      found.push({
        severity: 'note',
        says: `dom0 gets ${humanSize(dom0.memory)}, less than the ${humanSize(copied(modules))} that are kept for its kernel, initramfs and device tree`,
        at,
        also,
        fix: 'Name the files, so that their sizes are known, or give dom0 more memory.',
      })
    }
    return ram === 0n && found.length === 0 ? ramUnknown : found
  },
})
