/** The pages of the built program: what its index says is what the pages say. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { boardPages } from '../../src/content/board-page.ts'
import { indexedPages, indexFiles, indexPaths } from '../../src/content/indexed-pages.ts'
import { type Library, libraryOf, loadLibrary } from '../../src/content/library.ts'
import { packageFile } from '../../src/content/package-file.ts'
import { ownFolder } from '../commands/program.ts'

const parsed = loadLibrary()

/** A library over an index in a folder of its own. */
function indexed(): Library {
  const root = ownFolder()
  cpSync(packageFile('content'), join(root, 'content'), { recursive: true })
  const paths = indexPaths(root)
  mkdirSync(dirname(paths.index), { recursive: true })
  const files = indexFiles(parsed.all())
  writeFileSync(paths.index, files.index)
  writeFileSync(paths.frontMatter, files.frontMatter)
  return libraryOf(indexedPages(root))
}

test('every page is there, and says what it says when it is read', () => {
  const [read, asked] = [parsed.all(), indexed().all()]
  expect(asked.map(({ id }) => id)).toEqual(read.map(({ id }) => id))
  for (const [index, page] of read.entries()) {
    const { id, title, attributes, intro, sections } = asked[index]!
    expect({ id, title, attributes, intro, sections: sections.length }).toEqual({
      id: page.id,
      title: page.title,
      attributes: page.attributes,
      intro: page.intro,
      sections: page.sections.length,
    })
    for (const [nth, { heading, markdown, line, sources }] of sections.entries())
      expect(page.sections[nth]).toMatchObject({ heading, markdown, line, sources })
  }
})

test('every board is the same, what a list shows of it and the rest', () => {
  expect(boardPages(indexed())).toEqual(boardPages(parsed))
})

test('what is no page is none, whatever it is called', () => {
  const library = indexed()
  for (const id of ['', 'boards', 'boards/no-such-board', '../package', 'constructor', '__proto__'])
    expect(library.page(id), id).toBeUndefined()
})
