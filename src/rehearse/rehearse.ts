/** A rehearsal: boots the artifacts in QEMU and says how far they came. */
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ConsoleReader } from '../console/reader.ts'
import { Interrupted } from '../model/user-error.ts'
import { type MediumFile, writeDisk } from './disk.ts'
import { bootWords, type Machine, qemuOf } from './machine.ts'
import type { Parts } from './parts.ts'
import { powerOn, type RunningMachine } from './power.ts'
import { type RehearsedDom0, type RehearsedGuest, runMedium } from './run-medium.ts'
import { FileTail } from './serial-log.ts'
import { stagesOf } from './stages.ts'
import { type Environment, requireTools } from './tools.ts'
import { type RehearsalEvent, type Verdict, Watch } from './watch.ts'

export type { RehearsalEvent, Verdict } from './watch.ts'

/** What is rehearsed. */
export interface RehearsalSetup {
  readonly machine: Machine
  /** True when the medium's boot.scr boots Linux without Xen: the goal is its userspace. */
  readonly native?: boolean | undefined
  /** True when U-Boot is to find the medium's files on a TFTP server instead of the boot partition. */
  readonly tftp?: boolean | undefined
  readonly dom0?: RehearsedDom0 | undefined
  /** Missing: the goal is dom0's userspace. */
  readonly guest?: RehearsedGuest | undefined
  /**
   * What the boot partition holds: boot.scr and all that it loads, with dom0's initramfs from initramfs.ts, and the
   * guest's config.
   */
  readonly medium: readonly MediumFile[]
  readonly parts: Parts
  /** For the disk image and the log; made when missing. */
  readonly workDir: string
  /** From power on to the end, whatever happens. Allow 120: emulation wanders by 2x and more on a busy machine. */
  readonly timeoutSeconds: number
  /** Ends it where the console has said nothing for so long; missing: only `timeoutSeconds` does. */
  readonly quietSeconds?: number | undefined
  /** Its PATH says where QEMU and mtools are. */
  readonly environment: Environment
  /** Ends the rehearsal, which then throws Interrupted. */
  readonly signal?: AbortSignal | undefined
}

/** Once the goal is reached dom0 may show `xl list` and switch itself off; then it is switched off. */
const farewellSeconds = 15

/** Boots the machine once and calls `report` as each stage is reached. UserError when a tool is missing or QEMU fails. */
export async function rehearse(setup: RehearsalSetup, report: (event: RehearsalEvent) => void): Promise<Verdict> {
  await requireTools([qemuOf(setup.machine), 'mformat', 'mmd', 'mcopy'], setup.environment)
  mkdirSync(setup.workDir, { recursive: true })
  const disk = join(setup.workDir, 'disk.img')
  const serial = join(setup.workDir, 'serial.log')
  const { native = false, dom0 = {}, guest } = setup
  const added = await runMedium(dom0, native ? undefined : guest, setup)
  const tftp = setup.tftp ? tftpFolder(setup) : undefined
  // Without boot.scr on its disk, U-Boot asks the network.
  const onDisk = setup.medium.filter(({ path }) => !setup.tftp || path !== 'boot.scr')
  await writeDisk(disk, [...onDisk, ...added.files], added.partitions, setup.environment)
  writeFileSync(serial, '')

  const watch = new Watch(
    stagesOf({
      native,
      root: dom0.root,
      bridge: dom0.bridge?.interface !== undefined,
      guest: guest && { ours: added.ours, disk: guest.disk !== undefined, network: guest.network ?? false },
    }),
    report,
  )
  const network = tftp !== undefined || dom0.bridge?.interface !== undefined ? { tftp } : undefined
  const machine = powerOn(
    qemuOf(setup.machine),
    bootWords(setup.machine, { uboot: setup.parts.uboot, disk, serial, network }),
    setup.environment,
  )
  try {
    const seconds = await follow(machine, serial, watch, setup)
    return watch.verdict(serial, seconds)
  } finally {
    await machine.end()
  }
}

/** A folder with the medium's files for QEMU's TFTP server; U-Boot asks it for boot.scr.uimg (boot_script_dhcp). */
function tftpFolder({ medium, workDir }: RehearsalSetup): string {
  const folder = join(workDir, 'tftp')
  rmSync(folder, { recursive: true, force: true })
  for (const { path, source } of medium) {
    const file = join(folder, path === 'boot.scr' ? 'boot.scr.uimg' : path)
    mkdirSync(dirname(file), { recursive: true })
    if ('file' in source) copyFileSync(source.file, file)
    else writeFileSync(file, source.bytes)
  }
  return folder
}

/** Reads the console until there is nothing more to wait for; returns the seconds since power on. */
async function follow(machine: RunningMachine, serial: string, watch: Watch, setup: RehearsalSetup): Promise<number> {
  const began = performance.now()
  const elapsed = (): number => (performance.now() - began) / 1000
  const tail = new FileTail(serial)
  const reader = new ConsoleReader()
  let end = setup.timeoutSeconds
  let heard = 0
  for (;;) {
    const last = machine.off || elapsed() >= end // looked at before the reading, so that no last line is missed
    const wasDone = watch.done
    const wasOver = watch.over
    const bytes = tail.read()
    if (bytes.length > 0) heard = elapsed()
    for (const line of reader.push(bytes)) watch.see(line, elapsed())
    if (reader.rest !== '') watch.seePrompt(reader.rest)
    if (last) return elapsed()
    if (watch.done && !wasDone) end = Math.min(end, elapsed() + farewellSeconds)
    if (watch.over && !wasOver) end = Math.min(end, elapsed() + 2) // what comes after a panic's first line says why
    if (elapsed() - heard >= (setup.quietSeconds ?? Number.POSITIVE_INFINITY)) return elapsed()
    if (setup.signal?.aborted) throw new Interrupted('interrupted')
    await sleep(100)
  }
}
