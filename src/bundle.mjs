/**
 * Part of `npm run build`: the compiled program with the packages it needs as a few files, in place of the main module
 * that tsc made. Loading some 400 modules one by one takes most of the time of a start.
 */
import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { build } from 'esbuild'
import { packages, standIn } from '../dist/src/fronts/tui/stand-ins.js'

rmSync('dist/src/chunks', { recursive: true, force: true })

await build({
  entryPoints: ['dist/src/main.js'],
  outdir: 'dist/src',
  allowOverwrite: true,
  bundle: true,
  // What is loaded when called for stays a file of its own: a command, a front end, the drawing of pages.
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  // Names stay: a stack trace of a bug has to be read.
  minifyWhitespace: true,
  minifySyntax: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  // With DEV=true Ink would wait for React's developer tools, which are not installed; they and their socket are left
  // out.
  define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
  alias: { 'react-devtools-core': 'node:util', ws: 'node:util' },
  plugins: [
    {
      name: 'stand-in',
      setup({ onResolve }) {
        const ours = resolve('dist', `${standIn}.js`)
        onResolve({ filter: new RegExp(`^(${packages.join('|')})$`) }, ({ importer }) =>
          importer === ours ? undefined : { path: ours },
        )
      },
    },
  ],
  // Some packages are CommonJS and ask for node's own modules with require.
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  logLevel: 'warning',
})
