/** What xenup writes itself, read back as if somebody had brought it: it must be understood, and nothing found but what the plan has. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { render } from '../../src/artifacts/render.ts'
import { boardPages } from '../../src/content/board-page.ts'
import type { Verdicts } from '../../src/model/finding.ts'
import { library } from '../../src/project/open.ts'
import { secondOpinion } from '../../src/project/second-opinion.ts'
import { templates } from '../../src/project/templates.ts'
import { ownFolder, testVersion } from '../artifacts/fixtures.ts'
import { conclude, valuesOf } from '../journeys/conclude.ts'
import type { Typed } from '../journeys/random-answers.ts'

const sets = JSON.parse(
  readFileSync(new URL('../artifacts/answer-sets.json', import.meta.url), 'utf8'),
) as readonly Typed[]
const sources = templates
const boards = boardPages(library())
const names = ['boot/boot.cmd', 'boot/boot.scr', 'boot/imagebuilder.cfg', 'boot/xen.cfg']

const told = ({ findings }: Pick<Verdicts, 'findings'>): readonly string[] =>
  findings.map(({ rule, severity, says }) => `${severity} ${rule}: ${says}`)

test('every script of every set of answers is understood, and says no more than the plan does', () => {
  const folder = ownFolder()
  const faults: string[] = []
  let read = 0
  for (const [index, typed] of sets.entries()) {
    const one = conclude(valuesOf(typed))
    if (one.kind === 'refused' || !one.planned.ok) continue
    const artifacts = render(
      one.planned.plan,
      { version: testVersion, verdicts: one.verdicts, open: one.open, localFiles: {} },
      sources,
    )
    for (const { path, bytes } of artifacts.filter(({ path }) => names.includes(path))) {
      const name = path.split('/')[1]!
      writeFileSync(join(folder, name), bytes)
      const { boot, verdicts } = secondOpinion(join(folder, name), {
        session: one.session,
        given: {},
        boards,
        cwd: folder,
      })
      read++
      const allowed = told(one.verdicts)
      faults.push(
        // A file of commands of its own, which is named and not opened.
        ...boot.unread
          .filter(({ says }) => !says.includes('APPEND_EXTRA_CMDS'))
          .map(({ says, at }) => `set ${index} ${name}:${at.line}: ${says}`),
        ...told(verdicts)
          .filter((text) => !allowed.includes(text))
          .map((text) => `set ${index} ${name}: ${text}`),
      )
    }
  }
  expect(faults).toEqual([])
  expect(read).toBeGreaterThan(400)
})
