/**
 * What Linux prints while it boots (Linux arch/arm64/kernel/smp.c, arch/arm/kernel/setup.c,
 * drivers/firmware/psci/psci.c).
 */
import type { LogValues } from '../../model/log-facts.ts'
import type { LogLine } from '../../read/log.ts'
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
}

/** Whether its beginning is there, without which it cannot be told where it ran. */
export const isWhole = (boot: Boot): boolean => boot.version !== undefined && boot.mode !== undefined

const modes: Readonly<Record<string, LogValues['linux.cpuMode']>> = {
  'at EL1': 'el1',
  'at EL2': 'el2',
  'in HYP': 'hyp',
  'in SVC': 'svc',
}

/** How far a boot comes, in order. */
const far: readonly LogValues['linux.reached'][] = ['kernel', 'init', 'login', 'panic']

const underXen =
  /^(?:Xen \d+\.\d+ support found|Xen: initializing cpu|xen:(?:events|grant_table|swiotlb|balloon|manage)\b|Grant tables? using version|systemd\[1\]: Detected virtualization xen)/
const underAnother =
  /^(?:smccc: KVM: hypervisor services detected|kvm-guest: |Hypervisor detected: |arm-pv: using stolen time PV|Hyper-V: |systemd\[1\]: Detected virtualization (?:kvm|vmware|microsoft|apple|parallels|oracle|bhyve|acrn|amazon|google)|DMI: .*\b(?:KVM|VMware|Amazon EC2|VirtualBox|Parallels|Apple Virtualization|Google Compute))/

/** Takes in one line of Linux. `afterXen`: whether Xen spoke last before it. */
export function linuxLines(): {
  readonly boots: readonly Boot[]
  readonly take: (line: LogLine, afterXen: boolean) => boolean
  readonly over: () => void
} {
  const boots: Boot[] = []
  let boot: Boot | undefined
  const begin = (line: number, afterXen: boolean): Boot => {
    boot = { line, afterXen }
    boots.push(boot)
    return boot
  }
  return {
    boots,
    over: () => void (boot = undefined),
    take(log, afterXen) {
      const { text, line, by } = log
      if (by !== 'other') return false
      const first = /^Booting Linux on physical CPU 0x[\da-f]{1,16}( \[0x[\da-f]{1,16}\])?/.exec(text)
      const banner = /^Linux version (\d\S*) \(/.exec(text)
      if (first) begin(line, afterXen).arch = { value: first[1] ? 'arm64' : 'arm32', line }
      if (banner) {
        if (!boot || boot.version || boot.mode) begin(line, afterXen)
        boot!.version = { value: banner[1]!, line }
      }
      if (first || banner) return true
      const told = toldBy(text, line)
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

/** What one line tells of the boot. */
function toldBy(text: string, line: number): Partial<Boot> | undefined {
  const as = <T>(value: T): SeenAt<T> => ({ value, line })
  let match: RegExpExecArray | null
  if ((match = /^CPU: All CPU\(s\) started (at EL[12]|in (?:HYP|SVC))/.exec(text))) {
    return { mode: as(modes[match[1]!]!), arch: as(match[1]!.startsWith('at') ? 'arm64' : 'arm32') }
  }
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
  if (underAnother.test(text)) return { hypervisor: as(text) }
  if (/^Kernel panic - not syncing/.test(text)) return { reached: as('panic') }
  if (/(?:^|\s)login:$/.test(text)) return { reached: as('login') }
  if (/^(?:Run \S+ as init process|systemd\[1\]: )/.test(text)) return { reached: as('init') }
  return undefined
}
