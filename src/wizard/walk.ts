/**
 * The conversation: shows screens until the artifacts are written or the user leaves. Joins session, pages, files and a
 * front end.
 */
import { basename, relative, resolve } from 'node:path'
import { stampOf } from '../artifacts/manifest.ts'
import { writeArtifacts } from '../artifacts/write.ts'
import type { Library } from '../content/library.ts'
import { version } from '../content/package-file.ts'
import { questionScreen, type Words } from '../engine/build-screen.ts'
import type { FileReader } from '../engine/replay.ts'
import type { Event, QuestionScreen, Screen, Tried } from '../engine/screen.ts'
import { advance, positionOf, type Session, settledAnswers } from '../engine/session.ts'
import type { Front } from '../fronts/front.ts'
import { type AnswerKey, showAnswer } from '../model/answers.ts'
import type { Io } from '../model/io.ts'
import { Interrupted, NotSaved, UserError } from '../model/user-error.ts'
import { visible } from '../model/visible.ts'
import { doneLines, leftFiles, nextLines, type WriteReport } from '../model/write-report.ts'
import type { AnswersOnDisk } from '../project/answers-on-disk.ts'
import { artifactsOf } from '../project/artifacts.ts'
import { evaluate } from '../project/evaluation.ts'
import { folderOf, type ProjectPaths } from '../project/paths.ts'
import { addChange, readTries, type Try } from '../project/tries.ts'
import { statusAfter } from '../report/written.ts'
import { asWritten, type BoardLog, keepBoardLog, lastBoardLog, readBoardLog } from './board-log.ts'
import { bringUpScreen } from './bring-up-screen.ts'
import { type Feedback, notSaved, toldOf } from './feedback.ts'
import { type Outcome, Outcomes } from './outcomes.ts'
import { besideTheWizard } from './outside-program.ts'
import { PastedLogs } from './pasted-log.ts'
import { reviewScreen } from './review-screen.ts'
import { asItStands, findingsBrought, type TrialContext, tryAnswer, tryOn } from './trial.ts'
import { wordsOf } from './words.ts'

/** What a walk goes on. */
export interface WalkContext {
  readonly library: Library
  readonly file: AnswersOnDisk
  readonly places: ProjectPaths
  readonly io: Io
  readonly teach: FileReader
}

/** An answer, or a log that was pasted as one. */
type Given = Extract<Event, { kind: 'answer' | 'paste' }>

/** A session after an event at the board, and what is told of it. */
interface Told {
  readonly session: Session
  readonly after: Feedback
}

/** A walk from a session to files on the disk, or to where the user leaves. */
export class Walk {
  readonly #front: Front
  readonly #ground: WalkContext
  readonly #shop: TrialContext
  readonly #words: Words
  #written: WriteReport | undefined
  #last: Outcome | undefined
  /** The console's log that was compared with the checklist, and all that were before. */
  #log: BoardLog | undefined
  #tries: readonly Try[] = []
  readonly #pasted: PastedLogs

  constructor(front: Front, ground: WalkContext) {
    const { library, places, teach, file } = ground
    this.#front = front
    this.#ground = ground
    this.#pasted = new PastedLogs(places)
    this.#shop = { outcomes: new Outcomes(teach, places, () => file.loaded), teach, places, library }
    this.#words = wordsOf(library, (key) => this.#usedIn(key))
  }

  /** The exit status. */
  async run(start: Session): Promise<number> {
    let session = start
    this.#tries = readTries(this.#ground.places)
    await this.#goOnAtTheBoard(start)
    let after: Feedback = {}
    for (;;) {
      const event = await this.#front.ask(await this.#screen(session, after))
      const { draft: _, ...before } = after
      after = {}
      switch (event.kind) {
        case 'leave':
          return this.#leave(session)
        case 'write':
          after = await this.#writeFirst(session)
          break
        case 'try':
          // What the last answer brought stands beside the question until it is answered.
          after = { ...before, tried: await this.#try(session, event.text) }
          break
        case 'rehearse':
          ;({ session, after } = await this.#rehearse(session, event.parts))
          break
        case 'edit':
        case 'page':
          after = await besideTheWizard(event, this.#front, this.#ground.io)
          break
        case 'back':
        case 'jump':
          // From the checklist back is the review.
          if (this.#written && event.kind === 'back') this.#written = undefined
          else {
            this.#written = undefined
            session = advance(session, event)
          }
          break
        case 'explain':
          session = advance(session, event)
          break
        default:
          ;({ session, after } = await this.#told(session, event))
      }
    }
  }

  /** What was answered or pasted; where the disk does not take it, the question is asked again. */
  async #told(session: Session, event: Given): Promise<Told> {
    if (this.#written) return this.#readLog(session, event)
    try {
      const next = this.#answer(session, event)
      if (session.advised && !next.advised) {
        const review = advance(next, { kind: 'jump', to: 'review' })
        await this.#writeAgain(review, session.advised.key)
        return { session: review, after: {} }
      }
      if (next.settled.length <= session.settled.length) return { session: next, after: {} }
      // An answer that was taken shows at once what it brings.
      return { session: next, after: { found: await findingsBrought(session, next, this.#shop) } }
    } catch (error) {
      return { session, after: { ...notSaved(error), ...this.#pasted.draft } }
    }
  }

  #answer(session: Session, event: Given): Session {
    const { open } = positionOf(session)
    if (!open) return session
    const { teach, file } = this.#ground
    const text = this.#pasted.textOf(event, open.question.key)
    // The same session as when it was tried, so that what would come out of it is known.
    const next = tryOn(session, text, teach)
    if (next.refusal === undefined) file.save(next.saved)
    return next
  }

  /** At the board: what a log says, and which of the expected lines it has. */
  async #readLog(session: Session, event: Given): Promise<Told> {
    try {
      const path = this.#pasted.textOf(event, 'bring-up')
      return { session: await this.#take(path, session), after: {} }
    } catch (error) {
      if (error instanceof NotSaved || !(error instanceof UserError)) return { session, after: notSaved(error) }
      const name = event.kind === 'paste' ? 'the log' : event.text
      return { session, after: { refusal: visible(`${name}: ${error.message}. ${error.advice ?? ''}`) } }
    }
  }

  /** Reads a log and keeps it; what it proves is done, and the artifacts say so. */
  async #take(path: string, before: Session): Promise<Session> {
    const { log, session } = readBoardLog(path, before, this.#ground)
    this.#log = log
    if (log.turned.length > 0) this.#written = await this.#write(session)
    const { artifacts } = await this.#shop.outcomes.of(session)
    this.#tries = keepBoardLog(path, log, stampOf(artifacts), this.#ground)
    return session
  }

  /** After a diagnosis was followed: the artifacts with the new answer, unless something stands against it. */
  async #writeAgain(session: Session, key: AnswerKey): Promise<void> {
    const title = positionOf(session).answered.find(({ question }) => question.key === key)?.question.title ?? key
    this.#tries = addChange(this.#ground.places, `${title} ${showAnswer(key, session.saved[key] as never)}`)

    if (positionOf(session).open) return
    const { verdicts } = evaluate(session)
    if (verdicts.findings.some(({ severity }) => severity === 'error')) return
    this.#log = undefined
    this.#written = await this.#write(session)
  }

  /** Where something was tried already and the artifacts are those of the answers, the walk begins at the board. */
  async #goOnAtTheBoard(session: Session): Promise<void> {
    if (this.#tries.length === 0 || positionOf(session).open) return
    const { artifacts } = await this.#shop.outcomes.of(session)
    this.#written = asWritten(artifacts, this.#ground.places)
    if (this.#written) this.#log = lastBoardLog(this.#tries, artifacts, session, this.#ground)
  }

  /**
   * In QEMU, stage by stage, for as long as the user wants to wait; then its log is read as one of the board would be.
   */
  async #rehearse(session: Session, parts: string): Promise<Told> {
    const { io, places, file } = this.#ground
    const ready = evaluate(session)
    if (!ready.planned.ok) return { session, after: {} }
    const { rehearsal, rehearsalFolder, usualSeconds } = await import('../project/rehearsal.ts')
    const progress = this.#front.working('Rehearsing in QEMU; it takes a minute or two')
    try {
      const verdict = await rehearsal(
        ready.planned.plan,
        ready,
        { loaded: file.loaded, places, io },
        {
          parts: resolve(io.cwd, parts),
          workDir: rehearsalFolder(),
          native: false,
          timeoutSeconds: usualSeconds,
          signal: progress.signal,
          report: (says, seconds) => progress.stage(`${seconds.toFixed(0).padStart(4)} s  ${says}`),
        },
      )
      return { session: await this.#take(verdict.log, session), after: { rehearsed: visible(verdict.says) } }
    } catch (error) {
      if (error instanceof Interrupted) return { session, after: { refusal: 'The rehearsal was stopped.' } }
      return { session, after: { refusal: toldOf(error) } }
    }
  }

  async #try(session: Session, text: string): Promise<Tried> {
    const tried = await tryAnswer(session, text, this.#shop)
    if (tried.refusal === undefined) this.#last = await this.#shop.outcomes.of(session)
    return tried
  }

  /** The artifacts whose lines say that they were made from an answer. */
  #usedIn(key: string): readonly string[] {
    return (this.#last?.artifacts ?? [])
      .filter(({ lines }) => lines?.some((block) => block?.from.includes(key)))
      .map(({ path }) => path)
  }

  async #screen(session: Session, after: Feedback): Promise<Screen> {
    const { io, places, library } = this.#ground
    const shown = { folder: folderOf(places, io), library, words: this.#words, columns: io.columns }
    if (this.#written)
      return bringUpScreen(
        session,
        { written: this.#written, log: this.#log, tries: this.#tries, unsaved: this.#pasted.unsaved },
        after,
        shown,
      )
    const question = questionScreen(session, this.#words)
    if (question) return { ...question, ...after } satisfies QuestionScreen
    return reviewScreen(session, after.tried ?? (await asItStands(session, this.#shop)), after, shown)
  }

  /** What an earlier console showed was another plan's. */
  async #writeFirst(session: Session): Promise<Feedback> {
    try {
      this.#written = await this.#write(session)
      this.#log = undefined
      return {}
    } catch (error) {
      return notSaved(error)
    }
  }

  async #write(session: Session): Promise<WriteReport | undefined> {
    const { file, places } = this.#ground
    const ready = evaluate(session)
    if (!ready.planned.ok) return undefined
    file.save({ ...session.saved, ...settledAnswers(session) })
    const artifacts = await artifactsOf(ready.planned.plan, ready, file.loaded, places)
    return writeArtifacts(places.output, artifacts, version(), { force: false })
  }

  /** On the terminal as it was before the full screen, of which nothing is left. */
  #tellWhatWasWritten(written: WriteReport): void {
    const { io, places } = this.#ground
    const folder = folderOf(places, io)
    const left = leftFiles(written, folder).map(({ says, fix }) => `${says}\n  ${fix}`)
    io.out(`${[...doneLines(written, folder), ...left, '', ...nextLines(folder)].join('\n')}\n`)
  }

  /** After writing it is the end; before, the answers are kept. */
  #leave(session: Session): number {
    if (this.#written) {
      this.#front.close()
      if (this.#front.isGoneAfterwards) this.#tellWhatWasWritten(this.#written)
      return statusAfter(this.#written, evaluate(session).verdicts)
    }
    const { io, places } = this.#ground
    const { open } = positionOf(session)
    const where = open ? `at "${open.question.title}"` : 'at the review'
    const file = visible(relative(io.cwd, places.answers) || places.answers)
    const again = basename(places.answers) === file ? 'xenup' : `xenup -a ${file}`
    throw new Interrupted(
      session.settled.length > 0
        ? `\nYour answers are saved in ${file}. Start ${again} again to go on ${where}.\n`
        : '\nNothing was answered yet; start xenup again any time.\n',
    )
  }
}
