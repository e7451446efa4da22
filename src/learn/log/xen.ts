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
  /** It refused the mode in which it was entered (head.S). */
  refused?: SeenAt<string>
}

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
        if (signpost === 'dom0-memory') seen.dom0Memory = { value: BigInt(is) << 20n, line }
      }
      if (by === 'other') return early.test(text)
      if (by !== 'xen') return false
      const cmdline = /^Command line: (.*)$/.exec(text)
      if (cmdline) seen.cmdline = { value: cmdline[1]!, line }
      return true
    },
  }
}
