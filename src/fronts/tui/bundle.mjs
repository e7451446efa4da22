/**
 * Part of `npm run build`: the compiled full-screen front end, Ink and React as one file, in place of the module that tsc
 * made. Ink alone is 150 modules, and loading them one by one takes twice as long as the rest of the program.
 */
import { build } from 'esbuild'

const file = 'dist/src/fronts/tui/front.js'

await build({
  entryPoints: [file],
  outfile: file,
  allowOverwrite: true,
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  // With DEV=true Ink would wait for React's developer tools, which are not installed; they and their socket are left out.
  define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
  alias: { 'react-devtools-core': 'node:util', ws: 'node:util' },
  // React is CommonJS and asks for node's own modules with require.
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  logLevel: 'warning',
})
