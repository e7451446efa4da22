/** Who else has a serial port open: two readers would each get a part of the bytes. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { basename, join } from 'node:path'

/** Where the system tells of processes, and where terminal programs lock ports (FHS 3.0, 5.9 and 3.15). */
export interface HolderPlaces {
  readonly processes: string
  readonly locks: readonly string[]
}

export const systemPlaces: HolderPlaces = { processes: '/proc', locks: ['/run/lock', '/var/lock', '/var/spool/lock'] }

/** A process, and the name of its program where it can be seen. */
export interface Holder {
  readonly process: number
  readonly program?: string
}

/**
 * Who has a device open, by the lock files of terminal programs and by the files that processes have open; other users'
 * only root sees. `device` is its path without symbolic links.
 */
export function portHolder(device: string, places: HolderPlaces = systemPlaces): Holder | undefined {
  const process = lockedBy(device, places) ?? openedBy(device, places)
  if (process === undefined) return undefined
  const program = textOf(join(places.processes, String(process), 'comm'))?.trim()
  return { process, ...(program !== undefined && { program }) }
}

/** LCK..ttyUSB0 holds the number of a process in ten characters; one that has ended left its lock behind. */
function lockedBy(device: string, { locks, processes }: HolderPlaces): number | undefined {
  const running = numbersIn(processes)
  return locks
    .map((folder) =>
      Number(
        textOf(join(folder, `LCK..${basename(device)}`))
          ?.slice(0, 20)
          .trim(),
      ),
    )
    .find((number) => running.includes(number))
}

function openedBy(device: string, { processes }: HolderPlaces): number | undefined {
  const own = linkOf(join(processes, 'self'))
  return numbersIn(processes).find((number) => {
    const files = join(processes, String(number), 'fd')
    return String(number) !== own && namesIn(files).some((name) => linkOf(join(files, name)) === device)
  })
}

const numbersIn = (folder: string): readonly number[] =>
  namesIn(folder)
    .filter((name) => /^\d+$/.test(name))
    .map(Number)

// What is not there, and what we may not see, is the same to us.
const quietly = <T>(read: () => T): T | undefined => {
  try {
    return read()
  } catch {
    return undefined
  }
}
const namesIn = (folder: string): readonly string[] => quietly(() => readdirSync(folder)) ?? []
const linkOf = (path: string): string | undefined => quietly(() => readlinkSync(path))
const textOf = (path: string): string | undefined => quietly(() => readFileSync(path, 'latin1'))
