/**
 * The conversation: shows screens until the artifacts are written or the user leaves. Joins session, pages, files and a
 * front end.
 */
import { basename, relative, resolve } from 'node:path'
import { writeArtifacts } from '../artifacts/write.ts'
import type { Library } from '../content/library.ts'
import { version } from '../content/package-file.ts'
import { questionScreen, type Words } from '../engine/build-screen.ts'
import type { FileReader } from '../engine/replay.ts'
import type { Event, QuestionScreen, Screen, Tried } from '../engine/screen.ts'
import { advance, positionOf, type Session, settledAnswers } from '../engine/session.ts'
import type { Front } from '../fronts/front.ts'
import type { Io } from '../model/io.ts'
import { Interrupted, UserError } from '../model/user-error.ts'
import { visible } from '../model/visible.ts'
import { doneLines, leftFiles, nextLines, type WriteReport } from '../model/write-report.ts'
import type { AnswersOnDisk } from '../project/answers-on-disk.ts'
import { artifactsOf } from '../project/artifacts.ts'
import { evaluate } from '../project/evaluation.ts'
import { folderOf, type ProjectPaths } from '../project/paths.ts'
import { lastBootIn } from '../project/user-file.ts'
import { statusAfter } from '../report/written.ts'
import { bringUpScreen, type ReadLog } from './bring-up-screen.ts'
import type { Feedback } from './feedback.ts'
import { type Outcome, Outcomes } from './outcomes.ts'
import { edited, paged } from './outside-program.ts'
import { keepPasted } from './pasted-log.ts'
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

/** A walk from a session to files on the disk, or to where the user leaves. */
export class Walk {
  readonly #front: Front
  readonly #ground: WalkContext
  readonly #shop: TrialContext
  readonly #words: Words
  #written: WriteReport | undefined
  #last: Outcome | undefined
  /** The console's log that was compared with the checklist. */
  #log: ReadLog | undefined

  constructor(front: Front, ground: WalkContext) {
    const { library, places, teach, file } = ground
    this.#front = front
    this.#ground = ground
    this.#shop = { outcomes: new Outcomes(teach, places, () => file.loaded), teach, places, library }
    this.#words = wordsOf(library, (key) => this.#usedIn(key))
  }

  /** The exit status. */
  async run(start: Session): Promise<number> {
    let session = start
    let after: Feedback = {}
    for (;;) {
      const event = await this.#front.ask(await this.#screen(session, after))
      const { draft: _, ...before } = after
      after = {}
      switch (event.kind) {
        case 'leave':
          return this.#leave(session)
        case 'write':
          this.#written = await this.#write(session)
          // What an earlier console showed was another plan's.
          this.#log = undefined
          break
        case 'try':
          // What the last answer brought stands beside the question until it is answered.
          after = { ...before, tried: await this.#try(session, event.text) }
          break
        case 'rehearse':
          after = await this.#rehearse(session, event.parts)
          break
        case 'edit':
        case 'page':
          after = await this.#outside(event)
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
        default: {
          if (this.#written) {
            after = this.#readLog(session, event)
            break
          }
          const next = this.#answer(session, event)
          // An answer that was taken shows at once what it brings.
          if (next.settled.length > session.settled.length)
            after = { found: await findingsBrought(session, next, this.#shop) }
          session = next
        }
      }
    }
  }

  #answer(session: Session, event: Extract<Event, { kind: 'answer' | 'paste' }>): Session {
    const { open } = positionOf(session)
    if (!open) return session
    const { teach, places, file } = this.#ground
    const text = event.kind === 'paste' ? keepPasted(event.text, open.question.key, places) : event.text
    // The same session as when it was tried, so that what would come out of it is known.
    const next = tryOn(session, text, teach)
    if (next.refusal === undefined) file.save(next.saved)
    return next
  }

  /** At the board: what a log says, and which of the expected lines it has. */
  #readLog(session: Session, event: Extract<Event, { kind: 'answer' | 'paste' }>): Feedback {
    try {
      const path = event.kind === 'paste' ? keepPasted(event.text, 'bring-up', this.#ground.places) : event.text
      this.#log = this.#logIn(path, session)
      return {}
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      return {
        refusal: visible(`${event.kind === 'paste' ? 'the log' : event.text}: ${error.message}. ${error.advice ?? ''}`),
      }
    }
  }

  #logIn(path: string, session: Session): ReadLog {
    const { places, teach } = this.#ground
    const { planned } = evaluate(session)
    return {
      learnt: teach(path, 'log'),
      boot: lastBootIn(path, places.folders, planned.ok ? planned.plan.expects : []),
    }
  }

  /**
   * In QEMU, stage by stage, for as long as the user wants to wait; then its log is read as one of the board would be.
   */
  async #rehearse(session: Session, parts: string): Promise<Feedback> {
    const { io, places, file } = this.#ground
    const ready = evaluate(session)
    if (!ready.planned.ok) return {}
    const { rehearsal, newWorkFolder, usualSeconds } = await import('../project/rehearsal.ts')
    const progress = this.#front.working('Rehearsing in QEMU; it takes a minute or two')
    try {
      const { verdict, says } = await rehearsal(
        ready.planned.plan,
        ready,
        { loaded: file.loaded, places, io },
        {
          parts: resolve(io.cwd, parts),
          workDir: newWorkFolder(),
          native: false,
          timeoutSeconds: usualSeconds,
          signal: progress.signal,
          report: (says, seconds) => progress.stage(`${seconds.toFixed(0).padStart(4)} s  ${says}`),
        },
      )
      this.#log = this.#logIn(verdict.log, session)
      return { rehearsed: visible(says) }
    } catch (error) {
      if (error instanceof Interrupted) return { refusal: 'The rehearsal was stopped.' }
      if (!(error instanceof UserError)) throw error
      return { refusal: visible(`${error.where}: ${error.message}. ${error.advice ?? ''}`) }
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

  async #outside(event: Extract<Event, { kind: 'edit' | 'page' }>): Promise<Feedback> {
    const { io } = this.#ground
    try {
      if (event.kind === 'edit') return { draft: await this.#front.aside(() => edited(event.text, io)) }
      await this.#front.aside(() => paged(event.text, io))
      return {}
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      return { refusal: visible(`${error.where}: ${error.message}. ${error.advice}`) }
    }
  }

  async #screen(session: Session, after: Feedback): Promise<Screen> {
    const { io, places, library } = this.#ground
    const shown = { folder: folderOf(places, io), library, words: this.#words, columns: io.columns }
    if (this.#written) return bringUpScreen(session, this.#written, this.#log, after, shown)
    const question = questionScreen(session, this.#words)
    if (question) return { ...question, ...after } satisfies QuestionScreen
    return reviewScreen(session, after.tried ?? (await asItStands(session, this.#shop)), after, shown)
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
