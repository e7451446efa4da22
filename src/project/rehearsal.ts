/** A rehearsal of what is planned: the parts, the medium with the artifacts, QEMU. */
import type { LoadedAnswers } from '../answers/save.ts'
import type { Artifact } from '../artifacts/render.ts'
import type { JudgedLog } from '../diagnose/diagnose.ts'
import { headline } from '../diagnose/headline.ts'
import { newWorkFolder } from '../disk/work-folder.ts'
import type { Io } from '../model/io.ts'
import type { Plan } from '../model/plan.ts'
import { UserError } from '../model/user-error.ts'
import type { MediumFile } from '../rehearse/disk.ts'
import { writeRamdisks } from '../rehearse/initramfs.ts'
import { findParts, type Parts } from '../rehearse/parts.ts'
import { rehearse as boot } from '../rehearse/rehearse.ts'
import { stages } from '../rehearse/stages.ts'
import type { Verdict } from '../rehearse/watch.ts'
import { artifactsOf } from './artifacts.ts'
import type { Evaluation } from './evaluation.ts'
import { readLogs } from './judged-logs.ts'
import type { ProjectPaths } from './paths.ts'
import { rehearsed } from './rehearsal-setup.ts'
import { locateUserFile } from './user-file.ts'

/** A folder for the disk image and the log, which stay there to be looked at. */
export const rehearsalFolder = (): string => newWorkFolder('xenup-rehearsal')

/** Emulation of a whole boot takes a minute or two; more on a busy machine. */
export const usualSeconds = 240

/**
 * What the boot partition holds: the artifacts as they are, and each load under its name; a file of the answers, or
 * else a part.
 */
async function mediumFor(
  plan: Plan,
  artifacts: readonly Artifact[],
  around: { parts: Parts; places: ProjectPaths; io: Io; native: boolean },
): Promise<readonly MediumFile[]> {
  const { parts, places, io, native } = around
  const needsInitrd = plan.loads.some(({ role, localFile }) => role === 'initrd' && localFile === undefined)
  const own = needsInitrd ? await writeRamdisks(parts, parts.root, io.env) : undefined
  const partFor = { dtb: undefined, xen: parts.xen, kernel: parts.kernel, initrd: own?.dom0 }
  const loads: MediumFile[] = []
  for (const { role, file, localFile } of plan.loads) {
    // What has no name on the medium is the tree that U-Boot holds.
    const source = localFile === undefined ? partFor[role] : locateUserFile(localFile, places.folders)
    if (file !== undefined && source !== undefined) loads.push({ path: file, source: { file: source } })
  }
  // U-Boot looks for /boot.scr first; the rest of the tree goes along as it is.
  const script = native ? 'boot/native.scr' : 'boot/boot.scr'
  return [
    ...artifacts.map(({ path, bytes }) => ({ path: path === script ? 'boot.scr' : path, source: { bytes } })),
    ...loads,
  ]
}

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

/** How it ended, and where it failed, why. */
export interface Rehearsed {
  readonly verdict: Verdict
  /** The diagnosis of a failure's console; missing when nothing of a boot is in it. */
  readonly judged?: JudgedLog
  /** The verdict, and what the diagnosis comes to, in a line; not yet safe to print. */
  readonly says: string
}

/** Boots what is planned, once, and diagnoses what failed; UserError where QEMU cannot stand in for the board, or a part or a tool is missing. */
export async function rehearsal(
  plan: Plan,
  ready: Evaluation,
  { loaded, places, io }: { loaded: LoadedAnswers | undefined; places: ProjectPaths; io: Io },
  how: Rehearsing,
): Promise<Rehearsed> {
  if (!plan.qemu)
    throw new UserError(`the plan is for ${plan.board.name}, which QEMU cannot stand in for`, {
      where: 'xenup rehearse',
      advice: 'Rehearse with board.id qemu-virt-arm64: the steps are the same.',
    })
  const { native, workDir, timeoutSeconds, signal } = how
  const parts = findParts(how.parts, plan.arch)
  const medium = await mediumFor(plan, await artifactsOf(plan, ready, loaded, places), {
    parts,
    places,
    io,
    native,
  })
  const verdict = await boot(
    {
      ...rehearsed(plan, places.folders, { native }),
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
  const judged = verdict.ok ? undefined : (await readLogs([verdict.log], io)).judge({ answers: ready })
  const says = [verdict.says, ...(judged ? [headline(judged.counts)] : [])].join(' ')
  return { verdict, says, ...(judged && { judged }) }
}
