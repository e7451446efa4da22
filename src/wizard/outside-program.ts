/** The user's own editor and pager, on the terminal of the wizard. */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Io } from '../model/io.ts'
import { UserError } from '../model/user-error.ts'

/** A text through $VISUAL or $EDITOR; what was saved comes back. */
export async function edited(text: string, io: Io): Promise<string> {
  return withFile(text, async (file) => {
    await run(io.env['VISUAL'] || io.env['EDITOR'] || 'vi', file, io, 'EDITOR')
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '')
  })
}

/** A text in $PAGER. */
export async function paged(text: string, io: Io): Promise<void> {
  await withFile(text, (file) => run(io.env['PAGER'] || 'less', file, io, 'PAGER'))
}

async function withFile<T>(text: string, use: (file: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'xenup-'))
  try {
    const file = join(folder, 'text')
    writeFileSync(file, `${text}\n`, { mode: 0o600 })
    return await use(file)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * The variable may hold options (`code --wait`), and is the user's own command line: git and others hand it to the
 * shell as well.
 */
function run(command: string, file: string, io: Io, variable: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-c', `${command} "$1"`, 'sh', file], {
      stdio: 'inherit',
      cwd: io.cwd,
      env: io.env as NodeJS.ProcessEnv,
    })
    child.on('error', reject)
    child.on('close', (status) => {
      if (status === 0) resolve()
      else
        reject(
          new UserError(`${command} ended with ${status ?? 'a signal'}`, {
            where: `$${variable}`,
            advice: `Set ${variable} to a program that is there.`,
          }),
        )
    })
  })
}
