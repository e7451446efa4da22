/**
 * What Linux prints while it boots (Linux arch/arm64/kernel/smp.c, arch/arm/kernel/setup.c,
 * drivers/firmware/psci/psci.c).
 */
import type { ConsoleLine } from '../../console/line.ts'
import type { SignpostId } from '../../console/signposts.ts'
import type { Reached } from '../../console/timeline.ts'
import type { LogValues } from '../../model/log-facts.ts'
import type { SeenAt } from './seen.ts'

/** One boot of Linux. */
export interface Boot {
  /** Its first line. */
  readonly line: number
  /** It began after Xen's banner, with no firmware between. */
  readonly afterXen: boolean
  version?: SeenAt<string>
  arch?: SeenAt<'arm64' | 'arm32'>
  model?: SeenAt<string>
  cmdline?: SeenAt<string>
  mode?: SeenAt<LogValues['linux.cpuMode']>
  psci?: SeenAt<string>
  cpus?: SeenAt<number>
  memory?: SeenAt<bigint>
  gic?: SeenAt<'v2' | 'v3'>
  reached?: SeenAt<LogValues['linux.reached']>
  /** It says that it runs under Xen, or in another virtual machine; the words that say so. */
  xen?: SeenAt<string>
  hypervisor?: SeenAt<string>
  /** Its first call of Xen was an undefined instruction: the device tree has a hypervisor node, and no Xen is there. */
  withoutXen?: SeenAt<string>
}

/** Whether its beginning is there, without which it cannot be told where it ran. */
export const isWhole = (boot: Boot): boolean => boot.version !== undefined && boot.mode !== undefined

const modes: Readonly<Record<string, LogValues['linux.cpuMode']>> = {
  'at EL1': 'el1',
  'at EL2': 'el2',
  'in HYP': 'hyp',
  'in SVC': 'svc',
}

const firstLines: ReadonlySet<SignpostId> = new Set(['native-linux', 'dom0-linux', 'guest-linux'])
const banners: ReadonlySet<SignpostId> = new Set(['native-version', 'dom0-version', 'guest-version'])

const reachedBy: Readonly<Partial<Record<SignpostId, LogValues['linux.reached']>>> = {
  'native-init': 'init',
  'dom0-init': 'init',
  login: 'login',
  'native-panic': 'panic',
  'dom0-panic': 'panic',
}

/** How far a boot comes, in order. */
const far: readonly LogValues['linux.reached'][] = ['kernel', 'init', 'login', 'panic']

const underXen =
  /^(?:Xen: initializing cpu|efi: EFI v[\d.]+ by Xen\b|xen:(?:events|grant_table|swiotlb|balloon|manage)\b|Grant tables? using version|systemd\[1\]: Detected virtualization xen)/
/** Where an Oops says that it is, on 64 and on 32 bits (arch/arm64/kernel/process.c, arch/arm/kernel/process.c). */
const calledXen = /^(?:pc : |PC is at )HYPERVISOR_xen_version\+/
const underAnother =
  /^(?:smccc: KVM: hypervisor services detected|kvm-guest: |Hypervisor detected: |arm-pv: using stolen time PV|Hyper-V: |systemd\[1\]: Detected virtualization (?:kvm|vmware|microsoft|apple|parallels|oracle|bhyve|acrn|amazon|google)|DMI: .*\b(?:KVM|VMware|Amazon EC2|VirtualBox|Parallels|Apple Virtualization|Google Compute))/

/** As many boots as are looked back on, besides the one that counts. */
const keptBoots = 32

/** Takes in lines; `counts` says which of several boots is kept when there are many. */
export function linuxLines(counts: (boots: readonly Boot[]) => Boot | undefined): {
  readonly boots: readonly Boot[]
  /** The lines of the first banners, and how many there were. */
  readonly starts: { count: number; readonly lines: number[] }
  /** `afterXen`: whether Xen spoke before it, and no firmware between. */
  readonly take: (line: ConsoleLine, shown: readonly Reached[], afterXen: boolean) => boolean
  readonly over: () => void
} {
  const boots: Boot[] = []
  const starts = { count: 0, lines: [] as number[] }
  let boot: Boot | undefined
  const begin = (line: number, afterXen: boolean): Boot => {
    if (boots.length > keptBoots) boots.splice(boots[0] === counts(boots) ? 1 : 0, 1)
    boot = { line, afterXen }
    boots.push(boot)
    return boot
  }
  return {
    boots,
    starts,
    over: () => void (boot = undefined),
    take(log, shown, afterXen) {
      const { text, line, by } = log
      if (by === 'xen' || by === 'guest') return false
      const isFirst = shown.some(({ signpost }) => firstLines.has(signpost))
      const banner = shown.find(({ signpost }) => banners.has(signpost))
      // Only a 64-bit kernel names the core (arch/arm64/kernel/setup.c, arch/arm/kernel/devtree.c).
      if (isFirst) begin(line, afterXen).arch = { value: / \[0x[\da-f]{1,16}\]/.test(text) ? 'arm64' : 'arm32', line }
      if (banner?.is !== undefined) {
        const now = boot && !boot.version && !boot.mode ? boot : begin(line, afterXen)
        now.version = { value: banner.is, line }
        if (++starts.count <= 20) starts.lines.push(now.line)
      }
      if (isFirst || banner) return true
      const told = toldBySignpost(shown) ?? toldBy(text, line)
      if (!told) return false
      const now = boot ?? begin(line, afterXen)
      // Each is said once a boot; what comes again is a guest's on the same console, or dmesg's.
      const { reached, ...others } = told
      Object.assign(now, { ...others, ...now })
      if (reached && far.indexOf(reached.value) > far.indexOf(now.reached?.value ?? 'kernel')) now.reached = reached
      return true
    },
  }
}

/** What a signpost tells of the boot. */
function toldBySignpost(shown: readonly Reached[]): Partial<Boot> | undefined {
  for (const { signpost, is = '', text, line } of shown) {
    const reached = reachedBy[signpost]
    if (reached) return { reached: { value: reached, line } }
    if (signpost === 'xen-support') return { xen: { value: text, line } }
    const mode = signpost === 'cpu-mode' && modes[is.slice(0, 6)]
    if (mode) return { mode: { value: mode, line }, arch: { value: is.startsWith('at') ? 'arm64' : 'arm32', line } }
  }
  return undefined
}

/** What one line tells of the boot. */
function toldBy(text: string, line: number): Partial<Boot> | undefined {
  const as = <T>(value: T): SeenAt<T> => ({ value, line })
  let match: RegExpExecArray | null
  if (
    /^CPU: (?:CPUs started in inconsistent modes|WARNING: CPU\(s\) started in (?:wrong\/)?inconsistent modes)/.test(
      text,
    )
  )
    return { mode: as('inconsistent') }
  if (/^kvm \[\d+\]: .*mode initialized successfully/.test(text)) return { mode: as('el2') }
  if ((match = /^(?:OF: fdt: ?)?Machine model: (.+)$/.exec(text))) return { model: as(match[1]!) }
  if ((match = /^Kernel command line: (.*)$/.exec(text))) return { cmdline: as(match[1]!) }
  if ((match = /^psci: PSCIv(\d+\.\d+) detected in firmware/.exec(text))) return { psci: as(match[1]!) }
  if (/^psci: Using PSCI v0\.1 Function IDs from DT/.test(text)) return { psci: as('0.1') }
  if ((match = /^(?:smp: )?Brought up (?:\d+ nodes?, )?(\d{1,5}) CPUs?/.exec(text)))
    return { cpus: as(Number(match[1])) }
  if ((match = /^SMP: Total of (\d{1,5}) processors? activated/.exec(text))) return { cpus: as(Number(match[1])) }
  if ((match = /^Memory: \d{1,15}K\/(\d{1,15})K available/.exec(text))) return { memory: as(BigInt(match[1]!) << 10n) }
  if (/^GICv3: /.test(text)) return { gic: as('v3') }
  if (/^(?:GICv2m?: |GIC: Using split EOI)/.test(text)) return { gic: as('v2') }
  if (underXen.test(text)) return { xen: as(text) }
  if (calledXen.test(text)) return { withoutXen: as(text) }
  if (underAnother.test(text)) return { hypervisor: as(text) }
  if (/^systemd\[1\]: /.test(text)) return { reached: as('init') }
  return undefined
}
