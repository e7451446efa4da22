/**
 * Loads the modules of the built program, each when it is first used. They lie as functions in parts (src/bundle.mjs),
 * and what V8 makes of a part is kept from the build for the Node.js that built it (src/code-cache.mjs), since to
 * compile them takes longer than to run them. Any other Node.js compiles as ever.
 */
const { readFileSync } = require('node:fs')
const { join } = require('node:path')
const { pathToFileURL } = require('node:url')
const { Script } = require('node:vm')

/** Where the code of the parts is kept for this Node.js. */
const kept = join(__dirname, '../code-cache', `${process.version}-${process.platform}-${process.arch}`)

/** The parts that are read, by name: the script, and its functions by the id of the module. */
const parts = new Map()

/** The modules that were asked for, by part and id. */
const modules = new Map()

/** What modules wait for where one of ES would have an await at its top. */
const waiting = []

/** What a module exports: `start:src/main.js` is that one of the part start; a name without a part is Node.js' own. */
function load(name) {
  const known = modules.get(name)
  if (known) return known.exports
  const at = name.indexOf(':')
  if (at < 0 || name.startsWith('node:')) return require(name)
  const module = { exports: {} }
  // Before it runs: modules of a package may ask for each other.
  modules.set(name, module)
  const { functions, url } = part(name.slice(0, at))
  functions[name.slice(at + 1)](module, module.exports, load, loadLater, waiting, url)
  return module.exports
}

/** As `import()` does, once all is there that is waited for. */
async function loadLater(name) {
  const exports = load(name)
  if (waiting.length > 0) await Promise.all(waiting)
  return exports
}

function part(name) {
  const known = parts.get(name)
  if (known) return known
  const filename = join(__dirname, 'parts', `${name}.js`)
  // They are plain ASCII, and latin1 is the quickest to read.
  const script = new Script(readFileSync(filename, 'latin1'), { filename, cachedData: keptCode(name) })
  const read = { script, functions: script.runInThisContext(), url: pathToFileURL(filename).href }
  parts.set(name, read)
  return read
}

/** V8 refuses what it cannot use. */
function keptCode(name) {
  try {
    return readFileSync(join(kept, `${name}.bin`))
  } catch {
    return undefined
  }
}

module.exports = { load, parts, kept }
