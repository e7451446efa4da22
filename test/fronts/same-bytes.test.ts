/** One conversation, typed into each front end, and once more without any: the same bytes. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { AnswerKey } from '../../src/model/answers.ts'
import { steps } from '../../steps/index.ts'
import { inside } from '../commands/inside.ts'
import { ownFolder } from '../commands/program.ts'
import { dtb } from '../dtb.ts'
import { board } from '../learn/board.ts'
import { InnerGrid, keys } from './grid.ts'

/** What is typed or picked, by question; all others are answered with Enter. */
const conversation: Readonly<Partial<Record<AnswerKey | 'lane', string>>> = {
  lane: 'every',
  'goal.target': 'hardware',
  'board.id': 'other',
  'dtb.file': 'board.dtb',
  'dom0-kernel.memory': '640M',
  'xen.source': 'build',
  'xen.options': 'loglvl=all',
  'guest.name': 'web',
  'guest.memory': '300M',
  'guest.vcpus': '2',
  'guest.cmdline': `console=hvc0 say="it's $HOME; #1"`,
}

/** Where one goes back, and on again with Enter. */
const detour: AnswerKey = 'guest.name'

const questions = [
  ...steps.flatMap((step) => step.questions),
  { key: 'lane', title: 'How much do you want to be asked?', offers: () => [] },
]

/** How a front end shows what it asks, and what it wants to be typed. */
interface Way {
  readonly args: readonly string[]
  readonly size: { readonly rows: number; readonly columns: number }
  /** The line with the title of what is asked now. */
  titled(grid: InnerGrid): string
  readonly review: string
  readonly back: (isList: boolean) => string
  /** True when an offer is picked with the cursor. */
  readonly picks: boolean
  /** What a long list says of itself, and what is typed there before its first words. */
  readonly search?: readonly [says: string, key: string]
  /** Keys that write, and then leave. */
  readonly ends: readonly [string, string]
  /** What stands on the screen when the second is waited for: a prompt does not hear what was typed before it. */
  readonly waits: RegExp
}

const ways: Readonly<Record<string, Way>> = {
  'the full screen': {
    args: [],
    size: { rows: 24, columns: 80 },
    titled: (grid) => grid.lines[1]!,
    review: 'Look it over, then write',
    back: () => keys.escape,
    picks: true,
    search: ['/ searches', '/'],
    ends: [keys.enter, 'q'],
    waits: /[Cc]onsole\s+must/,
  },
  'the plain prompts': {
    args: ['--plain'],
    size: { rows: 60, columns: 200 },
    titled: (grid) => grid.lines.findLast((line) => line.startsWith('? '))?.slice(2) ?? '',
    review: 'What now?',
    back: (isList) => (isList ? '<' : `<${keys.enter}`),
    picks: true,
    search: ['(type to search)', ''],
    ends: [keys.enter, keys.enter],
    waits: /^\s*❯ done; leave/m,
  },
  'numbered lines': {
    args: ['--accessible'],
    // The list of boards has some 70 lines.
    size: { rows: 100, columns: 200 },
    titled: (grid) =>
      grid.lines.findLast(
        (line) => questions.some(({ title }) => line === title) || line.startsWith('Everything is answered'),
      ) ?? '',
    review: 'Everything is answered',
    back: () => `<${keys.enter}`,
    picks: false,
    ends: [`1${keys.enter}`, `1${keys.enter}`],
    waits: /[Cc]onsole\s+must/,
  },
}

/** The question that a line asks: a long title may be cut by the line, and a suggestion may follow it. */
const asked = (line: string) =>
  line === ''
    ? undefined
    : questions.find(({ title }) => line.startsWith(title) || (line.length > 30 && title.startsWith(line)))

async function talk(
  { args, size, titled, review, back, picks, search, ends, waits }: Way,
  folder: string,
): Promise<void> {
  const grid = new InnerGrid({ folder, args, ...size })
  const here = (): string | undefined => (titled(grid).startsWith(review) ? 'review' : asked(titled(grid))?.key)
  const leaves = (key: string | undefined): Promise<void> =>
    grid.until(() => here() !== undefined && here() !== key, `what comes after ${key}`)
  await leaves(undefined)
  let wasBack = false
  for (let key = here()!; key !== 'review'; key = here()!) {
    const isList = /^\s*❯ /m.test(grid.text) && questions.find((one) => one.key === key)!.offers !== undefined
    if (key === detour && !wasBack) {
      wasBack = true
      grid.press(back(isList))
    } else {
      const text = conversation[key as keyof typeof conversation]
      if (text !== undefined && picks && isList) {
        // The one long list.
        if (search && key === 'board.id') {
          grid.press(`${search[1]}${text}`)
          await grid.until(() => !grid.text.includes(search[0]) || grid.text.includes(`) ${text}`), 'what was found')
        }
        for (let moves = 0; !new RegExp(`^\\s*❯ ${text}\\b`, 'm').test(grid.text); moves++) {
          if (moves > 60) throw new Error(`${text} is not offered for ${key}:\n${grid.text}`)
          const before = grid.text
          grid.press(keys.down)
          await grid.until(() => grid.text !== before, `the line below, on the way to ${text}`)
        }
        grid.press(keys.enter)
      } else grid.press(`${text ?? ''}${keys.enter}`)
    }
    await leaves(key)
  }
  const [write, leave] = ends
  await grid.type(write, 'BRINGUP.md')
  await grid.sees(waits)
  grid.press(leave)
  expect(await grid.ends()).toBe(0)
}

/** Every file below a folder with its bytes. */
const bytesOf = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'latin1')]),
  )

/** A folder with the board's tree. */
function withTree(): string {
  const folder = ownFolder()
  writeFileSync(join(folder, 'board.dtb'), dtb(board({ model: 'Acme One' })))
  return folder
}

let first: Readonly<Record<string, string>> | undefined

test.each(Object.entries(ways))('%s', async (_, way) => {
  const folder = withTree()
  await talk(way, folder)
  const bytes = bytesOf(folder)
  expect(bytes['xenup-out/guests/web.cfg']).toContain('memory = 300')
  first ??= bytes
  expect(bytes).toEqual(first)
})

test('xenup generate', async () => {
  expect(first).toBeDefined()
  const folder = withTree()
  for (const file of ['xenup.answers.yaml', 'xenup.answers.schema.json'])
    writeFileSync(join(folder, file), first![file]!, 'latin1')
  expect((await inside(folder, 'generate')).err).not.toMatch(/^error/m)
  expect(bytesOf(folder)).toEqual(first)
})
