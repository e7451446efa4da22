/** What one file teaches: its kind by content, and the facts of that kind. */
import { isCapture } from '../console/capture.ts'
import { consoleLines } from '../console/reader.ts'
import type { ParsedFile } from '../model/facts.ts'
import type { FileKind } from '../model/file-kind.ts'
import { UserError } from '../model/user-error.ts'
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
 * Texts are read whole: a configuration has 300 KiB, a console's capture of a boot some hundred, of a day some
 * megabytes.
 */
const maxText = 32 << 20

/** So much of a file tells its kind, and whether the rest can teach anything. */
export const beginningSize = 1 << 18

/** False when a file teaches no more than its beginning does: an initramfs of 300 MB need not be read for that. */
export function isWorthReading(beginning: Uint8Array, asked?: 'log'): boolean {
  const kind = kindOf(beginning)
  if (kind === 'text' || kind === 'unknown') return mostlyText(beginning, noiseIn(asked))
  if (kind !== 'gzip') return ['dtb', 'uboot-script', ...programs].includes(kind)
  const start = peekGzip(beginning)
  if (!start.ok) return true
  const inside = kindOf(start.document)
  return programs.includes(inside) || (inside === 'text' && looksLikeKernelConfig(wholeLines(start.document)))
}

/** The share of a text that may be noise of the line: of a log that is asked for, more. */
const noiseIn = (asked: 'log' | undefined): number => (asked ? 1 / 4 : 1 / 20)

/**
 * Learns from a file's bytes; `path` names it in evidence and errors. UserError when its kind is known and its content
 * is broken. Its beginning with its `size` is enough where the rest is not worth reading. Where a log is `asked` for,
 * text with one line that only consoles print is one.
 */
export function parseFile(bytes: Uint8Array, path: string, size = bytes.length, asked?: 'log'): ParsedFile {
  const kind = kindOf(bytes)
  if (kind === 'dtb') return learnTree(bytes, path)
  const facts = factCollector(path)
  facts.learn('file.size', BigInt(size), 'its size')
  return { path, kind: learnContent(bytes, kind, { path, asked }, facts.learn), size: BigInt(size), facts: facts.all }
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
function learnContent(bytes: Uint8Array, kind: FileKind, { path, asked }: Named, learn: AddFact): FileKind {
  const place = { path, within: '' }
  if (kind === 'gzip') learnGzip(bytes, path, learn)
  else if (kind === 'uimage' || kind === 'uboot-script') learnLegacyImage(bytes, place, learn)
  else if ((kind === 'text' || kind === 'unknown') && mostlyText(bytes, noiseIn(asked)))
    return learnText(bytes, kind, { path, asked }, learn)
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
  const unpacked = unwrap(unpackGzip(bytes), path)
  learn('gzip.unpackedSize', BigInt(unpacked.length), 'its unpacked content')
  learn('gzip.holds', 'kernel-config', 'its unpacked content')
  learnKernelConfig(latin1(unpacked.subarray(0, maxText)), 'unpacked, ', learn)
}

/** A beginning ends in the middle of a line. */
const wholeLines = (bytes: Uint8Array): string => latin1(bytes.subarray(0, bytes.lastIndexOf(0x0a) + 1))

/** The kind comes back sharper, by what the text says; noise of a serial line makes a log `unknown` at first. */
function learnText(bytes: Uint8Array, kind: FileKind, { path, asked }: Named, learn: AddFact): FileKind {
  if (bytes.length > maxText) {
    throw new UserError(
      "it is text of more than 32 MiB, which no configuration and no console's capture of a boot is",
      {
        where: path,
        advice: 'Cut it down to the boot in question.',
      },
    )
  }
  const text = textOf(bytes)
  // A console may have shown a configuration, too.
  if (asked && isCapture(consoleLines(text), true)) {
    learnLog(consoleLines(text), learn)
    return 'log'
  }
  if (looksLikeKernelConfig(text)) {
    learnKernelConfig(text, '', learn)
    return 'kernel-config'
  }
  if (isCapture(consoleLines(text))) {
    learnLog(consoleLines(text), learn)
    return 'log'
  }
  if (looksLikeXlConfig(text)) {
    learnXlConfig(text, hasMark(bytes), learn)
    return 'xl-config'
  }
  return kind
}
