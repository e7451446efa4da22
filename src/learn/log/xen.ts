/**
 * What Xen prints on its console (Xen xen/arch/arm/setup.c, psci.c, domain_build.c) and, before that, its early printk.
 */
import type { LogLine } from '../../read/log.ts'
import type { SeenAt } from './seen.ts'

/** What was seen of it; of several boots, the last. */
export interface XenSeen {
  /** Its banner: from here on Linux runs under it, until firmware speaks again. */
  version?: SeenAt<string>
  cpus?: SeenAt<number>
  psci?: SeenAt<string>
  cmdline?: SeenAt<string>
  dom0Memory?: SeenAt<bigint>
  /** It refused the mode in which it was entered (head.S). */
  refused?: SeenAt<string>
}

/** Takes in one line; true when it is Xen's. */
export function xenLines(): { readonly seen: XenSeen; readonly take: (line: LogLine) => boolean } {
  const seen: XenSeen = {}
  return {
    seen,
    take({ text, line, by }) {
      if (by === 'other') {
        if (/^- Xen must be entered in NS (EL2|Hyp) mode -$/.test(text)) seen.refused = { value: text, line }
        return /^- (UART enabled|Boot CPU booting|Current EL \S+|Xen must be entered .*|Boot failed|Please update the bootloader) -$/.test(
          text,
        )
      }
      if (by !== 'xen') return false
      const version = /^Xen version (\d+\.\d+)/.exec(text)
      if (version) seen.version = { value: version[1]!, line }
      const cpus = /^Brought up (\d{1,5}) CPUs?/.exec(text)
      if (cpus) seen.cpus = { value: Number(cpus[1]), line }
      const psci = /^Using PSCI[ -]v?(\d+\.\d+)/.exec(text)
      if (psci) seen.psci = { value: psci[1]!, line }
      const cmdline = /^Command line: (.*)$/.exec(text)
      if (cmdline) seen.cmdline = { value: cmdline[1]!, line }
      const memory = /^Allocating 1:1 mappings totalling (\d{1,9})MB for d(?:om)?0/.exec(text)
      if (memory) seen.dom0Memory = { value: BigInt(memory[1]!) << 20n, line }
      return true
    },
  }
}
