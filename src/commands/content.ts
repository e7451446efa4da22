/** `xenup content`: whether the pages are good, and whether there is one for everything. */
import { steps } from '../../steps/index.ts'
import { sectionsOf } from '../artifacts/blocks.ts'
import { checks } from '../checks/index.ts'
import { loadLibrary } from '../content/library.ts'
import { countPages, type Units, verify } from '../content/verify.ts'
import type { Command } from '../model/io.ts'
import { templates } from '../project/artifacts.ts'
import { noMore, readOptions } from './options.ts'

/** What there must be pages for. */
export const units: Units = {
  steps: steps.map(({ id, questions, tasks = [] }) => ({
    id,
    questions: [...questions.map(({ key }) => key), ...tasks.map((task) => `${id}.${task.id}`)],
  })),
  checks: checks.map(({ id }) => id),
  artifacts: [...sectionsOf(templates())].map(([id, blocks]) => ({ id, blocks })),
}

/** Ends with 1 when a page has a fault. */
export const content: Command = async (args, io) => {
  const { values, positionals } = readOptions('content', args, { json: { type: 'boolean' } })
  noMore('content', positionals)
  const sources = loadLibrary().sources()
  const faults = verify(sources, units)
  const { pages, sections } = countPages(sources)
  if (values.json) io.out(`${JSON.stringify({ xenup: 1, pages, sections, faults }, null, 2)}\n`)
  else if (faults.length === 0) io.out(`${pages} pages, ${sections} sections: all good\n`)
  else io.out(faults.map(({ file, line, says }) => `${file}:${line}: ${says}\n`).join(''))
  return faults.length === 0 ? 0 : 1
}
