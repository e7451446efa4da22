/** `xenup`: the wizard. Joins session, pages, files and a front end; the walk itself is the session's. */
import { basename, relative } from 'node:path'
import { newAnswersText, setAnswers } from '../answers/document.ts'
import { readAnswersFile } from '../answers/read.ts'
import { loadAnswers, saveAnswers, saveSchema, type LoadedAnswers, type Seen } from '../answers/save.ts'
import { writeArtifacts } from '../artifacts/write.ts'
import type { Library } from '../content/library.ts'
import { show, showPage } from '../content/show.ts'
import { answered, replay } from '../engine/replay.ts'
import { advance, settledAnswers, standing, type Session } from '../engine/session.ts'
import type { Event, Screen } from '../engine/screen.ts'
import { questionScreen } from '../engine/show.ts'
import type { Front } from '../fronts/front.ts'
import type { Answers } from '../model/answers.ts'
import { Interrupted, Trouble } from '../model/trouble.ts'
import { visible } from '../model/visible.ts'
import { checkText, findingsText } from '../report/findings.ts'
import { memoryMapText } from '../report/memory-map.ts'
import { wrap } from '../model/wrap.ts'
import { reportWritten, statusAfter } from './generate.ts'
import { version } from './index.ts'
import type { Command, Io } from './io.ts'
import { noMore, readOptions } from './options.ts'
import { artifactsOf, commonOptions, library, openSession, placesOf, settleAll, setUp, teacher, type Places } from './setup.ts'

const options = { ...commonOptions, yes: { type: 'boolean', short: 'y' }, plain: { type: 'boolean' }, force: { type: 'boolean' } } as const

export const wizard: Command = async (args, io) => {
  const { values, positionals } = readOptions('', args, options)
  noMore('', positionals)
  const places = placesOf(values, io)
  const loaded = loadAnswers(places.answers)
  const pages = library()
  const session = openSession(loaded?.answers ?? {}, values.set ?? [], pages)
  const file = new AnswersOnDisk(places.answers, loaded)
  if (values.yes) return everySuggestion(session, file, places, io, values.force ?? false)
  if (!io.stdinIsTTY || !io.stdoutIsTTY) throw noTerminal(session, places, io)
  const { plainFront } = await import('../fronts/plain/front.ts')
  const { ansiPaint, noPaint } = await import('../fronts/plain/text.ts')
  const front = plainFront({ stdin: io.stdin, stdout: io.stdout, columns: io.columns, paint: io.color ? ansiPaint : noPaint })
  return new Walk(front, pages, file, places, io).run(replay(session, teacher(places), { takeSuggestions: false }).session)
}

/** The answers file as the wizard keeps it: saved after each answer, with the user's comments. */
class AnswersOnDisk {
  #text: string | undefined
  #seen: Seen | undefined
  readonly path: string

  constructor(path: string, loaded: LoadedAnswers | undefined) {
    this.path = path
    this.#text = loaded?.document.text
    this.#seen = loaded?.seen
  }

  save(answers: Answers): void {
    const text = this.#text === undefined ? newAnswersText(answers) : setAnswers({ file: this.path, text: this.#text }, answers)
    this.#seen = saveAnswers(this.path, text, this.#seen)
    this.#text = text
    saveSchema(this.path)
  }

  /** As it was loaded from disk, for those who write it again; nothing before the first save. */
  get loaded(): LoadedAnswers | undefined {
    if (this.#text === undefined || this.#seen === undefined) return undefined
    return { ...readAnswersFile(this.#text, this.path), seen: this.#seen }
  }
}

/** `--yes`: the same walk with every suggestion taken. */
async function everySuggestion(start: Session, file: AnswersOnDisk, places: Places, io: Io, force: boolean): Promise<number> {
  const { session, taken } = settleAll(start, places)
  for (const { key, text, because } of taken) io.err(`${wrap(`${key}: ${visible(text)}, because ${visible(because)}`, io.columns, '  ')}\n`)
  file.save(session.saved)
  const ready = setUp(session)
  io.err(findingsText(ready.verdicts, io.columns))
  if (!ready.planned.ok) return 1
  const artifacts = await artifactsOf(ready.planned.plan, ready, file.loaded, places)
  const written = writeArtifacts(places.output, artifacts, version(), { force })
  reportWritten(written, folderOf(places, io), io)
  return statusAfter(written, ready.verdicts)
}

/** Without a terminal nobody can be asked: what would have been, and the commands that need none. */
function noTerminal(session: Session, places: Places, io: Io): Trouble {
  const { taken, refused, stoppedAt } = replay(session, teacher(places), { takeSuggestions: true })
  const open = [...taken.map(({ key }) => key), ...refused.map(({ key }) => key), ...(stoppedAt ? [stoppedAt] : [])]
  const asked = open.length > 0 ? `it would have asked for ${open.join(', ')}` : 'it would have shown what it is about to write'
  const missing = stoppedAt ? ` --set ${stoppedAt}=…` : ''
  return new Trouble(wrap(`there is no terminal to ask on; ${asked}`, io.columns - 'xenup: '.length, '  '), {
    where: 'xenup',
    advice: `Take every suggestion: xenup --yes${missing}\n  Or, with answers in ${basename(places.answers)}: xenup generate${missing}`,
  })
}

/** The conversation: shows screens until the artifacts are written or the user leaves. */
class Walk {
  readonly #front: Front
  readonly #pages: Library
  readonly #file: AnswersOnDisk
  readonly #places: Places
  readonly #io: Io

  constructor(front: Front, pages: Library, file: AnswersOnDisk, places: Places, io: Io) {
    this.#front = front
    this.#pages = pages
    this.#file = file
    this.#places = places
    this.#io = io
  }

  async run(start: Session): Promise<number> {
    let session = start
    for (;;) {
      const event = await this.#front.ask(await this.#screen(session))
      if (event.kind === 'leave') throw this.#left(session)
      if (event.kind === 'write') return this.#write(session)
      session = this.#after(session, event)
    }
  }

  #after(session: Session, event: Exclude<Event, { kind: 'write' | 'leave' }>): Session {
    const next = advance(session, event.kind === 'answer' ? answered(session, event.text, teacher(this.#places)) : event)
    if (event.kind === 'answer' && next.refusal === undefined) this.#file.save(next.saved)
    return next
  }

  async #screen(session: Session): Promise<Screen> {
    const { open } = standing(session)
    if (!open) return this.#review(session)
    const section = this.#pages.section(open.step.id, open.question.key)
    const look = { width: Math.min(this.#io.columns, 80) - 1, color: this.#io.color }
    const purpose = section ? await show(whatItIs(section.markdown), { ...look, color: false }) : ''
    const page = session.explaining && section ? await show(section.markdown, look) : undefined
    return questionScreen(session, { purpose, ...(page !== undefined && { page }) })!
  }

  async #review(session: Session): Promise<Screen> {
    const ready = setUp(session)
    const { planned, verdicts } = ready
    const map = planned.ok ? `\n${memoryMapText(planned.plan, Math.min(this.#io.columns, 100))}` : ''
    const report = `${checkText(verdicts, { columns: this.#io.columns, all: false })}${map}`
    const folder = folderOf(this.#places, this.#io)
    const about = session.explaining && this.#pages.page('steps/review')
    const page = about ? { page: await showPage(about, { width: Math.min(this.#io.columns, 80) - 1, color: this.#io.color }) } : {}
    try {
      const files = planned.ok ? (await artifactsOf(planned.plan, ready, this.#file.loaded, this.#places)).length + 1 : 0
      return { kind: 'review', report, files, folder, ...page }
    } catch (error) {
      if (!(error instanceof Trouble)) throw error
      return { kind: 'review', report, files: 0, folder, refusal: visible(`${error.where}: ${error.message}`) }
    }
  }

  async #write(session: Session): Promise<number> {
    const ready = setUp(session)
    if (!ready.planned.ok) return 1
    this.#file.save({ ...session.saved, ...settledAnswers(session) })
    const artifacts = await artifactsOf(ready.planned.plan, ready, this.#file.loaded, this.#places)
    const written = writeArtifacts(this.#places.output, artifacts, version(), { force: false })
    const folder = folderOf(this.#places, this.#io)
    reportWritten(written, folder, this.#io)
    this.#io.out(`\nNext: open ${folder}/BRINGUP.md and follow it.\nThe same files again, any time: xenup generate\n`)
    return statusAfter(written, ready.verdicts)
  }

  #left(session: Session): Interrupted {
    const { open } = standing(session)
    const where = open ? `at "${open.question.title}"` : 'at the review'
    const file = visible(relative(this.#io.cwd, this.#places.answers) || this.#places.answers)
    const again = basename(this.#places.answers) === file ? 'xenup' : `xenup -a ${file}`
    return new Interrupted(session.settled.length > 0
      ? `\nYour answers are saved in ${file}. Start ${again} again to go on ${where}.\n`
      : '\nNothing was answered yet; start xenup again any time.\n')
  }
}

/** The paragraph of a section that says what the question is about. */
function whatItIs(markdown: string): string {
  const [, text = ''] = /\*\*What it is\.\*\*\s+([\s\S]*?)(?:\n\s*\n|$)/.exec(markdown) ?? []
  return text
}

const folderOf = (places: Places, io: Io): string => relative(io.cwd, places.output) || '.'
