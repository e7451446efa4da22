/** Debian's mirror as it is set up on this machine, so that the scripts fetch from where apt does. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** DEBIAN_MIRROR, or the first mirror in apt's sources; nothing where apt has none. */
export function mirror(apt = '/etc/apt'): string | undefined {
  if (process.env['DEBIAN_MIRROR']) return process.env['DEBIAN_MIRROR']
  const parts = join(apt, 'sources.list.d')
  const files = [
    join(apt, 'sources.list'),
    ...(existsSync(parts)
      ? readdirSync(parts)
          .sort()
          .map((name) => join(parts, name))
      : []),
  ]
  return files
    .filter((file) => existsSync(file) && /\.(list|sources)$/.test(file))
    .flatMap((file) => mirrorsIn(readFileSync(file, 'utf8')))
    .find((uri) => /\/debian\/?$/.test(uri))
}

/** The addresses in either form: `deb [options] URI suite`, and `URIs:` in a paragraph (sources.list(5)). */
export const mirrorsIn = (text: string): readonly string[] =>
  [...text.matchAll(/^(?:deb (?:\[[^\]\n]*\] )?(\S+) |URIs: *(\S+))/gm)].map(([, line, field]) => (line ?? field)!)
