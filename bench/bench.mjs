/**
 * `npm run bench`: how long one waits for the wizard, as ratios to the least that Node.js takes, and what a key costs
 * on the line. Prints; judges nothing: a busy machine is no fault of the program. Needs python3 for a pseudo-terminal.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const program = here('../dist/src/main.js')
const helper = here('../test/fronts/pseudo-terminal.py')
const folder = mkdtempSync(join(tmpdir(), 'xenup-bench-'))
const runs = Number(process.argv[2] ?? 15)

/** A program on a terminal. */
function open(command, { columns, rows } = { columns: 80, rows: 24 }) {
  const began = performance.now()
  const child = spawn('python3', [helper, String(rows), String(columns), ...command], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, LANG: 'C.UTF-8', TERM: 'xterm-256color', CI: 'false' },
    stdio: ['pipe', 'pipe', 'inherit', 'pipe'],
  })
  const terminal = { child, text: '', bytes: 0, onData: () => {} }
  child.stdout.on('data', (data) => {
    terminal.text += data.toString('latin1')
    terminal.bytes += data.length
    terminal.onData()
  })
  terminal.ended = new Promise((resolve) => child.on('close', resolve))
  /** Milliseconds since the start until this is so. */
  terminal.until = (isSo) =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`nothing more came after:\n${terminal.text.slice(-500)}`)), 30_000)
      terminal.onData = () => {
        if (!isSo(terminal)) return
        clearTimeout(late)
        resolve(performance.now() - began)
      }
      terminal.onData()
    })
  /** Until the screen has been still for a while. */
  terminal.still = async (milliseconds = 400) => {
    for (let before = -1; before !== terminal.bytes; ) {
      before = terminal.bytes
      await new Promise((resolve) => setTimeout(resolve, milliseconds))
    }
  }
  terminal.end = async () => {
    child.stdin.write('\x03')
    await terminal.ended
  }
  return terminal
}

const at = (times, part) =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * part))]
const median = (times) => at(times, 0.5)

/** What the terminal itself and the start of a process take is not the program's, and is taken off. */
async function start(command, isThere) {
  const terminal = open(command)
  const time = await terminal.until(isThere)
  if (command[1] === program) await terminal.end()
  else await terminal.ended
  return time
}

const any = ({ bytes }) => bytes > 0
const wizard = [process.execPath, program]

/** How long Node.js takes for nothing. */
function nothing() {
  const began = performance.now()
  return new Promise((resolve) => {
    spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }).on('close', () => resolve(performance.now() - began))
  })
}

// One of each after the other: what else the machine does in the meantime is the same for all of them.
const starts = []
for (let run = 0; run < runs; run++) {
  const [bare, shell] = [await nothing(), await start(['/bin/echo', 'x'], any)]
  const first = (await start(wizard, any)) - shell
  const frame = (await start(wizard, ({ text }) => text.includes('Where is Xen to run?'))) - shell
  starts.push({ bare, first, frame })
}
const medianOf = (of) => median(starts.map(of))
const [bare, first, frame] = [medianOf((run) => run.bare), medianOf((run) => run.first), medianOf((run) => run.frame)]

/** Presses keys one after the other; for each the time to its frame, the bytes of that, and of all that followed. */
async function press(terminal, keys) {
  const [times, bytes, all] = [[], [], []]
  for (const key of keys) {
    const before = terminal.bytes
    const pressed = performance.now()
    terminal.child.stdin.write(key)
    await terminal.until(() => terminal.bytes > before)
    times.push(performance.now() - pressed)
    bytes.push(terminal.bytes - before)
    await terminal.still(200)
    all.push(terminal.bytes - before)
  }
  return { times, bytes, all }
}

const [down, up] = ['\x1b[B', '\x1b[A']
const echo = open(['/bin/cat'])
// Its first answer would tell how long the terminal takes to start.
await press(echo, ['.'])
const line = await press(echo, [...'abcdefghijklmnopqrst'])
echo.child.stdin.write('\x04\x04')

/** In the list of boards, on a terminal of this size. */
async function movesOn(size) {
  const list = open([...wizard, '--set', 'goal.target=hardware', '--set', 'goal.reach=guest'], size)
  await list.until(({ text }) => text.includes('Which board is it?'))
  await list.still()
  const moving = await press(
    list,
    Array.from({ length: 40 }, (_, index) => (index % 10 < 6 ? down : up)),
  )
  await list.end()
  return moving
}
const sizes = [
  { columns: 80, rows: 24 },
  { columns: 180, rows: 50 },
]
const moves = []
for (const size of sizes) moves.push(await movesOn(size))
const text = open([
  ...wizard,
  '--set',
  'goal.target=qemu',
  '--set',
  'goal.arch=arm64',
  '--set',
  'goal.reach=guest',
  '--set',
  'board.id=qemu-virt-arm64',
  '--set',
  'dtb.source=firmware',
  '--set',
  'native.log=none',
])
await text.until(({ text: shown }) => shown.includes('Which console does Linux have'))
await text.still()
const typing = await press(text, [...'ttyAMA0,115200'])
await text.end()
rmSync(folder, { recursive: true, force: true })

const ms = (time) => `${time.toFixed(1)} ms`
const rows = [
  ['node -e 0', ms(bare), ''],
  ['something is printed', ms(first), `${(first / bare).toFixed(2)} x node -e 0; goal: within 100 ms`],
  [
    'the first frame',
    ms(frame),
    `${medianOf((run) => run.frame / run.bare).toFixed(2)} x node -e 0, median of ${runs} pairs; goal: 3.5 x`,
  ],
  ...moves.flatMap(({ times, bytes, all }, index) => [
    [
      `a key at ${sizes[index].columns}x${sizes[index].rows}`,
      `${ms(median(times))}, p95 ${ms(at(times, 0.95))}`,
      `the terminal alone: p95 ${ms(at(line.times, 0.95))}; goal: p95 within 16 ms`,
    ],
    [
      '  bytes of its frame',
      `${median(bytes)}, p95 ${at(bytes, 0.95)}`,
      `with what it would do: ${median(all)}, p95 ${at(all, 0.95)}; goal: 600 in the steady state`,
    ],
  ]),
  ['a key in a text', `${ms(median(typing.times))}, p95 ${ms(at(typing.times, 0.95))}`, ''],
  [
    '  bytes of its frame',
    `${median(typing.bytes)}, p95 ${at(typing.bytes, 0.95)}`,
    `with what it would do: ${median(typing.all)}, p95 ${at(typing.all, 0.95)}`,
  ],
]
for (const [what, value, note] of rows) console.log(`${what.padEnd(28)}${value.padEnd(26)}${note}`)
