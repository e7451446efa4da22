/**
 * Why a boot went as it did: the first line that tells, before the noise that follows from it; where no line tells, what
 * may be behind the silence, ranked by what is known.
 */
import { signposts } from '../console/signposts.ts'
import type { Boot } from '../console/timeline.ts'
import type { Verdicts } from '../model/finding.ts'
import { type Symptom, symptomStages } from '../model/symptom.ts'
import type { BootEvidence, Seen, Sighting } from './evidence.ts'
import { nextOf, type Rung, rungsOf } from './ladder.ts'

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

/** What else is known besides the lines of a boot. */
export interface Known {
  /** The verdicts on the answers that it was made from. */
  readonly verdicts?: Verdicts | undefined
  /** All boots of the capture: what one of them proves holds for the others. */
  readonly all?: readonly BootEvidence[]
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
  const { first, overtaken } = rankLines(told('cause', 'consequence'), boot)
  const isUp = first.length === 0 && isGood(boot)
  const flaws = told('flaw')
  const causes = isUp ? flaws.map((flaw) => ({ ...flaw, ...trusted(flaw), echoes: [] })) : first
  const silence = causes.length > 0 || isUp ? undefined : rankSilence(told('silence'), { all: [evidence], ...known })
  const next = nextOf(boot)
  return {
    boot,
    came: causes.length > 0 ? 'wrong' : isUp ? 'good' : 'silent',
    causes: silence?.causes ?? causes,
    ruledOut: silence?.ruledOut ?? [],
    noticed: [...overtaken, ...told('notice'), ...(isUp ? [] : flaws)].sort(byLine),
    harmless: told('harmless'),
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

/** Fills the sentences in with what the first line holds. */
export function tell(symptom: Symptom, seen?: Seen): Told {
  const groups = seen?.sightings[0]?.groups ?? {}
  const filled = (text: string): string => text.replace(/(?<!\$)\{(\w+)\}/g, (_, name: string) => groups[name] ?? '…')
  return {
    symptom,
    says: filled(symptom.says),
    fix: filled(symptom.fix),
    count: seen?.count ?? 0,
    sightings: seen?.sightings ?? [],
  }
}

const lineOf = ({ sightings }: Told): number => sightings[0]?.line ?? Number.MAX_SAFE_INTEGER
const byLine = (a: Told, b: Told): number => lineOf(a) - lineOf(b)
const stageOf = ({ symptom }: Told): number => symptomStages.indexOf(symptom.stage)

/**
 * The first of what tells is the cause, but for what the boot went on from: U-Boot does after a failed command, and what
 * follows from it says so.
 */
function rankLines(all: readonly Told[], boot: Boot): { first: readonly Cause[]; overtaken: readonly Told[] } {
  const roots = all.filter((one) => !isEcho(one, all))
  const echoes = all.filter((one) => !roots.includes(one))
  const rootOf = (echo: Told): Told | undefined =>
    roots.findLast((root) => root !== echo && leadsTo(root, echo, all)) ??
    roots.findLast((root) => lineOf(root) <= lineOf(echo))
  const isUp = boot.isUnderXen && (boot.reached.has('dom0-linux') || boot.reached.has('dom0-version'))
  const counts = roots.filter((one) => !isUp || stageOf(one) >= symptomStages.indexOf('xen') || leadsFar(one, all))
  const last = Math.max(...counts.map(stageOf))
  const direct = counts.filter((one) => stageOf(one) === last || leadsFar(one, all))
  const others = counts.filter((one) => !direct.includes(one))
  return {
    first: [...direct, ...others].map((one) => ({
      ...one,
      ...trusted(one),
      echoes: echoes.filter((echo) => rootOf(echo) === one),
    })),
    overtaken: roots.filter((one) => !counts.includes(one)),
  }
}

/**
 * Whether something else explains it: what its page names, if it came before; where it only says that something went
 * wrong, any cause, since "Panic" stands before its reason.
 */
const isEcho = (one: Told, all: readonly Told[]): boolean =>
  all.some(
    (other) =>
      other !== one &&
      ((one.symptom.follows.includes(other.symptom.id) && lineOf(other) <= lineOf(one)) ||
        (one.symptom.kind === 'consequence' &&
          stageOf(other) <= stageOf(one) &&
          (other.symptom.kind === 'cause' || lineOf(other) < lineOf(one)))),
  )

/** Whether one page names the other, through as many others as there are. */
function leadsTo(root: Told, echo: Told, all: readonly Told[], depth = 0): boolean {
  if (depth > 4) return false
  if (echo.symptom.follows.includes(root.symptom.id)) return true
  return all.some((one) => echo.symptom.follows.includes(one.symptom.id) && leadsTo(root, one, all, depth + 1))
}

const leadsFar = (root: Told, all: readonly Told[]): boolean =>
  all.some((one) => stageOf(one) > stageOf(root) && leadsTo(root, one, all))

function trusted({ symptom, sightings }: Told): Pick<Cause, 'confidence' | 'because'> {
  const line = sightings[0]?.line
  if (line === undefined)
    return { confidence: 'likely', because: 'no single line says so, but what came and what did not' }
  if (symptom.kind === 'consequence')
    return { confidence: 'possible', because: `line ${line} says that something went wrong, and not what` }
  if (symptom.with.length + symptom.without.length > 0)
    return { confidence: 'likely', because: `line ${line}, together with what else the log has and lacks` }
  return { confidence: 'sure', because: `line ${line} says so` }
}

const weight = { often: 3, sometimes: 2, rarely: 1 } as const

/** What may be behind a silence: what lines speak for, and what checks found, before what merely happens. */
function rankSilence(silences: readonly Told[], known: Known): Pick<Diagnosis, 'causes' | 'ruledOut'> {
  const judged = silences.map((one) => ({ one, ...weighed(one, known) }))
  return {
    causes: judged
      .filter(({ against }) => against === undefined)
      .sort((a, b) => b.score - a.score)
      .map(({ one, confidence, because }) => ({ ...one, confidence, because, echoes: [] })),
    ruledOut: judged.flatMap(({ one, against }) =>
      against === undefined ? [] : [{ symptom: one.symptom, because: against }],
    ),
  }
}

/** How much speaks for a cause of silence, and what speaks against it. */
interface Weighed {
  readonly score: number
  readonly confidence: Confidence
  readonly because: string
  readonly against?: string
}

function weighed({ symptom, sightings: [line] }: Told, { verdicts, all = [] }: Known): Weighed {
  const { checks, likely = 'sometimes', with: also, without, disproof } = symptom
  const base = weight[likely]
  const found = verdicts?.findings.find(({ rule, severity }) => severity !== 'note' && checks.includes(rule))
  if (found)
    return {
      score: base + 6,
      confidence: 'likely',
      because: `xenup check finds in the answers: ${found.says}`,
    }
  const passed = checks.filter((check) => verdicts?.passed.includes(check))
  const against = disproof.some((_, index) => all.some((one) => one.has(symptom, 'disproof', index)))
    ? 'a line of this capture proves otherwise'
    : checks.length > 0 && passed.length === checks.length
      ? `the answers passed ${passed.join(', ')}`
      : undefined
  const speaksFor = line !== undefined || also.length + without.length > 0
  return {
    score: base + (speaksFor ? 3 : 0) - (passed.length > 0 ? 2 : 0),
    confidence: speaksFor ? 'likely' : 'possible',
    because: line
      ? `line ${line.line} speaks for it`
      : speaksFor
        ? 'what came, and what did not, speaks for it'
        : passed.length > 0
          ? `it is ${likely} the reason; what could be checked (${passed.join(', ')}) is well`
          : `it is ${likely} the reason, and no line of this log is against it`,
    ...(against !== undefined && { against }),
  }
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
