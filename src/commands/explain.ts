/**
 * `xenup explain ID`: the page of a step, a check, a symptom, a board or an artifact, the section of a question, the meaning of a
 * word, a line of an artifact.
 */
import { steps } from '../../steps/index.ts'
import { artifactPages } from '../artifacts/pages.ts'
import { allChecks } from '../checks/index.ts'
import { boardPages } from '../content/board-page.ts'
import { type Library, loadLibrary } from '../content/library.ts'
import { type PageStyle, show, showPage } from '../content/render-page.ts'
import { wrap } from '../content/wrap-styled.ts'
import { renamedKey } from '../model/answer-forms.ts'
import { originText } from '../model/answer-origin.ts'
import type { Command, Io } from '../model/io.ts'
import { nearest } from '../model/nearest.ts'
import { UserError } from '../model/user-error.ts'
import { visible } from '../model/visible.ts'
import { answerOrigins } from '../project/answer-origins.ts'
import { openProject } from '../project/open.ts'
import { commonOptions } from '../project/paths.ts'
import { boardBrief } from '../report/boards.ts'
import { artifactAsked, explainArtifact } from './explain-artifact.ts'
import { noMore, readOptions } from './options.ts'

/** Something that can be explained. */
interface Subject {
  readonly sort: 'step' | 'question' | 'task' | 'check' | 'symptom' | 'board' | 'artifact' | 'word'
  readonly id: string
  /** An id that nothing else has: `words/GIC`. */
  readonly full: string
  show(look: PageStyle): Promise<string>
}

/** Lines longer than this are hard to read on any screen. */
const widest = 100

/** Without an ID it says what there is. */
export const explain: Command = async (args, io) => {
  const {
    values,
    positionals: [typed, ...rest],
  } = readOptions('explain', args, { ...commonOptions, json: { type: 'boolean' } })
  noMore('explain', rest)
  const library = loadLibrary()
  const look: PageStyle = { width: Math.min(io.columns, widest), color: io.color }
  const artifact = typed === undefined ? undefined : artifactAsked(typed)
  // Nothing else has lines; that is known without a look at all pages.
  if (artifact?.lines) return explainArtifact(artifact, values, library, io, look)
  const subjects = subjectsOf(library)
  if (typed === undefined) {
    io.out(catalogue(subjects, look.width))
    return 0
  }
  const renamed = renamedKey(typed)
  if (renamed) io.err(`xenup: ${typed} is called ${renamed.key} since version ${renamed.version} of the answers file\n`)
  const id = renamed?.key ?? typed
  const [first, ...others] = found(id, subjects)
  if (!first && artifact) return explainArtifact(artifact, values, library, io, look)
  if (!first) throw unknown(id, subjects)
  io.out(await first.show(look))
  if (first.sort === 'question' && values.answers) tellAnswer(first.id, values, io)
  if (others.length > 0)
    io.out(`\n${wrap(`See also: ${others.map(({ full }) => `xenup explain ${full}`).join(', ')}`, look.width)}\n`)
  return 0
}

/** The answer to a question, and which layer it comes from. */
function tellAnswer(key: string, values: Parameters<typeof openProject>[0], io: Io): void {
  const { session, layers } = openProject(values, io)
  const answer = answerOrigins(session, layers).find((one) => one.key === key)
  const says = answer
    ? `Answered with ${answer.text === '' ? 'nothing' : visible(answer.text)}: ${originText(answer.origin)}.`
    : 'It is not asked with these answers.'
  io.out(`\n${wrap(says, Math.min(io.columns, widest))}\n`)
}

/** In the order of the program: steps as they are asked, checks as they run. */
function subjectsOf(library: Library): readonly Subject[] {
  const pages = (sort: Subject['sort'], folder: string, ids: readonly string[]) =>
    ids.flatMap((id): Subject[] => {
      const page = library.page(`${folder}/${id}`)
      return page ? [{ sort, id, full: page.id, show: (look) => showPage(page, look) }] : []
    })
  const below = (folder: string): readonly string[] => library.all(folder).map(({ id }) => id.slice(folder.length + 1))
  const sections = (sort: Subject['sort'], pageId: string, full: (heading: string) => string) =>
    (library.page(pageId)?.sections ?? []).map(
      ({ heading, markdown }): Subject => ({
        sort,
        id: heading,
        full: full(heading),
        show: (look) => show(`## ${heading}\n\n${markdown}`, look),
      }),
    )
  return [
    ...pages(
      'step',
      'steps',
      steps.map(({ id }) => id),
    ),
    ...steps.flatMap(({ id, questions, tasks = [] }) => {
      const all = (sort: Subject['sort'], ids: readonly string[]) =>
        sections(sort, `steps/${id}`, (key) => key).filter((one) => ids.includes(one.id))
      return [
        ...all(
          'question',
          questions.map(({ key }) => key),
        ),
        ...all(
          'task',
          tasks.map((task) => `${id}.${task.id}`),
        ),
      ]
    }),
    ...pages(
      'check',
      'checks',
      allChecks.map(({ id }) => id),
    ),
    ...pages('symptom', 'symptoms', below('symptoms')),
    ...pages('board', 'boards', ['other', 'impossible']),
    // Those on which Xen cannot run share a page.
    ...boardPages(library).flatMap((board) =>
      pages('board', 'boards', [board.status.level === 'impossible' ? 'impossible' : board.id]).map((subject) => ({
        ...subject,
        id: board.id,
        show: async (look: PageStyle) => `${await subject.show(look)}\n${boardBrief(board, look.width)}`,
      })),
    ),
    ...pages('artifact', 'artifacts', [...new Set(Object.values(artifactPages))]),
    ...sections('word', 'words', (word) => `words/${word}`),
  ]
}

/** What an id means, as it is typed first, then in any case: GIC is the word before the check gic. */
function found(id: string, subjects: readonly Subject[]): readonly Subject[] {
  const exact = subjects.filter((one) => one.full === id || one.id === id)
  const same = (text: string) => text.toLowerCase() === id.toLowerCase()
  return [...exact, ...subjects.filter((one) => !exact.includes(one) && (same(one.full) || same(one.id)))]
}

function unknown(id: string, subjects: readonly Subject[]): UserError {
  const ids = [...new Set(subjects.map((one) => one.id))]
  const holding = id.length < 3 ? [] : ids.filter((one) => one.toLowerCase().includes(id.toLowerCase()))
  const close = nearest(id, ids)
  const near = [...new Set([...(close === undefined ? [] : [close]), ...holding])].slice(0, 4)
  return new UserError(`there is no page about ${id}`, {
    where: 'xenup explain',
    advice: `${near.length > 0 ? `Near it: ${near.join(', ')}. ` : ''}xenup explain lists everything that has one.`,
  })
}

function catalogue(subjects: readonly Subject[], width: number): string {
  const titles = {
    step: 'Steps',
    question: 'Questions',
    task: 'Tasks',
    check: 'Checks',
    symptom: 'Symptoms',
    board: 'Boards',
    artifact: 'Artifacts',
    word: 'Words',
  } as const
  return Object.entries(titles)
    .map(
      ([sort, title]) =>
        `${title}\n${wrap(
          subjects
            .filter((one) => one.sort === sort)
            .map(({ id }) => id.replace(/ /g, '\u00a0'))
            .join(', '),
          width - 2,
        )
          .replace(/^/gm, '  ')
          .replace(/\u00a0/g, ' ')}\n`,
    )
    .join('\n')
}
