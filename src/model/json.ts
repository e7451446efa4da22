/** JSON for programs that may also come to stand on a terminal. */
import { hex } from './quantity.ts'
import { escapedInJson } from './visible.ts'

/** Two spaces deep, bigints as hexadecimal strings, and of what steers a terminal or deceives the number alone. */
export const toJson = (value: unknown): string =>
  escapedInJson(JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? hex(inner) : inner), 2))
