/** Logs judged by the shipped pages, for `xenup diagnose` and for a rehearsal that failed. */
import { loadLibrary } from '../content/library.ts'
import { symptomPages } from '../content/symptom-page.ts'
import { diagnose, type JudgedLog } from '../diagnose/diagnose.ts'
import { LogReader } from '../diagnose/evidence.ts'
import type { Io } from '../model/io.ts'
import type { Evaluation } from './evaluation.ts'
import { readLogFile } from './log-file.ts'

/** Which boot is meant, the last when missing, and what its answers come to. */
export interface Question {
  readonly boot?: number | undefined
  readonly answers?: Pick<Evaluation, 'verdicts' | 'planned'> | undefined
}

/** Logs of one console that have been read. */
export interface LogsRead {
  /** How many boots there were. */
  readonly started: number
  /** Undefined when nothing of a boot is in them, or no boot has that number. */
  judge(question: Question): JudgedLog | undefined
}

/** Reads files of one boot, which follow each other line by line; `-` is standard input. */
export async function readLogs(paths: readonly string[], io: Io): Promise<LogsRead> {
  const symptoms = symptomPages(loadLibrary())
  const reader = new LogReader(symptoms)
  for (const path of paths) {
    await readLogFile(path, io, (piece) => reader.push(piece))
    reader.push(Buffer.from('\n'))
  }
  const evidence = reader.end()
  const { started } = reader
  return {
    started,
    judge: ({ boot, answers }) => diagnose(evidence, { symptoms, started, boot, ...(answers && knownOf(answers)) }),
  }
}

/** What answers tell of a boot. */
export const knownOf = ({ verdicts, planned }: Pick<Evaluation, 'verdicts' | 'planned'>) => ({
  verdicts,
  planned: planned.ok ? { xen: planned.plan.xen.cmdline, dom0: planned.plan.dom0.cmdline } : undefined,
})
