/** Keeps what a console said, byte for byte, each boot in a file of its own; no file is ever written over. */
import { accessSync, closeSync, constants, openSync, writeSync } from 'node:fs'
import { dirname, extname } from 'node:path'
import { UserError } from '../model/user-error.ts'
import { codeOf } from './away.ts'

/** A board that starts again every few seconds all night fills one file from then on. */
const mostFiles = 500

/** Where the bytes go. */
export interface BootLog {
  /** What comes from now on is of another boot. */
  begin(): void
  write(bytes: Uint8Array): void
  close(): void
  /** The files that were made, in their order. */
  readonly files: readonly string[]
}

/** No log is kept. */
export const noLog: BootLog = { begin: () => {}, write: () => {}, close: () => {}, files: [] }

/**
 * Logs named after `path`: console.log gives console-1.log, console-2.log, the next number that is free for each boot
 * that says something. UserError when there cannot be files there; later trouble is told through `says`, and the next
 * boot is tried again.
 */
export function bootLogs(path: string, says: (text: string) => void, create: Create = createNew): BootLog {
  const folder = dirname(path)
  try {
    accessSync(folder, constants.W_OK)
  } catch (error) {
    throw new UserError(`no log can be kept there (${codeOf(error)})`, {
      where: folder,
      advice: 'Name another place with --log FILE, or keep none with --log none.',
    })
  }
  return new NumberedLogs(path, says, create)
}

/** Opens a file that is not there yet; EEXIST where one is. */
type Create = (path: string) => number
const createNew: Create = (path) => openSync(path, 'wx')

class NumberedLogs implements BootLog {
  readonly files: string[] = []
  readonly #stem: string
  readonly #ending: string
  readonly #says: (text: string) => void
  readonly #open: Create
  #number = 0
  #file: number | undefined
  /** Of this boot nothing more can be kept. */
  #isBroken = false

  constructor(path: string, says: (text: string) => void, open: Create) {
    this.#ending = extname(path)
    this.#stem = path.slice(0, path.length - this.#ending.length)
    this.#says = says
    this.#open = open
  }

  begin(): void {
    if (this.files.length >= mostFiles && !this.#isBroken) return
    this.close()
    this.#isBroken = false
  }

  write(bytes: Uint8Array): void {
    if (this.#isBroken || bytes.length === 0) return
    try {
      this.#file ??= this.#create()
      for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at)
    } catch (error) {
      const code = codeOf(error)
      if (code === undefined) throw error
      this.#isBroken = true
      const full = code === 'ENOSPC' || code === 'EDQUOT'
      this.#says(
        `the log of this boot is not kept from here on: ${full ? 'the disk is full' : `it cannot be written (${code})`}`,
      )
    }
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file)
    this.#file = undefined
  }

  #create(): number {
    for (;;) {
      const path = `${this.#stem}-${++this.#number}${this.#ending}`
      try {
        const file = this.#open(path)
        this.files.push(path)
        return file
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error
      }
    }
  }
}
