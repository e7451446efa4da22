/**
 * Part of `npm run build`: the compiled program, and the packages that it needs, as the parts that src/load.cjs loads.
 *
 * A part has functions: one for each of our modules in a folder, or one for a package. A module of ours asks for another
 * one where it first uses it, not at its top: so a command loads what it runs and nothing else, whoever imports whom.
 */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { build, transform } from 'esbuild'
import { schemaText } from '../build/src/answers/schema-text.js'
import { compiledText } from '../build/src/artifacts/compile.js'
import { packages, standIn } from '../build/src/fronts/tui/stand-ins.js'
import { templateSources } from '../build/src/project/template-sources.js'

/** What every start runs, in a part of its own: `--version` loads nothing else. */
const always = ['src/main.js', 'src/commands/index.js', 'src/content/package-file.js', 'src/model/user-error.js']

/** What takes the place of modules that work from the sources. */
const instead = {
  'src/answers/schema-text.js': `const text = ${JSON.stringify(schemaText())}\nexport const schemaText = () => text`,
  'src/project/templates.js': `export const templates = ${compiledText(templateSources())}`,
  'src/content/package-pages.js': "export { indexedPages as packagePages } from './indexed-pages.js'",
}

/** At the top of a module only one of ES can wait, as Ink does: for its layout engine, which the loader waits for. */
const waitedFor = ['require("ink")']
const edits = {
  'yoga-layout/dist/src/index.js': [
    [
      'const Yoga = wrapAssembly(await loadYoga());',
      'let Yoga; waiting.push(loadYoga().then((it) => { Yoga = wrapAssembly(it) }));',
    ],
    ['export default Yoga;', 'export { Yoga as default };'],
  ],
  // With DEV=true it would wait for React's developer tools, which are not installed.
  'ink/build/reconciler.js': [
    ['if (isDev()) {', 'if (false) {'],
    ['isDev()\n    ? await', 'false\n    ? await'],
  ],
}

const common = {
  platform: 'node',
  target: 'node20',
  define: { 'process.env.NODE_ENV': '"production"', 'import.meta.url': 'fileUrl' },
  logLevel: 'warning',
}

/** By part: its functions, as properties of an object. */
const parts = new Map()
const add = (part, id, code) => parts.set(part, [...(parts.get(part) ?? []), `${JSON.stringify(id)}:${code}`])

const modules = readdirSync('build', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.js'))
/** What our modules take of packages, by the name that they import. */
const taken = new Map()
for (const id of modules.map((path) => path.replaceAll('\\', '/')).sort()) add(partOf(id), id, await ofOurs(id))
await addPackages()

// V8 knows the text that its code was made of by the length alone.
rmSync('dist/code-cache', { recursive: true, force: true })
rmSync('dist/src', { recursive: true, force: true })
mkdirSync('dist/src/parts', { recursive: true })
for (const [part, functions] of parts) {
  // Names stay: a stack trace of a bug has to be read.
  const { code } = await transform(`({${functions.join(',')}})`, { ...common, minifyWhitespace: true })
  writeFileSync(`dist/src/parts/${part}.js`, code)
}
copyFileSync('src/load.cjs', 'dist/src/load.cjs')
// The package is one of ES modules, and what is built is none: Node.js loads those in twice the time.
writeFileSync('dist/package.json', '{ "type": "commonjs" }\n')
const start = "require('./load.cjs').load('start:src/main.js').main(process.argv.slice(2))"
writeFileSync('dist/src/main.js', `#!/usr/bin/env node\n${start}\n`, { mode: 0o755 })

/** The part of one of our modules. */
function partOf(id) {
  if (id === 'src/project/templates.js') return 'templates'
  return always.includes(id)
    ? 'start'
    : dirname(id)
        .replace(/^src\//, '')
        .replaceAll('/', '-')
}

/** A module of ours as a function of the loader. */
async function ofOurs(id) {
  const source = instead[id] ?? readFileSync(join('build', id), 'utf8')
  noteTaken(source)
  const { code } = await transform(source, { ...common, format: 'cjs' })
  const place = (name) => {
    if (!name.startsWith('.')) return packagePart(name)
    const to = join(dirname(id), name)
    return `${partOf(to)}:${to}`
  }
  return asFunction(placed(asLate(asPlain(code, id)), place))
}

/**
 * What a module exports as an object of values, at its end: esbuild has a getter for each and a copy of them, for
 * modules that import each other in circles, which ours do not.
 */
function asPlain(code, id) {
  const [head] = /^[^]*?\nmodule\.exports = __toCommonJS\(\w+\);\n/.exec(code) ?? ['']
  const [, exported = ''] = /\n__export\(\w+, \{\n([^]*?)\n\}\);\n/.exec(head) ?? []
  const body = code
    .slice(head.length)
    .replace(/^"use strict";\n/, '')
    .replace(/\n\/\/ Annotate the CommonJS[^]*$/, '\n')
    // Of packages, what is taken is exported by its name; of Node.js' own modules nothing is taken but names.
    .replace(/__toESM\((require\("[^"]+"\))(?:, 1)?\)/g, '$1')
  if (/__(toESM|reExport|toCommonJS|export)\b|import_node_\w+\.default/.test(body))
    throw new Error(`src/bundle.mjs cannot make a part of ${id}`)
  const values = exported.split(',\n').flatMap((line) => {
    const [, name, value] = /^ *(\w+): \(\) => ([\w.]+)$/.exec(line) ?? []
    if (name === undefined) return []
    return [value.includes('.') ? `get ${name}() { return ${value} }` : `${name}: ${value}`]
  })
  return `"use strict";\n${body}${values.length > 0 ? `module.exports = { ${values.join(', ')} };\n` : ''}`
}

/** Each import at its first use: `var import_a = require("a")` becomes a function that is called there. */
function asLate(code) {
  let late = code
  for (const [line, name, from] of code.matchAll(/^var (import_\w+) = (require\("[^"]+"\));$/gm)) {
    const uses = new RegExp(`\\b${name}\\b`, 'g')
    // What is imported for its effect has it at once, and what is waited for begins.
    if (late.match(uses).length === 1 || waitedFor.includes(from)) continue
    late = late
      .replace(line, '')
      .replace(uses, `(${name}())`)
      .replace('"use strict";\n', `"use strict";\nlet ${name}_; const ${name} = () => ${name}_ ??= ${from};\n`)
  }
  return late
}

/** What a module asks for, by its place. */
function placed(code, place) {
  return code
    .replace(/\brequire\("([^"]+)"\)/g, (_, name) => `require(${JSON.stringify(place(name))})`)
    .replace(/\bimport\("([^"]+)"\)/g, (_, name) => `loadLater(${JSON.stringify(place(name))})`)
}

function asFunction(code) {
  return `function(module,exports,require,loadLater,waiting,fileUrl){${code}}`
}

function noteTaken(source) {
  for (const [, names = '', from] of source.matchAll(/^import (.+) from ['"]([^'".][^'"]*)['"];?$/gm)) {
    if (isNodes(from)) continue
    const [, alone, several = ''] = /^(\w+)?(?:, )?(?:\{(.*)\})?$/.exec(names) ?? []
    const known = taken.get(from) ?? new Set()
    taken.set(from, known)
    if (alone) known.add('default')
    for (const name of several.split(',')) if (name.trim() !== '') known.add(name.trim().split(' as ')[0])
  }
  for (const [, several, from] of source.matchAll(/const \{(.*?)\} = await import\('([^'.][^']*)'\)/g)) {
    const known = taken.get(from) ?? new Set()
    taken.set(from, known)
    for (const name of several.split(',')) known.add(name.trim().split(':')[0])
  }
}

function isNodes(name) {
  return name.startsWith('node:') || builtinModules.includes(name)
}

/** Where a package is. */
function packagePart(name) {
  const file = name.replace(/^@/, '').replace(/\.js$/, '').replaceAll('/', '-')
  if (isNodes(name)) return name
  if (!taken.has(name)) throw new Error(`src/bundle.mjs does not see what is taken of ${name}`)
  return `${file}:${file}.js`
}

/** The packages, each with what is taken of it, and a part for what several of them need. */
async function addPackages() {
  const { outputFiles } = await build({
    ...common,
    entryPoints: [...taken.keys()].map((name) => ({ in: `taken:${name}`, out: packagePart(name).split(':')[0] })),
    outdir: 'dist',
    bundle: true,
    splitting: true,
    chunkNames: '[name]-[hash]',
    write: false,
    format: 'esm',
    minifySyntax: true,
    plugins: [{ name: 'packages', setup: withPackages }],
  })
  for (const { path, text } of outputFiles) {
    const name = basename(path)
    const own = (from) => (from.startsWith('./') ? `${from.slice(2, -3)}:${from.slice(2)}` : from)
    const { code } = await transform(text, { ...common, minifySyntax: true, format: 'cjs' })
    add(name.slice(0, -3), name, asFunction(placed(code, own)))
  }
}

function withPackages({ onResolve, onLoad }) {
  const ours = resolve('build', `${standIn}.js`)
  onResolve({ filter: /^taken:/ }, ({ path }) => ({ path: path.slice('taken:'.length), namespace: 'taken' }))
  onLoad({ filter: /.*/, namespace: 'taken' }, ({ path }) => ({
    contents: `export { ${[...taken.get(path)].join(', ')} } from '${path}'`,
    resolveDir: '.',
  }))
  onResolve({ filter: new RegExp(`^(${packages.join('|')})$`) }, ({ importer, namespace }) =>
    namespace === 'taken' || importer === ours ? undefined : { path: ours },
  )
  onLoad({ filter: new RegExp(`(${Object.keys(edits).join('|')})$`) }, ({ path }) => {
    const name = relative('node_modules', path).replaceAll('\\', '/')
    return {
      contents: edits[name].reduce((text, [piece, by]) => replaced(text, piece, by), readFileSync(path, 'utf8')),
    }
  })
}

/** An error where the piece is not there: the package has changed then. */
function replaced(text, piece, by) {
  if (!text.includes(piece)) throw new Error(`src/bundle.mjs does not find what it edits: ${piece}`)
  return text.replace(piece, by)
}
