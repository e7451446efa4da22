/** Runs a command inside the test's own process, as main does: quick enough for hundreds of answers. */
import { commandNamed } from '../../src/commands/index.ts'
import { userErrorText } from '../../src/commands/user-error-text.ts'
import type { Io } from '../../src/model/io.ts'
import { UserError } from '../../src/model/user-error.ts'

/** What a run came to; anything thrown that is no UserError is a bug and fails the test. */
export interface Ran {
  readonly status: number
  readonly out: string
  readonly err: string
}

/** Runs `xenup <args>` in a folder. */
export async function inside(cwd: string, ...args: string[]): Promise<Ran> {
  let [out, err] = ['', '']
  const io = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    columns: 80,
    color: false,
    env: {},
    cwd,
    stdinIsTTY: false,
    stdoutIsTTY: false,
  } as unknown as Io
  try {
    const { command, args: rest } = await commandNamed(args)
    const status = await command(rest, io)
    return { status, out, err }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { status: 2, out, err: err + userErrorText(error) }
  }
}
