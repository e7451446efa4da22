/**
 * What Xen prints (Xen xen/arch/arm/arm64/head.S, setup.c, psci.c, domain_build.c, drivers/char/console.c). Seen with
 * 4.17 under QEMU.
 */
import type { Signpost } from './signpost.ts'

export const xenLines = {
  'xen-early': {
    stage: 'xen',
    by: 'machine',
    says: '- UART enabled -',
    proves: "Xen's first instructions run, and early printk has the right UART",
    begins: true,
  },
  'xen-refused': {
    stage: 'xen',
    by: 'machine',
    says: '- Xen must be entered in NS {} mode -',
    is: /EL2|Hyp/,
    proves: 'Xen was not entered in EL2 (HYP on 32 bits)',
    ends: 'Xen was entered in the wrong mode, and refused to start',
  },
  'xen-first': {
    stage: 'xen',
    by: 'xen',
    says: 'Checking for initrd in /chosen',
    proves: 'Xen reads the device tree',
    begins: true,
  },
  'xen-version': {
    stage: 'xen',
    by: 'xen',
    says: 'Xen version {}',
    is: /\d+\.\d+/,
    proves: 'Xen runs, entered at EL2, and its console works',
    when: ({ release }) => release,
    begins: true,
  },
  'xen-psci': {
    stage: 'xen',
    by: 'xen',
    says: 'Using PSCI v',
    line: /^Using PSCI[ -]v?(?<is>\d+\.\d+)/,
    proves: 'Xen can start the other CPUs through firmware',
    when: ({ tellsPsci }) => tellsPsci,
  },
  'xen-gic': {
    stage: 'xen',
    by: 'xen',
    says: 'GIC{}',
    line: /^GIC(?<is>v[23])(?!\w)/,
    proves: 'Xen drives the interrupt controller',
    when: ({ gic }) => gic,
  },
  'xen-cpus': {
    stage: 'xen',
    by: 'xen',
    says: 'Brought up {} CPUs',
    line: /^Brought up (?<is>\d{1,5}) CPUs?/,
    proves: 'all CPUs of the device tree run',
    when: ({ cpus }) => cpus?.toString(),
  },
  'dom0-build': {
    stage: 'xen',
    by: 'xen',
    says: '*** LOADING DOMAIN 0 ***',
    proves: 'Xen is up and builds dom0',
    when: () => true,
  },
  'dom0-memory': {
    stage: 'xen',
    by: 'xen',
    says: 'Allocating 1:1 mappings totalling {}MB',
    line: /^Allocating 1:1 mappings totalling (?<is>\d{1,9})MB for d(?:om)?0\b/,
    proves: 'Xen got its command line: dom0_mem is as planned',
    when: ({ dom0Megabytes }) => dom0Megabytes.toString(),
  },
  'dom0-starts': {
    stage: 'xen',
    by: 'xen',
    says: '*** Serial input to DOM0',
    proves: 'dom0 starts; what you type goes there',
    when: () => true,
  },
  'xen-panic': {
    stage: 'xen',
    by: 'xen',
    says: 'Panic on CPU',
    line: /^Panic on CPU \d/,
    proves: 'Xen met what it cannot go on from; its next line says what',
    ends: 'Xen panicked',
  },
} as const satisfies Readonly<Record<string, Signpost>>
