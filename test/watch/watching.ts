/** `xenup watch` in the test's own process: what it shows, as it shows it, and a Ctrl-C to end it. */
import { PassThrough, Writable } from 'node:stream'
import { watch } from '../../src/commands/watch.ts'
import type { Io } from '../../src/model/io.ts'
import { patience } from '../patience.ts'

/** A watch that goes on. */
export interface Watching {
  /** Everything that was shown so far. */
  shown(): string
  /** Waits until something is shown; an error with what was when that takes too long, or the watch has ended. */
  sees(what: string | RegExp): Promise<void>
  /** Ctrl-C; the exit status. */
  stop(): Promise<number>
  /** The end without anybody's doing. */
  readonly status: Promise<number>
  /** Where `-` reads from. */
  readonly stdin: PassThrough
}

export function watching(folder: string, ...args: string[]): Watching {
  let shown = ''
  let stop = (): void => {}
  let changed = (): void => {}
  const stdin = new PassThrough()
  const stdout = new Writable({
    write(chunk: Buffer, _, done) {
      shown += chunk.toString()
      changed()
      done()
    },
  })
  const io = {
    columns: 80,
    color: false,
    env: { PATH: process.env['PATH'] },
    cwd: folder,
    stdinIsTTY: false,
    stdoutIsTTY: false,
    stdin,
    stdout,
    whenStopped: (ask: () => void) => {
      stop = ask
      return () => {}
    },
  } as unknown as Io
  let end: unknown
  const status = watch(args, io).finally(() => {
    end = 'ended'
    changed()
  })
  // Whoever waits for it learns of it; nobody need.
  status.catch(() => {})
  return {
    shown: () => shown,
    sees: (what) =>
      new Promise((resolve, reject) => {
        const fail = (): void => reject(new Error(`not shown: ${what}; but this:\n${shown}`))
        const timer = setTimeout(fail, patience)
        changed = () => {
          const isThere = typeof what === 'string' ? shown.includes(what) : what.test(shown)
          if (!isThere && end === undefined) return
          clearTimeout(timer)
          changed = () => {}
          if (isThere) resolve()
          else fail()
        }
        changed()
      }),
    stop() {
      stop()
      return status
    },
    status,
    stdin,
  }
}
