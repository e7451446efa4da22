/** Blocks of artifacts: every line of each has one, each has its section, and what it came from is real. */
import { describe, expect, test } from 'vitest'
import { sectionsOf } from '../../src/artifacts/block-sections.ts'
import { Blocks } from '../../src/artifacts/blocks.ts'
import { artifactPages, pageOf } from '../../src/artifacts/pages.ts'
import { render } from '../../src/artifacts/render.ts'
import { loadLibrary } from '../../src/content/library.ts'
import { originReader } from '../../src/project/line-origins.ts'
import { templateSources } from '../../src/project/template-sources.ts'
import { templates } from '../../src/project/templates.ts'
import { ownFolder, settled, testVersion } from './fixtures.ts'
import { kinds } from './kinds.ts'

const library = loadLibrary()

test.each(kinds)('with %s each line of each artifact has its block, its section, and what it came from', (_, set) => {
  const folder = ownFolder()
  const { plan, session, verdicts } = settled(set(folder), folder)
  const origins = originReader(session, plan)
  for (const { path, bytes, lines } of render(plan, { version: testVersion, verdicts, localFiles: {} }, templates)) {
    expect(library.page(`artifacts/${pageOf(path)}`), path).toBeDefined()
    // What has no template is explained as a whole.
    if (!lines) continue
    expect(Buffer.from(bytes).includes(0), `${path}: a mark of a block is left`).toBe(false)
    const text = Buffer.from(bytes).toString('utf8').split('\n')
    expect(text.length - 1, `${path}: a block for each line`).toBe(lines.length)
    const bare = text.flatMap((line, index) =>
      line.trim() !== '' && !lines[index] ? [`${path}:${index + 1} ${line}`] : [],
    )
    expect(bare, 'lines outside of every {{#why}}').toEqual([])
    for (const block of new Set(lines)) {
      if (!block) continue
      const section = library.page(`artifacts/${block.page}`)?.sections.find(({ heading }) => heading === block.section)
      expect(section, `content/artifacts/${block.page}.md ## ${block.section}`).toBeDefined()
      expect(
        section!.sources.length,
        `sources in content/artifacts/${block.page}.md ## ${block.section}`,
      ).toBeGreaterThan(0)
      // A key that no answer, fact or part of the plan has is thrown out by the reader.
      const found = origins(block.from)
      expect(
        found,
        `${path}: ${block.section} from "${block.from.join(' ')}" came from nothing that this set-up has`,
      ).not.toEqual([])
      for (const { because } of found) expect(because).toMatch(/\S/)
    }
  }
})

test('each template has its page, and each page of artifacts is of one', () => {
  const names = [...templates.keys()].filter((name) => !name.startsWith('_partials/'))
  expect(
    names.filter((name) => !Object.hasOwn(artifactPages, name)),
    'give the template a page in src/artifacts/pages.ts',
  ).toEqual([])
  const paged = library
    .all()
    .filter(({ id }) => id.startsWith('artifacts/'))
    .map(({ id }) => id.slice('artifacts/'.length))
  expect(paged).toEqual([...sectionsOf(templateSources()).keys()].sort())
})

describe('the block of a line', () => {
  const lines = (write: (blocks: Blocks) => string) => {
    const blocks = new Blocks('page')
    const { text, lines } = blocks.read(write(blocks))
    return { text, sections: lines.map((block) => block && `${block.page}/${block.section}`) }
  }

  test('is the innermost', () => {
    const inner = (blocks: Blocks) => `a\n${blocks.marked('inner', '', 'b\n\nc\n')}d\n`
    expect(lines((blocks) => `x\n${blocks.marked('outer', 'goal.reach', inner(blocks))}y\n`)).toEqual({
      text: 'x\na\nb\n\nc\nd\ny\n',
      sections: [undefined, 'page/outer', 'page/inner', undefined, 'page/inner', 'page/outer', undefined],
    })
  })

  test('is that in which it begins, whatever ends or begins on it later', () => {
    expect(lines((blocks) => `${blocks.marked('one', '', 'a')}${blocks.marked('two', '', ' b\nc')} d\n`)).toEqual({
      text: 'a b\nc d\n',
      sections: ['page/one', 'page/two'],
    })
  })

  test('may be explained on another page, for a piece that several artifacts share', () => {
    expect(lines((blocks) => blocks.marked('shared/load', '', 'a\n')).sections).toEqual(['shared/load'])
  })

  test('may come last without a newline', () => {
    expect(lines((blocks) => blocks.marked('one', '', 'a'))).toEqual({ text: 'a', sections: ['page/one'] })
  })
})

test('an artifact is found by its path, and a guest by any name that a guest can have', () => {
  expect(['boot/boot.cmd', 'guests/guest1.cfg', 'guests/web-2.a+b.cfg', 'guests/a.cfg.cfg'].map(pageOf)).toEqual([
    'boot-script',
    'guest-config',
    'guest-config',
    'guest-config',
  ])
  expect(['boot.cmd', 'guests/.cfg', 'guests/a/b.cfg', 'guests/guest1.cfg.bak', '', 'constructor'].map(pageOf)).toEqual(
    Array(6).fill(undefined),
  )
})
