/**
 * The proof: what `xenup generate` writes boots, unedited, from U-Boot to a guest that answers through xl console.
 */
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { readAnswersFile } from '../../src/answers/read.ts'
import type { MediumFile } from '../../src/rehearse/disk.ts'
import { writeRamdisks, type Ramdisks } from '../../src/rehearse/initramfs.ts'
import { dumpDeviceTree, type Machine } from '../../src/rehearse/machine.ts'
import { findParts, type Parts } from '../../src/rehearse/parts.ts'
import { rehearse } from '../../src/rehearse/rehearse.ts'
import { MiB } from '../../src/model/quantity.ts'
import { partsFolder } from './parts.ts'

const xenup = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url))

/** A machine, and how its owner answered. */
interface Scenario {
  readonly name: string
  readonly memory: bigint
  readonly cpus: number
  /** Gives the device tree what QEMU's has not. */
  readonly amend?: (dtb: string) => void
  readonly answers: Readonly<Record<string, string>>
  readonly expects: { readonly dom0Cpus: number; readonly dom0MiB: number; readonly guest: string; readonly guestCpus: number; readonly guestMiB: number; readonly cmdline: string }
}

/** Characters that mean something to U-Boot's shell, to Linux, to xl and to YAML; Linux takes words that it does not know. */
const awkward = `console=hvc0 note="two words; $HOME #1" path=C:\\tmp it's=\`fine\` a&&b|c <x> [y] {z}`

const scenarios: readonly Scenario[] = [
  {
    name: 'the suggestions, with dtuart by its path',
    memory: 2048n * MiB, cpus: 2,
    answers: { 'console.dtuart': '/pl011@9000000' },
    expects: { dom0Cpus: 2, dom0MiB: 768, guest: 'guest1', guestCpus: 1, guestMiB: 256, cmdline: 'console=hvc0' },
  },
  {
    name: 'other names, folders and sizes, awkward command lines, dtuart left out',
    memory: 1536n * MiB, cpus: 4,
    answers: {
      'console.dtuart': 'stdout-path', 'boot-media.xen': 'xen/hyper visor', 'boot-media.kernel': 'linux/vmlinuz-dom0', 'boot-media.initrd': 'linux/initrd.dom0',
      'boot-media.dtb': 'trees/virt.dtb', 'dom0-kernel.memory': '512M', 'dom0-kernel.vcpus': '3',
      'dom0-kernel.cmdline': `earlycon=xenboot ${awkward}`, 'guest.name': 'web_front.end-1', 'guest.kernel': "/srv/xen/it's a kernel",
      'guest.memory': '320M', 'guest.vcpus': '2', 'guest.cmdline': awkward,
    },
    expects: { dom0Cpus: 3, dom0MiB: 512, guest: 'web_front.end-1', guestCpus: 2, guestMiB: 320, cmdline: awkward },
  },
  {
    name: 'dtuart by an alias, memory above 4 GiB',
    memory: 4096n * MiB, cpus: 1,
    amend: (dtb) => execFileSync('fdtput', ['-p', '-t', 's', dtb, '/aliases', 'serial0', '/pl011@9000000']),
    answers: { 'console.dtuart': 'serial0', 'dom0-kernel.memory': '1G', 'dom0-kernel.vcpus': '1', 'guest.name': 'big', 'guest.memory': '1280M' },
    expects: { dom0Cpus: 1, dom0MiB: 1024, guest: 'big', guestCpus: 1, guestMiB: 1280, cmdline: 'console=hvc0' },
  },
]

describe.each(['v2', 'v3'] as const)('on a machine with GIC%s', (gic) => {
  let parts: Parts
  let ramdisks: Ramdisks

  beforeAll(async () => {
    parts = findParts(partsFolder, 'arm64')
    ramdisks = await writeRamdisks(parts, partsFolder, process.env)
  })

  test.each(scenarios)('a guest answers through xl console: $name', async ({ memory, cpus, amend, answers, expects }) => {
    const work = mkdtempSync(join(tmpdir(), 'xenup-e2e-'))
    const machine: Machine = { arch: 'arm64', gic, memory, cpus }
    const dtb = join(work, 'machine.dtb')
    await dumpDeviceTree(machine, { uboot: parts.uboot, dtb }, process.env)
    amend?.(dtb)
    const given = {
      'board.id': 'qemu-virt-arm64', 'dtb.source': 'file', 'dtb.file': dtb, 'xen.file': parts.xen, 'dom0-kernel.file': parts.kernel,
      'dom0-kernel.initrd-file': ramdisks.dom0, 'guest.kernel-file': parts.kernel, 'guest.ramdisk-file': ramdisks.guest, ...answers,
    }
    const settings = Object.entries(given).flatMap(([key, value]) => ['--set', `${key}=${value}`])
    execFileSync(process.execPath, [xenup, 'generate', '-o', join(work, 'out'), ...settings], { stdio: ['ignore', 'ignore', 'inherit'], cwd: work })

    const config = `guests/${expects.guest}.cfg`
    const loaded = { 'boot-media.dtb': dtb, 'boot-media.xen': parts.xen, 'boot-media.kernel': parts.kernel, 'boot-media.initrd': ramdisks.dom0 }
    const answered = settledAnswers(join(work, 'out'))
    const verdict = await rehearse({
      machine, parts, workDir: work, timeoutSeconds: 540, environment: process.env,
      medium: [
        ...filesBelow(join(work, 'out')),
        ...Object.entries(loaded).map(([key, file]): MediumFile => ({ path: answered[key]!, source: { file } })),
      ],
      guest: {
        name: expects.guest, configPath: config, kernelPath: answered['guest.kernel']!, kernelFile: parts.kernel,
        ramdiskPath: answered['guest.ramdisk']!, ramdiskFile: ramdisks.guest,
      },
    }, ({ stage, seconds }) => console.log(`GIC${gic} ${seconds.toFixed(1)} s ${stage}`))
    keepLog(verdict.log, `${gic}-${expects.guest}`)

    expect(verdict).toMatchObject({ ok: true, dom0: { cpus: expects.dom0Cpus }, guest: { cpus: expects.guestCpus, cmdline: expects.cmdline } })
    expect(missingLines(join(work, 'out/BRINGUP.md'), verdict.log)).toEqual([])
    expect(share(verdict.dom0!.memoryKiB, expects.dom0MiB)).toBeGreaterThan(0.8)
    expect(share(verdict.guest!.memoryKiB, expects.guestMiB)).toBeGreaterThan(0.8)
  })
})

/** The lines of the handbook's checklist that the console did not show, or not in that order. */
function missingLines(handbook: string, log: string): readonly string[] {
  const lines = [...readFileSync(handbook, 'utf8').matchAll(/^- \[ \] `(.*?)` \(/gm)].map(([, line]) => line!)
  expect(lines.length).toBeGreaterThan(10)
  const text = readFileSync(log, 'latin1')
  let at = 0
  return lines.filter((line) => {
    const found = text.indexOf(line, at)
    if (found >= 0) at = found + line.length
    return found < 0
  })
}

/** What Linux has of the memory that was planned: it keeps some for itself, and never has more. */
function share(kibibytes: bigint, planned: number): number {
  const part = Number(kibibytes) / (planned * 1024)
  expect(part).toBeLessThanOrEqual(1)
  return part
}

/** Every file of the output folder under its own path, and boot.scr at the root, where BRINGUP.md says that it goes. */
function filesBelow(folder: string): readonly MediumFile[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => statSync(join(folder, path)).isFile())
  return files.map((path) => ({ path: path === 'boot/boot.scr' ? 'boot.scr' : path, source: { file: join(folder, path) } }))
}

/** The answers as generate settled them, from the file that it wrote. */
function settledAnswers(folder: string): Readonly<Record<string, string>> {
  const path = join(folder, 'xenup.answers.yaml')
  return readAnswersFile(readFileSync(path, 'utf8'), path).answers as Record<string, string>
}

/** Consoles of the last run, for whoever wants to read them. */
function keepLog(log: string, name: string): void {
  const folder = join(partsFolder, 'logs')
  mkdirSync(folder, { recursive: true })
  copyFileSync(log, join(folder, `${name}.log`))
}
