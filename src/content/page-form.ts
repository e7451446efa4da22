/** The form of one page, whatever else there is: front matter, sections and their parts, sources, lines. */
import type { Tokens } from 'marked'
import { invisible } from '../model/visible.ts'
import { boardProblems } from './board-form.ts'
import type { FormProblem } from './form.ts'
import { type Block, lineOf, paragraphText, tokensOf } from './markdown.ts'
import type { ParsedPage, ParsedSection } from './parse.ts'
import { symptomProblems, symptomSections } from './symptom-form.ts'

/** How the four paragraphs of a question's section begin, in this order. */
export const parts = ['What it is.', 'Why Xen needs it.', 'How to find out.', 'What you should see.'] as const

/** The sections of a check's page, in this order. */
export const checkSections = ['What is wrong', 'Why it breaks', 'How to fix it', 'Sources'] as const

/** What a heading looks like that is the key of a question. */
export const isQuestionKey = (heading: string): boolean => /^[a-z0-9-]+\.[a-z0-9-]+$/.test(heading)

/** A page's kind is its folder; the glossary is a kind of its own. */
export type PageKind = 'steps' | 'checks' | 'boards' | 'artifacts' | 'symptoms' | 'words'

/** Everything that can be said about a page without knowing any other. */
export function formProblems(page: ParsedPage, kind: PageKind): readonly FormProblem[] {
  return [
    ...frontMatterFaults(page, kind),
    ...page.blocks.flatMap(blockFaults),
    ...lineFaults(page.source.text),
    ...duplicateFaults(page),
    ...bodyFaults[kind](page),
  ]
}

const known: Readonly<Record<PageKind, readonly string[]>> = {
  steps: ['title', 'summary', 'minutes', 'minutes-on-a-model'],
  checks: ['title', 'summary'],
  boards: ['name', 'summary'],
  artifacts: ['title', 'summary'],
  symptoms: ['title', 'summary'],
  words: ['title', 'summary'],
}

function frontMatterFaults(page: ParsedPage, kind: PageKind): readonly FormProblem[] {
  if (page.unreadable) return [page.unreadable]
  // The page of `other` is about no board, and one page is about many.
  const isBoard = kind === 'boards' && page.id !== 'boards/other'
  const keys = known[kind]
  const named = kind === 'boards' ? 'name' : 'title'
  const { [named]: title, summary } = page.attributes
  const faults = Object.keys(page.attributes)
    .filter((key) => !isBoard && kind !== 'symptoms' && !keys.includes(key))
    .map((key) => ({
      line: page.lineOf([key]),
      says: `has ${key} in its front matter, which nobody reads; there are ${keys.join(', ')}`,
    }))
  if (typeof title !== 'string' || title.trim() === '')
    faults.push({ line: page.lineOf([named]), says: `has no ${named} in its front matter` })
  if (typeof summary !== 'string' || !/^\S.*[^.]\.$/.test(summary)) {
    faults.push({
      line: page.lineOf(['summary']),
      says: 'has no summary in its front matter: one sentence on one line, with a full stop',
    })
  }
  const { minutes, 'minutes-on-a-model': onAModel = minutes } = page.attributes
  const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) > 0
  if (kind === 'steps' && !isCount(minutes)) {
    faults.push({
      line: page.lineOf(['minutes']),
      says: 'has no minutes in its front matter: how long the step usually takes, a whole number',
    })
  } else if (kind === 'steps' && !isCount(onAModel)) {
    faults.push({ line: page.lineOf(['minutes-on-a-model']), says: 'has minutes-on-a-model that are no whole number' })
  }
  if (kind === 'symptoms') return [...faults, ...symptomProblems(page)]
  return isBoard ? [...faults, ...boardProblems(page)] : faults
}

function blockFaults(block: Block): readonly FormProblem[] {
  const faults: FormProblem[] = []
  for (const token of tokensOf(block)) {
    if (token.type === 'heading' && token['depth'] === 1)
      faults.push({
        line: block.line,
        says: 'has a # heading; the title stands in the front matter, sections begin with ##',
      })
    if (token.type === 'html')
      faults.push({
        line: lineOf(block, token.raw.trim().split('\n')[0]!),
        says: `has HTML, ${token.raw.trim().split('\n')[0]}; put it into a code span if it is to be seen`,
      })
    if (token.type !== 'code') continue
    const line = lineOf(block, token.raw.split('\n')[0]!)
    if (token['codeBlockStyle'] === 'indented')
      faults.push({ line, says: 'has an indented code block; fence it with ``` and a language' })
    else if (!(token as Tokens.Code).lang)
      faults.push({ line, says: 'has a code fence without a language; write ```console, ```sh, ```dts or ```text' })
  }
  return block.token.type === 'code' ? faults : [...faults, ...proseFaults(block)]
}

/** Words that tell a reader who is stuck that the fault is theirs. */
const belittling = /\b(simply|just|obviously|easy|easily|trivial|trivially|of course)\b/i

function proseFaults({ token, line }: Block): readonly FormProblem[] {
  const prose = token.raw.replace(/(?<!`)(`{1,3})[^`]{1,400}\1|https?:\/\/\S+/g, (code) => code.replace(/[^\n]/g, ' '))
  return prose.split('\n').flatMap((text, offset) => {
    const word = belittling.exec(text)?.[0]
    return word
      ? [{ line: line + offset, says: `says "${word}", which does not help a reader who is stuck; leave it out` }]
      : []
  })
}

const longest = 120

function lineFaults(text: string): readonly FormProblem[] {
  return text.split('\n').flatMap((line, index) => {
    const faults: FormProblem[] = []
    const odd = invisible(line)
    if (odd) faults.push({ line: index + 1, says: `has ${odd}` })
    // A table's row and a URL cannot be broken.
    if (line.length > longest && !/^\s*\|/.test(line) && !/https?:\/\//.test(line)) {
      faults.push({ line: index + 1, says: `has a line of ${line.length} characters; break it before ${longest}` })
    }
    return faults
  })
}

function duplicateFaults({ sections }: ParsedPage): readonly FormProblem[] {
  return sections.flatMap(({ heading, line }, index) => {
    const first = sections.slice(0, index).find((other) => other.heading.toLowerCase() === heading.toLowerCase())
    return first ? [{ line, says: `has a second section ${heading}; the first is in line ${first.line}` }] : []
  })
}

const bodyFaults: Readonly<Record<PageKind, (page: ParsedPage) => readonly FormProblem[]>> = {
  steps(page) {
    const questions = page.sections.filter(({ heading }) => isQuestionKey(heading))
    return [
      ...introFaults(page),
      ...(questions.length > 0 ? questions.flatMap(questionFaults) : sourcesSectionFaults(page)),
    ]
  },
  checks: (page) => sectionFaults(page, checkSections),
  symptoms: (page) => [...introFaults(page), ...sectionFaults(page, symptomSections)],
  boards: (page) => [...introFaults(page), ...sourcesSectionFaults(page)],
  artifacts(page) {
    const blocks = page.sections.filter(({ heading }) => heading !== 'Sources')
    return [
      ...introFaults(page),
      ...(blocks.length > 0
        ? blocks.flatMap((section) => [...emptyFaults(section), ...sourceFaults(section)])
        : sourcesSectionFaults(page)),
    ]
  },
  words: (page) => [
    ...introFaults(page),
    ...page.sections.flatMap((section) => [...emptyFaults(section), ...sourceFaults(section)]),
  ],
}

/** These sections and no others; each says something, the last one names sources. */
function sectionFaults(page: ParsedPage, wanted: readonly string[]): readonly FormProblem[] {
  const headings = page.sections.map(({ heading }) => heading)
  const faults =
    headings.join('\n') === wanted.join('\n')
      ? []
      : [
          {
            line: page.sections[0]?.line ?? 1,
            says: `must have the sections ${wanted.map((one) => `## ${one}`).join(', ')}, in this order and no others`,
          },
        ]
  return [
    ...faults,
    ...page.sections.filter(({ heading }) => heading !== 'Sources').flatMap(emptyFaults),
    ...sourcesSectionFaults(page),
  ]
}

const introFaults = ({ intro }: ParsedPage): readonly FormProblem[] =>
  intro === '' ? [{ line: 1, says: 'has no introduction between its front matter and its first section' }] : []

const emptyFaults = ({ heading, markdown, line }: ParsedSection): readonly FormProblem[] =>
  markdown.replace(/^Sources?:.*/ms, '').trim() === '' ? [{ line, says: `says nothing under ## ${heading}` }] : []

function sourcesSectionFaults(page: ParsedPage): readonly FormProblem[] {
  const section = page.sections.find(({ heading }) => heading === 'Sources')
  return section ? sourceFaults(section) : [{ line: 1, says: 'has no section ## Sources' }]
}

/** The four parts, each once, in order, each with something to say; then sources. */
function questionFaults(section: ParsedSection): readonly FormProblem[] {
  const { heading, line, blocks } = section
  const said = blocks.filter(({ token }) => token.type !== 'space')
  const places = parts.map((part) => said.findIndex((block) => leadOf(block) === part))
  const faults: FormProblem[] = []
  parts.forEach((part, index) => {
    const place = places[index]!
    if (place < 0) faults.push({ line, says: `has no paragraph **${part}** in ## ${heading}` })
    else if (index > 0 && places[index - 1]! > place)
      faults.push({ line: said[place]!.line, says: `has **${part}** before **${parts[index - 1]}** in ## ${heading}` })
    else if (saysNothing(said[place]!, said[place + 1]))
      faults.push({ line: said[place]!.line, says: `says nothing after **${part}** in ## ${heading}` })
  })
  return [...faults, ...sourceFaults(section)]
}

function leadOf(block: Block): string | undefined {
  const [first] = (block.token as Tokens.Paragraph).tokens ?? []
  return block.token.type === 'paragraph' && first?.type === 'strong' ? (first as Tokens.Strong).text : undefined
}

const saysNothing = (block: Block, next: Block | undefined): boolean =>
  paragraphText(block) === `**${leadOf(block)}**` &&
  (next === undefined || leadOf(next) !== undefined || paragraphText(next) === 'Sources:')

/** A source names what can be looked up: a file or document in a code span, a URL, or a document's number. */
const names = /`[^`]+`|https?:\/\/\S+|\b[A-Z]{3} ?\d{4}\b/

function sourceFaults({ heading, sources, line }: ParsedSection): readonly FormProblem[] {
  const where = heading === 'Sources' ? 'under ## Sources' : `in ## ${heading}`
  if (sources.length === 0) return [{ line, says: `has no sources ${where}; end it with Sources: and a list` }]
  return sources
    .filter((source) => !names.test(source))
    .map((source) => ({ line, says: `has a source ${where} that names no file, document or URL: ${source}` }))
}
