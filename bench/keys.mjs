/** What a key costs on the line: in the list of boards, at two sizes, and in a text. */
import { at, median } from './numbers.mjs'
import { open, press } from './terminal.mjs'

/** Rows of a table: what, how much, and a note. */
export async function keyRows(wizard, folder) {
  const [down, up] = ['\x1b[B', '\x1b[A']
  const echo = open(['/bin/cat'], folder)
  // Its first answer would tell how long the terminal takes to start.
  await press(echo, ['.'])
  const line = await press(echo, [...'abcdefghijklmnopqrst'])
  echo.child.stdin.write('\x04\x04')

  /** In the list of boards, on a terminal of this size. */
  const movesOn = async (size) => {
    const list = open([...wizard, '--set', 'goal.target=hardware', '--set', 'goal.reach=guest'], folder, size)
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
  const text = open(
    [
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
    ],
    folder,
  )
  await text.until(({ text: shown }) => shown.includes('Which console does Linux have'))
  await text.still()
  const typing = await press(text, [...'ttyAMA0,115200'])
  await text.end()

  return [
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
}

const ms = (time) => `${time.toFixed(1)} ms`
