/** What the serial console must show, in order, when this plan boots: the handbook's checklist and the rehearsal's. */
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
  readonly before: readonly LinesBefore[]
}

/** Literal pieces of lines; only what surely comes. Seen with Xen 4.17 and Linux 6.1 under QEMU. */
export function expectedLines({ facts, decided, loads, before }: Expected): readonly ExpectedLine[] {
  const { xen, dom0, guest } = decided
  const gic = facts.gic?.value.version
  const cpus = facts['cpu.count']?.value
  const megabytes = dom0.memory >> 20n
  return [
    ...before.flatMap((group) => linesBefore[group](loads)),
    { stage: 'xen', line: `Xen version ${xen.release}`, proves: 'Xen runs, entered at EL2, and its console works' },
    ...(facts.psci?.value.usable && showsAll(xen.options)
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
    { stage: 'dom0', line: `Xen ${xen.release} support found`, proves: 'the kernel has CONFIG_XEN and sees Xen' },
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

/** The lines before Xen's own, by group; those of `efi` and `xen-cfg` are Xen's first (xen/common/efi/boot.c, efi_start). */
const linesBefore: Readonly<Record<LinesBefore, (loads: readonly Load[]) => readonly ExpectedLine[]>> = {
  script: scriptLines,
  'u-boot': () => [
    {
      stage: 'u-boot',
      line: 'Starting kernel ...',
      proves: 'U-Boot jumped into Xen; silence from here on means that Xen has no console',
    },
  ],
  efi: () => [{ stage: 'uefi', line: 'EFI loader', proves: 'UEFI found xen.efi and started it' }],
  'xen-cfg': () => [{ stage: 'uefi', line: 'Using configuration file', proves: 'Xen found xen.cfg beside itself' }],
}
