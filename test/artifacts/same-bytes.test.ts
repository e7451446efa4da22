/**
 * The same answers give the same bytes from one version of xenup to the next, unless somebody means them to change.
 *
 * `answer-sets.json` holds sets of answers for QEMU and for every board, on every way to boot; `same-bytes.json` the
 * beginning of the SHA-256 of each artifact that they give. After a change that is meant, `npx vitest run
 * test/artifacts/same-bytes -u` writes the second anew, and its diff tells which artifacts of which sets changed.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { render, type Templates } from '../../src/artifacts/render.ts'
import { templates } from '../../src/project/templates.ts'
import { conclude, valuesOf } from '../journeys/conclude.ts'
import type { Typed } from '../journeys/random-answers.ts'
import { testVersion } from './fixtures.ts'

const sets = JSON.parse(readFileSync(new URL('answer-sets.json', import.meta.url), 'utf8')) as readonly Typed[]
const short = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').slice(0, 12)

/** What a set comes to: a hash for each artifact, or of the sentences that say why there is none. */
function bytesOf(typed: Typed, rendered = templates): Readonly<Record<string, string>> {
  const one = conclude(valuesOf(typed))
  if (one.kind === 'refused') return { refused: short(Buffer.from(one.says.join('\n'))) }
  const { planned, verdicts, open } = one
  if (!planned.ok) return { refused: short(Buffer.from(planned.refusals.map(({ says }) => says).join('\n'))) }
  const artifacts = render(planned.plan, { version: testVersion, verdicts, open, localFiles: {} }, rendered)
  return Object.fromEntries(artifacts.map(({ path, bytes }) => [path, short(bytes)]))
}

test('the artifacts of every set are what they were', async () => {
  const now = sets.map((typed, index) => ({ set: index, ...bytesOf(typed) }))
  // Sets of nothing but refusals would prove nothing.
  expect(now.filter((one) => 'BRINGUP.md' in one).length).toBeGreaterThan(sets.length / 2)
  await expect(`[\n${now.map((one) => `  ${JSON.stringify(one)}`).join(',\n')}\n]\n`).toMatchFileSnapshot(
    'same-bytes.json',
  )
})

test('the templates that the build compiled give the bytes that their sources give', () => {
  const { load } = createRequire(import.meta.url)('../../dist/src/load.cjs') as {
    load(module: string): { readonly templates: Templates }
  }
  const built = load('templates:src/project/templates.js').templates
  expect([...built.keys()]).toEqual([...templates.keys()])
  for (const typed of sets.filter((_, index) => index % 5 === 0)) expect(bytesOf(typed, built)).toEqual(bytesOf(typed))
})
