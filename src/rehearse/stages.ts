/** The stages of a rehearsal, in order: what the serial console shows when each is reached, and what that means. */
import type { ConsoleLine } from '../console/line.ts'
import type { Signpost } from '../console/signpost.ts'
import { type Mark, type SignpostId, signposts, signpostsAt } from '../console/signposts.ts'
import { addresses } from './first-program.ts'
import { guestMark } from './guest-init.ts'

/** The stages by name, in order; those of a boot without Xen are the native ones. */
export const stageIds = [
  'power-on',
  'u-boot',
  'script',
  'loaded',
  'handover',
  'native-linux',
  'native-root',
  'native-up',
  'xen',
  'dom0-build',
  'dom0-linux',
  'dom0-root',
  'dom0-up',
  'bridge-up',
  'guest-created',
  'guest-output',
  'guest-disk',
  'guest-network',
] as const
export type StageId = (typeof stageIds)[number]

/** How a line shows a stage: it is a signpost of every console, or one that only a rehearsal puts up. */
type Sign =
  | SignpostId
  | {
      /** Of the guest's lines, which come through xl console; else of the machine's and dom0's. */
      readonly ofGuest?: true
      readonly line: RegExp
    }

/** One stage; `shows` is missing for power-on, which shows nothing. */
export interface Stage {
  readonly id: StageId
  /** One sentence for people, true once the stage is reached. */
  readonly says: string
  readonly shows?: Sign
  /** True when a later stage does not prove this one: only its own line does. */
  readonly alone?: boolean
}

/** What our guest's /init says every two seconds (guest-init.ts). */
const guestSays = (rest: string): Sign => ({ ofGuest: true, line: new RegExp(`^${rest}$`) })
const dom0Says = (line: RegExp): Sign => ({ line })
const ip = (address: string): string => address.replaceAll('.', '\\.')

/**
 * All stages. Each line is known by its beginning, so that text which only mentions it does not count: an echo of the
 * boot script, a command line printed by `fdt print`, a comment.
 */
export const stages: readonly Stage[] = [
  { id: 'power-on', says: 'The machine is switched on.' },
  { id: 'u-boot', says: 'U-Boot runs.', shows: 'u-boot' },
  { id: 'script', says: 'U-Boot runs our boot script.', shows: dom0Says(/^xenup: /) },
  { id: 'loaded', says: 'The boot script has loaded every file.', shows: 'loaded' },
  { id: 'handover', says: 'U-Boot hands over.', shows: 'handover' },
  { id: 'native-linux', says: 'Linux runs without Xen.', shows: 'native-linux' },
  {
    id: 'native-root',
    says: 'Linux has its root device.',
    shows: dom0Says(/^xenup-native: root \S+ is the (?<is>.*)$/),
    alone: true,
  },
  {
    id: 'native-up',
    says: 'The userspace of Linux runs without Xen.',
    shows: dom0Says(/^xenup-native: up cpus=(?<cpus>\d+) mem=(?<memory>\d+)$/),
  },
  { id: 'xen', says: 'Xen runs.', shows: 'xen-version' },
  { id: 'dom0-build', says: 'Xen builds dom0.', shows: 'dom0-build' },
  { id: 'dom0-linux', says: "dom0's Linux runs.", shows: 'dom0-linux' },
  {
    id: 'dom0-root',
    says: 'dom0 has its root device.',
    shows: dom0Says(/^xenup-dom0: root \S+ is the (?<is>.*)$/),
    alone: true,
  },
  {
    id: 'dom0-up',
    says: "dom0's userspace and Xen's tools run.",
    shows: dom0Says(/^xenup-dom0: up cpus=(?<cpus>\d+) mem=(?<memory>\d+)$/),
  },
  {
    id: 'bridge-up',
    says: "dom0's bridge reaches the network.",
    shows: dom0Says(/^xenup-dom0: bridge \S+ on \S+ reaches [0-9.]+$/),
    alone: true,
  },
  { id: 'guest-created', says: 'xl has created the guest.', shows: dom0Says(/^xenup-dom0: guest created$/) },
  {
    id: 'guest-output',
    says: "The guest's own output arrives through xl console.",
    shows: guestSays(`${guestMark} host=(?<host>\\S*) cpus=(?<cpus>\\d+) mem=(?<memory>\\d+) cmdline=(?<cmdline>.*)`),
  },
  {
    id: 'guest-disk',
    says: 'The guest reads and writes its disk.',
    shows: guestSays('xenup-guest: disk (?<device>\\S+) is the (?<is>.*) written=yes'),
    alone: true,
  },
  {
    id: 'guest-network',
    says: 'The guest reaches the network.',
    shows: guestSays(`xenup-guest: network \\S+ reaches ${ip(addresses.beyond)}`),
    alone: true,
  },
]

/** What a rehearsal goes through. */
export interface Course {
  readonly native?: boolean
  /** Does the command line name a root device? */
  readonly root?: boolean | undefined
  readonly bridge?: boolean
  /** Missing: the goal is dom0's userspace. `ours` when the guest runs our /init. */
  readonly guest?: { readonly ours: boolean; readonly disk: boolean; readonly network: boolean } | undefined
}

/** The stages on the way to the goal, in order. */
export function stagesOf({ native = false, root = false, bridge = false, guest }: Course): readonly Stage[] {
  const early: readonly StageId[] = ['power-on', 'u-boot', 'script', 'loaded', 'handover']
  const ids: readonly StageId[] = native
    ? [...early, 'native-linux', ...(root ? ['native-root' as const] : []), 'native-up']
    : [
        ...early,
        'xen',
        'dom0-build',
        'dom0-linux',
        ...(root ? ['dom0-root' as const] : []),
        'dom0-up',
        ...(bridge ? ['bridge-up' as const] : []),
        ...(guest ? (['guest-created', 'guest-output'] as const) : []),
        ...(guest?.ours && guest.disk ? ['guest-disk' as const] : []),
        ...(guest?.ours && guest.network ? ['guest-network' as const] : []),
      ]
  return ids.map((id) => {
    const stage = stages.find((one) => one.id === id)!
    // For a guest with a userspace of its own the first line of its Linux must do.
    if (id === 'guest-output' && !guest!.ours) return { ...stage, shows: 'guest-version' }
    // A bridge without an interface of the machine ends in dom0.
    if (id === 'guest-network' && !bridge)
      return { ...stage, shows: guestSays(`xenup-guest: network \\S+ reaches ${ip(addresses.dom0)}`) }
    return stage
  })
}

/** Ends that only a rehearsal has. */
const ownEnds: readonly { readonly line: RegExp; readonly why: string }[] = [
  { line: /^xenup-dom0: over$/, why: 'dom0 came to its end' },
  { line: /^xenup-native: over$/, why: 'Linux came to its end' },
]

/** Why nothing more will come after this line on a course; undefined when it says no such thing. */
export function deadEnd(line: ConsoleLine, course: readonly Stage[]): string | undefined {
  const has = (id: StageId): boolean => course.some((stage) => stage.id === id)
  const sign = signpostsAt(line).find(({ signpost }) => {
    const { ends, under, stage } = signposts[signpost] as Signpost
    if (ends === undefined || (stage === 'guest' && !has('guest-created'))) return false
    return under !== (has('native-linux') ? 'xen' : 'machine')
  })
  if (sign) return signposts[sign.signpost].ends
  return line.by === 'other' ? ownEnds.find((end) => end.line.test(line.text))?.why : undefined
}

/** A stage that a line reached, with the pattern's groups when it was this line that showed it. */
export interface Reached {
  readonly stage: Stage
  readonly groups?: Readonly<Record<string, string>>
}

/**
 * The stages after `reached` (an index into `all`) that a line reaches, in order.
 *
 * A stage whose own line was not seen is passed when a later one is reached: Xen and dom0 share the console, and one
 * can talk into the other's line. One that only its own line proves is not.
 */
export function stagesReached(all: readonly Stage[], reached: number, line: ConsoleLine): readonly Reached[] {
  const shown = signpostsAt(line)
  const wall = all.findIndex((stage, index) => index > reached && stage.alone)
  for (let index = wall < 0 ? all.length - 1 : wall; index > reached; index--) {
    const groups = groupsIn(all[index]!, line, shown)
    if (groups)
      return all.slice(reached + 1, index + 1).map((stage) => (stage === all[index] ? { stage, groups } : { stage }))
  }
  return []
}

/** What a line says of a stage that it shows; undefined when it does not show it. */
function groupsIn(
  { shows }: Stage,
  line: ConsoleLine,
  shown: readonly Mark[],
): Readonly<Record<string, string>> | undefined {
  if (shows === undefined) return undefined
  if (typeof shows === 'string') return shown.some(({ signpost }) => signpost === shows) ? {} : undefined
  if (line.by === 'xen' || (line.by === 'guest') !== (shows.ofGuest ?? false)) return undefined
  const match = shows.line.exec(line.text)
  return match ? (match.groups ?? {}) : undefined
}
