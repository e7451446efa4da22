/** Xen's command line taken apart: what the answers decide one by one, and the rest. */
import { parseSize } from './quantity.ts'

/** Each as its last word on the line has it, which is the one that Xen takes. */
export interface XenLine {
  readonly dtuart?: string
  /** As it is written. */
  readonly memory?: string
  /** Bytes, where Xen and people read the same. */
  readonly memoryBytes?: bigint
  readonly vcpus?: number
  readonly console?: string
  /** The other words. */
  readonly rest: readonly string[]
}

/** Takes a line apart; words with an unknown variable (`${…}`) are left out. */
export function readXenLine(line: string): XenLine {
  const words = line.split(/\s+/).filter((word) => word !== '' && !word.includes('${'))
  const last = (name: string): string | undefined =>
    words.findLast((word) => word.startsWith(`${name}=`))?.slice(name.length + 1)
  const [dtuart, memory, vcpus, device] = ['dtuart', 'dom0_mem', 'dom0_max_vcpus', 'console'].map(last)
  const size = memory !== undefined && dom0MemoryFault(memory) === undefined ? parseSize(memory) : undefined
  return {
    ...(dtuart !== undefined && { dtuart }),
    ...(memory !== undefined && { memory }),
    ...(size?.ok && { memoryBytes: size.bytes }),
    ...(vcpus !== undefined && /^\d{1,3}$/.test(vcpus) && { vcpus: Number(vcpus) }),
    ...(device !== undefined && { console: device }),
    rest: words.filter((word) => !/^(dtuart|dom0_mem|dom0_max_vcpus|console)=/.test(word)),
  }
}

/** A console that Xen on Arm does not have, as `console=` names it. */
export const strangeConsole = (value: string): string | undefined =>
  /(?:^|,)(com[12]|vga|ehci|xhci|dbgp|hvc0|tty\w*)/.exec(value)?.[1]

/**
 * What is wrong with the value of dom0_mem; goes on after the option. Xen on Arm takes one size, and counts in KiB where
 * there is no unit (xen/arch/arm/domain_build.c, parse_dom0_mem; parse_size_and_unit).
 */
export function dom0MemoryFault(value: string): string | undefined {
  if (/[,:]|^-/.test(value))
    return `is in the syntax of x86; Xen on Arm takes one size, and of this it takes ${/^\d+[bkmgt]?/i.exec(value)?.[0] ?? 'nothing'}`
  if (/^\d+$/.test(value)) return `has no unit, and Xen counts in KiB then: dom0 would get ${value} KiB, and not start`
  return /^(0x[\da-f]+|\d+)[bkmgt]?$/i.test(value) ? undefined : 'has no size that Xen can read'
}
