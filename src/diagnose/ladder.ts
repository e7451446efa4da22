/** How far a boot came, rung by rung, and what should come next. */
import { expected, type Mark, type SignpostId, signposts } from '../console/signposts.ts'
import type { Boot } from '../console/timeline.ts'

/** A rung that was reached. */
export interface Rung {
  readonly signpost: SignpostId
  readonly stage: string
  readonly proves: string
  readonly line: number
  readonly text: string
  /** As the capture has it: printk's seconds, a date, the time of a terminal program. */
  readonly time?: string
}

/** The way of every boot with Xen; what else is reached lies between. */
const way = [
  'u-boot',
  'handover',
  'xen-version',
  'xen-cpus',
  'dom0-build',
  'dom0-starts',
  'dom0-linux',
  'xen-support',
  'dom0-init',
  'login',
] as const satisfies readonly SignpostId[]

/** What it proves, it proves against a plan. */
const onlyOfPlans: SignpostId = 'dom0-memory'

/** In these places another line of the same boot is as good. */
const asGood: Readonly<Partial<Record<SignpostId, SignpostId>>> = {
  'efi-loader': 'handover',
  'xen-done': 'dom0-starts',
  'dom0-version': 'dom0-linux',
  'native-linux': 'handover',
}

/**
 * Whether what was reached is a rung. Linux' word on the mode of its CPUs is one where that is the firmware's: under Xen
 * it is always EL1.
 */
export const isRung = ({ signpost, is }: Mark): boolean =>
  signposts[signpost].ends === undefined &&
  signpost !== onlyOfPlans &&
  (signpost !== 'cpu-mode' || /EL2|HYP/.test(is ?? ''))

/** What was reached, in the order of the log. */
export const rungsOf = ({ reached }: Boot): readonly Rung[] =>
  [...reached.values()]
    .filter(isRung)
    .sort((a, b) => a.line - b.line)
    .map(({ signpost, is, line, text, whole }) => {
      const time = timeIn(whole)
      return {
        signpost,
        stage: signposts[signpost].stage,
        proves: expected({ signpost, is }).proves,
        line,
        text,
        ...(time !== undefined && { time }),
      }
    })

/** The line that should come next; undefined when all came. */
export function nextOf({ reached }: Boot): string | undefined {
  const at = Math.max(-1, ...[...reached.keys()].map((id) => way.indexOf((asGood[id] ?? id) as (typeof way)[number])))
  const next = way[at + 1]
  return next && expected({ signpost: next, is: signposts[next].says.includes('{}') ? '…' : undefined }).line
}

const timeIn = (whole: string): string | undefined =>
  /^\[ *(\d{1,8}\.\d{3,9})\]/.exec(whole)?.[1] ??
  /^\[?(?:\S{1,12}[ T])?(\d\d:\d\d:\d\d(?:[.,]\d{1,9})?)/.exec(whole)?.[1]
