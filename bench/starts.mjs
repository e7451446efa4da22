/** How long commands take, each in a pair with the least that Node.js takes: what else the machine does is the same for both. */
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { median } from './numbers.mjs'
import { open } from './terminal.mjs'

/** Milliseconds until a command has ended; undefined where it is not there. */
const timeOf = ([command, ...args], cwd) =>
  new Promise((resolve) => {
    const began = performance.now()
    const child = spawn(command, args, { cwd, stdio: 'ignore' })
    child.on('error', () => resolve(undefined))
    child.on('close', () => resolve(performance.now() - began))
  })

const bare = [process.execPath, '-e', '0']

/** What is measured of ours, with the most that it may take, as a ratio to `node -e 0`. */
const ours = [
  { args: ['--version'], most: 1.15 },
  { args: ['--help'], most: 1.15 },
  { args: ['generate'], most: 1.6 },
  { args: ['generate', '--check'], most: 1.6 },
  { args: ['check'], most: 1.6 },
  { args: ['graph'], most: 1.6 },
  { args: ['explain', 'boot.cmd:42'], most: 2 },
]

/** What users have besides, where it is installed: none of it is a dependency of ours. */
const others = [{ command: ['create-vite', '--help'] }, { command: ['hygen', 'help'] }, { command: ['plop', '--help'] }]

/** What was measured: a ratio and milliseconds, or why not. */
export async function starts(program, folder, runs) {
  const wizard = [process.execPath, program]
  spawnSync(process.execPath, [program, '--yes'], { cwd: folder })
  const commands = [
    ...ours.map(({ args, most }) => ({ what: `xenup ${args.join(' ')}`, command: [...wizard, ...args], most })),
    ...others.map(({ command }) => ({ what: command.join(' '), command })),
    ...scriptGenerator(folder),
  ]
  const measured = commands.map((one) => ({ ...one, times: [], ratios: [] }))
  const frames = { what: 'the first frame of the wizard', most: 2.5, times: [], ratios: [] }
  const greetings = { what: 'something is printed by the wizard', times: [], ratios: [] }
  const empty = join(folder, 'empty')
  mkdirSync(empty)
  for (let run = 0; run < runs; run++) {
    for (const one of measured) {
      if (one.why !== undefined) continue
      const [least, time] = [await timeOf(bare, folder), await timeOf(one.command, folder)]
      if (time === undefined) one.why = 'is not installed here'
      else note(one, time, least)
    }
    const shell = await shown(['/bin/echo', 'x'], empty, () => true)
    for (const [one, isThere] of [
      [greetings, () => true],
      [frames, ({ text }) => text.includes('Where is Xen to run?')],
    ]) {
      const least = await timeOf(bare, folder)
      // What the terminal itself and the start of a process take is not the program's, and is taken off.
      note(one, (await shown(wizard, empty, isThere)) - shell, least)
    }
  }
  return [...measured, greetings, frames, await each(program, folder)]
}

function note({ times, ratios }, time, least) {
  times.push(time)
  ratios.push(time / least)
}

async function shown(command, cwd, isThere) {
  const terminal = open(command, cwd)
  const time = await terminal.until((one) => one.bytes > 0 && isThere(one))
  if (command[0] === process.execPath) await terminal.end()
  else await terminal.ended
  return time
}

/** A hundred seats in one call: what each costs after the first. */
async function each(program, folder) {
  const [seats, count] = [join(folder, 'seats'), 100]
  mkdirSync(seats)
  const answers = readFileSync(join(folder, 'xenup.answers.yaml'), 'utf8')
  const files = Array.from({ length: count }, (_, seat) => join(seats, `seat${seat}.yaml`))
  for (const [seat, file] of files.entries()) writeFileSync(file, answers.replace('name: guest1', `name: seat${seat}`))
  const times = []
  for (let run = 0; run < 3; run++) {
    const call = (some) => [process.execPath, program, 'generate', '--each', ...some, '-o', `seats-out${run}`]
    const one = await timeOf(call(files.slice(0, 1)), folder)
    times.push(((await timeOf(call(files), folder)) - one) / (count - 1))
  }
  return { what: `generate --each, of ${count} each after the first`, times, ratios: [], mostTime: 4 }
}

/** ImageBuilder on the same plan, where IMAGEBUILDER names a checkout of it. */
function scriptGenerator(folder) {
  const what = 'uboot-script-gen (ImageBuilder)'
  const checkout = process.env.IMAGEBUILDER
  if (!checkout) return [{ what, why: 'is not named: IMAGEBUILDER=FOLDER of a checkout' }]
  const medium = join(folder, 'medium')
  mkdirSync(medium)
  const kernel = Buffer.alloc(2_000_064)
  // The header of an arm64 Image: its size in memory, and its magic (Documentation/arch/arm64/booting.rst).
  kernel.writeBigUInt64LE(0x20_0000n, 16)
  kernel.write('ARM\x64', 56)
  const tree = '/dts-v1/; / { #address-cells = <2>; #size-cells = <2>; chosen {}; };'
  for (const [name, bytes] of [
    ['xen', Buffer.alloc(1_000_000, 1)],
    ['Image', kernel],
    ['initrd.img', `070701${'0'.repeat(70_000)}`],
    ['virt.dts', tree],
  ])
    writeFileSync(join(medium, name), bytes)
  spawnSync('dtc', ['-O', 'dtb', '-o', 'virt.dtb', 'virt.dts'], { cwd: medium })
  const config = readFileSync(join(folder, 'xenup-out/boot/imagebuilder.cfg'), 'utf8')
  // ImageBuilders before August 2025 cannot do without a tree.
  writeFileSync(join(medium, 'imagebuilder.cfg'), `${config}DEVICE_TREE=virt.dtb\n`)
  const [, load] = /^LOAD_CMD="(.*)"$/m.exec(config)
  const command = [
    'bash',
    join(checkout, 'scripts/uboot-script-gen'),
    ...['-c', join(medium, 'imagebuilder.cfg'), '-d', medium, '-t', load, '-o', join(medium, 'out')],
  ]
  const { status, stdout, stderr } = spawnSync(command[0], command.slice(1), { cwd: medium, encoding: 'utf8' })
  return status === 0
    ? [{ what, command }]
    : [{ what, why: `does not run here: ${`${stdout}${stderr}`.trim().split('\n').at(-1)}` }]
}

/** As rows of a table, and what is missed. */
export function startRows(measured) {
  const rows = measured.map(({ what, why, times = [], ratios = [], most, mostTime }) => {
    if (why !== undefined) return [what, 'NOT MEASURED', why]
    const [time, ratio] = [median(times), ratios.length > 0 ? median(ratios) : undefined]
    const isMissed = (most !== undefined && ratio > most) || (mostTime !== undefined && time > mostTime)
    const wanted = most === undefined ? (mostTime === undefined ? '' : `; target ${mostTime} ms`) : `; target ${most}`
    const compared = ratio === undefined ? '' : `${ratio.toFixed(2)} x node -e 0`
    return [what, `${time.toFixed(1)} ms`, `${compared}${wanted}${isMissed ? ': MISSED' : ''}`.replace(/^; /, '')]
  })
  return { rows, missed: rows.filter(([, , note]) => note.endsWith('MISSED')).map(([what]) => what) }
}
