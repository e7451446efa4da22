/** `xenup boards`: the boards that have a page, those that some words find, and what is known of one. */
import { boardPages } from '../content/board-page.ts'
import { type BoardPage, boardsLike } from '../model/board.ts'
import type { Command } from '../model/io.ts'
import { toJson } from '../model/json.ts'
import { nearest } from '../model/nearest.ts'
import { UserError } from '../model/user-error.ts'
import { library } from '../project/open.ts'
import { boardCard, boardList } from '../report/boards.ts'
import { readOptions } from './options.ts'

/** All words must be found in a board's id, name, SoC or compatibles; an id is that board alone. */
export const boards: Command = async (args, io) => {
  const { values, positionals } = readOptions('boards', args, { json: { type: 'boolean' } })
  const all = boardPages(library())
  const found = matching(positionals, all)
  if (found.length === 0) throw unknown(positionals.join(' '), all)
  const [only, ...more] = found
  if (values.json) io.out(`${toJson({ xenup: 1, boards: found })}\n`)
  else io.out(more.length === 0 && positionals.length > 0 ? boardCard(only!, io.columns) : boardList(found, io.columns))
  return 0
}

function matching(words: readonly string[], all: readonly BoardPage[]): readonly BoardPage[] {
  const exact = all.filter(({ id }) => words.length === 1 && id === words[0])
  return exact.length > 0 ? exact : words.reduce((left, word) => boardsLike(word, left), all)
}

function unknown(text: string, all: readonly BoardPage[]): UserError {
  const close = nearest(
    text,
    all.map(({ id }) => id),
  )
  return new UserError(`no board is called ${text}`, {
    where: 'xenup boards',
    advice: `${close ? `Did you mean ${close}? ` : ''}For a board without a page choose other in the wizard: its device tree says most of it.`,
  })
}
