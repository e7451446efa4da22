/** dom0's memory should come in whole pieces of 128 MiB, since smaller ones can lie where Xen does not take them. */
import { humanSize, MiB, roundDown, roundUp, sizeWithUnit } from '../model/quantity.ts'
import { atAnswer, defineCheck } from './check.ts'

/**
 * Xen takes dom0's memory in powers of two, the largest first. A piece below 128 MiB that its allocator finds below the
 * first one is turned down, and nothing else is tried (xen/arch/arm/domain_build.c, allocate_memory_11,
 * insert_11_bank).
 */
const piece = 128n * MiB

export const dom0MemoryPieces = defineCheck({
  id: 'dom0-memory-pieces',
  needs: ['plan'],
  run({
    plan: {
      dom0: { memory },
    },
  }) {
    if (memory >= piece ? memory % piece === 0n : isPowerOfTwo(memory)) return []
    const sizes = memory < piece ? [piece] : [roundDown(memory, piece), roundUp(memory, piece)]
    return [
      {
        severity: 'warning',
        says: `dom0 is to get ${sizeWithUnit(memory)}, which is not a whole number of pieces of ${humanSize(piece)}: Xen may find no place for the rest`,
        at: atAnswer('dom0-kernel.memory'),
        fix: `Give dom0 ${sizes.map(sizeWithUnit).join(' or ')}; Xen could stop with "Failed to allocate requested dom0 memory" although enough is free.`,
      },
    ]
  },
})

const isPowerOfTwo = (size: bigint): boolean => (size & (size - 1n)) === 0n
