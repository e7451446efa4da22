import { unprintable } from '../../model/visible.ts'
import { type Quoted, quoted, refused } from './quoted.ts'

/**
 * A string property of a device tree source, in double quotes; exact for printable ASCII.
 *
 * dtc's lexer ends a string at a quote that no backslash stands before, and knows C's escapes inside (dtc-lexer.l,
 * STRING; util.c, get_escape_char). Source that goes through cpp first comes out the same: cpp leaves strings alone.
 */
export function dtsString(value: string): Quoted {
  const odd = unprintable(value)
  if (odd !== undefined) return refused(`There is ${odd}: a device tree source is kept to printable ASCII.`)
  return quoted(`"${value.replace(/["\\]/g, '\\$&')}"`)
}
