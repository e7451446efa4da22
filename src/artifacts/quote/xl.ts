import { invisible } from '../../model/visible.ts'
import { type Quoted, quoted, refused } from './quoted.ts'

/**
 * A string of an xl configuration file, in double quotes; exact for everything that can be seen, UTF-8 included.
 *
 * The lexer takes any byte but a newline, and knows \" and \\ (Xen tools/libs/util/libxlu_cfg_l.l; libxlu_cfg.c:
 * xlu__cfgl_dequote). Its \x is no way out for the others: dequote skips a digit and then misses it, so \x is always
 * an error, and \012 reads decimal and stores nothing. \n and \t work, but what a guest or a log gets of them nobody
 * can see in the file.
 */
export function xlString(value: string): Quoted {
  const odd = invisible(value)
  if (odd !== undefined) return refused(`There is ${odd}: an xl configuration is kept to characters that can be seen.`)
  return quoted(`"${value.replace(/["\\]/g, '\\$&')}"`)
}
