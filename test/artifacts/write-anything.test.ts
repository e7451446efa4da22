import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { writeArtifacts } from '../../src/artifacts/write.ts'
import type { EditChoice } from '../../src/model/edited-files.ts'
import { ownFolder } from './fixtures.ts'
import { artifacts, contents, files, put } from './folder.ts'

/** What a run of xenup may want to have in the folder: the guest has one name or another, the texts change. */
const sets = ['guest1', 'web'].flatMap((guest) =>
  [1, 2].map((text) => ({
    'BRINGUP.md': `# ${guest} ${text}\n\n- [ ] U-Boot\n- [ ] Xen\n\nThe end of ${text}.\n`,
    'boot/boot.cmd': `echo ${text}\n`,
    [`guests/${guest}.cfg`]: `name = "${guest}"\nmemory = 256\nvcpus = 1\n`,
  })),
)

const paths = [
  'BRINGUP.md',
  'boot/boot.cmd',
  'guests/guest1.cfg',
  'guests/web.cfg',
  'boot/boot.cmd.xenup-new',
  'boot/boot.cmd.xenup-new2',
  'boot/boot.cmd.xenup-mine',
  'boot/boot.cmd.rej',
  'guests/guest1.cfg.xenup-new',
  'notes',
]

const choices: readonly EditChoice[] = ['merge', 'mine', 'new', 'markers', 'reject']

type Act =
  | { readonly do: 'generate'; readonly set: number; readonly choice: EditChoice }
  | { readonly do: 'edit'; readonly path: string }
  | { readonly do: 'edit a line'; readonly path: string; readonly line: number }
  | { readonly do: 'paste'; readonly path: string; readonly set: number }
  | { readonly do: 'delete'; readonly path: string }

const path = fc.constantFrom(...paths)
const set = fc.nat({ max: sets.length - 1 })
const does = <D extends string>(what: D) => fc.constant(what)
const choice = fc.oneof({ weight: 3, arbitrary: does('merge') }, fc.constantFrom(...choices))
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: does('generate'), set, choice }) },
  { weight: 2, arbitrary: fc.record({ do: does('edit'), path }) },
  { weight: 4, arbitrary: fc.record({ do: does('edit a line'), path, line: fc.nat({ max: 5 }) }) },
  // What xenup wrote, put somewhere by the user: the text beside a file moved over it, an old version brought back.
  { weight: 1, arbitrary: fc.record({ do: does('paste'), path, set }) },
  { weight: 2, arbitrary: fc.record({ do: does('delete'), path }) },
  // The manifest, or the texts that were written last.
  {
    weight: 1,
    arbitrary: fc.record({ do: does('delete'), path: fc.constantFrom('xenup.manifest.json', '.xenup') }),
  },
)

test('whatever is edited, deleted and generated in whatever order, no hand edit is lost and every new text is there', () => {
  const outer = ownFolder()
  fc.assert(
    fc.property(fc.array(act, { maxLength: 14, size: 'max' }), (acts) => {
      const folder = mkdtempSync(join(outer, 'out-'))
      acts.forEach((one, i) => {
        if (one.do === 'edit') put(folder, one.path, `typed by hand, ${i}\n`)
        else if (one.do === 'edit a line') editLine(join(folder, one.path), one.line, `typed by hand, ${i}`)
        else if (one.do === 'paste') put(folder, one.path, Object.values(sets[one.set]!)[i % 3]!)
        else if (one.do === 'generate') generated(folder, sets[one.set]!, one.choice)
        else rmSync(join(folder, one.path), { recursive: true, force: true })
      })
    }),
    { numRuns: 300 },
  )
})

/** Puts a line into a file, if it is there. */
function editLine(file: string, at: number, text: string): void {
  try {
    const lines = readFileSync(file, 'utf8').split('\n')
    writeFileSync(file, lines.toSpliced(Math.min(at, lines.length - 1), 0, text).join('\n'))
  } catch (error) {
    expect((error as NodeJS.ErrnoException).code).toBe('ENOENT')
  }
}

const typed = (text: string): readonly string[] => text.match(/typed by hand, \d+/g) ?? []

function generated(folder: string, set: Readonly<Record<string, string>>, all: EditChoice): void {
  const before = contents(folder)
  const told = writeArtifacts(folder, artifacts(set), '1.2.3', { all })
  const after = contents(folder)
  const everywhere = Object.values(after).join('')
  for (const [path, text] of Object.entries(before)) {
    const isMoved = all === 'reject' || all === 'new'
    for (const one of typed(text)) expect(isMoved ? everywhere : after[path], `${one}, in ${path}`).toContain(one)
  }
  const lefts = [...told.clashing, ...told.conflicted].map(({ path }) => path)
  const mixed = [...told.merged, ...told.marked].map(({ path }) => path)
  for (const [path, text] of Object.entries(set)) {
    const beside = told.beside[path]
    expect(told.clashing.some((one) => one.path === path)).toBe(beside !== undefined)
    if (beside !== undefined) expect(after[beside], `the new text of ${path}`).toBe(text)
    if ([...lefts, ...told.kept].includes(path)) expect(after[path]).toBe(before[path])
    else if (!mixed.includes(path)) expect(after[path], `the new text of ${path}`).toBe(text)
    if (told.conflicted.some((one) => one.path === path)) expect(after[path]).toMatch(/^(<{7} mine|>{7} new)$/m)
  }
  // What is there is the set, what was laid beside it, what somebody typed, and nothing half done.
  const laid = [...Object.values(told.beside), ...Object.values(told.copies)]
  const known = new Set([...Object.keys(set), ...laid, 'xenup.manifest.json'])
  for (const path of files(folder)) {
    if (!known.has(path)) expect(before[path], `${path} lies there`).toBe(after[path])
  }
  const again = contents(folder)
  writeArtifacts(folder, artifacts(set), '1.2.3', { all })
  expect(contents(folder), 'a second run changes nothing').toEqual(again)
}
