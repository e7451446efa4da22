/**
 * What a write lays on the disk before it is done, and what a kill leaves there. The name says which process writes, so
 * that whoever comes next can tell a write that is under way from one that will never end.
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** A folder or file of ours: `.xenup-staging-PID-START` while artifacts are written, `.xenup-PID-START.tmp` for a file. */
const temporary = /^\.xenup-(?:staging-.*|.*\.tmp)$/
const owned = /^\.xenup-(?:staging-)?(?<pid>\d{1,10})-(?<start>\d{1,20})(?:\.tmp)?$/
const staging = '.xenup-staging-'

/** The name of the folder in which this process stages artifacts. */
export const stagingName = (): string => `${staging}${self()}`

/** The name under which this process writes a file before it takes its own. */
export const temporaryFileName = (): string => `.xenup-${self()}.tmp`

/** The names of the folders in which other processes that still run stage artifacts. */
export const othersStaging = (folder: string): readonly string[] =>
  temporariesIn(folder).filter((name) => name.startsWith(staging) && name !== stagingName() && isOwned(name))

/** Removes what writes that were killed have left in a folder; what cannot be removed stays for the next time. */
export function removeLeftOvers(folder: string): void {
  for (const name of temporariesIn(folder)) {
    if (isOwned(name)) continue
    try {
      rmSync(join(folder, name), { recursive: true, force: true })
    } catch {
      // It is in nobody's way.
    }
  }
}

/** Sorted, so that of two processes both agree which one is first. */
function temporariesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => temporary.test(name))
      .sort()
  } catch {
    return []
  }
}

/** Whether the process that a name tells of still runs. */
function isOwned(name: string): boolean {
  const { pid, start } = owned.exec(name)?.groups ?? {}
  if (pid === undefined) return false
  const now = startOf(pid)
  return now === undefined ? isRunning(Number(pid)) : now === start
}

const self = (): string => `${process.pid}-${startOf(process.pid) ?? 0}`

/**
 * When a process began, in clock ticks since the machine did: numbers of processes come again (proc(5), /proc/pid/stat).
 * Undefined where there is no /proc, and 'gone' for none and for one that has ended and was not waited for.
 */
function startOf(pid: number | string): string | undefined {
  const stat = statOf(pid)
  if (stat === undefined) return statOf('self') === undefined ? undefined : 'gone'
  // The second field is the name of the program in brackets, and may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return /[ZX]/.test(fields[0]!) ? 'gone' : fields[19]
}

function statOf(pid: number | string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'latin1')
  } catch {
    return undefined
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
