/** What a watch came to, in a few sentences. */
import type { JudgedLog } from '../diagnose/diagnose.ts'
import { causesText } from '../diagnose/diagnosis-text.ts'
import { headline } from '../diagnose/headline.ts'
import type { ExpectedLine } from '../model/plan.ts'
import { visible } from '../model/visible.ts'
import { wrap } from '../model/wrap.ts'

/** What there is to sum up. */
export interface Watched {
  /** As the user named it. */
  readonly source: string
  readonly boots: number
  readonly judged: JudgedLog | undefined
  /** Whether the cause was told in full already. */
  readonly wasTold: boolean
  readonly course: readonly ExpectedLine[]
  /** For each line of the course whether the last boot showed it. */
  readonly seen: readonly boolean[]
  /** The logs, as the user would name them. */
  readonly files: readonly string[]
}

/** The text, for so many columns. */
export function summaryText(watched: Watched, columns: number): string {
  const { source, boots, judged, wasTold, files } = watched
  const which =
    boots === 0 || !judged
      ? 'there was no line of a boot in it.'
      : boots === 1
        ? 'one boot.'
        : `${boots} boots, of which boot ${judged.number} counts.`
  const said = (text: string): string => `${wrap(visible(text), columns)}\n`
  return [
    said(`Watched ${source}: ${which}`),
    ...(judged
      ? [wasTold || judged.counts.came === 'good' ? said(headline(judged.counts)) : causesText(judged, columns)]
      : []),
    ...courseOf(watched).map(said),
    ...(files.length > 0
      ? [
          said(
            `Kept: ${files.length > 4 ? `${files[0]} to ${files.at(-1)}` : files.join(', ')}. To read all of it again: xenup diagnose ${files.at(-1)}`,
          ),
        ]
      : []),
  ].join('')
}

function courseOf({ course, seen, judged }: Watched): readonly string[] {
  if (course.length === 0 || !judged) return []
  const count = seen.filter(Boolean).length
  const next = course.find((_, index) => !seen[index])
  return [
    next === undefined
      ? `All ${course.length} lines of the plan came.`
      : `${count} of the plan's ${course.length} lines came in the last boot; the first that did not: "${next.line}".`,
  ]
}
