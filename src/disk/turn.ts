/**
 * One process at a time writes into a folder. Each announces itself with a folder of its own first and looks for others
 * then, so that of two at least one sees the other; a process that was killed keeps nobody waiting.
 */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../model/user-error.ts'
import { othersStaging, removeLeftOvers, stagingName } from './temporary.ts'

/** A write takes some tenths of a second; together no longer than anybody waits without a word. */
const pause = { milliseconds: 25, times: 40 }

/** Waits for its turn, and calls `write` with an empty folder for what is being made, which goes after it. */
export function inTurn<T>(folder: string, write: (staging: string) => T): T {
  const name = stagingName()
  const staging = join(folder, name)
  for (let times = 0; ; times++) {
    // One of this name is that of a process before us which had our number.
    if (times === 0) rmSync(staging, { recursive: true, force: true })
    mkdirSync(staging, { recursive: true })
    const others = othersStaging(folder)
    if (others.length === 0) break
    // The first by name stays, and is next; the others come again.
    if (others[0]! < name || times === pause.times) rmSync(staging, { recursive: true })
    if (times === pause.times) throw busy(folder, others[0]!)
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause.milliseconds)
  }
  let isNeeded = false
  try {
    removeLeftOvers(folder)
    return write(staging)
  } catch (error) {
    isNeeded = error instanceof StagingNeeded
    throw error
  } finally {
    if (!isNeeded) rmSync(staging, { recursive: true, force: true })
  }
}

/** Something is in the folder for what was being made that is nowhere else. */
export class StagingNeeded extends UserError {}

const busy = (where: string, other: string): UserError =>
  new UserError(`another xenup (process ${/\d+/.exec(other)![0]}) is writing into this folder`, {
    where,
    advice: 'Start again when it is done.',
  })
