/** What the boot partition carries for the guest: its kernel and ramdisk, and the script that starts it. */
import { readFileSync } from 'node:fs'
import { posix, resolve } from 'node:path'
import { cpio } from './cpio.ts'
import type { MediumFile } from './disk.ts'
import { guestRunScript } from './guest-run.ts'
import { bootPartition, guestRunName } from './init.ts'
import { guestEntries } from './initramfs.ts'
import type { Parts } from './parts.ts'

/** The guest of a rehearsal, as its config has it. */
export interface RehearsedGuest {
  readonly name: string
  /** The xl config, as a path on the boot partition. */
  readonly configPath: string
  /** The path in dom0 that the config gives, and the file on this machine that it stands for (Debian's kernel when missing). */
  readonly kernelPath: string
  readonly kernelFile?: string | undefined
  /** The same for the ramdisk; the file is ours when missing. Without a path the guest has no ramdisk. */
  readonly ramdiskPath?: string | undefined
  readonly ramdiskFile?: string | undefined
}

/** Files to add to the boot partition, and whether the guest will say our line. */
export interface GuestMedium { readonly files: readonly MediumFile[]; readonly ours: boolean }

/** Decides what to add; a file that the boot partition already has is not put there twice. */
export function guestMedium(guest: RehearsedGuest, setup: { readonly medium: readonly MediumFile[]; readonly parts: Parts; readonly timeoutSeconds: number }): GuestMedium {
  const added: MediumFile[] = []
  const links: { inDom0: string; onMedium: string }[] = []
  const put = (inDom0: string, source: MediumFile['source'], name: string): void => {
    const below = posix.relative(bootPartition, posix.normalize(inDom0))
    const onPartition = !below.startsWith('../')
    const held = setup.medium.find((file) => onPartition ? sameName(file.path, below) : sameSource(file.source, source))
    const path = held?.path ?? (onPartition ? below : name)
    if (!held) added.push({ path, source })
    if (!onPartition) links.push({ inDom0, onMedium: path })
  }
  put(guest.kernelPath, { file: guest.kernelFile ?? setup.parts.kernel }, 'rehearse/guest-kernel')
  const ramdisk = guest.ramdiskFile === undefined ? { bytes: cpio(guestEntries(setup.parts)) } : { file: guest.ramdiskFile }
  if (guest.ramdiskPath !== undefined) put(guest.ramdiskPath, ramdisk, 'rehearse/guest-ramdisk')
  const ours = guest.ramdiskPath !== undefined && saysOurLine(ramdisk)
  const script = guestRunScript({
    name: guest.name,
    config: guest.configPath,
    files: links,
    proof: ours ? 'xenup-guest: up' : 'Linux version',
    waitSeconds: Math.max(30, Math.floor(setup.timeoutSeconds / 2)),
  })
  return { files: [...added, { path: guestRunName, source: { bytes: new TextEncoder().encode(script) } }], ours }
}

/** Our ramdisk is not compressed, so that its /init can be found in it; another one will not say our line. */
const saysOurLine = (source: MediumFile['source']): boolean =>
  Buffer.from('file' in source ? readFileSync(source.file) : source.bytes).includes('xenup-guest: up')

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()
const sameSource = (a: MediumFile['source'], b: MediumFile['source']): boolean =>
  'file' in a && 'file' in b && resolve(a.file) === resolve(b.file)
