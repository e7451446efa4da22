/** What a console log proves about the board, as far as a step wants it proven. */
import type { Answers } from './answers.ts'
import type { ParsedFile } from './facts.ts'

/** A verdict on a log: proof, proof of the contrary, or neither, in words that continue "because". */
export interface BootProof {
  readonly proves: 'yes' | 'no' | 'nothing'
  readonly because: string
}

/** Whether firmware hands over in EL2 (HYP). */
export function firmwareEvidence(log: ParsedFile | undefined): BootProof {
  const mode = log?.facts['firmware.el2']
  if (!log || !mode)
    return {
      proves: 'nothing',
      because: log
        ? `${log.path} does not show in which mode the firmware hands over`
        : 'no log has shown it; everything can be prepared all the same',
    }
  const where = `${mode.evidence.file}, ${mode.evidence.at}`
  return mode.value === 'yes'
    ? { proves: 'yes', because: `${where} shows that the firmware hands over in EL2 (HYP)` }
    : {
        proves: 'no',
        because: `${where} shows that the firmware does not hand over in EL2 (HYP), and Xen would stop at once`,
      }
}

/** Whether Linux came up without Xen, in the mode that Xen needs. */
export function nativeEvidence(log: ParsedFile | undefined): BootProof {
  if (!log) return firmwareEvidence(undefined)
  const firmware = firmwareEvidence(log)
  if (firmware.proves !== 'yes') return firmware
  const reached = log.facts['linux.reached']
  return reached?.value === 'init' || reached?.value === 'login'
    ? { proves: 'yes', because: `${log.path} shows Linux up without Xen, entered in EL2 (HYP)` }
    : { proves: 'nothing', because: `${log.path} ends before userspace starts` }
}

/** Whether a log of any question proves the firmware: one taken under Xen or in a virtual machine never does. */
export const firmwareProof: LogProof = (log, { 'goal.target': target }) =>
  isOfMachine(log, target) ? firmwareEvidence(log) : nothing

/** Whether it proves the boot without Xen. */
export const nativeProof: LogProof = (log, { 'goal.target': target }) =>
  isOfMachine(log, target) ? nativeEvidence(log) : nothing

/** Whether it proves that dom0's userspace reaches Xen: a guest runs under it. */
export const userspaceProof: LogProof = (log) => {
  const guest = log.facts['xen.guest']
  return guest
    ? { proves: 'yes', because: `${guest.evidence.file}, ${guest.evidence.at} shows that xl started ${guest.value}` }
    : nothing
}

const nothing: BootProof = { proves: 'nothing', because: 'it says nothing of it' }

/** What a log that was given anywhere proves of one step. */
export type LogProof = (log: ParsedFile, answers: Answers) => BootProof

function isOfMachine(log: ParsedFile, target: Answers['goal.target']): boolean {
  const { 'log.under': under, 'log.stages': stages } = log.facts
  const isXens = under === undefined && (stages?.value.includes('xen') ?? false)
  return !isXens && refuseAsProof(log, target) === undefined
}

/**
 * What to say against a log that was not taken on the bare machine that is meant: its modes and PSCI are not the
 * firmware's.
 */
export function refuseAsProof(log: ParsedFile | undefined, target: Answers['goal.target']): string | undefined {
  if (!log) return undefined
  const under = log.facts['log.under']
  const model = log.facts['linux.model']
  // The model of QEMU's virt machine (hw/arm/virt.c, create_fdt), which no board has.
  if (target === 'hardware' && /^linux,dummy-virt/.test(model?.value ?? '')) {
    return `${log.path} was taken in QEMU (${model!.evidence.at}: the machine is ${model!.value}), and proves nothing about a board. Capture a boot of the board itself.`
  }
  if (!under || under.value === 'native') return undefined
  const host = under.value === 'hypervisor' ? 'in a virtual machine' : 'under Xen'
  return `${log.path} was taken ${host} (${under.evidence.at}): the CPU mode and the PSCI in it are those of the hypervisor, and prove nothing about the firmware. Capture a boot without Xen.`
}
