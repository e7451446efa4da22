/** A folder for what is not to stay among the user's own files. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UserError } from '../model/user-error.ts'

/** Makes one with a name of its own. Throws UserError where there is no place for it. */
export function newWorkFolder(name: string): string {
  const place = tmpdir()
  try {
    return mkdtempSync(join(place, `${name}-`))
  } catch (error) {
    throw new UserError(`no folder can be made in it (${(error as NodeJS.ErrnoException).code})`, {
      where: place,
      advice: 'Let TMPDIR name a folder that is there, with room and permission to write.',
    })
  }
}
