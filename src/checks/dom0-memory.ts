/** dom0's memory must be there, leave some to Xen, and hold kernel, initramfs and device tree. */
import { MiB, humanSize } from '../model/quantity.ts'
import { atAnswer, defineCheck, type Found } from './check.ts'

/** Xen 4.17 could not give 1900M of 2048M ("108MB unallocated"): what is left over must be at least this. */
const leastLeft = 192n * MiB

export const dom0Memory = defineCheck({
  id: 'dom0-memory',
  needs: ['plan'],
  run({ plan: { banks, dom0, loads } }) {
    const found: Found[] = []
    const ram = banks.reduce((sum, bank) => sum + bank.size, 0n)
    const at = atAnswer('dom0-kernel.memory')
    if (dom0.memory + leastLeft > ram) {
      found.push({
        severity: 'error',
        says: `dom0 is to get ${humanSize(dom0.memory)}, and the machine has ${humanSize(ram)}: Xen needs about ${humanSize(leastLeft)} for itself and the boot modules`,
        at,
        also: 'memory.banks of the device tree',
        fix: `Give dom0 less${ram > leastLeft ? `, at most ${humanSize(ram - leastLeft)}` : '; this machine is too small for Xen'}.`,
      })
    }
    // Xen copies them into dom0's first bank, each rounded up to 2 MiB (xen/arch/arm/kernel.c, place_modules).
    const copied = loads.filter(({ role }) => role !== 'xen').reduce((sum, { footprint }) => sum + footprint + 2n * MiB, 0n)
    if (copied > dom0.memory) {
      found.push({
        severity: 'error',
        says: `dom0 gets ${humanSize(dom0.memory)}, and its kernel, initramfs and device tree alone take ${humanSize(copied)}`,
        at,
        also: loads.filter(({ role }) => role !== 'xen').map(({ name, because }) => `${name}: ${because}`).join('; '),
        fix: 'Give dom0 more memory; Xen would stop with "Not enough memory in the first bank for the kernel+dtb+initrd".',
      })
    }
    return found
  },
})
