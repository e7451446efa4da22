/**
 * The options of Xen's command line on Arm, and those that only Xen on x86 has.
 *
 * From every `*_param("…")` of xen.git (xen/common, xen/drivers, xen/arch/arm, xen/xsm) on the branches stable-4.14 to
 * stable-4.22 and c447b7308b13, with the Makefiles and Kconfig that decide what is built for Arm;
 * docs/misc/xen-command-line.pandoc tells what each is for.
 */
import { compareReleases, hasFeatureSince } from './xen-release.ts'

/**
 * How the value is written: `flag` is on or off in one of eleven words, or the name alone, or `no-` before it; `number`
 * and `size` as C reads them; `list` is flags and words with commas between; `text` is taken as it is; anything else
 * one of these words.
 */
export type XenOptionForm =
  | 'flag'
  | 'number'
  | 'size'
  | 'text'
  | { readonly words: readonly string[]; readonly orFlag?: true }
  | { readonly list: RegExp }

/** One option that Xen on Arm parses. */
export interface XenOption {
  readonly name: string
  readonly form: XenOptionForm
  /** The first and the last release that has it; always where missing. */
  readonly since?: string
  readonly until?: string
  /** Only there. */
  readonly arch?: 'arm32'
  /** The Kconfig option that it needs, and that builds of Arm do not have unless somebody chose it. */
  readonly config?: string
  /** It is parsed, and nothing on Arm looks at it. */
  readonly idle?: true
}

const levels = /^(none|error|warning|info|debug|all)(\/(none|error|warning|info|debug|all))?$/
const color = 'LLC_COLORING'

const options: readonly XenOption[] = [
  ...named(
    'flag',
    'console_to_ring dom0_vcpus_pin hmp-unsafe noreboot scrub-domheap sync_console tickle_one_idle_cpu',
    'sched_smt_power_savings',
  ),
  ...named(
    'number',
    'credit2_balance_over credit2_balance_under credit2_cap_period_ms credit2_load_precision_shift',
    'credit2_load_window_shift debug_stack_lines dma_bits dom0_max_vcpus gnttab_max_frames',
    'gnttab_max_maptrack_frames iommu_dev_iotlb_timeout rcu-idle-timer-period-ms sched_credit2_max_cpus_runqueue',
    'sched_credit2_migrate_resist sched_credit_tslice_ms sched_ratelimit_us tbuf_size tevt_mask timer_slop',
    'vcpu_migration_delay',
  ),
  ...named('size', 'bootscrub_chunk conring_size low_mem_virq_limit serial_tx_buffer'),
  // dom0_mem, console, xsm and flask have checks of their own.
  ...named('text', 'badpage console conswitch dom0_mem dtuart flask sched xsm'),
  { name: 'loglvl', form: { list: levels } },
  { name: 'guest_loglvl', form: { list: levels } },
  { name: 'bootscrub', form: { words: ['idle'], orFlag: true } },
  { name: 'console_timestamps', form: { words: ['none', 'date', 'datems', 'boot', 'raw'], orFlag: true } },
  { name: 'credit2_runqueue', form: { words: ['cpu', 'core', 'socket', 'node', 'all'] } },
  { name: 'serrors', form: { words: ['diverse', 'panic'] } },
  { name: 'vwfi', form: { words: ['trap', 'native'] } },
  { name: 'spec-ctrl', form: { list: /^ssbd=(force-disable|runtime|force-enable)$/ } },
  { name: 'gnttab', form: { list: /^(max[-_]ver:[12]|(no-)?(transitive|transfer)(=\w+)?)$/ } },
  { name: 'memop-max-order', form: { list: /^\d*$/ } },
  {
    name: 'iommu',
    form: {
      list: /^((no-)?(force|required|verbose|debug|amd-iommu-perdev-intremap|dom0-(passthrough|strict))(=\w+)?|1|0|on|off|yes|no|true|false|enable|disable)$/,
    },
  },
  { name: 'dom0-iommu', form: { list: /^((no-)?(passthrough|strict|map-inclusive|map-reserved)(=\w+)?|none)$/ } },
  { name: 'xenheap_megabytes', form: 'number', arch: 'arm32' },
  { name: 'crash-debug-panic', form: 'text', since: '4.15' },
  { name: 'crash-debug-hwdom', form: 'text', since: '4.15' },
  { name: 'crash-debug-watchdog', form: 'text', since: '4.15' },
  { name: 'crash-debug-debugkey', form: 'text', since: '4.15' },
  { name: 'ext_regions', form: 'flag', since: '4.16' },
  { name: 'maxcpus', form: 'number', since: '4.17' },
  { name: 'dom0', form: { list: /^sve(=-?\w+)?$/ }, since: '4.18' },
  { name: 'load-balance-ratelimit', form: 'number', since: '4.18' },
  { name: 'partial-emulation', form: 'flag', since: '4.19' },
  { name: 'pdx-compress', form: 'flag', since: '4.21' },
  { name: 'scmi-smc-passthrough', form: 'flag', since: '4.21' },
  { name: 'tee', form: { words: ['optee', 'ffa'] }, since: '4.21', config: 'TEE' },
  { name: 'acpi', form: 'text', config: 'ACPI' },
  { name: 'acpi_apic_instance', form: 'text', config: 'ACPI' },
  { name: 'argo', form: 'text', config: 'ARGO' },
  { name: 'debugtrace', form: 'text', config: 'DEBUG_TRACE' },
  { name: 'lock-depth-size', form: 'number', since: '4.18', config: 'DEBUG_LOCKS' },
  { name: 'max_lpi_bits', form: 'number', config: 'HAS_ITS' },
  { name: 'ats', form: 'flag', since: '4.21', config: 'PCI_PASSTHROUGH' },
  { name: 'pci', form: 'text', since: '4.21', config: 'PCI_PASSTHROUGH' },
  { name: 'pci-phantom', form: 'text', since: '4.21', config: 'PCI_PASSTHROUGH' },
  { name: 'pci-passthrough', form: 'flag', since: '4.21', config: 'PCI_PASSTHROUGH' },
  { name: 'llc-coloring', form: 'flag', since: '4.20', config: color },
  { name: 'llc-size', form: 'size', since: '4.20', config: color },
  { name: 'llc-nr-ways', form: 'number', since: '4.20', config: color },
  { name: 'dom0-llc-colors', form: 'text', since: '4.20', config: color },
  { name: 'xen-llc-colors', form: 'text', since: '4.20', config: color },
  { name: 'buddy-alloc-size', form: 'size', since: '4.20', config: color },
  { name: 'com1', form: 'text', until: '4.14', idle: true },
  { name: 'com2', form: 'text', until: '4.14', idle: true },
  { name: 'extra_guest_irqs', form: 'text', until: '4.18', idle: true },
]

function named(form: XenOptionForm, ...lines: readonly string[]): readonly XenOption[] {
  return lines.flatMap((line) => line.split(' ').map((name) => ({ name, form })))
}

const known: ReadonlyMap<string, XenOption> = new Map(options.map((option) => [option.name, option]))

/** Those of xen/arch/x86, and of drivers that are built for x86 only. */
const x86Names: ReadonlySet<string> = new Set(
  `acpi_pstate_strict acpi_skip_timer_override acpi_sleep allow_unsafe altp2m apic apic_verbosity apicv arat asid
  async-show-all availmem cet clocksource cmci-threshold cmos-rtc-probe com1 com2 core_parking cpu_type cpufreq cpuid
  cpuid_mask_cpu cpuid_mask_ecx cpuid_mask_edx cpuid_mask_ext_ecx cpuid_mask_ext_edx cpuid_mask_l7s0_eax
  cpuid_mask_l7s0_ebx cpuid_mask_thermal_ecx cpuid_mask_xsave_eax cpuidle cpuinfo crash-debug-kexeccmd
  crashinfo_maxaddr crashkernel dbgp dit dom0-cpuid dom0_ioports_disable dom0_nodes e820-mtrr-clip e820-verbose edd edid
  efi ept extra_guest_irqs font force-ept fred gdb global-pages hap hap_1gb hap_2mb hardware_dom hest_disable
  highmem-start hpet hpetbroadcast hvm_debug hvm_fep hvm_port80 idle_latency_factor invpcid ioapic_ack
  iommu_inclusive_mapping irq-max-guests irq_ratelimit irq_vector_map ivmd lapic lapic_timer_c2_ok ler low_crashinfo
  max_cstate max_gsi_irqs mce mce_fb mce_verbosity mem mmcfg mmio-relax msi mtrr.show mwait-idle mwait-idle.table nmi
  no-real-mode noapic noirqbalance nolapic nosmp nr_irqs numa pcid pku placeholder ple_gap ple_window preferred-cstates
  probe-port-aliases psr pv pv-l1tf pv-linear-pt pv-shim real-mode reboot rmrr ro-hpet sched-gran shim_mem smap smep smt
  snb_igd_quirk tboot tdt tsc tsx ucode unrestricted_guest vesa-map vesa-mtrr vesa-ram vga viridian-spinlock-retry-count
  viridian-version vm-notify-window vpid vpmu wallclock watchdog watchdog_timeout x2apic x2apic-mode x2apic_phys xpti
  xsave`.split(/\s+/),
)

/** What the table knows of a name in a release of Xen on an architecture. */
export interface KnownXenOption {
  /** The option where this Xen parses it, or would with another release, architecture or build. */
  readonly option?: XenOption
  readonly inRelease: boolean
  readonly onArch: boolean
  readonly isX86: boolean
}

/** Looks a name up; Xen takes `no-` off before it compares (xen/common/kernel.c, parse_params). */
export function xenOption(name: string, release: string, arch: 'arm64' | 'arm32' | undefined): KnownXenOption {
  const bare = name.replace(/^no-/, '')
  const option = known.get(bare)
  const inRelease =
    option !== undefined &&
    (option.since === undefined || hasFeatureSince(release, option.since)) &&
    (option.until === undefined || compareReleases(release, option.until) <= 0)
  return {
    ...(option && { option }),
    inRelease,
    onArch: option?.arch === undefined || arch === undefined || option.arch === arch,
    isX86: x86Names.has(name) || x86Names.has(bare),
  }
}

/** Every name that some Xen on Arm parses, for guessing what was meant. */
export const xenOptionNames: readonly string[] = options.map(({ name }) => name)

/** Words for on and off (xen/common/kernel.c, parse_bool). */
const flagWords = /^(0|1|on|no|yes|off|true|false|enable|disable)$/

/** False when Xen would say that the value is invalid; `no-` before the name is part of the word. */
export function takesValue({ form }: XenOption, name: string, value: string): boolean {
  const isNegated = name.startsWith('no-')
  if (form === 'text') return true
  if (form === 'flag') return value === '' || flagWords.test(value)
  if (form === 'number') return /^-?(0x[\da-f]+|\d+)?$/i.test(value)
  if (form === 'size') return /^(0x[\da-f]+|\d+)?[bkmgt]?$/i.test(value)
  // A function of its own gets "no" from no-, and refuses a value besides.
  if (isNegated && value !== '') return false
  const given = isNegated ? 'no' : value
  if ('list' in form) return given.split(',').every((part) => form.list.test(part))
  return form.words.includes(given) || (form.orFlag === true && (given === '' || flagWords.test(given)))
}
