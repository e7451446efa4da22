/** A log that was pasted becomes a file beside the answers, so that the answer that names it can be given again. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { replaceFile } from '../disk/replace-file.ts'
import type { ProjectPaths } from '../project/paths.ts'

/** The pasted logs of a walk: one that the disk did not take is kept here until it does. */
export class PastedLogs {
  readonly #places: ProjectPaths
  #unsaved: { readonly name: string; readonly text: string } | undefined

  constructor(places: ProjectPaths) {
    this.#places = places
  }

  /** The name of a log that is not saved yet. */
  get unsaved(): string | undefined {
    return this.#unsaved?.name
  }

  /** Its name as the answer to begin with. */
  get draft(): { readonly draft?: string } {
    return this.#unsaved === undefined ? {} : { draft: this.#unsaved.name }
  }

  /** The answer to a question: of a log that was pasted, the name under which it is kept now. Throws NotSaved. */
  textOf({ kind, text }: { readonly kind: 'answer' | 'paste'; readonly text: string }, key: string): string {
    const [step = 'pasted'] = key.split('.')
    const name = kind === 'paste' ? unusedLog(step, this.#places) : text
    if (kind === 'paste') this.#unsaved = { name, text: text.endsWith('\n') ? text : `${text}\n` }
    if (this.#unsaved?.name === name) {
      replaceFile(join(dirname(this.#places.answers), name), this.#unsaved.text)
      this.#unsaved = undefined
    }
    return name
  }
}

/** The name of a log of a step that is free beside the answers: `firmware.log`, `firmware-2.log`. */
export function unusedLog(step: string, places: ProjectPaths): string {
  for (let number = 1; ; number++) {
    const name = `${step}${number === 1 ? '' : `-${number}`}.log`
    if (!existsSync(join(dirname(places.answers), name))) return name
  }
}
