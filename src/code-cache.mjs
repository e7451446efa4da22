/**
 * Part of `npm run build`: keeps what V8 makes of the parts of the program, for the Node.js that builds. It runs the
 * commands that people run, so that what they need is there and nothing else. Without it they run as well, and later.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { setFlagsFromString } from 'node:v8'

/** Command by command, each after the other in one folder. */
const commands = [
  ['--version'],
  ['--help'],
  ['--yes'],
  ['generate'],
  ['generate', '--check'],
  ['generate', '--json'],
  ['check'],
  ['check', '--json'],
  ['graph'],
  ['answers'],
  ['explain', 'boot.cmd:42'],
  ['explain', 'overlap'],
  ['boards'],
  ['boards', 'rpi4'],
]

// Else V8 forgets what was not run for a while. The code is for who runs without this: it is taken back below.
setFlagsFromString('--no-flush-bytecode')
const { load, parts, kept } = createRequire(import.meta.url)('../dist/src/load.cjs')
rmSync(join(kept, '..'), { recursive: true, force: true })

const folder = mkdtempSync(join(tmpdir(), 'xenup-build-'))
const home = process.cwd()
process.chdir(folder)
let said = ''
for (const name of ['stdout', 'stderr']) {
  const value = new Writable({
    write(text, _encoding, done) {
      said += text
      done()
    },
  })
  Object.defineProperty(process, name, { value })
}
for (const command of commands) {
  said = ''
  await load('start:src/main.js').main(command)
  if (process.exitCode !== 0) {
    writeSync(2, `xenup ${command.join(' ')} ended with ${process.exitCode} in the build:\n${said}`)
    process.exit(1)
  }
}
process.chdir(home)
rmSync(folder, { recursive: true })

setFlagsFromString('--flush-bytecode')
mkdirSync(kept, { recursive: true })
for (const [name, { script }] of parts) writeFileSync(join(kept, `${name}.bin`), script.createCachedData())
