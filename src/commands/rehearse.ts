/** `xenup rehearse`: boots the artifacts in QEMU, with real parts, before the board is touched. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { type LoadedAnswers, loadAnswers } from '../answers/save.ts'
import type { Artifact } from '../artifacts/render.ts'
import type { Answers } from '../model/answers.ts'
import type { Plan } from '../model/plan.ts'
import { Interrupted, Trouble } from '../model/trouble.ts'
import { visible } from '../model/visible.ts'
import type { MediumFile } from '../rehearse/disk.ts'
import { writeRamdisks } from '../rehearse/initramfs.ts'
import { findParts, type Parts } from '../rehearse/parts.ts'
import { rehearse as boot, type Verdict } from '../rehearse/rehearse.ts'
import { stages } from '../rehearse/stages.ts'
import { findingsText } from '../report/findings.ts'
import { toJson } from '../report/inspection.ts'
import { locateUserFile } from './file.ts'
import type { Command, Io } from './io.ts'
import { noMore, readOptions } from './options.ts'
import { rehearsed } from './rehearsed.ts'
import {
  artifactsOf,
  commonOptions,
  library,
  loadOrExplain,
  openSession,
  type Places,
  placesOf,
  type SetUp,
  settleAll,
  setUp,
} from './setup.ts'

const options = {
  ...commonOptions,
  parts: { type: 'string' },
  work: { type: 'string' },
  timeout: { type: 'string' },
  native: { type: 'boolean' },
  json: { type: 'boolean' },
} as const

export const rehearse: Command = async (args, io) => {
  const { values, positionals } = readOptions('rehearse', args, options)
  noMore('rehearse', positionals)
  const places = placesOf(values, io)
  const parts = resolve(io.cwd, partsFolder(values.parts))
  const loaded = values.set ? loadAnswers(places.answers) : loadOrExplain(places, io)
  const { session } = settleAll(openSession(loaded?.answers ?? {}, values.set ?? [], library()), places)
  const ready = setUp(session)
  io.err(findingsText(ready.verdicts, io.columns))
  if (!ready.planned.ok) return 1
  const { plan } = ready.planned
  const native = values.native ?? false
  if (native && !plan.native)
    throw new Trouble('the plan has no boot without Xen', { where: 'xenup rehearse --native' })
  if (plan.way !== 'script')
    io.err(
      `xenup: the rehearsal boots the script; ${plan.way === 'overlay' ? 'the overlay' : 'what ImageBuilder makes'} says the same to Xen\n`,
    )
  const workDir = values.work === undefined ? newWorkFolder() : resolve(io.cwd, values.work)
  const stop = new AbortController()
  const calm = io.whenStopped(() => stop.abort())
  try {
    const verdict = await rehearsal(
      plan,
      ready,
      { loaded, places, io },
      {
        parts,
        workDir,
        native,
        timeoutSeconds: seconds(values.timeout),
        signal: stop.signal,
        report: (says, at) => io.err(`${at.toFixed(1).padStart(6)} s  ${says}\n`),
      },
    )
    if (values.json) io.out(`${toJson({ xenup: 1, ...verdict })}\n`)
    else io.out(`${visible(verdict.says)}\nThe console's log: ${visible(relative(io.cwd, verdict.log))}\n`)
    return verdict.ok ? 0 : 1
  } catch (error) {
    if (error instanceof Interrupted)
      throw new Interrupted(`\nThe rehearsal was stopped; its files are in ${visible(workDir)}.\n`)
    throw error
  } finally {
    calm()
  }
}

/** A folder for the disk image and the log, which stay there to be looked at. */
export const newWorkFolder = (): string => mkdtempSync(join(tmpdir(), 'xenup-rehearsal-'))

/** What a rehearsal needs besides the plan. */
export interface Rehearsing {
  /** The folder with the parts. */
  readonly parts: string
  readonly workDir: string
  readonly native: boolean
  readonly timeoutSeconds: number
  readonly signal: AbortSignal
  /** A stage was reached, so many seconds after power on. */
  report(says: string, seconds: number): void
}

/** Boots what is planned, once; Trouble where QEMU cannot stand in for the board, or a part or a tool is missing. */
export async function rehearsal(
  plan: Plan,
  ready: SetUp,
  { loaded, places, io }: { loaded: LoadedAnswers | undefined; places: Places; io: Io },
  how: Rehearsing,
): Promise<Verdict> {
  if (!plan.qemu)
    throw new Trouble(`the plan is for ${plan.board.name}, which QEMU cannot stand in for`, {
      where: 'xenup rehearse',
      advice: 'Rehearse with board.id qemu-virt-arm64: the steps are the same.',
    })
  const { native, workDir, timeoutSeconds, signal } = how
  const parts = findParts(how.parts, plan.arch)
  const medium = await mediumFor(plan, ready.answers, await artifactsOf(plan, ready, loaded, places), {
    parts,
    places,
    io,
    native,
  })
  return boot(
    {
      ...rehearsed(plan, ready.answers, places.folders, { native }),
      machine: plan.qemu,
      parts,
      workDir,
      medium,
      timeoutSeconds,
      environment: io.env,
      signal,
    },
    ({ stage, seconds: at }) => how.report(stages.find(({ id }) => id === stage)?.says ?? stage, at),
  )
}

function partsFolder(given: string | undefined): string {
  if (given !== undefined) return given
  throw new Trouble('it needs a folder with the parts: U-Boot, Xen, Linux and xl', {
    where: 'xenup rehearse',
    advice: 'Name it with --parts; the README tells how to make one from Debian packages.',
  })
}

/** Emulation of a whole boot takes a minute or two; more on a busy machine. */
export const usualSeconds = 240

function seconds(given: string | undefined): number {
  if (given === undefined) return usualSeconds
  if (/^[1-9]\d{0,4}$/.test(given)) return Number(given)
  throw new Trouble(`${given} is not a number of seconds`, {
    where: 'xenup rehearse --timeout',
    advice: 'Write, for example, --timeout 300.',
  })
}

/**
 * What the boot partition holds: the artifacts as they are, and each load under its name; a file of the answers, or
 * else a part.
 */
async function mediumFor(
  plan: Plan,
  answers: Answers,
  artifacts: readonly Artifact[],
  around: { parts: Parts; places: Places; io: Io; native: boolean },
): Promise<readonly MediumFile[]> {
  const { parts, places, io, native } = around
  const given = {
    dtb: answers['dtb.file'],
    xen: answers['xen.file'],
    kernel: answers['dom0-kernel.file'],
    initrd: answers['dom0-kernel.initrd-file'],
  }
  const needsInitrd = plan.loads.some(({ role }) => role === 'initrd') && (given.initrd ?? 'none') === 'none'
  const own = needsInitrd ? await writeRamdisks(parts, parts.root, io.env) : undefined
  const part = { xen: parts.xen, kernel: parts.kernel, initrd: own?.dom0 ?? '' }
  const loads: MediumFile[] = []
  for (const { role, file } of plan.loads) {
    if (file === undefined) continue
    const named = given[role] ?? 'none'
    // A device tree that is loaded from a file is always named.
    loads.push({
      path: file,
      source: { file: named !== 'none' || role === 'dtb' ? locateUserFile(named, places.folders) : part[role] },
    })
  }
  // U-Boot looks for /boot.scr first; the rest of the tree goes along as it is.
  const script = native ? 'boot/native.scr' : 'boot/boot.scr'
  return [
    ...artifacts.map(({ path, bytes }) => ({ path: path === script ? 'boot.scr' : path, source: { bytes } })),
    ...loads,
  ]
}
