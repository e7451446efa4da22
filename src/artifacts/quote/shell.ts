import { invisible } from '../../model/visible.ts'
import { type Quoted, quoted, refused } from './quoted.ts'

/**
 * One word of a POSIX shell script, exact; a word that starts with `-` is still an option to the command that gets it.
 *
 * Single quotes keep all but themselves (POSIX Shell Command Language 2.2.2). A tab and a newline are carried. What
 * nobody can see is refused, though sh would carry all of it but NUL: a script is read and printed before it is run,
 * and an escape sequence or a bidirectional override in it shows the reader another script.
 */
export function shellWord(value: string): Quoted {
  const odd = invisible(value.replace(/[\t\n]/g, ' '))
  if (odd !== undefined) return refused(`There is ${odd}: a script that is read before it is run must not hold it.`)
  return quoted(/^[\w./:,@%+-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`)
}
