/** However one wanders through the wizard: who ends with the same answers ends with the same artifacts. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Event, QuestionScreen, Screen } from '../../src/engine/screen.ts'
import { carriedOver } from '../../src/model/edited-files.ts'
import type { Io } from '../../src/model/io.ts'
import { AnswersOnDisk } from '../../src/project/answers-on-disk.ts'
import { loadLayers } from '../../src/project/layers.ts'
import { library, openSession } from '../../src/project/open.ts'
import { projectPaths } from '../../src/project/paths.ts'
import { fileReader } from '../../src/project/user-file.ts'
import { Walk } from '../../src/wizard/walk.ts'
import { ownFolder } from '../commands/program.ts'
import { dtb } from '../dtb.ts'
import { board } from '../learn/board.ts'
import { quietFront } from './quiet-front.ts'

/** What somebody does on the way, with a number to pick by. */
const act = fc.record({
  does: fc.constantFrom('enter', 'enter', 'enter', 'other', 'other', 'back', 'jump', 'explain', 'try', 'take'),
  pick: fc.nat({ max: 999 }),
})
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

/** What is answered in the end, where it is not what Enter gives on a straight walk. */
const wanted: Readonly<Record<string, string>> = { 'guest.name': 'web', 'dom0-kernel.memory': '640M' }

const pages = library()

/** Walks with a front end that has no terminal; returns the texts that were answered last, by question. */
async function walk(
  folder: string,
  acts: readonly Act[],
  answers: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string>>> {
  const given: Record<string, string> = {}
  const left = [...acts]
  let isHome = false
  const ask = (screen: Screen): Event => {
    if (screen.kind === 'bring-up') return { kind: 'leave' }
    if (screen.kind === 'clash') throw new Error(`nobody edited ${screen.file}`)
    const next = left.shift()
    if (next) return doing(next, screen)
    // What the wandering left is answered from the beginning.
    isHome ||= screen.kind === 'question' && screen.key === 'goal.target'
    if (!isHome) return { kind: 'back' }
    if (screen.kind === 'review') return { kind: 'write' }
    if (screen.key in given) throw new Error(`${screen.key} is asked again: ${screen.refusal}`)
    const text =
      answers[screen.key] ?? wanted[screen.key] ?? (screen.key === 'lane' ? 'every' : screen.suggestion!.text)
    given[screen.key] = text
    return { kind: 'answer', text }
  }
  const front = quietFront(ask)
  const io = { out: () => {}, err: () => {}, columns: 80, color: false, env: {}, cwd: folder } as unknown as Io
  const places = projectPaths({}, io)
  const file = new AnswersOnDisk(places.answers, undefined)
  expect(
    await new Walk(front, {
      library: pages,
      file,
      layers: loadLayers([], io),
      places,
      io,
      known: new Map(),
      teach: fileReader(places),
      choices: carriedOver,
    }).run(openSession({}, {}, pages)),
  ).toBeLessThan(2)
  return given
}

function doing({ does, pick }: Act, screen: Exclude<Screen, { kind: 'bring-up' | 'clash' }>): Event {
  const places = screen.map.flatMap(({ questions }) => questions)
  const chosen = places[pick % Math.max(1, places.length)]
  if (does === 'jump' && chosen) return { kind: 'jump', to: chosen.key }
  if (does === 'explain') return { kind: 'explain' }
  if (does === 'take') return { kind: 'take', until: pick % 2 === 0 ? 'step' : 'end' }
  if (screen.kind === 'review' || does === 'back') return { kind: 'back' }
  const text = does === 'other' ? other(screen, pick) : (screen.suggestion?.text ?? other(screen, pick))
  return { kind: does === 'try' ? 'try' : 'answer', text }
}

/** Another answer: one of the offers, or one that may well be refused. */
function other({ offers, answerKind }: QuestionScreen, pick: number): string {
  const possible = offers.filter(({ disabled }) => disabled === undefined)
  const typed: Readonly<Record<string, string>> = {
    size: `${256 + pick}M`,
    count: String(1 + (pick % 4)),
    address: '0x50000000',
    path: pick % 2 === 0 ? 'board.dtb' : 'none',
    text: `text${pick}`,
    choice: 'none',
  }
  return possible[pick % Math.max(1, possible.length)]?.text ?? typed[answerKind]!
}

/** All artifacts; the answers file keeps what was answered on detours, too, and its hash is in the manifest. */
const artifactsIn = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(join(folder, 'xenup-out'), { recursive: true, encoding: 'utf8', withFileTypes: true })
      // The answers are in the order in which they were given, and with them what is remembered of the files.
      .filter((entry) => entry.isFile() && !/^(xenup\.(answers\.yaml|manifest\.json)|written\..*)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'latin1')]),
  )

function folderWithTree(): string {
  const folder = ownFolder()
  writeFileSync(join(folder, 'board.dtb'), dtb(board({ model: 'Acme One' })))
  return folder
}

test('any walk that ends with the same answers ends with the same artifacts as the straight one', async () => {
  const straight = folderWithTree()
  const answers = await walk(straight, [], { 'goal.target': 'hardware', 'board.id': 'other', 'dtb.file': 'board.dtb' })
  const artifacts = artifactsIn(straight)
  expect(artifacts['xenup-out/guests/web.cfg']).toContain('web')
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 25 }), async (acts) => {
      const folder = folderWithTree()
      await walk(folder, acts, answers)
      expect(artifactsIn(folder)).toEqual(artifacts)
    }),
    { numRuns: 3 },
  )
})
