import { describe, expect, test } from 'vitest'
import { allChecks } from '../../src/checks/index.ts'
import { units } from '../../src/commands/content.ts'
import { loadLibrary } from '../../src/content/library.ts'
import { packageFile } from '../../src/content/package-file.ts'
import { pageSources } from '../../src/content/parsed-pages.ts'
import { showPage } from '../../src/content/render-page.ts'
import { verify } from '../../src/content/verify.ts'
import { steps } from '../../steps/index.ts'

const library = loadLibrary()

test('the shipped pages have no fault', () => {
  expect(
    verify(pageSources(packageFile('content')), units).map(({ file, line, says }) => `${file}:${line}: ${says}`),
  ).toEqual([])
})

test('every question has its section and every check its page', () => {
  for (const step of steps) {
    expect(library.page(`steps/${step.id}`), step.id).toBeDefined()
    for (const { key } of step.questions)
      expect(library.section(step.id, key)?.markdown, key).toMatch(/What you should see/)
  }
  for (const { id } of allChecks) expect(library.page(`checks/${id}`), id).toBeDefined()
})

describe('every page can be shown', () => {
  test.each(library.all().map((page) => [page.id, page] as const))('%s', async (_id, page) => {
    const shown = await showPage(page, { width: 80, color: false })
    // Stars and brackets may stand in code only: `*** LOADING DOMAIN 0 ***`.
    expect(shown.replace(/^ {2}.*$|`[^`]*`/gm, '')).not.toMatch(/\*\*|\[\[|\]\(/)
    for (const line of shown.split('\n')) {
      // An address in a list of sources cannot be broken either.
      // Code is never broken; what stands in it has to fit a line of 100 columns with its indentation.
      expect(line.length, line).toBeLessThanOrEqual(line.startsWith('  ') || /^(- )?\S*$/.test(line) ? 124 : 80)
    }
  })
})

test('an id that leads out of the folder is no page', () => {
  for (const id of ['../package', 'steps/../words', '/etc/passwd', 'steps/goal.md', '', 'steps'])
    expect(library.page(id), id).toBeUndefined()
})
