/** A console that a server passes on over TCP: ser2net with `raw`, or QEMU with `-serial tcp:…,server`. */
import { connect } from 'node:net'
import { addAbortSignal } from 'node:stream'
import { UserError } from '../model/user-error.ts'
import { Away, codeOf } from './away.ts'

/** Where the server listens. */
export interface TcpAddress {
  readonly host: string
  readonly port: number
}

/** The address in tcp://host:port; an IPv6 address stands in brackets. UserError for anything else. */
export function tcpAddress(name: string): TcpAddress {
  const [, host, port] = /^tcp:\/\/([\w.-]+|\[[\da-fA-F:.%]+\]):(\d{1,5})\/?$/.exec(name) ?? []
  if (host === undefined || Number(port) < 1 || Number(port) > 65535)
    throw new UserError('it names no server', {
      where: name,
      advice: 'Write tcp://host:port, for example tcp://localhost:4000 or tcp://[::1]:4000.',
    })
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) }
}

/** A line that went dead is noticed after so many milliseconds and the system's own number of tries. */
const askedAfter = 10_000

/** Connects; nothing is ever sent. */
export function openTcp(address: TcpAddress, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
  return new Promise((resolve, reject) => {
    const socket = addAbortSignal(signal, connect(address))
    socket.setKeepAlive(true, askedAfter)
    socket.once('connect', () => {
      socket.off('error', fail)
      resolve(socket)
    })
    const fail = (error: Error): void => reject(awayFor(error, address))
    socket.once('error', fail)
  })
}

const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'its name cannot be looked up now',
  ETIMEDOUT: 'it does not answer',
  EHOSTUNREACH: 'it cannot be reached',
  ENETUNREACH: 'its network cannot be reached',
  ECONNRESET: 'it ended the connection',
}

function awayFor(error: Error, { host, port }: TcpAddress): unknown {
  const code = codeOf(error)
  if (error.name === 'AbortError' || code === undefined) return error
  return new Away(`${host} port ${port}: ${words[code] ?? `the system says ${code}`}`, {
    isWorthWaiting: code !== 'ENOTFOUND',
    advice: 'Check host and port.',
  })
}
