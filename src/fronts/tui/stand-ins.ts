/**
 * What stands for packages inside Ink: one file, for these. The bundler (src/bundle.mjs) and the tests
 * (test/stand-in.ts) take it from here, so that what ships is what the tests run.
 */

/** The file, below the folder of the sources or of what was compiled, without its ending. */
export const standIn = 'src/fronts/tui/styled-text'

/** The packages that it stands for; it alone imports them. */
export const packages: readonly string[] = ['string-width', '@alcalzone/ansi-tokenize']

/** Who imports those packages when Ink draws: the tests have to load these as they load our own files. */
export const importers: readonly string[] = ['ink', 'widest-line', 'slice-ansi', 'wrap-ansi', 'cli-truncate']
