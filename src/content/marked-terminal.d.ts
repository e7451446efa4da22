/** marked-terminal 7.3 comes without types; this is the part that we use. */
declare module 'marked-terminal' {
  import type { MarkedExtension } from 'marked'
  export function markedTerminal(options?: Readonly<Record<string, unknown>>): MarkedExtension
}
