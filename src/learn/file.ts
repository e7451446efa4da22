/** What one file teaches: its kind by content, and the facts of that kind. */
import { isCapture } from '../console/capture.ts'
import type { ConsoleLine } from '../console/line.ts'
import { consoleLines } from '../console/reader.ts'
import type { ParsedFile } from '../model/facts.ts'
import type { FileKind } from '../model/file-kind.ts'
import { type Limit, limits, limitText } from '../model/limits.ts'
import { TooLarge } from '../model/user-error.ts'
import { readDeviceTree } from '../read/fdt.ts'
import { peekGzip, unpackGzip } from '../read/gzip.ts'
import { looksLikeKernelConfig } from '../read/kernel-config.ts'
import { kindOf } from '../read/kind.ts'
import { hasMark, latin1, mostlyText, textOf } from '../read/text.ts'
import { looksLikeXlConfig } from '../read/xl-config.ts'
import { learnDeviceTree } from './device-tree/index.ts'
import { type AddFact, factCollector } from './fact-collector.ts'
import { type ImageLocation, learnImage, programs } from './image.ts'
import { learnKernelConfig } from './kernel-config.ts'
import { learnLegacyImage } from './legacy-image.ts'
import { learnLog } from './log/index.ts'
import { unwrap } from './unwrap.ts'
import { learnXlConfig } from './xl-config.ts'

/**
 * How much of a file is to be read, by its beginning; undefined when it teaches no more than that: an initramfs of 300 MB
 * need not be read.
 */
export function worthReading(beginning: Uint8Array, asked?: 'log'): Limit | undefined {
  const kind = kindOf(beginning)
  if (kind === 'text' || kind === 'unknown') return mostlyText(beginning, noiseIn(asked)) ? limits.text : undefined
  if (kind === 'dtb') return limits.deviceTree
  if (kind === 'uboot-script') return limits.text
  if (kind !== 'gzip') return programs.includes(kind) ? limits.program : undefined
  const start = peekGzip(beginning)
  if (!start.ok) return limits.packed
  const inside = kindOf(start.document)
  const teaches = programs.includes(inside) || (inside === 'text' && looksLikeKernelConfig(wholeLines(start.document)))
  return teaches ? limits.packed : undefined
}

/** The share of a text that may be noise of the line: of a log that is asked for, more. */
const noiseIn = (asked: 'log' | undefined): number => (asked ? 1 / 4 : 1 / 20)

/**
 * Learns from a file's bytes; `path` names it in evidence and errors. UserError when its kind is known and its content
 * is broken. Its beginning with its `size` is enough where the rest is not worth reading. Where a log is `asked` for,
 * text with one line that only consoles print is one.
 */
export function parseFile(bytes: Uint8Array, path: string, size = bytes.length, asked?: 'log'): ParsedFile {
  const parsing = parseInSteps(bytes, path, size, asked)
  for (;;) {
    const { done, value } = parsing.next()
    if (done) return value
  }
}

/** The same, with time for something else in between. */
export function* parseInSteps(
  bytes: Uint8Array,
  path: string,
  size = bytes.length,
  asked?: 'log',
): Generator<void, ParsedFile> {
  const kind = kindOf(bytes)
  if (kind === 'dtb') return learnTree(bytes, path)
  const facts = factCollector(path)
  facts.learn('file.size', BigInt(size), 'its size')
  const sharper = yield* learnContent(bytes, kind, { path, asked }, facts.learn)
  return { path, kind: sharper, size: BigInt(size), facts: facts.all }
}

function learnTree(bytes: Uint8Array, path: string): ParsedFile {
  const tree = unwrap(readDeviceTree(bytes), path)
  // A FIT is a device tree by format only (U-Boot doc/usage/fit/source_file_format.rst): it has /images.
  const isFit = tree.root.children.some((node) => node.name === 'images')
  return {
    path,
    kind: isFit ? 'fit' : 'dtb',
    size: BigInt(bytes.length),
    used: BigInt(tree.usedSize),
    facts: isFit ? {} : learnDeviceTree(tree, path),
  }
}

/** A file's name, and what the question is that it answers. */
interface Named {
  readonly path: string
  readonly asked: 'log' | undefined
}

/** The kind comes back sharper: an Image may be Xen, a text a configuration. */
function* learnContent(
  bytes: Uint8Array,
  kind: FileKind,
  { path, asked }: Named,
  learn: AddFact,
): Generator<void, FileKind> {
  const place = { path, within: '' }
  if (kind === 'gzip') learnGzip(bytes, path, learn)
  else if (kind === 'uimage' || kind === 'uboot-script') learnLegacyImage(bytes, place, learn)
  else if ((kind === 'text' || kind === 'unknown') && mostlyText(bytes, noiseIn(asked)))
    return yield* learnText(bytes, kind, { path, asked }, learn)
  else if (programs.includes(kind)) return learnImage(bytes, kind, place, learn)
  return kind
}

/** Unpacks a kernel; of anything else only the beginning is looked at. */
function learnGzip(bytes: Uint8Array, path: string, learn: AddFact): void {
  const beginning = unwrap(peekGzip(bytes), path)
  const inside = kindOf(beginning)
  if (inside === 'text' && looksLikeKernelConfig(wholeLines(beginning))) return learnPackedConfig(bytes, path, learn)
  if (!programs.includes(inside)) return learn('gzip.holds', inside, 'its first unpacked bytes')
  const unpacked = unwrap(unpackGzip(bytes), path)
  const place: ImageLocation = { path, within: 'unpacked, ' }
  learn('gzip.unpackedSize', BigInt(unpacked.length), 'its unpacked content')
  if (inside === 'uimage') learnLegacyImage(unpacked, place, learn)
  learn(
    'gzip.holds',
    inside === 'uimage' ? inside : learnImage(unpacked, inside, place, learn),
    'its first unpacked bytes',
  )
}

/** /proc/config.gz, or a configuration packed by hand. */
function learnPackedConfig(bytes: Uint8Array, path: string, learn: AddFact): void {
  const unpacked = unwrap(unpackGzip(bytes, limits.config.most), path)
  learn('gzip.unpackedSize', BigInt(unpacked.length), 'its unpacked content')
  learn('gzip.holds', 'kernel-config', 'its unpacked content')
  learnKernelConfig(latin1(unpacked), 'unpacked, ', learn)
}

/** A beginning ends in the middle of a line. */
const wholeLines = (bytes: Uint8Array): string => latin1(bytes.subarray(0, bytes.lastIndexOf(0x0a) + 1))

/** The kind comes back sharper, by what the text says; noise of a serial line makes a log `unknown` at first. */
function* learnText(
  bytes: Uint8Array,
  kind: FileKind,
  { path, asked }: Named,
  learn: AddFact,
): Generator<void, FileKind> {
  const text = textOf(bytes)
  // A console may have shown a configuration, too.
  if (asked && isCapture(consoleLines(text), true)) return yield* learnCapture(text, path, learn)
  if (looksLikeKernelConfig(text)) {
    learnKernelConfig(text, '', learn)
    return 'kernel-config'
  }
  if (isCapture(consoleLines(text))) return yield* learnCapture(text, path, learn)
  if (looksLikeXlConfig(text)) {
    learnXlConfig(text, hasMark(bytes), learn)
    return 'xl-config'
  }
  return kind
}

function* learnCapture(text: string, path: string, learn: AddFact): Generator<void, FileKind> {
  yield* learnLog(few(consoleLines(text), path), learn)
  return 'log'
}

/** The lines, unless there are too many: carriage returns and torn lines make many of a short text. */
function* few(lines: Iterable<ConsoleLine>, path: string): Generator<ConsoleLine> {
  let count = 0
  for (const line of lines) {
    if (++count > limits.lines.most)
      throw new TooLarge(`it has more than ${limitText(limits.lines)}`, {
        where: path,
        advice: 'Cut it down to the boot in question.',
      })
    yield line
  }
}
