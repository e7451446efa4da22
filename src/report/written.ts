/** What writing came to: printed, and as an exit status. */
import type { Verdicts } from '../model/finding.ts'
import type { Io } from '../model/io.ts'
import { wrap } from '../model/wrap.ts'
import { doneLines, leftFiles, type WriteReport } from '../model/write-report.ts'
import { hasErrors } from './findings.ts'

/** True when a file was left that needs somebody to look at it. */
export const isLeft = (report: WriteReport): boolean => leftFiles(report, '').length > 0

/** 1 when a file was left that needs somebody to look at it, or a finding is an error. */
export const statusAfter = (report: WriteReport, verdicts: Verdicts): number =>
  isLeft(report) || hasErrors(verdicts) ? 1 : 0

/** What was done goes to stdout, what was left alone to stderr. */
export function reportWritten(report: WriteReport, folder: string, io: Io): void {
  const told = (text: string): string => `${wrap(text, io.columns, '  ')}\n`
  for (const line of doneLines(report, folder)) io.out(`${line}\n`)
  for (const { says, fix } of leftFiles(report, folder)) io.err(told(`xenup: ${says}`) + told(`  ${fix}`))
}
