/** What may be behind a silence, by what log, answers and other boots of the capture prove. */
import type { Verdicts } from '../model/finding.ts'
import type { BootEvidence } from './evidence.ts'
import type { CommandLines } from './handed-over.ts'
import type { Cause, Confidence, RuledOut, Told } from './told.ts'

/** What else is known besides the lines of a boot. */
export interface Known {
  /** The verdicts on the answers that it was made from. */
  readonly verdicts?: Verdicts | undefined
  /** The command lines that they make. */
  readonly planned?: CommandLines | undefined
  /** All boots of the capture: what one of them proves holds for the others. */
  readonly all?: readonly BootEvidence[]
}

const weight = { often: 3, sometimes: 2, rarely: 1 } as const

/** What may be behind a silence: what lines speak for, and what checks found, before what merely happens. */
export function rankSilence(silences: readonly Told[], evidence: BootEvidence, known: Known): RankedSilence {
  const judged = silences.map((one) => ({ one, ...weighed(one, evidence, known) }))
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

/** What may be behind it, the likeliest first, and what is not. */
interface RankedSilence {
  readonly causes: readonly Cause[]
  readonly ruledOut: readonly RuledOut[]
}

/** How much speaks for a cause of silence, and what speaks against it. */
interface Weighed {
  readonly score: number
  readonly confidence: Confidence
  readonly because: string
  readonly against?: string
}

function weighed(
  { symptom, sightings: [line] }: Told,
  { boot, handedOver }: BootEvidence,
  { verdicts, planned, all = [] }: Known,
): Weighed {
  const { checks, likely = 'sometimes', with: also, without, disproof, unchecked } = symptom
  const base = weight[likely]
  const shown = handedOver.shown.filter(({ rule }) => checks.includes(rule))
  const wrong = shown.find(({ isWrong }) => isWrong)
  if (wrong) return { score: base + 7, confidence: 'likely', because: `the console shows that ${wrong.says}` }
  const found = verdicts?.findings.find(({ rule, severity }) => severity !== 'note' && checks.includes(rule))
  if (found)
    return {
      score: base + 6,
      confidence: 'likely',
      because: `xenup check finds in the answers: ${found.says}`,
    }
  // Answers say nothing of a script that somebody else wrote, or changed, and what a line shows is shown.
  const isOurs = boot.reached.has('script') || !boot.reached.has('u-boot')
  const isAsPlanned = isOurs && !handedOver.differs(planned)
  const passed = isAsPlanned ? checks.filter((check) => verdicts?.passed.includes(check)) : []
  const isPassed = line === undefined && unchecked === undefined && checks.length > 0 && passed.length === checks.length
  const against = disproof.some((_, index) => all.some((one) => one.has(symptom, 'disproof', index)))
    ? 'a line of this capture proves otherwise'
    : isPassed
      ? `the answers passed ${passed.join(', ')}`
      : undefined
  const speaksFor = line !== undefined || also.length + without.length > 0
  const [well] = shown
  return {
    score: base + (speaksFor ? 3 : 0) - (passed.length > 0 || well ? 2 : 0),
    confidence: speaksFor ? 'likely' : 'possible',
    because: line
      ? `line ${line.line} speaks for it`
      : speaksFor
        ? 'what came, and what did not, speaks for it'
        : well
          ? `it is ${likely} the reason, though ${well.says}`
          : passed.length > 0
            ? `it is ${likely} the reason; what could be checked (${passed.join(', ')}) is well${unchecked === undefined ? '' : `, and not ${unchecked}`}`
            : `it is ${likely} the reason, and no line of this log is against it`,
    ...(against !== undefined && { against }),
  }
}
