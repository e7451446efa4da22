import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { writeArtifacts } from '../../src/artifacts/write.ts'
import { ownFolder } from './fixtures.ts'
import { artifacts, contents, files, put } from './folder.ts'

/** What a run of xenup may want to have in the folder: the guest has one name or another, the texts change. */
const sets = ['guest1', 'web'].flatMap((guest) =>
  [1, 2].map((text) => ({
    'BRINGUP.md': `# ${guest} ${text}\n`,
    'boot/boot.cmd': `echo ${text}\n`,
    [`guests/${guest}.cfg`]: `name = "${guest}"\n`,
  })),
)
const ours = new Set(sets.flatMap((set) => Object.values(set)))

const paths = [
  'BRINGUP.md',
  'boot/boot.cmd',
  'guests/guest1.cfg',
  'guests/web.cfg',
  'boot/boot.cmd.xenup-new',
  'boot/boot.cmd.xenup-new2',
  'guests/guest1.cfg.xenup-new',
  'notes',
]

type Act =
  | { readonly do: 'generate'; readonly set: number }
  | { readonly do: 'edit'; readonly path: string }
  | { readonly do: 'paste'; readonly path: string; readonly set: number }
  | { readonly do: 'delete'; readonly path: string }
  | { readonly do: 'lose the manifest' }

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('generate' as const), set: fc.nat({ max: sets.length - 1 }) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('edit' as const), path: fc.constantFrom(...paths) }) },
  // What xenup wrote, put somewhere by the user: the text beside a file moved over it, an old version brought back.
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('paste' as const),
      path: fc.constantFrom(...paths),
      set: fc.nat({ max: sets.length - 1 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), path: fc.constantFrom(...paths) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'lose the manifest' as const }) },
)

test('whatever is edited, deleted and generated in whatever order, no hand edit is lost and every new text is there', () => {
  const outer = ownFolder()
  fc.assert(
    fc.property(fc.array(act, { maxLength: 14, size: 'max' }), (acts) => {
      const folder = mkdtempSync(join(outer, 'out-'))
      acts.forEach((one, i) => {
        if (one.do === 'edit') put(folder, one.path, `typed by hand, ${i}\n`)
        else if (one.do === 'paste') put(folder, one.path, Object.values(sets[one.set]!)[i % 3]!)
        else if (one.do === 'delete') rmSync(join(folder, one.path), { force: true })
        else if (one.do === 'lose the manifest') rmSync(join(folder, 'xenup.manifest.json'), { force: true })
        else generated(folder, sets[one.set]!)
      })
    }),
    { numRuns: 150 },
  )
})

function generated(folder: string, set: Readonly<Record<string, string>>): void {
  const before = contents(folder)
  const told = writeArtifacts(folder, artifacts(set), '1.2.3', { force: false })
  const after = contents(folder)
  for (const [path, text] of Object.entries(before)) {
    if (text.startsWith('typed by hand')) expect(after[path], `${path} was typed by hand`).toBe(text)
  }
  for (const [path, text] of Object.entries(set)) {
    const kept = told.beside[path]
    expect(told.kept.includes(path)).toBe(kept !== undefined)
    expect(after[kept ?? path], `the new text of ${path}`).toBe(text)
    if (kept !== undefined) expect(after[path]).toBe(before[path])
  }
  // What is there is the set, what was laid beside it, what somebody typed, and nothing half done.
  const known = new Set([...Object.keys(set), ...Object.values(told.beside), 'xenup.manifest.json'])
  for (const path of files(folder)) {
    if (!known.has(path)) expect(before[path], `${path} lies there`).toBe(after[path])
    if (!known.has(path) && !ours.has(after[path]!)) expect(after[path]).toMatch(/^typed by hand/)
  }
  const again = contents(folder)
  writeArtifacts(folder, artifacts(set), '1.2.3', { force: false })
  expect(contents(folder), 'a second run changes nothing').toEqual(again)
}
