/** The serial console of a machine in QEMU: what it says is read, and what a person would type is typed. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { appendFileSync, writeFileSync } from 'node:fs'

/** What steers a terminal (ECMA-48): colours, and what shells print around what is typed. */
const steering = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][0-9A-Z]|[=>78])/g

/** The beginning of such a thing, whose end is still to come. */
const unfinished = /\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]*\x1b?|[()])?$/

/** The text that a terminal shows of what it is sent; `rest` begins what is not whole yet, and goes before what follows. */
export function shown(sent: string): { readonly text: string; readonly rest: string } {
  const [rest] = unfinished.exec(sent) ?? ['']
  const whole = sent.slice(0, sent.length - rest.length)
  return { text: whole.replace(steering, '').replaceAll('\r', ''), rest }
}

/** Ends what `xl console` shows. */
export const leave = '\x1d'

/** A machine that was switched on by the handbook's own command. */
export class Console {
  readonly #machine: ChildProcessWithoutNullStreams
  readonly #gone: Promise<void>
  #said = ''
  #rest = ''
  #seen = 0
  #off = false

  /** Runs the command in a folder; all that comes is also written to `log`. */
  constructor(command: string, folder: string, log: string) {
    writeFileSync(log, '')
    this.#machine = spawn('bash', ['-c', `exec ${command}`], { cwd: folder })
    const take = (bytes: Buffer) => {
      appendFileSync(log, bytes)
      const { text, rest } = shown(this.#rest + bytes.toString('latin1'))
      this.#said += text
      this.#rest = rest
    }
    this.#machine.stdout.on('data', take)
    this.#machine.stderr.on('data', take)
    this.#gone = new Promise((resolve) => {
      this.#machine.once('close', () => {
        this.#off = true
        resolve()
      })
    })
  }

  /** Waits for a text after what was seen before; gives what came up to its end. */
  async see(wanted: string | RegExp, seconds: number): Promise<string> {
    const pattern = typeof wanted === 'string' ? new RegExp(wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')) : wanted
    for (let waited = 0; ; waited += 0.25) {
      const found = pattern.exec(this.#said.slice(this.#seen))
      if (found) {
        const text = this.#said.slice(this.#seen, this.#seen + found.index + found[0].length)
        this.#seen += text.length
        return text
      }
      if (this.#off || waited > seconds) {
        const last = this.#said.slice(-2000)
        throw new Error(
          `${this.#off ? 'the machine went off' : `${seconds} s went by`} without ${pattern}; last came:\n${last}`,
        )
      }
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }

  /** Types as a person does: the machine's UART takes some characters at a time. */
  async type(text: string): Promise<void> {
    for (const piece of text.match(/.{1,8}/gs) ?? []) {
      this.#machine.stdin.write(piece)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  /** Types a command at a shell's prompt, and gives what it printed. */
  async run(command: string, prompt: RegExp, seconds = 300): Promise<string> {
    await this.type(`${command}\n`)
    return this.see(prompt, seconds)
  }

  /** Logs in where `login:` is being shown. */
  async logIn(password: string, prompt: RegExp): Promise<void> {
    await this.type('root\n')
    await this.see('Password: ', 300)
    await this.type(`${password}\n`)
    await this.see(prompt, 300)
  }

  /** Waits until the machine has switched itself off. */
  async off(seconds: number): Promise<void> {
    const late = new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error(`the machine is still on after ${seconds} s`)), seconds * 1000).unref()
    })
    await Promise.race([this.#gone, late])
  }

  /** Pulls the plug. */
  async end(): Promise<void> {
    if (!this.#off) this.#machine.kill('SIGKILL')
    await this.#gone
  }
}
