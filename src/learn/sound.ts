/** From what a reader says to trouble for the user. */
import { Trouble } from '../model/trouble.ts'
import type { Read } from '../read/document.ts'

/** The document; trouble in the reader's words when there is none. */
export function sound<T>(read: Read<T>, path: string): T {
  if (read.ok) return read.document
  throw new Trouble(`${read.says} (at offset ${read.offset}, 0x${read.offset.toString(16)})`, {
    where: path,
    advice: 'Fetch or build the file again and compare its size; a cut-off copy is the usual reason.',
  })
}
