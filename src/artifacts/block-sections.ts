/** Which sections the pages of artifacts must have: one for each block of their templates. */
import Handlebars from 'handlebars'
import { kernelOptions } from '../model/kernel-options.ts'
import { artifactPages } from './pages.ts'

/**
 * The sections that each page must have: the ids of all blocks in the templates (those of partials included), by page.
 */
export function sectionsOf(templates: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]> {
  const sections = new Map<string, string[]>(Object.values(artifactPages).map((page) => [page, []]))
  for (const [template, source] of templates) {
    for (const id of idsIn(Handlebars.parse(source))) {
      const [section, page = artifactPages[template] ?? template] = id.split('/').reverse() as [string, string?]
      const known = sections.get(page) ?? []
      if (!known.includes(section)) sections.set(page, [...known, section])
    }
  }
  return sections
}

function idsIn(program: hbs.AST.Program | undefined): readonly string[] {
  return (program?.body ?? []).flatMap((node) => {
    if (node.type !== 'BlockStatement') return []
    const {
      path,
      params: [id],
      program: inner,
      inverse,
    } = node as hbs.AST.BlockStatement
    const own = (path as hbs.AST.PathExpression).original === 'why' ? [idOf(id!)].flat() : []
    return [...own, ...idsIn(inner), ...idsIn(inverse)]
  })
}

/** An id that is put together stands for a section of each reason that an option of a kernel can have. */
const idOf = (id: hbs.AST.Expression): readonly string[] =>
  id.type === 'StringLiteral'
    ? [(id as hbs.AST.StringLiteral).value]
    : [...new Set(kernelOptions.map(({ why }) => `kernel-config/${why}`))]
