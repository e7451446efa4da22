/** A QEMU machine that runs: switched on, looked at, switched off. */
import { spawn } from 'node:child_process'
import { UserError } from '../model/user-error.ts'
import { visible } from '../model/visible.ts'
import type { Environment, Tool } from './tools.ts'

/** A running machine. */
export interface RunningMachine {
  /** True once QEMU has ended, by itself or not. */
  readonly off: boolean
  /** Ends QEMU if it still runs; resolves when it is gone. UserError when it had ended in failure before. */
  end(): Promise<void>
}

/** Starts QEMU; its own words are kept for the UserError that `end` throws when it failed. */
export function powerOn(qemu: Tool, words: readonly string[], environment: Environment): RunningMachine {
  const child = spawn(qemu, words, { env: environment, stdio: ['ignore', 'ignore', 'pipe'] })
  let off = false
  let ending = false
  let failure: Error | undefined
  const said: Buffer[] = []
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk))
  const gone = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      failure = error
      off = true
      resolve()
    })
    child.once('close', (status, signal) => {
      if (status !== 0 && !ending)
        failure ??= new UserError(
          `QEMU ended with ${signal ?? `status ${status}`}: ${visible(Buffer.concat(said).toString().trim())}`,
        )
      off = true
      resolve()
    })
  })
  return {
    get off() {
      return off
    },
    async end() {
      ending = true
      if (!off) child.kill('SIGKILL') // this one process, by its id; it has nothing to save
      await gone
      if (failure) throw failure
    },
  }
}
