/** A draw that a seed repeats. */

/** Numbers in [0, 1) from a seed: mulberry32, by Tommy Ettinger, in the public domain. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** At most `count` of the items, each as likely as any other, in their order. */
export function sample<T>(items: readonly T[], count: number, random: () => number): readonly T[] {
  let needed = Math.min(count, items.length)
  return items.filter((_, i) => {
    const isTaken = random() * (items.length - i) < needed
    if (isTaken) needed--
    return isTaken
  })
}
