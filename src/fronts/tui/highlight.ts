/** Which line of which artifact shows best what an answer does. */
import type { Screen, ShownLine } from '../../engine/screen.ts'

/** True for a line that the tried answer made, or that the disk does not have. */
export const isHighlighted = ({ isTouched, against }: ShownLine): boolean => isTouched || against !== ' '

/** The handbook and the answers repeat every answer; what boots is of more interest. */
const repeats = (path: string): boolean => path.startsWith('xenup.') || path === 'BRINGUP.md'

/** Lines with the answer itself in them come before others, comments last. */
function relevance({ text }: ShownLine, answer: string | undefined): number {
  return (answer && text.includes(answer) ? 2 : 0) + (/^\s*#/.test(text) ? 0 : 1)
}

/** The file and the line to begin with; the first ones where nothing is lit. */
export function bestHighlight({ tried }: Screen): { readonly file: number; readonly line: number } {
  const files = tried?.files ?? []
  const lit = files
    .map(({ path, lines }, file) => ({
      file,
      path,
      lines: lines.flatMap((line, at) => (isHighlighted(line) ? [{ at, worth: relevance(line, tried?.text) }] : [])),
    }))
    .filter(({ lines }) => lines.length > 0)
  const best =
    lit.find(({ path, lines }) => !repeats(path) && lines.some((line) => line.worth > 1)) ??
    lit.find(({ path }) => !repeats(path)) ??
    lit[0]
  if (!best) return { file: 0, line: 0 }
  const most = Math.max(...best.lines.map((line) => line.worth))
  return { file: best.file, line: best.lines.find((line) => line.worth === most)!.at }
}
