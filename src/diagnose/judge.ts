/**
 * Why a boot went as it did: the first line that tells, before the noise that follows from it; where no line tells, what
 * may be behind the silence, ranked by what is known.
 */
import { signposts } from '../console/signposts.ts'
import type { Boot } from '../console/timeline.ts'
import type { Symptom } from '../model/symptom.ts'
import type { BootEvidence } from './evidence.ts'
import { nextOf, type Rung, rungsOf } from './ladder.ts'
import { rankLines, trusted } from './rank-lines.ts'
import { type Known, rankSilence } from './rank-silence.ts'
import { byLine, type Cause, type RuledOut, type Told, tell } from './told.ts'

/** A boot, judged. */
export interface Diagnosis {
  readonly boot: Boot
  /** `wrong` with causes, where lines tell; `silent` where none does; `good` when nothing is wrong. */
  readonly came: 'wrong' | 'silent' | 'good'
  /** The best first. */
  readonly causes: readonly Cause[]
  readonly ruledOut: readonly RuledOut[]
  readonly noticed: readonly Told[]
  readonly harmless: readonly Told[]
  readonly rungs: readonly Rung[]
  readonly next?: string
}

/** Judges a boot by its lines, and by what else is known. */
export function judgeBoot(evidence: BootEvidence, symptoms: readonly Symptom[], known: Known = {}): Diagnosis {
  const { boot } = evidence
  const present = symptoms.filter((symptom) => holds(symptom, evidence))
  const told = (...kinds: readonly Symptom['kind'][]): readonly Told[] =>
    present
      .filter(({ kind }) => kinds.includes(kind))
      .map((symptom) => tell(symptom, evidence.seen.get(symptom.id)))
      .sort(byLine)
  const { first, overtaken, tries } = rankLines(told('cause', 'consequence'), boot)
  const isUp = first.length === 0 && isGood(boot)
  const flaws = told('flaw')
  const silence =
    first.length > 0 || isUp ? undefined : rankSilence(told('silence'), evidence, { all: [evidence], ...known })
  // What is wrong and stops nothing is the best that there is where nothing else tells.
  const areFlawsFirst = isUp || silence?.causes.length === 0
  const causes = areFlawsFirst ? flaws.map((flaw) => ({ ...flaw, ...trusted(flaw), echoes: [] })) : first
  const next = nextOf(boot)
  return {
    boot,
    came: causes.length > 0 ? 'wrong' : isUp ? 'good' : 'silent',
    causes: areFlawsFirst ? causes : (silence?.causes ?? causes),
    ruledOut: silence?.ruledOut ?? [],
    noticed: [...overtaken, ...told('notice'), ...(areFlawsFirst ? [] : flaws)].sort(byLine),
    harmless: [...tries, ...told('harmless')].sort(byLine),
    rungs: rungsOf(boot),
    ...(next !== undefined && { next }),
  }
}

/** Whether a page's conditions are met. */
function holds(symptom: Symptom, evidence: BootEvidence): boolean {
  const { boot, seen } = evidence
  const reached = (id: string): boolean => (boot.reached as ReadonlyMap<string, unknown>).has(id)
  return (
    (symptom.patterns.length === 0 || seen.has(symptom.id)) &&
    symptom.with.every((_, index) => evidence.has(symptom, 'with', index)) &&
    !symptom.without.some((_, index) => evidence.has(symptom, 'without', index)) &&
    symptom.reached.every(reached) &&
    !symptom.missing.some(reached) &&
    (symptom.under === undefined || symptom.under === (boot.isUnderXen ? 'xen' : 'machine'))
  )
}

/** Whether a boot came as far as it could, or is part of one that did: `xl dmesg` has Xen's lines alone. */
function isGood(boot: Boot): boolean {
  const { reached, end } = boot
  if (end && end.signpost !== 'shut-down') return false
  if (['login', 'dom0-init', 'native-init', 'guest-init', 'guest-listed'].some((id) => reached.has(id as never)))
    return true
  if (reached.has('guest-linux')) return true
  const isSerial = [...reached.keys()].some(
    (id) => ['firmware', 'u-boot', 'uefi'].includes(signposts[id].stage) || id === 'xen-early',
  )
  return !isSerial && (reached.has('dom0-starts') || reached.has('xen-done')) && !reached.has('dom0-linux')
}
