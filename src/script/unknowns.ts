/**
 * What is not known while a script is read, as characters in its texts: sizes of files, and variables of the board.
 *
 * They lie in Unicode's private area, which withoutPrivate keeps free, so that they can be copied from variable to variable, stand
 * in the middle of a word, and be told from all that the script says itself.
 */

const firstSize = 0xe000
const firstName = 0xe400
const last = 0xf8ff

/** Loads in one script, at most. */
export const maxLoads = firstName - firstSize

/** A text that brings none of these characters itself. */
export const withoutPrivate = (text: string): string => text.replace(/[\ue000-\uf8ff]/g, '?')

/** The size of a load, as U-Boot writes it into filesize: hex digits without 0x. */
export const sizeOf = (load: number): string => String.fromCharCode(firstSize + load)

/** The load whose size a text is, where it is nothing else. */
export function loadOf(text: string): number | undefined {
  const code = text.length === 1 ? text.charCodeAt(0) : 0
  return code >= firstSize && code < firstName ? code - firstSize : undefined
}

/** True where something in a text is not known. */
export const isUnknown = (text: string): boolean => /[\ue000-\uf8ff]/.test(text)

/** The names of variables that have no known value. */
export class Unknowns {
  readonly #byName = new Map<string, string>()
  readonly #names: string[] = []

  /** The character for a variable; the same for the same name. Beyond some thousand they share the last. */
  of(name: string): string {
    const known = this.#byName.get(name)
    if (known !== undefined) return known
    const code = firstName + this.#names.length
    if (code > last) return String.fromCharCode(last)
    this.#names.push(name)
    this.#byName.set(name, String.fromCharCode(code))
    return String.fromCharCode(code)
  }

  /** A text for people: each unknown as the variable that it came from. */
  shown(text: string): string {
    return text.replace(/[\ue000-\uf8ff]/g, (character) => {
      const code = character.charCodeAt(0)
      return code < firstName ? '${filesize}' : `\${${this.#names[code - firstName] ?? '…'}}`
    })
  }
}
