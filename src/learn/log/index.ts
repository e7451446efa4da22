/** What a console's capture teaches. */
import type { ConsoleLine } from '../../console/line.ts'
import { Timeline } from '../../console/timeline.ts'
import type { FileValues } from '../../model/facts.ts'
import type { LogValues } from '../../model/log-facts.ts'
import type { AddFact } from '../fact-collector.ts'
import { type Boot, isWhole, linuxLines } from './linux.ts'
import type { SeenAt } from './seen.ts'
import { firmwareLines } from './tf-a.ts'
import { uBootLines } from './u-boot.ts'
import { verdictOf } from './verdict.ts'
import { whereIt } from './where.ts'
import { xenLines } from './xen.ts'

/** After so many lines, some milliseconds, there is time for something else. */
const atOnce = 1024

/** Learns from the lines of a log, one at a time; yields between them, so that somebody can stop it. */
export function* learnLog(lines: Iterable<ConsoleLine>, learn: AddFact): Generator<void, void> {
  const [firmware, uBoot, xen, linux] = [firmwareLines(), uBootLines(), xenLines(), linuxLines(counted)]
  const stages = new Map<LogValues['log.stages'][number], number>()
  const timeline = new Timeline()
  let [boots, taken] = [0, 0]
  for (const line of lines) {
    if (++taken % atOnce === 0) yield
    const shown = timeline.take(line)
    if (timeline.started > boots) linux.over()
    boots = timeline.started
    const who = firmware.take(line, shown)
      ? 'tf-a'
      : xen.take(line, shown)
        ? 'xen'
        : uBoot.take(line, shown)
          ? 'u-boot'
          : linux.take(line, shown, timeline.last!.isUnderXen)
            ? 'linux'
            : undefined
    if (who && !stages.has(who)) stages.set(who, line.line)
  }
  uBoot.end()

  const boot = counted(linux.boots)
  const note = noteWith(learn)
  learn(
    'log.stages',
    [...stages.keys()],
    stages.size > 0 ? `lines ${[...stages.values()].join(', ')}` : 'no line of theirs',
  )
  if (linux.starts.count > 0) learn('log.boots', linux.starts.count, `lines ${linux.starts.lines.join(', ')}`)

  note('tfa.version', firmware.seen.version)
  note('tfa.spsr', firmware.seen.spsr)
  note('uboot.version', uBoot.seen.version)
  note('uboot.env', uBoot.seen.env)
  note('uboot.banks', uBoot.seen.banks)
  note('uboot.relocaddr', uBoot.seen.relocaddr)
  note('uboot.reserved', uBoot.seen.reserved)
  note('uboot.fdt', uBoot.seen.fdt)
  note('xen.version', xen.seen.version)
  note('xen.cpus', xen.seen.cpus)
  if (xen.seen.psci)
    learn(
      'xen.psci',
      { version: xen.seen.psci.value, conduit: 'smc' },
      `line ${xen.seen.psci.line}; Xen calls firmware by smc only`,
    )
  note('xen.cmdline', xen.seen.cmdline)
  note('xen.dom0Memory', xen.seen.dom0Memory)
  note('xen.guest', xen.seen.guest)
  if (boot) learnBoot(boot, learn)
  verdictOf({ firmware: firmware.seen, xen: xen.seen, uBoot: uBoot.seen, boot }, learn)
}

/** A fact at the line on which it was seen. */
const noteWith =
  (learn: AddFact) =>
  <K extends keyof FileValues>(key: K, seen: SeenAt<FileValues[K]> | undefined): void =>
    learn(key, seen?.value, `line ${seen?.line}`)

/** The last native boot that is whole, else the last native, else the last. */
function counted(boots: readonly Boot[]): Boot | undefined {
  const native = boots.filter((boot) => whereIt(boot)?.under === 'native')
  return native.findLast(isWhole) ?? native.at(-1) ?? boots.at(-1)
}

function learnBoot(boot: Boot, learn: AddFact): void {
  const note = noteWith(learn)
  const where = whereIt(boot)
  learn('log.under', where?.under, `line ${where?.line}: ${where?.because}`)
  note('linux.version', boot.version)
  note('linux.arch', boot.arch)
  note('linux.model', boot.model)
  note('linux.cmdline', boot.cmdline)
  const option = (name: string): string | undefined =>
    boot.cmdline?.value
      .split(/\s+/)
      .findLast((word) => word.startsWith(`${name}=`))
      ?.slice(name.length + 1)
  learn('linux.console', option('console'), `line ${boot.cmdline?.line}, console=`)
  learn('linux.root', option('root'), `line ${boot.cmdline?.line}, root=`)
  if (where?.under === 'native') {
    note('linux.cpuMode', boot.mode)
    if (boot.psci) learn('linux.psci', { version: boot.psci.value }, `line ${boot.psci.line}`)
  }
  note('linux.cpus', boot.cpus)
  note('linux.memory', boot.memory)
  note('linux.gic', boot.gic)
  if (boot.version || boot.reached)
    learn('linux.reached', boot.reached?.value ?? 'kernel', `line ${boot.reached?.line ?? boot.version!.line}`)
}
