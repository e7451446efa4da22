/** From what a reader says to an error for the user. */
import { UserError } from '../model/user-error.ts'
import type { Read } from '../read/document.ts'

/** The document; an error in the reader's words when there is none. */
export function unwrap<T>(read: Read<T>, path: string): T {
  if (read.ok) return read.document
  throw new UserError(`${read.says} (at offset ${read.offset}, 0x${read.offset.toString(16)})`, {
    where: path,
    advice: 'Fetch or build the file again and compare its size; a cut-off copy is the usual reason.',
  })
}
