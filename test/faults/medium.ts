/** What the medium holds of a boot: names, bytes, and other bytes in their place. */
import { readFileSync } from 'node:fs'
import type { MediumFile } from '../../src/rehearse/disk.ts'
import type { Made } from '../e2e/boot.ts'

/** What a plan loads. */
export type LoadRole = 'xen' | 'kernel' | 'initrd' | 'dtb'

/** The name on the medium of what the plan loads. */
export function nameOf(role: LoadRole, { plan }: Made): string {
  const file = plan.loads.find((load) => load.role === role)?.file
  if (file === undefined) throw new Error(`the plan loads no ${role}`)
  return file
}

/** The bytes that the plan loads in this place. */
export function partOf(role: LoadRole, { plan }: Made): Buffer {
  return readFileSync(plan.loads.find((load) => load.role === role)!.localFile!)
}

/** A file of the medium with other bytes in it, for a fault's `files`. */
export const other =
  (role: LoadRole, change: (bytes: Buffer) => Uint8Array) =>
  (made: Made): readonly MediumFile[] => [{ path: nameOf(role, made), source: { bytes: change(partOf(role, made)) } }]
