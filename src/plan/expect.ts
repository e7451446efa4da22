/** What the serial console must show, in order, when this plan boots: the handbook's checklist and the rehearsal's. */
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

/** Literal pieces of lines; only what surely comes. Seen with Xen 4.17 and Linux 6.1 under QEMU. */
export function expectedLines({ facts, answers, loads, guest, loader, way }: Expected): readonly ExpectedLine[] {
  const gic = facts.gic?.value.version
  const cpus = facts['cpu.count']?.value
  const release = answers['xen.version']!
  const megabytes = answers['dom0-kernel.memory']! >> 20n
  return [
    ...(loader === 'uefi' ? uefiLines : ubootLines(way === 'script' ? scriptLines(loads) : [])),
    { stage: 'xen', line: `Xen version ${release}`, proves: 'Xen runs, entered at EL2, and its console works' },
    ...(facts.psci?.value.usable && showsAll(answers['xen.options'] ?? '')
      ? [{ stage: 'xen', line: 'Using PSCI v', proves: 'Xen can start the other CPUs through firmware' } as const]
      : []),
    ...(gic === 'v2' || gic === 'v3'
      ? [{ stage: 'xen', line: `GIC${gic}`, proves: 'Xen drives the interrupt controller' } as const]
      : []),
    ...(cpus !== undefined && cpus > 1 && facts['cpu.models']?.value.length === 1 && facts.psci?.value.usable
      ? [{ stage: 'xen', line: `Brought up ${cpus} CPUs`, proves: 'all CPUs of the device tree run' } as const]
      : []),
    { stage: 'xen', line: '*** LOADING DOMAIN 0 ***', proves: 'Xen is up and builds dom0' },
    {
      stage: 'xen',
      line: `Allocating 1:1 mappings totalling ${megabytes}MB`,
      proves: 'Xen got its command line: dom0_mem is as planned',
    },
    { stage: 'xen', line: '*** Serial input to DOM0', proves: 'dom0 starts; what you type goes there' },
    { stage: 'dom0', line: 'Booting Linux on physical CPU', proves: "dom0's kernel runs and its early console works" },
    { stage: 'dom0', line: `Xen ${release} support found`, proves: 'the kernel has CONFIG_XEN and sees Xen' },
    ...(guest
      ? [
          {
            stage: 'guest',
            line: guest.name,
            proves: `"xl list" in dom0 shows ${guest.name} after "xl create"`,
          } as const,
        ]
      : []),
  ]
}

/**
 * That line is for information only, which a release build keeps to itself unless told otherwise
 * (docs/misc/xen-command-line.pandoc, loglvl).
 */
const showsAll = (options: string): boolean => /^(all|info|debug)\b/.test(valuesOf(options, 'loglvl').at(-1) ?? '')

/** What our own script says; the other ways have none. */
const scriptLines = (loads: readonly Load[]): readonly ExpectedLine[] => [
  { stage: 'u-boot', line: 'xenup: booting Xen with', proves: 'U-Boot found the script and runs it' },
  // A tree that firmware holds is moved after the files are loaded.
  ...[...loads]
    .sort((a, b) => Number(a.file === undefined) - Number(b.file === undefined))
    .map(
      (load): ExpectedLine => ({
        stage: 'u-boot',
        line: `xenup: ${load.name} is at`,
        proves: `${load.name} is in memory, and fits its place`,
      }),
    ),
]

const ubootLines = (before: readonly ExpectedLine[]): readonly ExpectedLine[] => [
  ...before,
  {
    stage: 'u-boot',
    line: 'Starting kernel ...',
    proves: 'U-Boot jumped into Xen; silence from here on has five causes: xenup explain bring-up.silent',
  },
]

/** Xen's own first words when UEFI starts it (xen/common/efi/boot.c, efi_start). */
const uefiLines: readonly ExpectedLine[] = [
  { stage: 'uefi', line: 'EFI loader', proves: 'UEFI found xen.efi and started it' },
  { stage: 'uefi', line: 'Using configuration file', proves: 'Xen found xen.cfg beside itself' },
]
