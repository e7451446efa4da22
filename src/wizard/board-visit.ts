/** At the board: logs that are named, pasted, watched or rehearsed, what they change, and what was tried before. */
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { manifestName, stampOf } from '../artifacts/manifest.ts'
import { writeArtifacts } from '../artifacts/write.ts'
import { version } from '../content/package-file.ts'
import type { Event } from '../engine/screen.ts'
import { answersToKeep, positionOf, type Session } from '../engine/session.ts'
import type { Front } from '../fronts/front.ts'
import { type AnswerKey, showAnswer } from '../model/answers.ts'
import type { EditChoices } from '../model/edited-files.ts'
import { Interrupted, NotSaved, UserError } from '../model/user-error.ts'
import { visible } from '../model/visible.ts'
import type { WriteReport } from '../model/write-report.ts'
import { artifactsOf } from '../project/artifacts.ts'
import { evaluate } from '../project/evaluation.ts'
import { provenanceOf } from '../project/provenance.ts'
import { addChange, readTries, type Try } from '../project/tries.ts'
import type { BoardLog } from './board-log.ts'
import { type Feedback, notSaved, toldOf } from './feedback.ts'
import { readAhead } from './long-log.ts'
import type { Outcomes } from './outcomes.ts'
import { PastedLogs } from './pasted-log.ts'
import type { WalkContext } from './walk-context.ts'

/** A session after an event at the board, and what is told of it. */
export interface Told {
  readonly session: Session
  readonly after: Feedback
}

/** What judges logs is loaded when there is one: nobody waits for it before the first screen. */
const boardLogs = () => import('./board-log.ts')

/** From the first writing of the artifacts on. */
export class BoardVisit {
  readonly #front: Front
  readonly #ground: WalkContext
  readonly #outcomes: Outcomes
  /** What was written last; undefined while the user is elsewhere. */
  written: WriteReport | undefined
  /** The console's log that was compared with the checklist, and all that were before. */
  log: BoardLog | undefined
  tries: readonly Try[] = []
  readonly pasted: PastedLogs
  /** Ends the watch of a console, which has the terminal for itself. */
  #endWatch: AbortController | undefined

  constructor(front: Front, ground: WalkContext, outcomes: Outcomes) {
    this.#front = front
    this.#ground = ground
    this.#outcomes = outcomes
    this.pasted = new PastedLogs(ground.places)
  }

  /** Ends a watch that goes on; false where there is none. */
  stop(): boolean {
    this.#endWatch?.abort()
    return this.#endWatch !== undefined
  }

  /** True where artifacts lie in the output folder, of whichever answers. */
  get canBeVisited(): boolean {
    return existsSync(join(this.#ground.places.output, manifestName))
  }

  /** Back to the board; what keeps from it is told. */
  async visit(session: Session): Promise<Feedback> {
    const { open } = positionOf(session)
    if (open) return { refusal: `"${open.question.title}" has to be answered before the board.` }
    await this.#open(session)
    return this.written
      ? {}
      : { refusal: 'What lies in the output folder was not made from these answers: write the files first.' }
  }

  /** Where something was tried already and the artifacts are those of the answers, the walk begins at the board. */
  async begin(session: Session): Promise<void> {
    this.tries = readTries(this.#ground.places)
    if (this.tries.length > 0 && !positionOf(session).open) await this.#open(session)
  }

  async #open(session: Session): Promise<void> {
    const { artifacts } = await this.#outcomes.of(session)
    const { asWritten, lastBoardLog } = await boardLogs()
    this.written = asWritten(artifacts, this.#ground.places)
    if (this.written) this.log = lastBoardLog(this.tries, artifacts, session, this.#ground)
  }

  /** The first writing; what an earlier console showed was another plan's. */
  async writeFirst(session: Session, choices: EditChoices): Promise<Feedback> {
    try {
      this.written = await this.write(session, choices)
      this.log = undefined
      return {}
    } catch (error) {
      return notSaved(error)
    }
  }

  /** The artifacts of a session to the disk; what clashes was asked about before the first time. */
  async write(session: Session, choices = this.#ground.choices): Promise<WriteReport | undefined> {
    const { file, places, library } = this.#ground
    const ready = evaluate(session)
    if (!ready.planned.ok) return undefined
    file.save(answersToKeep(session))
    const artifacts = await artifactsOf(ready.planned.plan, ready, file.loaded, places)
    return writeArtifacts(places.output, artifacts, version(), choices, provenanceOf(session, library))
  }

  /** At the board: what a log says, and which of the expected lines it has. */
  async read(session: Session, event: Extract<Event, { kind: 'answer' | 'paste' }>): Promise<Told> {
    try {
      const path = this.pasted.textOf(event, 'bring-up')
      return { session: await this.#take(path, session), after: {} }
    } catch (error) {
      if (error instanceof NotSaved || !(error instanceof UserError)) return { session, after: notSaved(error) }
      const name = event.kind === 'paste' ? 'the log' : event.text
      return { session, after: { refusal: visible(`${name}: ${error.message}. ${error.advice ?? ''}`) } }
    }
  }

  /** Reads a log and keeps it; what it proves is done, and the artifacts say so. */
  async #take(path: string, before: Session): Promise<Session> {
    const { keepBoardLog, readBoardLog } = await boardLogs()
    if (!(await readAhead(path, this.#front, this.#ground))) throw new UserError('reading was stopped', { where: path })
    const log = readBoardLog(path, before, this.#ground)
    const { session } = log
    this.log = log
    if (log.turned.length > 0) this.written = await this.write(session)
    const { artifacts } = await this.#outcomes.of(session)
    this.tries = keepBoardLog(path, log, stampOf(artifacts), this.#ground)
    return session
  }

  /** After a diagnosis was followed: the artifacts with the new answer, unless something stands against it. */
  async writeAgain(session: Session, key: AnswerKey): Promise<void> {
    const title = positionOf(session).answered.find(({ question }) => question.key === key)?.question.title ?? key
    this.tries = addChange(this.#ground.places, `${title} ${showAnswer(key, session.saved[key] as never)}`)

    if (positionOf(session).open) return
    const { verdicts } = evaluate(session)
    if (verdicts.findings.some(({ severity }) => severity === 'error')) return
    this.log = undefined
    this.written = await this.write(session)
  }

  /**
   * In QEMU, stage by stage, for as long as the user wants to wait; then its log is read as one of the board would be.
   */
  async rehearse(session: Session, parts: string): Promise<Told> {
    const { io, places, file } = this.#ground
    const ready = evaluate(session)
    if (!ready.planned.ok) return { session, after: {} }
    const { rehearsal, rehearsalFolder, usualSeconds } = await import('../project/rehearsal.ts')
    const progress = this.#front.working('Rehearsing in QEMU; it takes a minute or two')
    try {
      const { verdict, says } = await rehearsal(
        ready.planned.plan,
        ready,
        { loaded: file.loaded, places, io },
        {
          parts: resolve(io.cwd, parts),
          workDir: rehearsalFolder(),
          native: false,
          timeoutSeconds: usualSeconds,
          signal: progress.signal,
          report: (stage, seconds) => progress.stage(`${seconds.toFixed(0).padStart(4)} s  ${stage}`),
        },
      )
      return { session: await this.#take(verdict.log, session), after: { rehearsed: visible(says) } }
    } catch (error) {
      if (error instanceof Interrupted) return { session, after: { refusal: 'The rehearsal was stopped.' } }
      return { session, after: { refusal: toldOf(error) } }
    }
  }

  /** On the terminal itself, until Ctrl-C; then the log that it kept is read as one that was named. */
  async watch(session: Session, source: string): Promise<Told> {
    const { io, library, places } = this.#ground
    const { watching, knownOfConsole } = await import('../project/watching.ts')
    const end = new AbortController()
    this.#endWatch = end
    try {
      const { says, log } = await this.#front.aside(() =>
        watching({ source }, knownOfConsole(session), {
          io,
          library,
          folder: dirname(places.answers),
          signal: end.signal,
        }),
      )
      if (says === undefined) return { session, after: { refusal: 'The console showed no line of a boot.' } }
      const after = { watched: visible(says) }
      return { session: log === undefined ? session : await this.#take(log, session), after }
    } catch (error) {
      return { session, after: { refusal: toldOf(error) } }
    } finally {
      this.#endWatch = undefined
    }
  }
}
