/**
 * The program: argv to a command, its result to an exit status.
 *
 * The only place that touches `process`, and the only one that catches. 0 fine, 1 findings of severity error,
 * 2 bad input or usage, 70 a bug, 130 interrupted.
 */
import { fstatSync } from 'node:fs'
import { isatty } from 'node:tty'
import { commandNamed, greeting, help } from './commands/index.ts'
import { userErrorText } from './commands/user-error-text.ts'
import { version } from './content/package-file.ts'
import type { Io } from './model/io.ts'
import { Interrupted, UserError } from './model/user-error.ts'

/** The environment that we were given, for what we start: an editor, a pager. */
const env = { ...process.env }

// Where CI is set, Ink draws nothing (is-in-ci). Who has a terminal sees the screen, wherever that is.
process.env['CI'] = 'false'
delete process.env['CONTINUOUS_INTEGRATION']

/** Asked of the descriptors: a stream is made when something is read or written, since that takes its time. */
const isTerminal = { stdin: isTerminalAt(0), stdout: isTerminalAt(1) }

/** What has to be put right before a stack trace can be read. */
const endings = new Set<() => void>()

const io: Io = {
  out: (text) => void stdout().write(text),
  err: (text) => void stderr().write(text),
  // A terminal that knows no size (a serial line, script) says 0.
  columns: (isTerminal.stdout && process.stdout.columns) || 80,
  color: wantsColor(),
  env,
  get cwd() {
    return workingFolder()
  },
  stdinIsTTY: isTerminal.stdin,
  stdoutIsTTY: isTerminal.stdout,
  whenStopped(stop) {
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
    // Not `once`: a listener that is gone when signal-exit (of the prompts and of Ink) looks makes it kill the process.
    for (const signal of signals) process.on(signal, stop)
    return () => signals.forEach((signal) => void process.off(signal, stop))
  },
  terminal: {
    whenEnding(restore) {
      endings.add(restore)
      process.once('exit', restore)
      return () => {
        endings.delete(restore)
        process.off('exit', restore)
      }
    },
    // The whole job: a shell waits for its first process, which may be npm.
    suspend: () => void process.kill(0, 'SIGTSTP'),
    whenSuspended(before, after) {
      const stop = (): void => {
        before()
        process.kill(process.pid, 'SIGSTOP')
      }
      process.on('SIGTSTP', stop)
      process.on('SIGCONT', after)
      return () => {
        process.off('SIGTSTP', stop)
        process.off('SIGCONT', after)
      }
    },
  },
  get stdin() {
    return process.stdin
  },
  get stdout() {
    return stdout()
  },
}

/** Most that are none are told apart without Node's module for them. */
function isTerminalAt(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice() && isatty(descriptor)
  } catch {
    return false
  }
}

function workingFolder(): string {
  try {
    return process.cwd()
  } catch {
    throw new UserError('the working folder is not there any more', {
      where: 'xenup',
      advice: 'Go to a folder that is there (cd).',
    })
  }
}

/** no-color.org and FORCE_COLOR; a dumb terminal or a pipe gets none. */
function wantsColor(): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env
  if (NO_COLOR) return false
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false'
  return isTerminal.stdout && TERM !== 'dumb'
}

async function run(argv: string[]): Promise<number> {
  const [first] = argv
  if (first === '--help' || first === '-h' || first === 'help') {
    io.out(help)
    return 0
  }
  if (first === '--version' || first === '-V') {
    io.out(`${version()}\n`)
    return 0
  }
  if (io.stdinIsTTY && io.stdoutIsTTY) io.out(greeting(argv))
  const { command, args } = await commandNamed(argv)
  return command(args, io)
}

function statusOf(error: unknown): number {
  if (error instanceof UserError) {
    io.err(userErrorText(error))
    return 2
  }
  if (error instanceof Interrupted) {
    io.err(error.message)
    return 130
  }
  io.err(
    `xenup: this is a bug in xenup, please report it with the lines below\n${error instanceof Error ? error.stack : String(error)}\n`,
  )
  return 70
}

/** A reader that goes away (`xenup inspect … | head`) is not our fault; a full disk is. */
function stdout(): NodeJS.WriteStream {
  if (process.stdout.listenerCount('error', whenNotWritten) === 0) process.stdout.on('error', whenNotWritten)
  return process.stdout
}

function whenNotWritten(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0)
  io.err(`xenup: standard output cannot be written (${error.code ?? error.message})\n`)
  process.exit(2)
}

/** Nobody reads what we tell (`2>&1 | head -1`): the work is done all the same. */
function stderr(): NodeJS.WriteStream {
  if (process.stderr.listenerCount('error', ignored) === 0) process.stderr.on('error', ignored)
  return process.stderr
}

function ignored(): void {}

process.once('uncaughtException', (error) => {
  for (const restore of endings) restore()
  process.exit(statusOf(error))
})

/** Runs the command that argv asks for; its status is that of the process. */
export async function main(argv: string[]): Promise<void> {
  process.exitCode = await run(argv).catch(statusOf)
}
