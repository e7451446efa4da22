/** What the user names as a console: a serial port, a TCP server, a growing file, or standard input. */
import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { addAbortSignal } from 'node:stream'
import type { Io } from '../model/io.ts'
import { UserError } from '../model/user-error.ts'
import { growingFile } from './growing-file.ts'
import { SerialPort } from './serial-port.ts'
import { openTcp, tcpAddress } from './tcp-console.ts'

/** A console to be read, and never written to. */
export interface Source {
  /** As the user named it; not yet safe to print. */
  readonly name: string
  readonly kind: 'port' | 'tcp' | 'file' | 'input'
  /** Whether it is opened again once it has ended. */
  readonly comesBack: boolean
  /** The bytes until it ends; Away when it cannot be read now, and an AbortError once the signal is aborted. */
  open(signal: AbortSignal): Promise<AsyncIterable<Uint8Array>>
}

/** The source of a name; `baud` and `env` (PATH, for stty) count for a serial port. */
export function sourceNamed(name: string, baud: number, io: Pick<Io, 'stdin' | 'cwd' | 'env'>): Source {
  if (name === '-')
    return {
      name: 'standard input',
      kind: 'input',
      comesBack: false,
      open: async (signal) => inputOf(io.stdin, signal),
    }
  if (/^\w+:\/\//.test(name)) {
    const address = tcpAddress(name)
    return { name, kind: 'tcp', comesBack: true, open: (signal) => openTcp(address, signal) }
  }
  const path = resolve(io.cwd, name)
  if (isPort(path, name)) {
    const port = new SerialPort(path, baud, io.env)
    return { name, kind: 'port', comesBack: true, open: (signal) => port.open(signal) }
  }
  return { name, kind: 'file', comesBack: true, open: async (signal) => growingFile(path, signal) }
}

const inputOf = (stdin: NodeJS.ReadStream, signal: AbortSignal): AsyncIterable<Uint8Array> =>
  addAbortSignal(signal, stdin)

/** What is not there yet may be a port; a file has to be there. */
function isPort(path: string, name: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat?.isCharacterDevice() || (!stat && /^\/dev\/(?:tty|serial\/|pts\/)/.test(path))) return true
  if (stat?.isFile()) return false
  throw new UserError(
    !stat
      ? 'there is no such port or file'
      : stat.isDirectory()
        ? 'it is a folder'
        : 'it is neither a serial port nor a file',
    {
      where: name,
      advice: stat?.isFIFO()
        ? `Read a pipe with xenup watch - < ${name}`
        : 'Name a port such as /dev/ttyUSB0, tcp://host:port, the log of a terminal program, or - for standard input.',
    },
  )
}
