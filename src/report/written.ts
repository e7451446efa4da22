/** What writing came to, for people and as an exit status. */
import type { Verdicts } from '../model/finding.ts'
import type { Io } from '../model/io.ts'
import { visible } from '../model/visible.ts'
import type { WriteReport } from '../model/write-report.ts'
import { hasErrors } from './findings.ts'

/** 1 when an edited file was left, or a finding is an error. */
export const statusAfter = ({ kept, keptStale }: WriteReport, verdicts: Verdicts): number =>
  kept.length + keptStale.length > 0 || hasErrors(verdicts) ? 1 : 0

/** What was written, for people. */
export function reportWritten(
  { written, unchanged, kept, beside, removed, keptStale }: WriteReport,
  folder: string,
  io: Io,
): void {
  for (const path of written) io.out(`wrote   ${visible(`${folder}/${path}`)}\n`)
  for (const path of removed) io.out(`removed ${visible(`${folder}/${path}`)}\n`)
  if (unchanged.length > 0)
    io.out(`${unchanged.length} ${unchanged.length === 1 ? 'file was' : 'files were'} as they should be\n`)
  for (const path of kept) {
    io.err(
      `xenup: ${visible(`${folder}/${path}`)} was edited by hand and is left as it is; the new text is in ${visible(`${folder}/${beside[path]}`)}\n  Merge the two, or overwrite it with --force.\n`,
    )
  }
  for (const path of keptStale) {
    io.err(
      `xenup: ${visible(`${folder}/${path}`)} is no longer needed, but was edited by hand and is left\n  Remove it, or let --force do it.\n`,
    )
  }
}
