/** What a boot is told to show: symptoms with their sentences filled in, and causes among them. */
import { type Symptom, symptomStages } from '../model/symptom.ts'
import type { Seen, Sighting } from './evidence.ts'

/** How far a cause can be trusted, in a word. */
export type Confidence = 'sure' | 'likely' | 'possible'

/** A symptom as it showed in a boot, its sentences filled in. */
export interface Told {
  readonly symptom: Symptom
  readonly says: string
  readonly fix: string
  readonly count: number
  readonly sightings: readonly Sighting[]
}

/** What stopped the boot, or may have. */
export interface Cause extends Told {
  readonly confidence: Confidence
  /** Why so. */
  readonly because: string
  /** What followed from it. */
  readonly echoes: readonly Told[]
}

/** What may lie behind a silence, and does not here. */
export interface RuledOut {
  readonly symptom: Symptom
  readonly because: string
}

/** Fills the sentences in with what the first line holds. */
export function tell(symptom: Symptom, seen?: Seen): Told {
  const groups = seen?.sightings[0]?.groups ?? {}
  const filled = (text: string): string => text.replace(/(?<!\$)\{(\w+)\}/g, (_, name: string) => groups[name] || '…')
  return {
    symptom,
    says: filled(symptom.says),
    fix: filled(symptom.fix),
    count: seen?.count ?? 0,
    sightings: seen?.sightings ?? [],
  }
}

/** The line that shows it first; one that no line shows comes last. */
export const lineOf = ({ sightings }: Told): number => sightings[0]?.line ?? Number.MAX_SAFE_INTEGER
export const byLine = (a: Told, b: Told): number => lineOf(a) - lineOf(b)
export const stageOf = ({ symptom }: Told): number => symptomStages.indexOf(symptom.stage)
