/** What a log proves about the firmware, and what it does not, in words. */
import type { AddFact } from '../fact-collector.ts'
import { type Boot, isWhole } from './linux.ts'
import { type FirmwareSeen, isEl2 } from './tf-a.ts'
import type { UBootSeen } from './u-boot.ts'
import { type Where, whereIt } from './where.ts'
import type { XenSeen } from './xen.ts'

/** What is judged. */
export interface Judged {
  readonly firmware: FirmwareSeen
  readonly xen: XenSeen
  readonly uBoot: UBootSeen
  /** The boot of Linux that counts. */
  readonly boot: Boot | undefined
}

/** The verdict on EL2, with the line that gives it. */
interface El2 {
  readonly value: 'yes' | 'no'
  readonly line: number
  readonly says: string
}

/** Adds the facts `log.proves`, `log.notes`, `log.problems`, `firmware.el2` and `firmware.psci`. */
export function verdictOf(judged: Judged, learn: AddFact): void {
  const { xen, boot } = judged
  const where = boot && whereIt(boot)
  const proves: string[] = []
  const notes: string[] = []
  const problems: string[] = []
  const el2 = el2Of(judged, where)
  if (el2) {
    learn('firmware.el2', el2.value, `line ${el2.line}`)
    ;(el2.value === 'yes' ? proves : problems).push(el2.says)
  }
  const psci =
    where?.under === 'native' && boot?.psci
      ? { version: boot.psci.value, line: boot.psci.line }
      : xen.psci && { version: xen.psci.value, conduit: 'smc' as const, line: xen.psci.line }
  if (psci) {
    const { line, ...value } = psci
    learn('firmware.psci', value, `line ${line}`)
    proves.push(`firmware has PSCI ${psci.version} (line ${line})`)
  }
  if (boot && where?.under === 'native') nativeBoot(boot, proves, problems)
  else if (boot && where) notes.push(noProof(where))
  else if (boot) problems.push(notTold(boot))
  problems.push(...disagreement(judged, where))
  if (xen.withoutCmdline)
    problems.push(
      `Xen got no command line (line ${xen.withoutCmdline.line}): the device tree that it was handed has neither xen,xen-bootargs nor bootargs in /chosen; hand it the tree that was prepared for it`,
    )
  if (proves.length > 0) learn('log.proves', proves, 'the lines named')
  if (notes.length > 0) learn('log.notes', notes, 'the lines named')
  if (problems.length > 0) learn('log.problems', problems, 'the lines named')
}

/** A native Linux and Xen were there; TF-A and the environment of U-Boot only say where they mean to go. */
function el2Of({ firmware, xen, uBoot, boot }: Judged, where: Where | undefined): El2 | undefined {
  const found: El2[] = []
  const mode = where?.under === 'native' ? boot?.mode : undefined
  if (mode) {
    const says = {
      el2: 'at EL2',
      hyp: 'in HYP mode',
      el1: 'at EL1',
      svc: 'in SVC mode',
      inconsistent: 'in different modes',
    }[mode.value]
    found.push(
      mode.value === 'el2' || mode.value === 'hyp'
        ? {
            value: 'yes',
            line: mode.line,
            says: `firmware hands over in ${mode.value === 'el2' ? 'EL2' : 'HYP mode'}: Linux's CPUs all started ${says} (line ${mode.line})`,
          }
        : {
            value: 'no',
            line: mode.line,
            says: `Linux's CPUs started ${says} (line ${mode.line}), and Xen starts only in EL2 (HYP mode on 32 bits) on all of them: firmware, or what runs below Linux, keeps it`,
          },
    )
  }
  if (xen.entered) {
    const { value, line } = xen.entered
    found.push(
      value === 2
        ? { value: 'yes', line, says: `firmware hands over in EL2: Xen was entered there (line ${line})` }
        : {
            value: 'no',
            line,
            says: `Xen was entered in EL${value} (line ${line}), and starts only in EL2: firmware, or what runs below, keeps it`,
          },
    )
  }
  if (xen.version)
    found.push({
      value: 'yes',
      line: xen.version.line,
      says: `firmware hands over in EL2: Xen ${xen.version.value} started (line ${xen.version.line})`,
    })
  if (xen.refused)
    found.push({
      value: 'no',
      line: xen.refused.line,
      says: `Xen was not entered in EL2 (HYP mode on 32 bits) and refused to start (line ${xen.refused.line})`,
    })
  const last = found.sort((a, b) => a.line - b.line).at(-1)
  // Set so, U-Boot for ARMv7 leaves in the secure world (arch/arm/lib/bootm.c, boot_nonsec).
  const env = uBoot.env
  if (!last && env?.value['bootm_boot_mode'] === 'sec') {
    return {
      value: 'no',
      line: env.line,
      says: `U-Boot has bootm_boot_mode=sec in its environment (line ${env.line} and on) and starts kernels in the secure world, where Xen does not start: setenv bootm_boot_mode nonsec`,
    }
  }
  if (last || !firmware.spsr) return last
  const { value, line } = firmware.spsr
  const state = `BL31 leaves with SPSR 0x${value.toString(16)} (line ${line})`
  return isEl2(value)
    ? { value: 'yes', line, says: `firmware hands over in EL2: ${state}` }
    : { value: 'no', line, says: `${state}, which is not EL2: Xen does not start there` }
}

function nativeBoot({ line, version, cpus, reached, withoutXen }: Boot, proves: string[], problems: string[]): void {
  if (reached?.value === 'init' || reached?.value === 'login')
    proves.push(
      `Linux ${version?.value ?? ''} boots without Xen and starts user space (line ${reached.line})`.replace('  ', ' '),
    )
  else if (withoutXen)
    problems.push(
      `Linux called Xen (line ${withoutXen.line}), and none runs below it: its device tree has a hypervisor node, so it is one that Xen made; boot Linux with the board's own tree`,
    )
  else if (reached?.value === 'panic')
    problems.push(`Linux stopped with a panic (line ${reached.line}): it has not booted natively yet`)
  else if (version) problems.push(`Linux started (line ${line}), and the log ends before user space does`)
  if (cpus) proves.push(`${cpus.value === 1 ? '1 CPU' : `${cpus.value} CPUs`} came up (line ${cpus.line})`)
}

/** As it should be of a Xen that runs: nothing is wrong, but the firmware has to be proven in another way. */
function noProof({ under, line, because }: Where): string {
  const place = {
    'xen-dom0': 'under Xen, as dom0',
    'xen-guest': 'under Xen, as a guest',
    hypervisor: 'in a virtual machine',
    native: 'natively',
  }[under]
  return `Linux ran ${place} (line ${line}: ${because}): the EL1 and the PSCI that it finds are not the firmware's, and prove nothing about it; a boot without that would`
}

const notTold = (boot: Boot): string =>
  isWhole(boot)
    ? `where Linux ran cannot be told (line ${boot.line}): it proves nothing about the firmware`
    : `the log of Linux (line ${boot.line}) is not whole, so it cannot be told whether it ran natively: it proves nothing about the firmware; capture it from power-on`

/** Firmware that means to leave in EL2, and a Linux that did not get it. */
function disagreement({ firmware, boot }: Judged, where: Where | undefined): readonly string[] {
  const mode = where?.under === 'native' ? boot?.mode : undefined
  if (!firmware.spsr || !isEl2(firmware.spsr.value) || !mode || mode.value === 'el2' || mode.value === 'hyp') return []
  return [
    `BL31 leaves in EL2 (line ${firmware.spsr.line}) and Linux did not get it: U-Boot steps down when it is built with CONFIG_ARMV8_SWITCH_TO_EL1`,
  ]
}
