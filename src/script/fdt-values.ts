/** Values of `fdt set` as U-Boot reads them (cmd/fdt.c, fdt_parse_prop): cells, bytes, or strings. */
import type { CellSeen, TextPlace, TextSeen } from '../model/boot-seen.ts'
import type { PropertySeen } from './tree.ts'
import { isUnknown, loadOf } from './unknowns.ts'

/** A value, and what U-Boot would say against it or make of it. */
export interface ValueRead {
  readonly value?: PropertySeen
  readonly refused?: { readonly at: TextPlace; readonly says: string; readonly fix: string }
  readonly doubts: readonly { readonly at: TextPlace; readonly says: string; readonly fix: string }[]
}

/** Reads the words behind the property's name; only in a reg is a large number hardly ever meant as decimal. */
export function readValue(property: string, words: readonly TextSeen[], at: TextPlace): ValueRead {
  const first = words[0]?.text[0]
  if (first === '<') return readCells(words, at, property === 'reg')
  if (first === '[')
    return {
      value: { kind: 'other', at, bytes: words.reduce((sum, { text }) => sum + text.length, 0) >> 1 },
      doubts: [],
    }
  const texts = words.map(({ text }) => text)
  return {
    value: { kind: 'texts', at, texts, bytes: texts.reduce((sum, { length }) => sum + length + 1, 0) },
    doubts: words.flatMap((word) => doubtOf(word, words.length)),
  }
}

/** A comma of a .dts source becomes part of the string. */
function doubtOf({ text, at }: TextSeen, count: number): ValueRead['doubts'] {
  if (count > 1 && /^[\w-]+,[\w-]+,$/.test(text))
    return [
      {
        at,
        says: `The string is "${text}" with its comma: fdt set has no commas between strings, as a .dts file has`,
        fix: 'Put spaces between them, and nothing else.',
      },
    ]
  return count === 1 && /^0x[\da-f]+$/i.test(text)
    ? [{ at, says: `${text} without <> is stored as text, not as a number`, fix: `Write <${text}>.` }]
    : []
}

/** Longest list of cells that U-Boot has room for: SCRATCHPAD is 1024 bytes. */
const mostCells = 256

function readCells(words: readonly TextSeen[], at: TextPlace, isReg: boolean): ValueRead {
  const cells: CellSeen[] = []
  const doubts: ValueRead['doubts'][number][] = []
  let isClosed = false
  for (const [index, word] of words.entries()) {
    const [inside = '', behind] = (index === 0 ? word.text.slice(1) : word.text).split('>', 2)
    for (const text of inside.split(/\s+/).filter((one) => one !== '')) {
      const cell = readCell(text)
      if ('fault' in cell) return { refused: { at: word.at, ...cell.fault }, doubts }
      if (isReg && cell.doubt) doubts.push({ at: word.at, ...cell.doubt })
      cells.push(cell.cell)
    }
    if (behind !== undefined) {
      isClosed = true
      break
    }
  }
  if (!isClosed) return { refused: { at, says: 'The list of cells has no > at its end', fix: 'Close it.' }, doubts }
  if (cells.length > mostCells)
    return {
      refused: {
        at,
        says: `There are ${cells.length} cells, and fdt set has room for ${mostCells}`,
        fix: 'Set fewer.',
      },
      doubts,
    }
  return { value: { kind: 'cells', at, cells, bytes: 4 * cells.length }, doubts }
}

type CellRead =
  | { readonly cell: CellSeen; readonly doubt?: { readonly says: string; readonly fix: string } }
  | { readonly fault: { readonly says: string; readonly fix: string } }

/** simple_strtoul with base 0: 0x is hex, a leading 0 octal, anything else decimal. */
function readCell(text: string): CellRead {
  const bare = /^0x/i.test(text) ? text.slice(2) : undefined
  const size = loadOf(bare ?? text)
  if (size !== undefined)
    return bare === undefined
      ? {
          fault: {
            says: 'filesize stands in the cells without 0x: it holds hex digits alone, and U-Boot reads them as decimal or says "Sorry, I could not convert"',
            fix: 'Write 0x$filesize.',
          },
        }
      : { cell: { kind: 'size', load: size } }
  if (isUnknown(text)) return { cell: { kind: 'unknown', text } }
  if (bare !== undefined)
    return /^[\da-f]{1,16}$/i.test(bare)
      ? { cell: { kind: 'number', value: BigInt(text) } }
      : { fault: { says: `${text} is no number`, fix: 'Correct it.' } }
  if (/^\d+$/.test(text)) {
    const value = /^0[0-7]+$/.test(text) ? BigInt(`0o${text.slice(1)}`) : BigInt(text)
    return value >= 0x1_0000n
      ? {
          cell: { kind: 'number', value },
          doubt: {
            says: `${text} without 0x is decimal in the cells of fdt set, 0x${value.toString(16)}`,
            fix: `Write 0x${text} if hex is meant.`,
          },
        }
      : { cell: { kind: 'number', value } }
  }
  return {
    fault: {
      says: `U-Boot cannot read the cell ${text}: it says "Sorry, I could not convert", and the property is not set`,
      fix: /^[\da-f]+$/i.test(text) ? `Write 0x${text}.` : 'Write a number.',
    },
  }
}
