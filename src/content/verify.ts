/**
 * Whether the pages are good: each by itself, and all of them against the program and against each other, both ways.
 */
import type { Tokens } from 'marked'
import type { PageProblem } from '../model/page.ts'
import { symptomStages } from '../model/symptom.ts'
import { lineOf, tokensOf, type WordLink } from './markdown.ts'
import { checkSections, formProblems, isQuestionKey, type PageKind, parts } from './page-form.ts'
import type { PageSource } from './page-text.ts'
import { type ParsedPage, parsePage } from './parse.ts'

/** What the program has, and so what there must be pages for. Boards are what has a page. */
export interface Units {
  /** Steps with the keys of their questions. */
  readonly steps: readonly { readonly id: string; readonly questions: readonly string[] }[]
  readonly checks: readonly string[]
  /** The pages of artifacts, with the ids of the blocks that each explains. */
  readonly artifacts: readonly { readonly id: string; readonly blocks: readonly string[] }[]
  /** What a symptom may want a boot to have reached. */
  readonly signposts: readonly string[]
}

/** Everything that is wrong, by file and line. */
export function verify(sources: readonly PageSource[], units: Units): readonly PageProblem[] {
  const pages = sources.map((source) => parsePage(source))
  return [
    ...missingPages(pages, units),
    ...pages.flatMap((page) => pageFaults(page, pages, units)),
    ...matchFaults(pages),
    ...glossaryFaults(pages),
    ...linkFaults(pages),
  ].sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1))
}

/** How many pages and sections there are, for the report that all is good. */
export const countPages = (sources: readonly PageSource[]): { readonly pages: number; readonly sections: number } => ({
  pages: sources.length,
  sections: sources.reduce((sum, source) => sum + parsePage(source).sections.length, 0),
})

function missingPages(pages: readonly ParsedPage[], { steps, checks, artifacts }: Units): readonly PageProblem[] {
  const paragraphs = `each with the paragraphs ${parts.map((part) => `**${part}**`).join(' ')} and a list after Sources:`
  const wanted = [
    ...steps.map(({ id, questions }) => ({
      id: `steps/${id}`,
      what: `the step ${id}`,
      needs:
        questions.length === 0
          ? 'front matter (title, summary, minutes), an introduction and the section ## Sources'
          : `front matter (title, summary, minutes), an introduction and the sections ${headings(questions)}, ${paragraphs}`,
    })),
    ...checks.map((id) => ({
      id: `checks/${id}`,
      what: `the check ${id}`,
      needs: `front matter (title, summary) and the sections ${headings(checkSections)}`,
    })),
    ...artifacts.map(({ id, blocks }) => ({
      id: `artifacts/${id}`,
      what: `the artifact ${id}`,
      needs:
        blocks.length === 0
          ? 'front matter (title, summary), an introduction and the section ## Sources'
          : `front matter (title, summary), an introduction and the sections ${headings(blocks)}, each with a list after Sources:`,
    })),
    {
      id: 'boards/other',
      what: 'boards without a page of their own',
      needs: 'front matter (name, summary), an introduction and the section ## Sources',
    },
    {
      id: 'words',
      what: 'the glossary',
      needs:
        'front matter (title, summary), an introduction and a section for each word, ## EL2, that ends with Source:',
    },
  ]
  return wanted
    .filter(({ id }) => !pages.some((page) => page.id === id))
    .map(({ id, what, needs }) => ({
      file: `content/${id}.md`,
      line: 1,
      says: `is missing: create this file for ${what}, with ${needs}`,
    }))
}

const headings = (all: readonly string[]): string => all.map((one) => `## ${one}`).join(', ')

/** A page's own form, and whether the program has what it is about. */
function pageFaults(page: ParsedPage, pages: readonly ParsedPage[], units: Units): readonly PageProblem[] {
  const at = (line: number, says: string): PageProblem => ({ file: page.source.file, line, says })
  const [folder, name, ...deeper] = page.id.split('/') as [string, ...(string | undefined)[]]
  const kind =
    page.id === 'words'
      ? 'words'
      : name !== undefined && deeper.length === 0 && folder in kinds
        ? (folder as PageKind)
        : undefined
  if (!kind)
    return [
      at(
        1,
        `stands where nothing reads it; pages are content/words.md and ${Object.keys(kinds)
          .map((one) => `content/${one}/<id>.md`)
          .join(', ')}`,
      ),
    ]
  const form = formProblems(page, kind).map(({ line, says }) => at(line, says))
  if (kind === 'words' || kind === 'boards') return form
  if (kind === 'symptoms') return [...form, ...namedFaults(page, pages, units, at)]
  const ids = units[kind].map((unit) => (typeof unit === 'string' ? unit : unit.id))
  if (!ids.includes(name!))
    return [
      at(
        1,
        `is about ${kind === 'artifacts' ? 'an' : 'a'} ${kinds[kind]} that xenup does not have; there are ${ids.join(', ')}`,
      ),
      ...form,
    ]
  if (kind === 'steps')
    return [...form, ...questionFaults(page, units.steps.find(({ id }) => id === name)!.questions, at)]
  return kind === 'artifacts'
    ? [...form, ...blockFaults(page, units.artifacts.find(({ id }) => id === name)!.blocks, at)]
    : form
}

const kinds = {
  steps: 'step',
  checks: 'check',
  boards: 'board',
  artifacts: 'artifact',
  symptoms: 'symptom',
} as const

/** What a symptom names must be there: steps and questions, checks, other symptoms, signposts. */
function namedFaults(
  page: ParsedPage,
  pages: readonly ParsedPage[],
  { steps, checks, signposts }: Units,
  at: (line: number, says: string) => PageProblem,
): readonly PageProblem[] {
  const symptoms = pages.filter(({ id }) => id.startsWith('symptoms/')).map(({ id }) => id.slice('symptoms/'.length))
  const places = ['none', ...steps.flatMap(({ id, questions }) => [id, ...questions])]
  const { step } = page.attributes
  const named = (key: string, known: readonly string[], what: string): readonly PageProblem[] => {
    const names = page.attributes[key]
    return (Array.isArray(names) ? names : []).flatMap((name: unknown, index) =>
      known.includes(String(name))
        ? []
        : [at(page.lineOf([key, index]), `has ${key} ${String(name)}, which is no ${what}`)],
    )
  }
  return [
    ...(places.includes(String(step))
      ? []
      : [at(page.lineOf(['step']), `has step ${String(step)}, which is no step, no question, and not none`)]),
    ...named('checks', checks, 'check'),
    ...named('follows', [...symptoms, ...symptomStages], 'symptom and no stage'),
    ...named('also', symptoms, 'symptom'),
    ...named('reached', signposts, 'signpost'),
    ...named('missing', signposts, 'signpost'),
  ]
}

/** Both ways: each block of the templates has its section, and each section its block. */
function blockFaults(
  page: ParsedPage,
  blocks: readonly string[],
  at: (line: number, says: string) => PageProblem,
): readonly PageProblem[] {
  const missing = blocks.filter((id) => !page.sections.some(({ heading }) => heading === id))
  // A page without blocks explains its artifact as a whole, and divides itself as it likes.
  const odd = blocks.length === 0 ? [] : page.sections.filter(({ heading }) => !blocks.includes(heading))
  return [
    ...missing.map((id) => at(1, `lacks the section ## ${id}, which explains a block of the template`)),
    ...odd.map(({ heading, line }) => at(line, `has a section ## ${heading}, but no template has such a block`)),
  ]
}

function questionFaults(
  page: ParsedPage,
  questions: readonly string[],
  at: (line: number, says: string) => PageProblem,
): readonly PageProblem[] {
  const missing = questions.filter((key) => !page.sections.some(({ heading }) => heading === key))
  // A step that asks nothing may divide its page as it likes.
  const odd = page.sections.filter(
    ({ heading }) => !questions.includes(heading) && (questions.length > 0 || isQuestionKey(heading)),
  )
  return [
    ...missing.map((key) => at(1, `lacks the section ## ${key}, which explains a question of this step`)),
    ...odd.map(({ heading, line }) => at(line, `has a section ## ${heading}, but this step asks no such question`)),
  ]
}

/** A device tree is of one board: no two pages of an architecture have a compatible in common. */
function matchFaults(pages: readonly ParsedPage[]): readonly PageProblem[] {
  const boards = pages.filter(({ id }) => id.startsWith('boards/'))
  return boards.flatMap((page, index) => {
    const { arch, match } = page.attributes
    return (Array.isArray(match) ? match : []).flatMap((compatible: unknown, nth) => {
      const other = boards
        .slice(0, index)
        .find(
          ({ attributes }) =>
            attributes['arch'] === arch &&
            Array.isArray(attributes['match']) &&
            attributes['match'].includes(compatible),
        )
      return other
        ? [
            {
              file: page.source.file,
              line: page.lineOf(['match', nth]),
              says: `has match ${String(compatible)}, which is that of ${other.source.file} too`,
            },
          ]
        : []
    })
  })
}

function glossaryFaults(pages: readonly ParsedPage[]): readonly PageProblem[] {
  const words = pages.find(({ id }) => id === 'words')?.sections ?? []
  const linked = new Set<string>()
  const faults: PageProblem[] = []
  for (const page of pages) {
    for (const block of page.blocks) {
      for (const token of tokensOf(block)) {
        if (token.type !== 'wordLink') continue
        const { word, raw } = token as unknown as WordLink
        linked.add(word.toLowerCase())
        if (words.some(({ heading }) => heading.toLowerCase() === word.toLowerCase())) continue
        faults.push({
          file: page.source.file,
          line: lineOf(block, raw),
          says: `links to the word ${word}, which content/words.md does not explain; add ## ${word} there`,
        })
      }
    }
  }
  const unused = words.filter(({ heading }) => !linked.has(heading.toLowerCase()))
  return [
    ...faults,
    ...unused.map(({ heading, line }) => ({
      file: 'content/words.md',
      line,
      says: `explains ${heading}, but no page links to [[${heading}]]`,
    })),
  ]
}

/** Relative links must lead to a page that is there, and to a section of it. */
function linkFaults(pages: readonly ParsedPage[]): readonly PageProblem[] {
  const faults: PageProblem[] = []
  for (const page of pages) {
    for (const block of page.blocks) {
      for (const token of tokensOf(block)) {
        const { href } = token as Tokens.Link
        if ((token.type !== 'link' && token.type !== 'image') || /^[a-z]+:/i.test(href)) continue
        const [path = '', section] = href.split('#')
        const target =
          path === '' ? page : pages.find(({ id }) => `/${id}.md` === new URL(path, `file:///${page.id}`).pathname)
        const says = !target
          ? `links to ${path}, and there is no such page`
          : section !== undefined && !target.sections.some(({ heading }) => anchor(heading) === section)
            ? `links to #${section}, and ${target.source.file} has no such section`
            : undefined
        if (says) faults.push({ file: page.source.file, line: lineOf(block, href), says })
      }
    }
  }
  return faults
}

/** The anchor that GitHub gives a heading: `## goal.target` is #goaltarget. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replace(/ /g, '-')
