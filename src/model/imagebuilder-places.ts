/** Where ImageBuilder puts files: the rules of scripts/uboot-script-gen, for those who check its configuration. */
import { MiB, roundUp } from './quantity.ts'

/** It leaves the first 2 MiB alone, and all below 12 MiB. */
export const firstPlaceIn = (start: bigint): bigint => {
  const first = start + 2n * MiB
  return first < 12n * MiB ? 12n * MiB : first
}

/** Each file begins at the next 2 MiB behind the one before; nothing behind a file whose size is not known. */
export function placesFrom(start: bigint, sizes: readonly (bigint | undefined)[]): readonly (bigint | undefined)[] {
  let next: bigint | undefined = firstPlaceIn(start)
  return sizes.map((size) => {
    const here = next
    next = here === undefined || size === undefined ? undefined : roundUp(here + size, 2n * MiB)
    return here
  })
}
