/** A capture judged: the boot that counts, and what became of the others. */
import type { Verdicts } from '../model/finding.ts'
import type { Symptom } from '../model/symptom.ts'
import type { BootEvidence } from './evidence.ts'
import type { CommandLines } from './handed-over.ts'
import { type Diagnosis, judgeBoot } from './judge.ts'

/** All boots that are kept, each judged, and the one that counts. */
export interface JudgedLog {
  readonly boots: readonly Diagnosis[]
  /** The number of the first of them: boots are counted from 1. */
  readonly first: number
  readonly counts: Diagnosis
  readonly number: number
}

/**
 * Judges the boots of a capture. The last one counts, or the one with a number; undefined when there is none of that
 * number, or the capture shows nothing of a boot.
 */
export function diagnose(
  evidence: readonly BootEvidence[],
  {
    symptoms,
    started,
    boot,
    verdicts,
    also = [],
    planned,
  }: {
    readonly symptoms: readonly Symptom[]
    readonly started: number
    readonly boot?: number | undefined
    readonly verdicts?: Verdicts | undefined
    readonly planned?: CommandLines | undefined
    /** Boots that are not judged: what they prove holds for those that are. */
    readonly also?: readonly BootEvidence[]
  },
): JudgedLog | undefined {
  if (!evidence.some(({ boot: { reached }, seen }) => reached.size > 0 || seen.size > 0)) return undefined
  const all = [...also, ...evidence]
  const boots = evidence.map((one) => judgeBoot(one, symptoms, { verdicts, planned, all }))
  const first = started - boots.length + 1
  const at = boot === undefined ? thatCounts(boots) : boot - first
  const counts = boots[at]
  return counts && { boots, first, counts, number: first + at }
}

/** After a panic the board starts again: a boot that has hardly begun says nothing of why. */
function thatCounts(boots: readonly Diagnosis[]): number {
  const last = boots.length - 1
  const [before, latest] = [boots[last - 1], boots[last]!]
  const hasHardlyBegun =
    latest.came === 'silent' &&
    latest.rungs.every(({ stage }) => stage === 'firmware' || stage === 'u-boot') &&
    !latest.boot.reached.has('handover')
  return before && before.came === 'wrong' && hasHardlyBegun ? last - 1 : last
}
