/**
 * A conversation with the built program on a terminal of its own (a pseudo-terminal), as a person at a keyboard has it.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { patience } from '../patience.ts'

/** The built program. */
export const program = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url))

/** What can give us a terminal: script of util-linux, or Python. */
type Opener = (command: string) => readonly [string, readonly string[]]

const openers: readonly { readonly isThere: () => boolean; readonly open: Opener }[] = [
  {
    isThere: () => /util-linux/.test(spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout ?? ''),
    open: (command) => ['script', ['-qec', command, '/dev/null']],
  },
  {
    isThere: () => spawnSync('python3', ['-c', 'import pty']).status === 0,
    open: (command) => [
      'python3',
      ['-c', 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(["sh", "-c", sys.argv[1]])))', command],
    ],
  },
]

/** How to get a terminal on this machine; nothing when there is no way. */
export const opener: Opener | undefined = openers.find(({ isThere }) => isThere())?.open

/** The environment of a person's shell: none of the test runner's. */
export const environment = (more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: '/nonexistent',
  SHELL: '/bin/sh',
  LANG: 'C.UTF-8',
  TERM: 'xterm',
  ...more,
})

interface Place {
  readonly folder: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly size?: { readonly rows: number; readonly columns: number }
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

/** The program, started on a terminal of 80x24; in lines, unless `args` say otherwise. */
export class Conversation {
  readonly #child: ChildProcess
  readonly #ended: Promise<number | null>
  #output = ''
  #read = 0
  #onOutput = (): void => {}

  constructor({ folder, args = ['--plain'], env = {}, size = { rows: 24, columns: 80 } }: Place) {
    const command = [process.execPath, program, ...args].map(quoted).join(' ')
    const [file, parameters] = opener!(`stty rows ${size.rows} cols ${size.columns}; exec ${command}`)
    this.#child = spawn(file, parameters, { cwd: folder, env: environment(env), stdio: ['pipe', 'pipe', 'pipe'] })
    for (const stream of [this.#child.stdout!, this.#child.stderr!]) {
      stream.setEncoding('utf8')
      stream.on('data', (text: string) => {
        this.#output += text
        this.#onOutput()
      })
    }
    this.#child.stdin!.on('error', () => {})
    this.#ended = new Promise((resolve) =>
      this.#child.on('close', (status) => {
        resolve(status)
        this.#onOutput()
      }),
    )
  }

  /** All that was shown, without colours and cursor movements. */
  get transcript(): string {
    return stripVTControlCharacters(this.#output).replaceAll('\r', '')
  }

  /** All that was shown, as it came. */
  get stream(): string {
    return this.#output
  }

  /** Presses a key, once; what is shown from now on is the answer to it. */
  press(key: string): void {
    this.#read = this.transcript.length
    this.#child.stdin!.write(key)
  }

  /** Waits until these texts have been shown, one after the other, since the last key. */
  async sees(...texts: readonly string[]): Promise<void> {
    const text = texts.join(' … ')
    const isThere = (): boolean => {
      let at = this.#read
      return texts.every((one) => {
        const found = this.transcript.indexOf(one, at)
        at = found + one.length
        return found >= 0
      })
    }
    let over = false
    void this.#ended.then(() => {
      over = true
    })
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(
        () => finish(new Error(`${JSON.stringify(text)} did not come; this did:\n${this.transcript.slice(-3000)}`)),
        patience,
      )
      const finish = (error?: Error): void => {
        clearTimeout(late)
        this.#onOutput = () => {}
        if (error) reject(error)
        else resolve()
      }
      this.#onOutput = () => {
        if (isThere()) finish()
        else if (over)
          finish(new Error(`the program ended without ${JSON.stringify(text)}:\n${this.transcript.slice(-3000)}`))
      }
      this.#onOutput()
      void this.#ended.then(() => setTimeout(this.#onOutput, 100))
    })
  }

  /** The exit status, once the program has ended. */
  async ends(seconds = 20): Promise<number | null> {
    const late = new Promise<never>((_, reject) =>
      setTimeout(
        () => reject(new Error(`the program does not end:\n${this.transcript.slice(-3000)}`)),
        seconds * 1000,
      ).unref(),
    )
    return Promise.race([this.#ended, late])
  }

  /** Ends it, whatever it does. */
  close(): void {
    this.#child.stdin!.destroy()
    if (this.#child.exitCode === null) this.#child.kill('SIGKILL')
  }
}
