/** The programs of this machine that a rehearsal calls; nothing goes through a shell. */
import { spawn } from 'node:child_process'
import { UserError } from '../model/user-error.ts'
import { visible } from '../model/visible.ts'

/** The environment that programs get: PATH decides where they are looked for. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Each program, the words that make it tell its version, and the Debian package that holds it. */
const tools = {
  'qemu-system-aarch64': { version: ['--version'], package: 'qemu-system-arm' },
  'qemu-system-arm': { version: ['--version'], package: 'qemu-system-arm' },
  mformat: { version: ['--version'], package: 'mtools' },
  mmd: { version: ['--version'], package: 'mtools' },
  mcopy: { version: ['--version'], package: 'mtools' },
  mke2fs: { version: ['-V'], package: 'e2fsprogs' },
  xz: { version: ['--version'], package: 'xz-utils' },
} as const

/** A program that we know how to look for. */
export type Tool = keyof typeof tools

/** Looks for each program; UserError names every missing one and what to install. */
export async function requireTools(names: readonly Tool[], environment: Environment): Promise<void> {
  const missing: Tool[] = []
  for (const name of names) {
    try {
      await run(name, tools[name].version, environment)
    } catch (error) {
      if (!isMissing(error)) throw error
      missing.push(name)
    }
  }
  if (missing.length === 0) return
  const packages = [...new Set(missing.map((name) => tools[name].package))]
  throw new UserError(`${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not on this machine's PATH`, {
    advice: `on Debian or Ubuntu: apt-get install ${packages.join(' ')}`,
  })
}

/** Runs a program to its end and returns what it printed; UserError with its own words when it fails. */
export function run(name: Tool, words: readonly string[], environment: Environment): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn(name, words, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
    child.once('error', reject)
    child.once('close', (status, signal) => {
      if (status === 0) return resolve(Buffer.concat(out))
      const words = visible(Buffer.concat(err).toString().trim().split('\n').at(-1) ?? '')
      reject(new UserError(`${name} ended with ${signal ?? `status ${status}`}: ${words}`))
    })
  })
}

/** True when there is no such program, or none that may be run. */
const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EACCES')
