/** Which of the valid words somebody meant who mistyped one. */

/** Longer than any word of ours: not worth comparing. */
const longest = 64

/** The word closest to the typed one, when it is close enough to have been meant; upper and lower case are one. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  if (word === '' || word.length > longest) return undefined
  let best: { readonly candidate: string; readonly edits: number } | undefined
  for (const candidate of words) {
    const most = tolerance(word, candidate)
    if (Math.abs(candidate.length - word.length) > most) continue
    const edits = distance(word.toLowerCase(), candidate.toLowerCase())
    if (edits <= most && (best === undefined || edits < best.edits)) best = { candidate, edits }
  }
  return best?.candidate
}

/** One mistake in three letters; in the shortest words none, because there every word is near every other. */
const tolerance = (word: string, candidate: string): number => Math.floor(Math.max(word.length, candidate.length) / 3)

/** Damerau-Levenshtein, in its form where no letter is changed twice: inserted, left out, wrong, or two swapped. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let edits = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        edits = Math.min(edits, beforeLast[j - 2]! + 1)
      row.push(edits)
    }
    beforeLast = last
    last = row
  }
  return last[b.length]!
}
