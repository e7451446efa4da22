/**
 * The conversation: shows screens until the artifacts are written or the user leaves. Joins session, pages, files and a
 * front end.
 */
import { basename, relative } from 'node:path'
import { questionScreen, type Words } from '../engine/build-screen.ts'
import type { Event, QuestionScreen, Screen, Tried } from '../engine/screen.ts'
import { advance, answersToKeep, notKept, positionOf, type Session } from '../engine/session.ts'
import { carryOn, followedText, goExpress, takeRest } from '../engine/take.ts'
import type { Front } from '../fronts/front.ts'
import { type AnswerKey, isLogKey } from '../model/answers.ts'
import { Interrupted } from '../model/user-error.ts'
import { visible } from '../model/visible.ts'
import { doneLines, leftFiles, nextLines, type WriteReport } from '../model/write-report.ts'
import { answerOrigins } from '../project/answer-origins.ts'
import { evaluate } from '../project/evaluation.ts'
import { withNearby } from '../project/nearby-files.ts'
import { folderOf } from '../project/paths.ts'
import { statusAfter } from '../report/written.ts'
import { BoardVisit, type Told } from './board-visit.ts'
import type { ClashShown } from './clash-screen.ts'
import { type Clashing, nextClash } from './clashing.ts'
import { type Feedback, notSaved } from './feedback.ts'
import { isLaneDue, laneOf, laneScreen } from './lane-screen.ts'
import { readAhead, stoppedReading } from './long-log.ts'
import { type Outcome, Outcomes } from './outcomes.ts'
import { besideTheWizard } from './outside-program.ts'
import { reviewScreen } from './review-screen.ts'
import { asItStands, findingsBrought, type TrialContext, tryAnswer, tryOn } from './trial.ts'
import type { WalkContext } from './walk-context.ts'
import { wordsOf } from './words.ts'

/** What was given for this run alone is an answer like any other once it was given at its question. */
const saidHere = (key: AnswerKey, session: Session): Session =>
  session.setKeys.includes(key) ? { ...session, setKeys: session.setKeys.filter((one) => one !== key) } : session

/** An answer, or a log that was pasted as one. */
type Given = Extract<Event, { kind: 'answer' | 'paste' }>

/** A walk from a session to files on the disk, or to where the user leaves. */
export class Walk {
  readonly #front: Front
  readonly #ground: WalkContext
  readonly #shop: TrialContext
  readonly #words: Words
  readonly #board: BoardVisit
  #last: Outcome | undefined
  /** True while the question is open to which the cause of a failed boot led. */
  #isMending = false
  /** The file that is asked about before writing, and what was chosen for those before it. */
  #clash: ClashShown | undefined
  #chosen: Clashing = {}

  constructor(front: Front, ground: WalkContext) {
    const { library, places, teach, file } = ground
    this.#front = front
    this.#ground = ground
    this.#shop = { outcomes: new Outcomes(teach, places, () => file.loaded), teach, places, library }
    this.#board = new BoardVisit(front, ground, this.#shop.outcomes)
    this.#words = wordsOf(library, (key) => this.#usedIn(key))
  }

  /** Somebody wants the program to end (Ctrl-C, SIGTERM); a watch that goes on ends first, and that alone. */
  stop(): void {
    if (!this.#board.stop()) this.#front.stop()
  }

  /** The exit status. */
  async run(start: Session): Promise<number> {
    const { places, teach } = this.#ground
    let session = withNearby(start, places, teach)
    await this.#board.begin(session)
    let after: Feedback = {}
    for (;;) {
      const event = await this.#front.ask(await this.#screen(session, after))
      const { draft: _, ...before } = after
      after = {}
      switch (event.kind) {
        case 'leave':
          return this.#leave(session)
        case 'write':
          after = await this.#write(session, {})
          break
        case 'settle':
          after = await this.#write(session, { ...this.#chosen, [event.path]: event.choice })
          break
        case 'try':
          // What the last answer brought stands beside the question until it is answered.
          after = { ...before, tried: await this.#try(session, event.text) }
          break
        case 'rehearse':
          ;({ session, after } = await this.#board.rehearse(session, event.parts))
          break
        case 'watch':
          ;({ session, after } = await this.#board.watch(session, event.source))
          break
        case 'edit':
        case 'page':
          after = await besideTheWizard(event, this.#front, this.#ground.io)
          break
        case 'back':
        case 'jump':
          if (event.kind === 'jump' && event.to === 'bring-up') {
            if (!this.#board.written) ({ session, after } = await this.#toBoard(session))
            break
          }
          // From the checklist, and from a file that clashes, back is the review.
          if (!(event.kind === 'back' && (this.#board.written || this.#clash))) {
            this.#isMending = this.#board.written !== undefined && event.kind === 'jump' && event.advised !== undefined
            session = laneOf(advance(session, event))
          }
          this.#board.written = undefined
          this.#clash = undefined
          break
        case 'take':
          ;({ session, after } = this.#taken(session, event.until))
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
    if (this.#board.written) return this.#board.read(session, event)
    const { teach, places } = this.#ground
    try {
      if (isLaneDue(session) && event.kind === 'answer') return { session: this.#lane(session, event.text), after: {} }
      const next = await this.#answer(session, event)
      if (next.refusal !== undefined) return { session: next, after: {} }
      const carried = carryOn(withNearby(next, places, teach), teach)
      const there = goExpress(carried.session, teach)
      if (there !== next) this.#ground.file.save(answersToKeep(there))
      const followed = carried.followed.map(followedText)
      if (this.#isMending && session.advised && !next.advised) {
        this.#isMending = false
        await this.#board.writeAgain(there, session.advised.key)
        return { session: there, after: { followed } }
      }
      // An answer that was taken shows at once what it brings.
      return { session: there, after: { found: await findingsBrought(session, there, this.#shop), followed } }
    } catch (error) {
      return { session, after: { ...notSaved(error), ...this.#board.pasted.draft } }
    }
  }

  /** From anywhere to the board, with the answers as they are. */
  async #toBoard(before: Session): Promise<Told> {
    const session = positionOf(before).open ? advance(before, { kind: 'jump', to: 'review' }) : before
    return { session, after: session.refusal === undefined ? await this.#board.visit(session) : {} }
  }

  /** How much is asked from here on. */
  #lane(session: Session, text: string): Session {
    const { teach, file } = this.#ground
    const there = goExpress({ ...session, lane: text === 'express' ? 'express' : 'every' }, teach)
    file.save(answersToKeep(there))
    return there
  }

  /** What is suggested for the rest; an answers file that cannot be written leaves all as it was. */
  #taken(session: Session, until: 'step' | 'end'): Told {
    const { teach, file } = this.#ground
    try {
      const there = takeRest(session, teach, until)
      file.save(answersToKeep(there))
      return { session: laneOf(there), after: {} }
    } catch (error) {
      return { session, after: notSaved(error) }
    }
  }

  async #answer(session: Session, event: Given): Promise<Session> {
    const { open } = positionOf(session)
    if (!open) return session
    const { teach, file } = this.#ground
    const text = this.#board.pasted.textOf(event, open.question.key)
    if (!(await this.#isRead(open.question.key, text)))
      return advance(session, { kind: 'refuse', says: stoppedReading })
    // The same session as when it was tried, so that what would come out of it is known.
    const next = saidHere(open.question.key, tryOn(session, text, teach))
    if (next.refusal === undefined) file.save(answersToKeep(next))
    return next
  }

  /** Writes, once nothing is left to ask. */
  async #write(session: Session, chosen: Clashing): Promise<Feedback> {
    const { places, choices } = this.#ground
    this.#chosen = chosen
    const all = { ...choices, files: { ...choices.files, ...chosen } }
    const { artifacts } = await this.#shop.outcomes.of(session)
    this.#clash = nextClash(places.output, artifacts, all)
    return this.#clash ? {} : this.#board.writeFirst(session, all)
  }

  /** False when a log that takes its time was not waited for. */
  async #isRead(key: AnswerKey, text: string): Promise<boolean> {
    return !isLogKey(key) || (await readAhead(text, this.#front, this.#ground))
  }

  async #try(session: Session, text: string): Promise<Tried> {
    if (isLaneDue(session)) return { text, completions: [], findings: [], passed: [], notChecked: [], files: [] }
    const { open } = positionOf(session)
    if (open && !(await this.#isRead(open.question.key, text)))
      return { text, refusal: stoppedReading, completions: [], findings: [], passed: [], notChecked: [], files: [] }
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
    const screen = await this.#plainScreen(session, after)
    if (!this.#board.canBeVisited) return screen
    return { ...screen, map: screen.map.map((step) => (step.id === 'bring-up' ? { ...step, canGo: true } : step)) }
  }

  async #plainScreen(session: Session, after: Feedback): Promise<Screen> {
    const { io, places, library } = this.#ground
    const shown = { folder: folderOf(places, io), library, words: this.#words, columns: io.columns }
    const { written, log, tries, pasted } = this.#board
    if (written)
      return (await import('./bring-up-screen.ts')).bringUpScreen(
        session,
        { written, log, tries, unsaved: pasted.unsaved },
        after,
        shown,
      )
    if (isLaneDue(session)) return { ...laneScreen(session, this.#words, this.#ground), ...after }
    const question = questionScreen(session, this.#words)
    if (question) return { ...question, ...after } satisfies QuestionScreen
    const tried = after.tried ?? (await asItStands(session, this.#shop))
    if (this.#clash) return (await import('./clash-screen.ts')).clashScreen(session, this.#clash, tried, after, shown)
    return reviewScreen(session, { tried, answers: answerOrigins(session, this.#ground.layers) }, after, shown)
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
    if (this.#board.written) {
      this.#front.close()
      if (this.#front.isGoneAfterwards) this.#tellWhatWasWritten(this.#board.written)
      return statusAfter(this.#board.written, evaluate(session).verdicts)
    }
    const { io, places } = this.#ground
    const { open } = positionOf(session)
    const where = open ? `at "${open.question.title}"` : 'at the review'
    const file = visible(relative(io.cwd, places.answers) || places.answers)
    const lost = notKept(session)
    const again = basename(places.answers) === file ? 'xenup' : `xenup -a ${file}`
    throw new Interrupted(
      session.settled.length > 0
        ? `\nYour answers are saved in ${file}. Start ${again} again to go on ${where}.\n${lost === undefined ? '' : `${lost}.\n`}`
        : '\nNothing was answered yet; start xenup again any time.\n',
    )
  }
}
