/** `npm run mutants`: the command is TypeScript that Vite compiles, as it compiles the tests that it runs. */
import { runnerImport } from 'vite'

const { module } = await runnerImport(new URL('command.ts', import.meta.url).pathname, { configFile: false })
process.exit(await module.main(process.argv.slice(2)))
