/**
 * `npm run bench`: how long one waits for commands and for the wizard, as ratios to the least that Node.js takes, beside
 * what users have; and what a key costs on the line. `npm run bench -- 31` is so many runs. It prints, and judges
 * nothing: a busy machine is no fault of the program.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { keyRows } from './keys.mjs'
import { startRows, starts } from './starts.mjs'

const program = fileURLToPath(new URL('../dist/src/main.js', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'xenup-bench-'))
const runs = Number(process.argv[2] ?? 15)

try {
  const { rows, missed } = startRows(await starts(program, folder, runs))
  console.log(`Medians of ${runs} pairs with node -e 0 of ${process.version}.`)
  if (process.env.NODE_EXTRA_CA_CERTS)
    console.log(
      'NODE_EXTRA_CA_CERTS is set: each start of Node.js reads certificates, and the ratios are smaller by that.',
    )
  print(rows)
  console.log(missed.length === 0 ? 'No target is missed.\n' : `Missed: ${missed.join('; ')}.\n`)
  print(await keyRows([process.execPath, program], join(folder, 'empty')))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function print(rows) {
  for (const [what, value, note] of rows) console.log(`${what.padEnd(52)}${value.padEnd(26)}${note}`.trimEnd())
}
