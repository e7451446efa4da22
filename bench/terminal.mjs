/** Programs on a pseudo-terminal, and keys that are pressed there. Needs python3. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const helper = fileURLToPath(new URL('../test/fronts/pseudo-terminal.py', import.meta.url))

/** A program on a terminal. */
export function open(command, cwd, { columns, rows } = { columns: 80, rows: 24 }) {
  const began = performance.now()
  const child = spawn('python3', [helper, String(rows), String(columns), ...command], {
    cwd,
    // As the bare Node.js has it: what the environment makes Node.js load at its start counts for both.
    env: { ...process.env, LANG: 'C.UTF-8', TERM: 'xterm-256color', CI: 'false' },
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

/** Presses keys one after the other; for each the time to its frame, the bytes of that, and of all that followed. */
export async function press(terminal, keys) {
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
