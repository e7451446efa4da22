/** The shipped symptom pages, their examples, and logs judged by them. */
import { loadLibrary } from '../../src/content/library.ts'
import { packageFile } from '../../src/content/package-file.ts'
import { pageSources } from '../../src/content/parsed-pages.ts'
import { logExamples, symptomPages } from '../../src/content/symptom-page.ts'
import { diagnose, type JudgedLog } from '../../src/diagnose/diagnose.ts'
import { LogReader } from '../../src/diagnose/evidence.ts'
import type { CommandLines } from '../../src/diagnose/handed-over.ts'
import type { Diagnosis } from '../../src/diagnose/judge.ts'
import type { Verdicts } from '../../src/model/finding.ts'
import type { Symptom } from '../../src/model/symptom.ts'

export const symptoms = symptomPages(loadLibrary())
const sources = new Map(pageSources(packageFile('content')).map(({ id, text }) => [id, text]))

/** Every example of every page. */
export const examples: readonly (readonly [symptom: Symptom, log: string])[] = symptoms.flatMap((symptom) =>
  logExamples(sources.get(`symptoms/${symptom.id}`)!).map(({ log }) => [symptom, log] as const),
)

/** The judgement on a capture, fed in pieces of a size. */
export function judgedLog(
  log: string | Uint8Array,
  {
    size = 1 << 16,
    boot,
    verdicts,
    planned,
  }: { size?: number; boot?: number; verdicts?: Verdicts; planned?: CommandLines } = {},
): JudgedLog | undefined {
  const bytes = Buffer.from(log as string)
  const reader = new LogReader(symptoms)
  for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size))
  return diagnose(reader.end(), { symptoms, started: reader.started, boot, verdicts, planned })
}

/** The boot that counts. */
export function judged(log: string | readonly string[], known?: Parameters<typeof judgedLog>[1]): Diagnosis {
  const log_ = judgedLog(typeof log === 'string' ? log : `${log.join('\n')}\n`, known)
  if (!log_) throw new Error('nothing of a boot is recognised')
  return log_.counts
}

/** The pages that a judgement names as causes, the best first. */
export const causes = ({ causes: all }: Pick<Diagnosis, 'causes'>): readonly string[] =>
  all.map(({ symptom }) => symptom.id)
