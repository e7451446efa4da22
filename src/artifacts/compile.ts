/** Compiles templates. The build does so once for all, because it takes longer than all else that a command does. */
import Handlebars from 'handlebars'
import { helpers } from './helpers.ts'
import type { Templates } from './render.ts'

/** noEscape: these are no HTML pages; strict: a misspelt name is an error; only our helpers and no prototype's. */
const options = {
  noEscape: true,
  strict: true,
  knownHelpers: Object.fromEntries([...Object.keys(helpers), 'why'].map((name) => [name, true])),
  knownHelpersOnly: true,
}

/** What templates by their path become, as the JavaScript of a Map from the same paths to what Handlebars runs. */
export function compiledText(sources: ReadonlyMap<string, string>): string {
  const entries = [...sources].map(([name, source]) => {
    // A partial inside a line must not bring its own line end.
    const text = name.startsWith('_partials/') && name.endsWith('/origin') ? source.trimEnd() : source
    return `[${JSON.stringify(name)}, ${String(Handlebars.precompile(text, options))}]`
  })
  return `new Map([${entries.join(',\n')}])`
}

/** The same, ready to be rendered. */
export const compileTemplates = (sources: ReadonlyMap<string, string>): Templates =>
  new Function(`return ${compiledText(sources)}`)() as Templates
