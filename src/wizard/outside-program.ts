/** The user's own editor and pager, on the terminal of the wizard. */
import { spawn } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { diskError } from '../disk/disk-error.ts'
import { newWorkFolder } from '../disk/work-folder.ts'
import type { Event } from '../engine/screen.ts'
import type { Front } from '../fronts/front.ts'
import type { Io } from '../model/io.ts'
import { UserError } from '../model/user-error.ts'
import { type Feedback, toldOf } from './feedback.ts'

/** The text of an event in the user's program, with the wizard out of the way; what was edited comes back as a draft. */
export async function besideTheWizard(
  event: Extract<Event, { kind: 'edit' | 'page' }>,
  front: Front,
  io: Io,
): Promise<Feedback> {
  try {
    if (event.kind === 'edit') return { draft: await front.aside(() => edited(event.text, io)) }
    await front.aside(() => paged(event.text, io))
    return {}
  } catch (error) {
    return { refusal: toldOf(error) }
  }
}

/** A text through $VISUAL or $EDITOR; what was saved comes back. */
async function edited(text: string, io: Io): Promise<string> {
  return withFile(text, async (file) => {
    await run(io.env['VISUAL'] || io.env['EDITOR'] || 'vi', file, io, 'EDITOR')
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '')
  })
}

/** A text in $PAGER. */
async function paged(text: string, io: Io): Promise<void> {
  await withFile(text, (file) => run(io.env['PAGER'] || 'less', file, io, 'PAGER'))
}

async function withFile<T>(text: string, use: (file: string) => Promise<T>): Promise<T> {
  const folder = newWorkFolder('xenup')
  try {
    const file = join(folder, 'text')
    try {
      writeFileSync(file, `${text}\n`, { mode: 0o600 })
    } catch (error) {
      throw diskError(error, file, 'saved')
    }
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
