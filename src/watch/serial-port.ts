/**
 * A serial port, for reading only. The port is opened, `stty` sets up what was opened, and Node's own `tty` reads it.
 *
 * Nothing is written: of the modem lines only DTR and RTS rise, which is the kernel's doing at every open. Between the
 * open and the end of `stty` the kernel may echo what comes, since ports begin with echo on; the settings stay afterwards.
 */
import { spawn } from 'node:child_process'
import { closeSync, constants, openSync, readdirSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { addAbortSignal } from 'node:stream'
import { isatty, ReadStream } from 'node:tty'
import type { Io } from '../model/io.ts'
import { Away, codeOf } from './away.ts'
import { type Holder, type HolderPlaces, portHolder, systemPlaces } from './port-holder.ts'

/** Where a USB port has a name that stays when it comes back under another number (udev, 60-serial.rules). */
const namesThatStay = '/dev/serial/by-id'

/**
 * Bytes as they come; no echo back to the board, no hang-up of DTR at the end (some boards take it for a reset), no
 * waiting for a carrier, no flow control of either kind.
 */
const settings = 'raw -echo -hupcl clocal cread cs8 -parenb -cstopb -crtscts -ixon -ixoff'.split(' ')

/** Opened as often as it comes back. */
export class SerialPort {
  readonly #path: string
  readonly #baud: number
  readonly #env: Io['env']
  readonly #places: HolderPlaces
  #stays: string | undefined

  constructor(path: string, baud: number, env: Io['env'], places: HolderPlaces = systemPlaces) {
    this.#path = path
    this.#baud = baud
    this.#env = env
    this.#places = places
  }

  async open(signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    const device = this.#device()
    const port = openPort(device, this.#path, this.#places)
    try {
      if (!isatty(port))
        throw new Away(`${this.#path} is no serial port`, {
          isWorthWaiting: false,
          advice: 'Name the port of the serial cable.',
        })
      const holder = portHolder(device, this.#places)
      if (holder) throw inUse(this.#path, holder)
      await setUp(port, this.#path, this.#baud, this.#env)
      signal.throwIfAborted()
    } catch (error) {
      closeSync(port)
      throw error
    }
    return addAbortSignal(signal, new ReadStream(port))
  }

  /** The device behind the name, or behind the one that stays. */
  #device(): string {
    for (const path of [this.#path, this.#stays]) {
      const device = path === undefined ? undefined : realPath(path)
      if (device === undefined) continue
      this.#stays ??= namesIn(namesThatStay)
        .map((name) => join(namesThatStay, name))
        .find((name) => realPath(name) === device)
      return device
    }
    const others = namesIn(dirname(this.#path)).filter((name) => /^tty(USB|ACM)\d/.test(name))
    throw new Away(
      `there is no ${this.#path}${others.length > 0 ? `; there ${others.length === 1 ? 'is' : 'are'} ${others.join(', ')}` : ''}`,
    )
  }
}

const realPath = (path: string): string | undefined => {
  try {
    return realpathSync(path)
  } catch {
    return undefined
  }
}

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function openPort(device: string, path: string, places: HolderPlaces): number {
  try {
    // Without O_NONBLOCK the kernel waits for a carrier that boards do not have.
    return openSync(device, constants.O_RDONLY | constants.O_NOCTTY | constants.O_NONBLOCK)
  } catch (error) {
    const code = codeOf(error)
    if (code === undefined) throw error
    // TIOCEXCL: somebody wants to be alone.
    if (code === 'EBUSY') throw inUse(path, portHolder(device, places))
    if (code === 'EACCES' || code === 'EPERM')
      throw new Away(`you may not read ${path}`, {
        isWorthWaiting: false,
        advice:
          'Ports belong to a group, dialout on Debian (ls -l shows it): sudo usermod -aG dialout $USER, then log in again.',
      })
    throw new Away(`${path} cannot be opened (${code})`)
  }
}

function inUse(path: string, holder: Holder | undefined): Away {
  const program = holder?.program ?? 'another program'
  return new Away(`${path} is in use by ${program}${holder ? ` (process ${holder.process})` : ''}`, {
    isWorthWaiting: false,
    advice:
      program === 'ModemManager'
        ? 'It takes a new port for a modem, and types into it: sudo systemctl stop ModemManager.'
        : 'A port has one reader: end that one, or have it keep a log and watch the log, as in xenup watch console.log.',
  })
}

/** Runs stty on the open port; its complaint when it cannot. */
function setUp(port: number, path: string, baud: number, env: Io['env']): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('stty', [String(baud), ...settings], {
      stdio: [port, 'ignore', 'pipe'],
      env: { ...env, LC_ALL: 'C' } as NodeJS.ProcessEnv,
    })
    let says = ''
    child.stderr?.on('data', (data: Buffer) => (says = `${says}${data.toString()}`.slice(0, 500)))
    child.on('error', (error) =>
      reject(
        codeOf(error) === 'ENOENT'
          ? new Away('the program stty is not on the PATH', {
              isWorthWaiting: false,
              advice: 'It is part of coreutils.',
            })
          : error,
      ),
    )
    child.on('close', (status) => {
      if (status === 0) return resolve()
      reject(
        new Away(`${path} cannot be set up: ${says.trim() || `stty ended with ${status}`}`, {
          // A port that was just pulled out fails in the same way.
          isWorthWaiting: /Input\/output error|No such device/.test(says),
          advice: `Can the adapter do ${baud} baud? --baud sets another speed.`,
        }),
      )
    })
  })
}
