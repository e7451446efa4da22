/** A fault that is made on purpose, booted with real U-Boot, Xen and Linux in QEMU, and what the diagnosis must say of it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Arch } from '../../src/model/arch.ts'
import type { MediumFile } from '../../src/rehearse/disk.ts'
import type { Machine } from '../../src/rehearse/machine.ts'
import { type Booted, boot, type Instead, type Made, machineOf } from '../e2e/boot.ts'
import { byHand } from './by-hand.ts'

/** Where it is made, and what must be told of it. */
export interface Fault {
  /** Names the log. */
  readonly name: string
  /** What is wrong, for the name of the test. */
  readonly says: string
  readonly arch?: Arch
  readonly machine?: Partial<Machine>
  /** Answers besides those that name the parts; the goal is dom0 unless they say more. */
  readonly answers?: Readonly<Record<string, string>>
  /** Changes the tree that the medium holds. */
  readonly amend?: (dtb: string) => void
  /** The script that is edited: the generated one, or one as tutorials have it, which checks nothing. */
  readonly script?: 'generated' | 'by hand'
  /** Texts of the script, each of which must stand in it, and what comes in their place. */
  readonly edits?: readonly (readonly [text: string, instead: string])[]
  /** Files of the medium that are others, or more. */
  readonly files?: (made: Made) => readonly MediumFile[]
  /** Files that the medium lacks. */
  readonly without?: (made: Made) => readonly string[]
  readonly native?: boolean
  /** Where it takes longer: how long its console may be quiet, and all of it may take. */
  readonly patience?: { readonly quietSeconds: number; readonly timeoutSeconds: number }
  /** Symptoms of which one is the true cause; none for a boot that is good. */
  readonly cause: readonly string[]
  /** The steps that may be named with it. */
  readonly step: readonly string[]
  /** True where no line tells: the true cause may be the second with answers, the third without. */
  readonly isSilent?: boolean
}

/** Under emulation a boot that goes on is not quiet for longer. */
const quietSeconds = 15

/** Makes the fault and boots it. */
export const bootFault = (fault: Fault): Promise<Booted> =>
  boot({
    name: `fault-${fault.name}`,
    machine: machineOf(fault.arch ?? 'arm64', fault.machine),
    answers: { 'goal.reach': 'dom0', ...fault.answers },
    ...(fault.patience ?? { quietSeconds }),
    faulty: true,
    native: fault.native ?? false,
    ...(fault.amend && { amend: fault.amend }),
    instead: (made) => mediumOf(fault, made),
  })

function mediumOf(fault: Fault, made: Made): Instead {
  const files = fault.files?.(made) ?? []
  const script = fault.script || fault.edits ? scriptOf(fault, made) : undefined
  const hasOwn = script !== undefined || files.some(({ path }) => path === 'boot.scr')
  return {
    files,
    ...(script !== undefined && { script }),
    // U-Boot looks for /boot/boot.scr as well, once /boot.scr failed.
    without: [...(fault.without?.(made) ?? []), ...(hasOwn ? ['boot/boot.scr'] : [])],
  }
}

function scriptOf({ script = 'generated', edits = [] }: Fault, made: Made): string {
  const text = script === 'by hand' ? byHand(made) : readFileSync(join(made.folder, 'boot/boot.cmd'), 'utf8')
  return edits.reduce((before, [from, to]) => {
    if (!before.includes(from)) throw new Error(`the script does not hold ${from}`)
    return before.replaceAll(from, to)
  }, text)
}
