/**
 * What Xen prints on its console (Xen xen/arch/arm/setup.c, psci.c, domain_build.c) and, before that, its early printk.
 */
import type { SeenAt, Take } from './seen.ts'

/** What was seen of it; of several boots, the last. */
export interface XenSeen {
  /** Its banner: from here on Linux runs under it, until firmware speaks again. */
  version?: SeenAt<string>
  cpus?: SeenAt<number>
  psci?: SeenAt<string>
  cmdline?: SeenAt<string>
  dom0Memory?: SeenAt<bigint>
  /** A guest that `xl list` showed. */
  guest?: SeenAt<string>
  /** The exception level in which it was entered, as its early printk reads it from CurrentEL (arm64/head.S). */
  entered?: SeenAt<number>
  /** It got no command line at all. */
  withoutCmdline?: SeenAt<string>
  /** It refused the mode in which it was entered (head.S). */
  refused?: SeenAt<string>
}

const entered = /^- Current EL (?:0x)?0{0,15}([\da-f]) -$/

const early =
  /^- (UART enabled|Boot CPU booting|Current EL \S+|Xen must be entered .*|Boot failed|Please update the bootloader) -$/

/** Takes in one line; true when it is Xen's. */
export function xenLines(): { readonly seen: XenSeen; readonly take: Take } {
  const seen: XenSeen = {}
  return {
    seen,
    take({ text, line, by }, shown) {
      for (const { signpost, is = '' } of shown) {
        if (signpost === 'xen-refused') seen.refused = { value: text, line }
        if (signpost === 'xen-version') seen.version = { value: is, line }
        if (signpost === 'xen-cpus') seen.cpus = { value: Number(is), line }
        if (signpost === 'xen-psci') seen.psci = { value: is, line }
        if (signpost === 'guest-listed' && is !== 'Domain-0') seen.guest = { value: is, line }
        if (signpost === 'dom0-memory') seen.dom0Memory = { value: BigInt(is) << 20n, line }
      }
      // Bits 2 and 3 of the register (Arm ARM, CurrentEL).
      const level = entered.exec(text)
      if (level) seen.entered = { value: Number.parseInt(level[1]!, 16) >> 2, line }
      if (by === 'other') return early.test(text)
      if (by !== 'xen') return false
      const cmdline = /^Command line: (.*)$/.exec(text)
      // What its printk makes of no text at all (common/vsprintf.c).
      if (cmdline?.[1] === '<NULL>') seen.withoutCmdline = { value: text, line }
      else if (cmdline) seen.cmdline = { value: cmdline[1]!, line }
      return true
    },
  }
}
