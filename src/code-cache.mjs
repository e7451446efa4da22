/**
 * Part of `npm run build`: keeps what V8 makes of the parts of the program, for the Node.js that builds. It runs the
 * commands that people run, so that what they need is there and nothing else. Without it they run as well, and later.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
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

/** Questions of the wizard that begin with these answers; each is shown, and left with Ctrl-C. */
const frames = [
  { args: [], shows: 'Where is Xen to run?' },
  { args: ['--set', 'goal.target=hardware', '--set', 'goal.reach=guest'], shows: 'Which board is it?' },
]

// Else V8 forgets what was not run for a while. The code is for who runs without this: it is taken back below.
setFlagsFromString('--no-flush-bytecode')
const { load, parts, kept } = createRequire(import.meta.url)('../dist/src/load.cjs')
rmSync(join(kept, '..'), { recursive: true, force: true })

const [home, folder] = [process.cwd(), mkdtempSync(join(tmpdir(), 'xenup-build-'))]
process.chdir(folder)
let said = ''
for (const name of ['stdout', 'stderr']) Object.defineProperty(process, name, { value: output(() => {}) })
for (const command of commands) await run(command)
for (const frame of frames) await show(frame)
process.chdir(home)
rmSync(folder, { recursive: true })

setFlagsFromString('--flush-bytecode')
mkdirSync(kept, { recursive: true })
for (const [name, { script }] of parts) writeFileSync(join(kept, `${name}.bin`), script.createCachedData())
process.exit(0)

async function run(command) {
  said = ''
  await load('start:src/main.js').main(command)
  if (process.exitCode !== 0) fail(command)
}

/** The wizard on a terminal that is none, up to a question. */
async function show({ args, shows }) {
  said = ''
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {}, ref: () => {}, unref: () => {} })
  const stdout = output(() => said.includes(shows) && setImmediate(() => stdin.write('\x03')))
  const nothing = () => () => {}
  const io = {
    out: (text) => stdout.write(text),
    err: (text) => stdout.write(text),
    columns: 80,
    color: true,
    env: { TERM: 'xterm-256color', LANG: 'C.UTF-8' },
    cwd: folder,
    stdinIsTTY: true,
    stdoutIsTTY: true,
    whenStopped: nothing,
    terminal: { whenEnding: nothing, suspend: () => {}, whenSuspended: nothing },
    stdin,
    stdout: Object.assign(stdout, { isTTY: true, columns: 80, rows: 24 }),
  }
  await load('commands:src/commands/wizard.js')
    .wizard(['-a', `${shows.length}.yaml`, ...args], io)
    .catch(() => {})
  if (!said.includes(shows)) fail(args)
}

/** A stream that keeps what is said. */
function output(then) {
  return new Writable({
    write(text, _encoding, done) {
      said += text
      then()
      done()
    },
  })
}

function fail(command) {
  writeSync(2, `xenup ${command.join(' ')} came to nothing in the build:\n${said}\n`)
  process.exit(1)
}
