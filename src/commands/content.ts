/** `xenup content`: whether the pages are good, and whether there is one for everything. */
import { steps } from '../../steps/index.ts'
import { sectionsOf } from '../artifacts/block-sections.ts'
import { allChecks } from '../checks/index.ts'
import { signpostIds } from '../console/signposts.ts'
import { type Library, loadLibrary } from '../content/library.ts'
import { packageFile } from '../content/package-file.ts'
import type { PageSource } from '../content/page-text.ts'
import { pageSources } from '../content/parsed-pages.ts'
import { logExamples, symptomPages } from '../content/symptom-page.ts'
import { countPages, type Units, verify } from '../content/verify.ts'
import { exampleFaults } from '../diagnose/examples.ts'
import type { Command } from '../model/io.ts'
import { toJson } from '../model/json.ts'
import type { PageProblem } from '../model/page.ts'
import { templateSources } from '../project/template-sources.ts'
import { noMore, readOptions } from './options.ts'

/** What there must be pages for. */
export const units: Units = {
  steps: steps.map(({ id, questions, topics = [], tasks = [] }) => ({
    id,
    questions: [...questions.map(({ key }) => key), ...topics, ...tasks.map((task) => `${id}.${task.id}`)],
  })),
  checks: allChecks.map(({ id }) => id),
  artifacts: [...sectionsOf(templateSources())].map(([id, blocks]) => ({ id, blocks })),
  signposts: signpostIds,
}

/** Ends with 1 when a page has a fault. */
export const content: Command = async (args, io) => {
  const { values, positionals } = readOptions('content', args, { json: { type: 'boolean' } })
  noMore('content', positionals)
  const library = loadLibrary()
  const sources = pageSources(packageFile('content'))
  const form = verify(sources, units)
  // Where a page is not well formed, its examples say nothing.
  const faults = form.length > 0 ? form : faultsOfExamples(library, sources)
  const { pages, sections } = countPages(sources)
  if (values.json) io.out(`${toJson({ xenup: 1, pages, sections, faults })}\n`)
  else if (faults.length === 0) io.out(`${pages} pages, ${sections} sections: all good\n`)
  else io.out(faults.map(({ file, line, says }) => `${file}:${line}: ${says}\n`).join(''))
  return faults.length === 0 ? 0 : 1
}

function faultsOfExamples(library: Library, sources: readonly PageSource[]): readonly PageProblem[] {
  const symptoms = symptomPages(library)
  const examples = symptoms.flatMap((symptom) => {
    const source = sources.find(({ id }) => id === `symptoms/${symptom.id}`)!
    const also = (library.page(source.id)?.attributes['also'] ?? []) as readonly string[]
    return logExamples(source.text).map((example) => ({ ...example, symptom, file: source.file, also }))
  })
  return exampleFaults(symptoms, examples)
}
