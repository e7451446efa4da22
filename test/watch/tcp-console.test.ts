import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { tcpAddress } from '../../src/watch/tcp-console.ts'
import { ownFolder } from '../commands/program.ts'
import { goodBoot, silentBoot, text } from '../console/boots.ts'
import { watching } from './watching.ts'

const servers: Server[] = []
afterEach(() => servers.splice(0).forEach((server) => void server.close()))

/** A server for consoles, at a port of its own or the given one; `onBoard` has each connection. */
function consoleServer(onBoard: (board: Socket) => void, port = 0): Promise<number> {
  const server = createServer((board) => {
    board.on('error', () => {})
    onBoard(board)
  })
  servers.push(server)
  return new Promise((resolve) =>
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  )
}

describe('a console over TCP', () => {
  test.each([
    ['tcp://localhost:4000', { host: 'localhost', port: 4000 }],
    ['tcp://lab-7.example.org:23/', { host: 'lab-7.example.org', port: 23 }],
    ['tcp://[::1]:4000', { host: '::1', port: 4000 }],
  ])('%s', (name, address) => {
    expect(tcpAddress(name)).toEqual(address)
  })

  test.each([
    'tcp://localhost',
    'tcp://localhost:0',
    'tcp://localhost:70000',
    'tcp://:4000',
    'telnet://host:23',
    'tcp://a b:1',
  ])('%s names no server', (name) => {
    expect(() => tcpAddress(name)).toThrow('it names no server')
  })

  test('is followed through a server that ends and comes back, and nothing is sent', async () => {
    const folder = ownFolder()
    let got = ''
    let connections = 0
    const port = await consoleServer((board) => {
      board.on('data', (data) => (got += data.toString()))
      if (++connections === 1) board.end(text(goodBoot).slice(0, 500))
      // Torn in the middle of a line, and of a character.
      else if (connections === 2) board.write(text(goodBoot).slice(500))
    })
    const { sees, stop } = watching(folder, `tcp://127.0.0.1:${port}`)
    await sees('has ended; waiting for it')
    await sees(`| tcp://127.0.0.1:${port} is back`)
    await sees('guest1                                       1')
    expect(await stop()).toBe(0)
    expect(got).toBe('')
    expect(readFileSync(join(folder, 'console-1.log'), 'utf8')).toBe(text(goodBoot))
  })

  test('is waited for until its server is there', async () => {
    const port = await consoleServer(() => {})
    await new Promise((resolve) => servers.pop()!.close(resolve))
    const { sees, stop } = watching(ownFolder(), `tcp://127.0.0.1:${port}`)
    await sees(`| 127.0.0.1 port ${port}: nobody listens there; waiting for it`)
    await consoleServer((board) => void board.write(text(silentBoot)), port)
    await sees('Starting kernel ...')
    expect(await stop()).toBe(1)
  })

  test('at full speed loses no line of 20 MB', async () => {
    const folder = ownFolder()
    const noise = Array.from(
      { length: 200_000 },
      (_, index) =>
        `[${String(index).padStart(12)}.000000] a line of a hundred bytes, as kernels print them when they are told to say all`,
    )
    const said = text([...goodBoot, ...noise])
    expect(said.length).toBeGreaterThan(20_000_000)
    const port = await consoleServer((board) => void board.end(said))
    const { sees, stop, shown } = watching(folder, `tcp://127.0.0.1:${port}`)
    await sees('has ended')
    await stop()
    expect(readFileSync(join(folder, 'console-1.log'), 'utf8') === said).toBe(true)
    expect(
      shown()
        .split('\n')
        .filter((line) => line.startsWith('[')).length,
    ).toBe(noise.length + 6)
  })
})
