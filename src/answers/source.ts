/**
 * From bytes to text that may be parsed: small enough, UTF-8, and without characters that YAML has no place for.
 */
import { limits } from '../model/limits.ts'
import { unprintable } from '../model/visible.ts'
import { AnswersError, AnswersProblems } from './problem.ts'

const largest = limits.answers.most

/** All that YAML allows in a file (YAML 1.2.2, 5.1 c-printable), with a carriage return only before a newline. */
const foreign = /\r(?!\n)|[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

/** The text of a file's bytes; what is not UTF-8 is refused with its place. */
export function decode(bytes: Uint8Array, file: string): string {
  if (bytes.length > largest) throw tooLarge(file)
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  const again = new TextEncoder().encode(text)
  const bad = bytes.findIndex((byte, index) => byte !== again[index])
  if (bad < 0) return text
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  const says = wide
    ? 'the file is UTF-16; save it as UTF-8'
    : 'these bytes are not UTF-8 text; save the file as UTF-8, or is it another file?'
  // Decoded as the beginning of a stream, a character that is cut off at the end is left out: it is the bad one.
  const sound = new TextDecoder('utf-8').decode(bytes.subarray(0, bad), { stream: true })
  const faults = new AnswersProblems()
  faults.add(says, wide ? 0 : sound.length)
  faults.settle(wide ? '' : sound, file)
  return text
}

/** The byte order mark that some editors begin a file with, and what follows it: the mark takes no column. */
export const parted = (text: string): readonly [mark: string, body: string] =>
  text.startsWith('\ufeff') ? ['\ufeff', text.slice(1)] : ['', text]

/** Refuses a text that is too large; returns it with every character that YAML forbids noted and made harmless. */
export function harmless(text: string, file: string, faults: AnswersProblems): string {
  if (text.length > largest) throw tooLarge(file)
  let lineStart = 0
  let clean = true
  for (const line of text.split(/(?<=\n)/)) {
    const found = line.match(foreign)
    if (found) {
      clean = false
      const others = found.length > 1 ? ` (and ${found.length - 1} more such characters on this line)` : ''
      faults.add(
        `there is ${named(found[0])} here${others}, which a text file cannot hold; remove it`,
        lineStart + line.search(foreign),
      )
    }
    lineStart += line.length
  }
  // One code unit for one, so that offsets stay; the parser's own control tokens cannot be forged either.
  return clean ? text : text.replace(foreign, '\ufffd')
}

const tooLarge = (file: string): AnswersError =>
  new AnswersError(file, [
    { line: 1, column: 1, says: 'the file has more than 1 MiB, and an answers file a few KiB; name another file' },
  ])

const named = (character: string): string =>
  character === '\r' ? 'a carriage return without a newline' : unprintable(character)!.replace(/ at character 1$/, '')
