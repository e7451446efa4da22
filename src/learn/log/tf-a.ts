/** What TF-A (Trusted Firmware-A) prints of itself: its version, and the state in which it leaves. */
import type { SeenAt, Take } from './seen.ts'

/** What was seen of it; of several boots, the last. */
export interface FirmwareSeen {
  version?: SeenAt<string>
  spsr?: SeenAt<bigint>
}

/** Takes in one line; true when it is TF-A's. */
export function firmwareLines(): { readonly seen: FirmwareSeen; readonly take: Take } {
  const seen: FirmwareSeen = {}
  let leaving = false
  return {
    seen,
    take({ text, line, by }, shown) {
      if (by !== 'other' || !/^(NOTICE|INFO|WARNING|ERROR|VERBOSE): /.test(text)) return false
      const banner = shown.find(({ signpost }) => signpost === 'tf-a')
      if (banner?.is !== undefined && text.includes('BL31')) seen.version = { value: banner.is, line }
      // BL1 and BL2 print the SPSR of the stage that they start; only this exit is the one to U-Boot
      // (bl31/bl31_main.c).
      if (/BL31: Preparing for EL3 exit to /.test(text)) leaving = text.includes('normal world')
      const spsr = leaving ? /^INFO: +SPSR = (0x[\da-f]{1,16})$/i.exec(text) : null
      if (spsr) {
        seen.spsr = { value: BigInt(spsr[1]!), line }
        leaving = false
      }
      return true
    },
  }
}

/** Whether a state is EL2 or, of AArch32, HYP: PSTATE.M (Arm ARM, SPSR_EL3). */
export function isEl2(spsr: bigint): boolean {
  const aarch32 = (spsr & 0x10n) !== 0n
  return aarch32 ? (spsr & 0x1fn) === 0x1an : ((spsr >> 2n) & 3n) === 2n
}
