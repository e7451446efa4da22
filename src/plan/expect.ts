/** What the serial console must show, in order, when this plan boots: the handbook's checklist and the wizard's. */
import { expected, type Mark, marksOf, signposts } from '../console/signposts.ts'
import type { LinesBefore } from '../model/boot-method.ts'
import type { Decided } from '../model/decided.ts'
import type { DeviceTreeFacts } from '../model/facts.ts'
import { valuesOf } from '../model/linux-command-line.ts'
import type { ExpectedLine, Load } from '../model/plan.ts'

/** What the lines depend on. */
export interface Expected {
  readonly facts: DeviceTreeFacts
  readonly decided: Pick<Decided, 'xen' | 'dom0' | 'guest'>
  readonly loads: readonly Load[]
  /** The groups of lines before Xen's own, as the boot method has them. */
  readonly before: readonly LinesBefore[]
}

/** The lines of the signposts that surely come. */
export function expectedLines({ facts, decided, loads, before }: Expected): readonly ExpectedLine[] {
  const { xen, dom0, guest } = decided
  const gic = facts.gic?.value.version
  const cpus = facts['cpu.count']?.value
  const hasPsci = facts.psci?.value.usable ?? false
  const marks = marksOf(
    before.flatMap((group) => marksBeforeXen[group](loads)),
    {
      release: xen.release,
      tellsPsci: hasPsci && tellsAll(xen.options),
      gic: gic === 'v2' || gic === 'v3' ? gic : undefined,
      // Of two models Xen parks some.
      cpus: cpus !== undefined && cpus > 1 && facts['cpu.models']?.value.length === 1 && hasPsci ? cpus : undefined,
      dom0Megabytes: dom0.memory >> 20n,
      guest: guest?.name,
    },
  )
  return marks.map((mark) => ({ ...mark, stage: signposts[mark.signpost].stage, ...expected(mark) }))
}

/** What each group shows; those of `efi` and `xen-cfg` are Xen's first words (xen/common/efi/boot.c, efi_start). */
const marksBeforeXen: Readonly<Record<LinesBefore, (loads: readonly Load[]) => readonly Mark[]>> = {
  script: (loads) => [
    { signpost: 'script', is: 'Xen' },
    // A tree that firmware holds is moved after the files are loaded.
    ...[...loads]
      .sort((a, b) => Number(a.file === undefined) - Number(b.file === undefined))
      .map(({ name }): Mark => ({ signpost: 'load', is: name })),
  ],
  'u-boot': () => [{ signpost: 'handover' }],
  efi: () => [{ signpost: 'efi-loader' }],
  'xen-cfg': () => [{ signpost: 'efi-config' }],
}

/**
 * PSCI's line is for information only, which a release build keeps to itself unless told otherwise
 * (docs/misc/xen-command-line.pandoc, loglvl).
 */
const tellsAll = (options: string): boolean => /^(all|info|debug)\b/.test(valuesOf(options, 'loglvl').at(-1) ?? '')
