/** Markers around the two versions of lines that clash, as git writes them, and how they are found again. */

const start = '<<<<<<< mine'
const between = '======='
const end = '>>>>>>> new'

/** Both versions of lines, the user's first. */
export const markedLines = (mine: readonly string[], next: readonly string[]): readonly string[] => [
  start,
  ...mine,
  between,
  ...next,
  end,
]

/** The first line (from 1) that is a marker of ours, left to be settled; undefined where there is none. */
export function markerIn(bytes: Uint8Array): number | undefined {
  const text = Buffer.from(bytes).toString('latin1')
  // Most files have none, and need not be taken apart.
  if (!text.includes(start) && !text.includes(end)) return undefined
  const at = text.split(/\r?\n/).findIndex((line) => line === start || line === end)
  return at < 0 ? undefined : at + 1
}
