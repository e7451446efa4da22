/** The built program, run as users run it: from a folder of theirs, with streams that are no terminal. */
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inject } from 'vitest'
import { visible } from '../../src/model/visible.ts'
import { patience } from '../patience.ts'

export const program = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url))

/** What a run came to. */
export interface Ran {
  readonly status: number | null
  readonly out: string
  readonly err: string
}

interface Given {
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string
}

/** Nothing of the tester's own: colours and the like are for each test to say. */
const environment = (env: Readonly<Record<string, string>> = {}) => ({
  PATH: process.env['PATH'] ?? '',
  HOME: tmpdir(),
  LC_ALL: 'C.UTF-8',
  ...env,
})

/**
 * Runs `xenup <args>` in a folder to its end; one that hangs is stopped after half a minute, and its status is null.
 */
export function xenup(cwd: string, args: readonly string[], { env, input = '' }: Given = {}): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd,
    env: environment(env),
    input,
    encoding: 'utf8',
    timeout: 120_000,
  })
  return { status, out: stdout, err: stderr }
}

/** Runs a line of shell in which `xenup` is the program, for pipes and redirections. */
export function shell(cwd: string, line: string, env: Readonly<Record<string, string>> = {}): Ran {
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['-c', `set -o pipefail; xenup() { "${process.execPath}" "${program}" "$@"; }; ${line}`],
    {
      cwd,
      env: environment(env),
      input: '',
      encoding: 'utf8',
      timeout: 120_000,
    },
  )
  return { status, out: stdout, err: stderr }
}

/** True when the machine has a tool; else says loudly what is not tested for want of it. */
export function has(tool: string, args: readonly string[], what: string): boolean {
  const there = spawnSync(tool, args).error === undefined
  if (!there) console.warn(`SKIPPED: no ${tool} on this machine, so ${what}`)
  return there
}

/**
 * Runs `xenup <args>` on a pseudo-terminal (util-linux's script); `type` gets what the screen has shown so far and says
 * what to type, once.
 */
export function onTerminal(
  cwd: string,
  args: readonly string[],
  type: (shown: string) => string | undefined,
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number | null; readonly shown: string }> {
  const line = [process.execPath, program, ...args].map((word) => `'${word}'`).join(' ')
  const child = spawn('script', ['-qec', line, '/dev/null'], { cwd, env: environment({ TERM: 'xterm', ...env }) })
  const deadline = setTimeout(() => child.kill(), patience)
  let [shown, typed] = ['', '']
  child.stdout.on('data', (data: Buffer) => {
    shown += data.toString()
    const next = type(shown)
    if (next === undefined || typed === next) return
    typed = next
    child.stdin.write(next)
  })
  return new Promise((resolve) =>
    child.on('close', (status) => {
      clearTimeout(deadline)
      resolve({ status, shown })
    }),
  )
}

/** A folder of its own, gone when all tests are over. */
export const ownFolder = (): string => mkdtempSync(join(inject('folder'), 'run-'))

/** The lines of a text that something invisible stands in, other than newlines: escape sequences first of all. */
export const unclean = (text: string): readonly string[] => text.split('\n').filter((line) => visible(line) !== line)

/** The lines that do not fit on 80 columns. */
export const wide = (text: string): readonly string[] => text.split('\n').filter((line) => [...line].length > 80)

let house: string | undefined

/** A folder in which `xenup --yes` was run (once, and copied). */
export function started(): string {
  if (house === undefined) {
    const folder = ownFolder()
    const { status, err } = xenup(folder, ['--yes'])
    if (status !== 0) throw new Error(`xenup --yes ended with ${status}:\n${err}`)
    house = folder
  }
  const folder = ownFolder()
  cpSync(house, folder, { recursive: true })
  return folder
}

/** What the suggested answers give, by path. */
export const made = [
  'BRINGUP.md',
  'boot/boot.cmd',
  'boot/boot.scr',
  'boot/imagebuilder.cfg',
  'boot/native.cmd',
  'boot/native.scr',
  'guests/guest1.cfg',
  'kernel/dom0.config',
  'kernel/guest.config',
  'stage.sh',
  'xenup.answers.schema.json',
  'xenup.answers.yaml',
  'xenup.manifest.json',
]
