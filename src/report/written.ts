/** What writing came to: printed, and as an exit status. */
import type { Verdicts } from '../model/finding.ts'
import type { Io } from '../model/io.ts'
import { doneLines, leftFiles, type WriteReport } from '../model/write-report.ts'
import { hasErrors } from './findings.ts'

/** 1 when an edited file was left, or a finding is an error. */
export const statusAfter = ({ kept, keptStale }: WriteReport, verdicts: Verdicts): number =>
  kept.length + keptStale.length > 0 || hasErrors(verdicts) ? 1 : 0

/** What was done goes to stdout, what was left alone to stderr. */
export function reportWritten(report: WriteReport, folder: string, io: Io): void {
  for (const line of doneLines(report, folder)) io.out(`${line}\n`)
  for (const { says, fix } of leftFiles(report, folder)) io.err(`xenup: ${says}\n  ${fix}\n`)
}
