/** The stages of a rehearsal, in order: what the serial console shows when each is reached, and what that means. */

/** The stages by name, in order. */
export const stageIds = ['power-on', 'u-boot', 'script', 'loaded', 'handover', 'xen', 'dom0-build', 'dom0-linux', 'dom0-up',
  'guest-created', 'guest-output'] as const
export type StageId = (typeof stageIds)[number]

/** One stage; `line` is missing for power-on, which shows nothing. */
export interface Stage {
  readonly id: StageId
  /** One sentence for people, true once the stage is reached. */
  readonly says: string
  readonly line?: RegExp
}

/** What Xen and Linux put before a line: `(XEN) [    0.1] `, `[    0.1][    T0] ` and, since Xen 4.20, `(d0) ` before dom0's. */
const xen = String.raw`^\(XEN\) (?:\[[^\]]*\] ?)?`
const linux = String.raw`^(?:\(d0\) )?(?:\[[ 0-9.TC]+\] ?)*`

/** What our guest's /init says every two seconds (src/rehearse/init.ts). */
const guestMarker = /^\[xl console\] xenup-guest: up host=(?<host>\S*) cpus=(?<cpus>\d+) mem=(?<memory>\d+) cmdline=(?<cmdline>.*)$/

/**
 * All stages. Each pattern holds the start of its line, so that text which only mentions a line does not count: an
 * echo of the boot script, a command line printed by `fdt print`, a comment.
 */
export const stages: readonly Stage[] = [
  { id: 'power-on', says: 'The machine is switched on.' },
  { id: 'u-boot', says: 'U-Boot runs.', line: /^U-Boot 20\d\d\.\d\d/ },
  { id: 'script', says: 'U-Boot runs our boot script.', line: /^xenup: / },
  { id: 'loaded', says: 'The boot script has loaded every file.', line: /^xenup: all files are loaded\b/ },
  { id: 'handover', says: 'U-Boot hands over to Xen.', line: /^Starting kernel \.\.\./ },
  { id: 'xen', says: 'Xen runs.', line: new RegExp(`${xen}Xen version \\d`) },
  { id: 'dom0-build', says: 'Xen builds dom0.', line: new RegExp(`${xen}\\*\\*\\* LOADING DOMAIN 0 \\*\\*\\*`) },
  { id: 'dom0-linux', says: "dom0's Linux runs.", line: new RegExp(`${linux}Booting Linux on physical CPU`) },
  { id: 'dom0-up', says: "dom0's userspace and Xen's tools run.", line: /^xenup-dom0: up cpus=(?<cpus>\d+) mem=(?<memory>\d+)$/ },
  { id: 'guest-created', says: 'xl has created the guest.', line: /^xenup-dom0: guest created$/ },
  { id: 'guest-output', says: "The guest's own output arrives through xl console.", line: guestMarker },
]

/** For a guest whose ramdisk is not ours: the first line of its Linux must do. */
export const stagesOfOtherGuest: readonly Stage[] = stages.map((stage) =>
  stage.id === 'guest-output' ? { ...stage, line: /^\[xl console\] (?:\[[ 0-9.TC]+\] ?)*Linux version / } : stage)

/** What shows that nothing more will come, and why. */
const deadEnds: readonly { readonly line: RegExp; readonly says: string }[] = [
  { line: /^xenup: stopped: /, says: 'our boot script stopped' },
  { line: new RegExp(`${xen}Panic on CPU`), says: 'Xen panicked' },
  { line: new RegExp(`${linux}---\\[ end Kernel panic`), says: "dom0's Linux panicked" },
  { line: /^\[xl console\] (?:\[[ 0-9.TC]+\] ?)*---\[ end Kernel panic/, says: "the guest's Linux panicked" },
  { line: /^xenup-dom0: over$/, says: 'dom0 came to its end' },
]

/** Why nothing more will come after this line; undefined when it says no such thing. */
export const deadEnd = (line: string): string | undefined => deadEnds.find((end) => end.line.test(line))?.says

/** A stage that a line reached, with the pattern's groups when it was this line that showed it. */
export interface Reached { readonly stage: Stage; readonly groups?: Readonly<Record<string, string>> }

/**
 * The stages after `reached` (an index into `all`) that a line reaches, in order.
 *
 * A stage whose own line was not seen is passed when a later one is reached: Xen and dom0 share the console, and one
 * can talk into the other's line.
 */
export function stagesReached(all: readonly Stage[], reached: number, line: string): readonly Reached[] {
  for (let index = all.length - 1; index > reached; index--) {
    const match = all[index]!.line?.exec(line)
    if (match) return all.slice(reached + 1, index + 1).map((stage) => stage === all[index] && match.groups ? { stage, groups: match.groups } : { stage })
  }
  return []
}
