/** One boot of the end-to-end tests: what `xenup generate` writes for some answers, unedited, on a disk, in QEMU. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { scriptImage } from '../../src/artifacts/script-image.ts'
import type { Answers } from '../../src/model/answers.ts'
import type { Arch } from '../../src/model/arch.ts'
import type { Verdicts } from '../../src/model/finding.ts'
import type { Plan } from '../../src/model/plan.ts'
import { MiB } from '../../src/model/quantity.ts'
import { rehearsed } from '../../src/project/rehearsal-setup.ts'
import type { MediumFile } from '../../src/rehearse/disk.ts'
import { type Ramdisks, writeRamdisks } from '../../src/rehearse/initramfs.ts'
import { dumpDeviceTree, type Machine } from '../../src/rehearse/machine.ts'
import { findParts, type Parts } from '../../src/rehearse/parts.ts'
import { rehearse, type Verdict } from '../../src/rehearse/rehearse.ts'
import { settled } from '../artifacts/fixtures.ts'
import { partsFolder } from './parts.ts'

/** The built program. */
export const xenup = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url))

/** A machine of a size that every scenario fits into. */
export const machineOf = (arch: Arch, more: Partial<Machine> = {}): Machine => ({
  arch,
  // As it is suggested: QEMU's other one loses interrupts, and Xen's usual build for 32 bits drives no
  // other.
  gic: arch === 'arm64' ? 'v3' : 'v2',
  memory: 1024n * MiB,
  cpus: 2,
  ...more,
})

/** A machine, and how its owner answered. */
export interface Scenario {
  /** Names the log of the console in the parts' folder. */
  readonly name: string
  readonly machine: Machine
  /** Besides those that name the parts; with dtb.source=firmware the tree stays in U-Boot. */
  readonly answers: Readonly<Record<string, string>>
  /** Gives the device tree what QEMU's has not. */
  readonly amend?: (dtb: string) => void
  /** What boots in place of boot.scr: Linux without Xen, or a U-Boot script made from what was generated. */
  readonly native?: boolean
  readonly instead?: (made: Made) => Instead
  /** True where the checks are right to find something in these answers. */
  readonly faulty?: boolean
  /** A console that says nothing for so long has nothing more to say. */
  readonly quietSeconds?: number
  readonly timeoutSeconds?: number
}

/** What was generated, and from what. */
export interface Made {
  readonly folder: string
  readonly plan: Plan
  readonly answers: Answers
  /** The files on the boot medium, where they lie on this machine. */
  readonly medium: readonly MediumFile[]
}

/**
 * Another way to boot: the text of its script where it is not the generated one, files that it needs or that replace
 * others of that name, and names of files that are not there.
 */
export interface Instead {
  readonly script?: string | Uint8Array
  readonly files?: readonly MediumFile[]
  readonly without?: readonly string[]
}

/** How it ended, what was planned, and what the console showed. */
export interface Booted {
  readonly verdict: Verdict
  readonly plan: Plan
  readonly verdicts: Verdicts
  readonly log: string
  readonly handbook: string
}

/** Generates with the built program, and boots. */
export async function boot({
  name,
  machine,
  answers,
  amend,
  native = false,
  instead,
  quietSeconds,
  timeoutSeconds = 400,
  faulty = false,
}: Scenario): Promise<Booted> {
  const { parts, ramdisks } = await equipment(machine.arch)
  const work = ownFolder()
  const dtb = join(work, 'machine.dtb')
  await dumpDeviceTree(machine, { uboot: parts.uboot, dtb }, process.env)
  amend?.(dtb)
  const given = {
    'goal.arch': machine.arch,
    'dtb.source': 'file',
    'dtb.file': dtb,
    'xen.file': parts.xen,
    'dom0-kernel.file': parts.kernel,
    'dom0-kernel.initrd-file': ramdisks.dom0,
    'guest.kernel-file': parts.kernel,
    'guest.ramdisk-file': ramdisks.guest,
    ...answers,
  }
  const folder = join(work, 'out')
  const settings = Object.entries(given).flatMap(([key, value]) => ['--set', `${key}=${value}`])
  const { status, stderr } = spawnSync(process.execPath, [xenup, 'generate', '-o', folder, ...settings], {
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: work,
  })
  if (status !== 0 && !(status === 1 && faulty)) throw new Error(`generate ended with ${status}: ${stderr}`)

  const { plan, answers: all, verdicts } = settled(given, work)
  const made: Made = { folder, plan, answers: all, medium: [...filesBelow(folder), ...loadsOf(plan)] }
  const other = native ? { script: readFileSync(join(folder, 'boot/native.scr')) } : instead?.(made)
  const verdict = await rehearse(
    {
      ...rehearsed(plan, [work], { native }),
      machine,
      parts,
      workDir: work,
      timeoutSeconds,
      quietSeconds,
      environment: process.env,
      medium: other ? replaced(made, other) : booting(made.medium),
    },
    ({ stage, seconds }) => console.log(`${name}: ${seconds.toFixed(1)} s ${stage}`),
  )
  keepLog(verdict.log, name)
  return {
    verdict,
    plan,
    verdicts,
    log: readFileSync(verdict.log, 'latin1'),
    handbook: readFileSync(join(folder, 'BRINGUP.md'), 'utf8'),
  }
}

/** The parts of an architecture, and ramdisks made from them. */
export async function equipment(arch: Arch): Promise<{ readonly parts: Parts; readonly ramdisks: Ramdisks }> {
  const parts = findParts(partsFolder, arch)
  return { parts, ramdisks: await writeRamdisks(parts, join(partsFolder, 'ramdisks', arch), process.env) }
}

/** A folder of its own for a boot, gone afterwards: its disk image takes hundreds of MiB. */
export function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'xenup-e2e-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The lines that the handbook's checklist promises and the console did not show, or not in that order. */
export function missingLines({ handbook, log }: Pick<Booted, 'handbook' | 'log'>): readonly string[] {
  const lines = [...handbook.matchAll(/^- \[ \] `(.*?)` \(/gm)].map(([, line]) => line!)
  if (lines.length < 8) throw new Error('the handbook has no checklist')
  let at = 0
  return lines.filter((line) => {
    const found = log.indexOf(line, at)
    if (found >= 0) at = found + line.length
    return found < 0
  })
}

/** What Linux has of the memory that was planned: it keeps some for itself, and never has more. */
export const share = (kibibytes: bigint, planned: bigint): number => Number(kibibytes) / Number(planned >> 10n)

/** Every file of the output folder, under its own path. */
function filesBelow(folder: string): readonly MediumFile[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  )
  return files.map((path) => ({ path, source: { file: join(folder, path) } }))
}

/** What the script loads, each under its name on the medium. */
function loadsOf({ loads }: Plan): readonly MediumFile[] {
  return loads.flatMap(({ file, localFile }) =>
    file === undefined ? [] : [{ path: file, source: { file: localFile! } }],
  )
}

/** boot.scr at the root, where BRINGUP.md says that it goes. */
const booting = (files: readonly MediumFile[]): readonly MediumFile[] =>
  files.map((file) => ({ ...file, path: file.path === 'boot/boot.scr' ? 'boot.scr' : file.path }))

function replaced({ medium, plan }: Made, { script, files = [], without = [] }: Instead): readonly MediumFile[] {
  const bytes = typeof script === 'string' ? scriptImage(script, 'test', plan.arch) : script
  const own = new Set([...files.map(({ path }) => path), ...without])
  const rest = medium.filter(({ path }) => !own.has(path))
  return [...(bytes ? [...rest, { path: 'boot.scr', source: { bytes } }] : booting(rest)), ...files]
}

/** Consoles of the last run, for whoever wants to read them. */
function keepLog(log: string, name: string): void {
  const folder = join(partsFolder, 'logs')
  mkdirSync(folder, { recursive: true })
  copyFileSync(log, join(folder, `${name}.log`))
}
