/** The answers file as the wizard keeps it: saved after each answer, with the user's comments. */
import { dirname } from 'node:path'
import { newAnswersText, setAnswers } from '../answers/document.ts'
import { readAnswersFile } from '../answers/read.ts'
import { type FileStamp, type LoadedAnswers, saveAnswers, saveSchema } from '../answers/save.ts'
import { removeLeftOvers } from '../disk/temporary.ts'
import type { Answers } from '../model/answers.ts'
import { NotSaved } from '../model/user-error.ts'

export class AnswersOnDisk {
  #text: string | undefined
  #seen: FileStamp | undefined
  readonly path: string

  constructor(path: string, loaded: LoadedAnswers | undefined) {
    this.path = path
    this.#text = loaded?.document.text
    this.#seen = loaded?.seen
    removeLeftOvers(dirname(path))
  }

  save(answers: Answers): void {
    const text =
      this.#text === undefined ? newAnswersText(answers) : setAnswers({ file: this.path, text: this.#text }, answers)
    this.#seen = saveAnswers(this.path, text, this.#seen)
    this.#text = text
    try {
      saveSchema(this.path)
    } catch (error) {
      // It comes with the next answer; this one is saved.
      if (!(error instanceof NotSaved)) throw error
    }
  }

  /** As it was loaded from disk, for those who write it again; nothing before the first save. */
  get loaded(): LoadedAnswers | undefined {
    if (this.#text === undefined || this.#seen === undefined) return undefined
    return { ...readAnswersFile(this.#text, this.path), seen: this.#seen }
  }
}
