/** Logs judged by the shipped pages, for `xenup diagnose` and for a rehearsal that failed. */
import { loadLibrary } from '../content/library.ts'
import { symptomPages } from '../content/symptom-page.ts'
import { diagnose, type JudgedLog } from '../diagnose/diagnose.ts'
import { LogReader } from '../diagnose/evidence.ts'
import type { Verdicts } from '../model/finding.ts'
import type { Io } from '../model/io.ts'
import { readLogFile } from '../project/log-file.ts'

/** What is known besides the lines, and which boot is meant; the last when missing. */
export interface Question {
  readonly boot?: number | undefined
  readonly verdicts?: Verdicts | undefined
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
  return { started, judge: (question) => diagnose(evidence, { symptoms, started, ...question }) }
}
