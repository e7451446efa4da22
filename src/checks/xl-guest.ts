/**
 * The guest that an xl configuration describes, against the board and against itself: what xl or the guest's kernel
 * would stumble over.
 */
import { valuesOf } from '../model/linux-command-line.ts'
import type { Material } from '../model/material.ts'
import { humanSize, MiB } from '../model/quantity.ts'
import { totalSize } from '../model/range.ts'
import type { XlSetting, XlValue } from '../model/xl-facts.ts'
import { atAnswer, defineCheck, type Found } from './check.ts'
import { rootFault } from './guest-disk-root.ts'

export const xlGuest = defineCheck({
  id: 'xl-guest',
  needs: ['read:guest.config-file'],
  uses: ['plan', 'cpu.count', 'gic'],
  run(have) {
    const { path, facts } = have['read:guest.config-file']
    const settings = facts['xl.settings']?.value
    if (!settings) return { lacks: `a configuration for xl, and ${path} is none` }
    const faults = [
      ...missing(settings),
      ...tooMuch(settings, have),
      ...commandLine(
        settings,
        (facts['xl.disks']?.value ?? []).flatMap(({ vdev }) => (vdev === undefined ? [] : [vdev])),
      ),
    ]
    return faults.map(({ key, ...fault }): Found => {
      const line = settings.find((one) => one.key === key)?.line
      return { at: atAnswer('guest.config-file'), also: line === undefined ? path : `${path} line ${line}`, ...fault }
    })
  },
})

/** A fault and the key that it is about. */
type GuestProblem = Omit<Found, 'at' | 'also'> & { readonly key: string }

const valueOf = (settings: readonly XlSetting[], key: string): XlValue | undefined =>
  settings.find((one) => one.key === key)?.value
const textOf = (settings: readonly XlSetting[], key: string): string | undefined => {
  const value = valueOf(settings, key)
  return typeof value === 'string' ? value : undefined
}
const numberOf = (settings: readonly XlSetting[], key: string): bigint | undefined => {
  const value = valueOf(settings, key)
  return typeof value === 'bigint'
    ? value
    : typeof value === 'string' && /^\d{1,15}$/.test(value)
      ? BigInt(value)
      : undefined
}

/**
 * What xl does not go on without, or takes a useless default for (tools/xl/xl_parse.c;
 * tools/libs/light/libxl_create.c).
 */
function missing(settings: readonly XlSetting[]): readonly GuestProblem[] {
  const has = (key: string): boolean => valueOf(settings, key) !== undefined
  return [
    ...(has('name')
      ? []
      : [
          {
            key: 'name',
            severity: 'error',
            says: 'The guest has no name, and xl wants one',
            fix: 'Add name = "guest1".',
          } satisfies GuestProblem,
        ]),
    ...(has('kernel') || has('bootloader')
      ? []
      : [
          {
            key: 'kernel',
            severity: 'error',
            says: 'The guest has no kernel',
            fix: 'Add kernel = "/path/in/dom0/Image".',
          } satisfies GuestProblem,
        ]),
    ...(has('memory') || has('maxmem')
      ? []
      : [
          {
            key: 'memory',
            severity: 'error',
            says: 'The guest has no memory= and would get 32 MiB, in which hardly a kernel starts',
            fix: 'Add memory = 256.',
          } satisfies GuestProblem,
        ]),
  ]
}

function tooMuch(settings: readonly XlSetting[], have: Material): readonly GuestProblem[] {
  const vcpus = numberOf(settings, 'vcpus') ?? 1n
  const most = numberOf(settings, 'maxvcpus')
  const cpus = have['cpu.count']?.value
  const memory = (numberOf(settings, 'memory') ?? 0n) * MiB
  const ram = have.plan && totalSize(have.plan.banks)
  const host = have.gic?.value.version
  const wanted = textOf(settings, 'gic_version')
  const faults: GuestProblem[] = []
  if (host === 'v2' && (most ?? vcpus) > 8n)
    faults.push({
      key: 'vcpus',
      severity: 'error',
      says: `The guest asks for ${most ?? vcpus} virtual CPUs, and with a GICv2 a domain has eight at most: xl create would fail`,
      fix: 'Give it at most 8.',
    })
  else if (cpus !== undefined && vcpus > BigInt(cpus))
    faults.push({
      key: 'vcpus',
      severity: 'warning',
      says: `The guest asks for ${vcpus} virtual CPUs, and the device tree describes ${cpus}`,
      fix: `Give it at most ${cpus}.`,
    })
  if (most !== undefined && most < vcpus)
    faults.push({
      key: 'maxvcpus',
      severity: 'error',
      says: `The guest has vcpus = ${vcpus} and maxvcpus = ${most}: xl create would fail`,
      fix: 'Leave maxvcpus out, or make it larger.',
    })
  if (ram !== undefined && ram > 0n && memory + have.plan!.dom0.memory > ram) {
    faults.push({
      key: 'memory',
      severity: 'error',
      says: `The guest asks for ${humanSize(memory)}, and dom0 has ${humanSize(have.plan!.dom0.memory)} of ${humanSize(ram)}: xl create would fail`,
      fix: 'Give one of them less; memory is in MiB.',
    })
  }
  if ((wanted === 'v2' || wanted === 'v3') && (host === 'v2' || host === 'v3') && wanted !== host) {
    // A GICv3 may be able to serve a guest as one of version 2; never the other way round (xen/arch/arm/vgic-v2.c,
    // vgic_v2_init).
    faults.push({
      key: 'gic_version',
      severity: wanted === 'v3' ? 'error' : 'warning',
      says: `The guest asks for a GIC${wanted}, and the board has a GIC${host}${wanted === 'v3' ? ': xl create would fail' : ', which not every one of can serve'}`,
      fix: 'Take gic_version out.',
    })
  }
  return faults
}

/** `cmdline`, or what xl makes of `root` and `extra` (tools/xl/xl_parse.c, parse_cmdline). */
function commandLine(settings: readonly XlSetting[], vdevs: readonly string[]): readonly GuestProblem[] {
  if (valueOf(settings, 'kernel') === undefined) return []
  const root = textOf(settings, 'root')
  const key = textOf(settings, 'cmdline') === undefined ? 'extra' : 'cmdline'
  const line =
    textOf(settings, 'cmdline') ??
    [...(root === undefined ? [] : [`root=${root}`]), textOf(settings, 'extra') ?? ''].join(' ')
  const fault = rootFault({ cmdline: line, hasRamdisk: valueOf(settings, 'ramdisk') !== undefined, vdevs })
  const consoles = valuesOf(line, 'console').map((value) => value.split(',')[0]!)
  const shown = ['hvc0', ...(valueOf(settings, 'vuart') === undefined ? [] : ['ttyAMA0'])]
  return [
    ...(fault ? [{ key, ...fault }] : []),
    // Without any console= a guest's Linux takes hvc0 (arch/arm/xen/enlighten.c, xen_early_init).
    ...(consoles.length === 0 || consoles.some((name) => shown.includes(name))
      ? []
      : [
          {
            key,
            severity: 'warning',
            says: `The guest's console is ${consoles.join(', ')}, which this guest does not have: xl console shows nothing`,
            fix: 'Add console=hvc0 to cmdline.',
          } satisfies GuestProblem,
        ]),
  ]
}
