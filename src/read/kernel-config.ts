/** Reads a kernel configuration: a .config, a defconfig or a fragment (Linux scripts/kconfig/confdata.c). */
import { limits, limitText } from '../model/limits.ts'
import { linesOf } from './lines.ts'

/** One symbol's line. */
export interface ConfigLine {
  /** y, m, n, a number, or the text of a string without its quotes. */
  readonly value: string
  readonly line: number
}

/** The symbols by their names without CONFIG_, and what the header says. */
export interface KernelConfig {
  readonly symbols: ReadonlyMap<string, ConfigLine>
  /** From `# Linux/arm64 6.1.176 Kernel Configuration`. */
  readonly header?: { readonly arch: string; readonly version: string; readonly line: number }
  /** A build wrote it, so that it names every symbol whose dependencies are met. */
  readonly whole: boolean
  readonly problems: readonly string[]
}

const set = /^CONFIG_([A-Za-z0-9_]+)=(.*)$/
const notSet = /^# CONFIG_([A-Za-z0-9_]+) is not set\s*$/
const title = /^# Linux\/(\S+) (\d\S*) Kernel Configuration/
/** Xen, U-Boot and BusyBox are configured by Kconfig too, and say so in the title. */
const foreign = /^# (?:(?!Linux\/)\S.* Configuration|Busybox version: .*)$/im
/** A build's configuration names thousands of symbols as not set, a defconfig or a fragment a handful. */
const manyNotSet = 300
/** More would only repeat itself. */
const maxProblems = 20

/** Every line is read; those that Kconfig would not take become problems with their number. */
export function readKernelConfig(text: string): KernelConfig {
  const symbols = new Map<string, ConfigLine>()
  const problems: string[] = []
  const problem = (line: number, says: string): void =>
    void (problems.length < maxProblems && problems.push(`line ${line}: ${says}`))
  let header: KernelConfig['header']
  let negatives = 0
  let isFull = false
  for (const { text: words, line } of linesOf(text)) {
    if (words === '') continue
    const given = set.exec(words)
    const absent = given ? undefined : notSet.exec(words)
    if (given || absent) {
      const symbol = (given ?? absent)![1]!
      const value = absent ? 'n' : valueOf(given![2]!)
      if (absent) negatives++
      if (value === undefined) {
        problem(line, `CONFIG_${symbol} has a value that is neither y, m, n, a number nor text in double quotes`)
        continue
      }
      const before = symbols.get(symbol)
      if (before && before.value !== value)
        problem(
          line,
          `CONFIG_${symbol} is ${value} here and ${before.value} on line ${before.line}; the last one counts`,
        )
      if (before || symbols.size < limits.symbols.most) symbols.set(symbol, { value, line })
      else if (!isFull) {
        isFull = true
        problem(line, `there are more than ${limitText(limits.symbols)}, and the rest is not read`)
      }
      continue
    }
    if (words.startsWith('#')) {
      const found = title.exec(words)
      if (found) header ??= { arch: found[1]!, version: found[2]!, line }
      continue
    }
    problem(line, 'it is neither CONFIG_…=…, nor "# CONFIG_… is not set", nor a comment')
  }
  return { symbols, ...(header && { header }), whole: header !== undefined || negatives > manyNotSet, problems }
}

/** Kconfig writes strings with `"` and `\` escaped, and takes no space around the value. */
function valueOf(text: string): string | undefined {
  const value = text.trimEnd()
  if (/^([ymn]|-?\d+|0[xX][0-9a-fA-F]+)$/.test(value)) return value
  return isQuoted(value) ? value.slice(1, -1).replace(/\\(.)/g, '$1') : undefined
}

/** In double quotes, with none inside but behind a backslash. (A pattern that repeats alternatives needs stack for each.) */
function isQuoted(text: string): boolean {
  if (text.length < 2 || !text.startsWith('"')) return false
  for (let at = 1; at < text.length; at++) {
    if (text[at] === '"') return at === text.length - 1
    if (text[at] === '\\') at++
  }
  return false
}

/** Whether a text is a configuration: most of its lines are a symbol's, and the others comments. */
export function looksLikeKernelConfig(text: string): boolean {
  if (foreign.test(text.slice(0, 1024))) return false
  let symbols = 0
  let others = 0
  for (const { text: line } of linesOf(text)) {
    const words = line.trimEnd()
    if (set.test(words) || notSet.test(words)) symbols++
    else if (words !== '' && !words.startsWith('#')) others++
  }
  return symbols > 0 && others * 4 <= symbols
}
