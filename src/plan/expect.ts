/** What the serial console must show, in order, when this plan boots: the handbook's checklist and the wizard's. */
import { expected, type Mark, marksOf, signposts } from '../console/signposts.ts'
import type { Answers } from '../model/answers.ts'
import type { DeviceTreeFacts } from '../model/facts.ts'
import { valuesOf } from '../model/linux-command-line.ts'
import type { ExpectedLine, GuestPlan, Load, Plan } from '../model/plan.ts'

/** What the lines depend on. */
export interface Expected {
  readonly facts: DeviceTreeFacts
  readonly answers: Answers
  readonly loads: readonly Load[]
  readonly guest: GuestPlan | undefined
  readonly loader: Plan['loader']
  readonly way: Plan['way']
}

/** The lines of the signposts that surely come. */
export function expectedLines({ facts, answers, loads, guest, loader, way }: Expected): readonly ExpectedLine[] {
  const gic = facts.gic?.value.version
  const cpus = facts['cpu.count']?.value
  const hasPsci = facts.psci?.value.usable ?? false
  const marks = marksOf(marksBeforeXen(loader, way, loads), {
    release: answers['xen.version']!,
    tellsPsci: hasPsci && tellsAll(answers['xen.options'] ?? ''),
    gic: gic === 'v2' || gic === 'v3' ? gic : undefined,
    // Of two models Xen parks some.
    cpus: cpus !== undefined && cpus > 1 && facts['cpu.models']?.value.length === 1 && hasPsci ? cpus : undefined,
    dom0Megabytes: answers['dom0-kernel.memory']! >> 20n,
    guest: guest?.name,
  })
  return marks.map((mark) => ({ ...mark, stage: signposts[mark.signpost].stage, ...expected(mark) }))
}

/** What each way of booting shows before Xen's first line. */
function marksBeforeXen(loader: Plan['loader'], way: Plan['way'], loads: readonly Load[]): readonly Mark[] {
  if (loader === 'uefi') return [{ signpost: 'efi-loader' }, { signpost: 'efi-config' }]
  return [...(way === 'script' ? scriptMarks(loads) : []), { signpost: 'handover' }]
}

/** What our own script says; the other ways have none. */
const scriptMarks = (loads: readonly Load[]): readonly Mark[] => [
  { signpost: 'script', is: 'Xen' },
  // A tree that firmware holds is moved after the files are loaded.
  ...[...loads]
    .sort((a, b) => Number(a.file === undefined) - Number(b.file === undefined))
    .map(({ name }): Mark => ({ signpost: 'load', is: name })),
]

/**
 * PSCI's line is for information only, which a release build keeps to itself unless told otherwise
 * (docs/misc/xen-command-line.pandoc, loglvl).
 */
const tellsAll = (options: string): boolean => /^(all|info|debug)\b/.test(valuesOf(options, 'loglvl').at(-1) ?? '')
