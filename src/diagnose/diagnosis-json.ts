/** A judged log as JSON, for programs. */
import { readAdvised } from '../model/advised-answer.ts'
import { toJson } from '../model/json.ts'
import type { JudgedLog } from './diagnose.ts'
import { headline } from './headline.ts'
import type { Rung } from './ladder.ts'
import type { Cause, Told } from './told.ts'

/** One document: what was reached, the causes with the best first, all else that was seen, and `more` that is known. */
export function diagnosisJson({ boots, first, counts, number }: JudgedLog, more: object = {}): string {
  const { came, causes, ruledOut, noticed, harmless, rungs, next } = counts
  return `${toJson({
    xenup: 1,
    boot: number,
    boots: boots.map(({ boot: { from, to }, came }, index) => ({ boot: first + index, from, to, came })),
    came,
    says: headline(counts),
    reached: rungs.map(({ stage, signpost, line, text, time }: Rung) => ({ stage, signpost, line, text, time })),
    next,
    causes: causes.map(causeJson),
    ruledOut: ruledOut.map(({ symptom, because }) => ({ symptom: symptom.id, because })),
    noticed: noticed.map(toldJson),
    harmless: harmless.map(toldJson),
    ...more,
  })}\n`
}

const causeJson = (cause: Cause): object => ({
  ...toldJson(cause),
  confidence: cause.confidence,
  because: cause.because,
  echoes: cause.echoes.map(toldJson),
})

/** As --set takes it. */
function advisedSetting(set: string | undefined): string | undefined {
  const advised = set === undefined ? undefined : readAdvised(set)
  return advised && `${advised.key}=${advised.text}`
}

const toldJson = ({ symptom, says, fix, count, sightings }: Told): object => ({
  symptom: symptom.id,
  stage: symptom.stage,
  lines: sightings.map(({ line, text }) => ({ line, text })),
  count,
  says,
  fix,
  set: advisedSetting(symptom.set),
  step: symptom.step === 'none' ? undefined : symptom.step.split('.')[0],
  question: symptom.step.includes('.') ? symptom.step : undefined,
  releases: symptom.releases,
})
