/** The stages of a rehearsal, in order: what the serial console shows when each is reached, and what that means. */

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

/** One stage; `line` is missing for power-on, which shows nothing. */
export interface Stage {
  readonly id: StageId
  /** One sentence for people, true once the stage is reached. */
  readonly says: string
  readonly line?: RegExp
  /** True when a later stage does not prove this one: only its own line does. */
  readonly alone?: boolean
}

/**
 * What Xen and Linux put before a line: `(XEN) [    0.1] `, `[    0.1][    T0] ` and, since Xen 4.20, `(d0) ` before
 * dom0's.
 */
const xen = String.raw`^\(XEN\) (?:\[[^\]]*\] ?)?`
const linux = String.raw`^(?:\(d0\) )?(?:\[[ 0-9.TC]+\] ?)*`

/** What our guest's /init says every two seconds (guest-init.ts). */
const guestLine = (rest: string): RegExp => new RegExp(`^\\[xl console\\] ${rest}$`)
const ip = (address: string): string => address.replaceAll('.', '\\.')

/**
 * All stages. Each pattern holds the start of its line, so that text which only mentions a line does not count: an
 * echo of the boot script, a command line printed by `fdt print`, a comment.
 */
export const stages: readonly Stage[] = [
  { id: 'power-on', says: 'The machine is switched on.' },
  { id: 'u-boot', says: 'U-Boot runs.', line: /^U-Boot 20\d\d\.\d\d/ },
  { id: 'script', says: 'U-Boot runs our boot script.', line: /^xenup: / },
  { id: 'loaded', says: 'The boot script has loaded every file.', line: /^xenup: all files are loaded\b/ },
  { id: 'handover', says: 'U-Boot hands over.', line: /^Starting kernel \.\.\./ },
  { id: 'native-linux', says: 'Linux runs without Xen.', line: new RegExp(`${linux}Booting Linux on physical CPU`) },
  {
    id: 'native-root',
    says: 'Linux has its root device.',
    line: /^xenup-native: root \S+ is the (?<is>.*)$/,
    alone: true,
  },
  {
    id: 'native-up',
    says: 'The userspace of Linux runs without Xen.',
    line: /^xenup-native: up cpus=(?<cpus>\d+) mem=(?<memory>\d+)$/,
  },
  { id: 'xen', says: 'Xen runs.', line: new RegExp(`${xen}Xen version \\d`) },
  { id: 'dom0-build', says: 'Xen builds dom0.', line: new RegExp(`${xen}\\*\\*\\* LOADING DOMAIN 0 \\*\\*\\*`) },
  { id: 'dom0-linux', says: "dom0's Linux runs.", line: new RegExp(`${linux}Booting Linux on physical CPU`) },
  { id: 'dom0-root', says: 'dom0 has its root device.', line: /^xenup-dom0: root \S+ is the (?<is>.*)$/, alone: true },
  {
    id: 'dom0-up',
    says: "dom0's userspace and Xen's tools run.",
    line: /^xenup-dom0: up cpus=(?<cpus>\d+) mem=(?<memory>\d+)$/,
  },
  {
    id: 'bridge-up',
    says: "dom0's bridge reaches the network.",
    line: /^xenup-dom0: bridge \S+ on \S+ reaches [0-9.]+$/,
    alone: true,
  },
  { id: 'guest-created', says: 'xl has created the guest.', line: /^xenup-dom0: guest created$/ },
  {
    id: 'guest-output',
    says: "The guest's own output arrives through xl console.",
    line: guestLine(`${guestMark} host=(?<host>\\S*) cpus=(?<cpus>\\d+) mem=(?<memory>\\d+) cmdline=(?<cmdline>.*)`),
  },
  {
    id: 'guest-disk',
    says: 'The guest reads and writes its disk.',
    line: guestLine('xenup-guest: disk (?<device>\\S+) is the (?<is>.*) written=yes'),
    alone: true,
  },
  {
    id: 'guest-network',
    says: 'The guest reaches the network.',
    line: guestLine(`xenup-guest: network \\S+ reaches ${ip(addresses.beyond)}`),
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
    if (id === 'guest-output' && !guest!.ours)
      return { ...stage, line: /^\[xl console\] (?:\[[ 0-9.TC]+\] ?)*Linux version / }
    // A bridge without an interface of the machine ends in dom0.
    if (id === 'guest-network' && !bridge)
      return { ...stage, line: guestLine(`xenup-guest: network \\S+ reaches ${ip(addresses.dom0)}`) }
    return stage
  })
}

/** What shows that nothing more will come, and why. */
const deadEnds: readonly { readonly line: RegExp; readonly says: string }[] = [
  { line: /^xenup: stopped: /, says: 'our boot script stopped' },
  { line: new RegExp(`${xen}Panic on CPU`), says: 'Xen panicked' },
  { line: new RegExp(`${linux}---\\[ end Kernel panic`), says: "dom0's Linux panicked" },
  { line: /^\[xl console\] (?:\[[ 0-9.TC]+\] ?)*---\[ end Kernel panic/, says: "the guest's Linux panicked" },
  { line: /^xenup-dom0: over$/, says: 'dom0 came to its end' },
  { line: /^xenup-native: over$/, says: 'Linux came to its end' },
]

/** Why nothing more will come after this line; undefined when it says no such thing. */
export const deadEnd = (line: string): string | undefined => deadEnds.find((end) => end.line.test(line))?.says

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
export function stagesReached(all: readonly Stage[], reached: number, line: string): readonly Reached[] {
  const wall = all.findIndex((stage, index) => index > reached && stage.alone)
  for (let index = wall < 0 ? all.length - 1 : wall; index > reached; index--) {
    const match = all[index]!.line?.exec(line)
    if (match)
      return all
        .slice(reached + 1, index + 1)
        .map((stage) => (stage === all[index] && match.groups ? { stage, groups: match.groups } : { stage }))
  }
  return []
}
