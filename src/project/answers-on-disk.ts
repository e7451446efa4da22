/** The answers file as the wizard keeps it: saved after each answer, with the user's comments. */
import { dirname } from 'node:path'
import { newAnswersText, setAnswers } from '../answers/document.ts'
import { readAnswersFile } from '../answers/read.ts'
import { type FileStamp, type LoadedAnswers, saveAnswers, saveSchema } from '../answers/save.ts'
import { removeLeftOvers } from '../disk/temporary.ts'
import { currentVersion } from '../model/answer-forms.ts'
import { type AnswerKey, type Answers, answerKeys, showAnswer } from '../model/answers.ts'
import { NotSaved } from '../model/user-error.ts'
import { notMixed, rewritten } from './old-forms.ts'

export class AnswersOnDisk {
  #text: string | undefined
  #seen: FileStamp | undefined
  readonly path: string

  readonly #below: Answers
  /** As the user named it. */
  readonly #shown: string

  /** `below` are the answers of the layers that it lies over: what they say already is not said again. */
  constructor(path: string, loaded: LoadedAnswers | undefined, below: Answers = {}) {
    this.path = path
    this.#below = below
    this.#text = loaded?.document.text
    this.#shown = loaded?.document.file ?? path
    this.#seen = loaded?.seen
    removeLeftOvers(dirname(path))
  }

  /**
   * Saves the answers. Into a file of an older form nothing is saved, and UserError says so: it is rewritten when somebody
   * says it.
   */
  save(all: Answers): void {
    const answers = this.#own(all)
    const { loaded } = this
    if (loaded && loaded.version < currentVersion) {
      if (isSame(answers, loaded.answers)) return
      throw notMixed(this.#shown, loaded.version)
    }
    const text =
      this.#text === undefined ? newAnswersText(answers) : setAnswers({ file: this.path, text: this.#text }, answers)
    this.#write(text)
  }

  /** True for a file of an older form. */
  get isOld(): boolean {
    return this.loaded !== undefined && this.loaded.version < currentVersion
  }

  /** Rewrites a file of an older form in today's. */
  rewrite(): void {
    const today = this.loaded && rewritten(this.loaded)
    if (today) this.#write(today.text)
  }

  #write(text: string): void {
    this.#seen = saveAnswers(this.path, text, this.#seen)
    this.#text = text
    try {
      saveSchema(this.path)
    } catch (error) {
      // It comes with the next answer; this one is saved.
      if (!(error instanceof NotSaved)) throw error
    }
  }

  /** Without what the layers below say, unless it was in the file before. */
  #own(all: Answers): Answers {
    const before = this.#text === undefined ? {} : readAnswersFile(this.#text, this.path).answers
    const isOwn = (key: AnswerKey): boolean =>
      before[key] !== undefined ||
      this.#below[key] === undefined ||
      showAnswer(key, this.#below[key] as never) !== showAnswer(key, all[key] as never)
    return Object.fromEntries(
      answerKeys.filter((key) => all[key] !== undefined && isOwn(key)).map((key) => [key, all[key]]),
    )
  }

  /** As it was loaded from disk, for those who write it again; nothing before the first save. */
  get loaded(): LoadedAnswers | undefined {
    if (this.#text === undefined || this.#seen === undefined) return undefined
    return { ...readAnswersFile(this.#text, this.path), seen: this.#seen }
  }
}

/** True when the file says all of it already. */
const isSame = (answers: Answers, before: Answers): boolean =>
  answerKeys.every(
    (key) =>
      answers[key] === undefined ||
      (before[key] !== undefined && showAnswer(key, answers[key] as never) === showAnswer(key, before[key] as never)),
  )
