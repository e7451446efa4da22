/**
 * One line of a console as its author wrote it: what the terminal, the capturing program, mail and printk put around it
 * is taken off, and whose line it is is said. Whatever the text, a line comes out.
 */

/** Who wrote a line; `other` is whoever needs no prefix: firmware, U-Boot, Linux, a shell. */
export type Speaker = 'xen' | 'dom0' | 'guest' | 'other'

/** One line of a console. */
export interface ConsoleLine {
  /** As its author wrote it. */
  readonly text: string
  /** The same with all that stands before it, as a person sees it; not yet safe to print. */
  readonly whole: string
  /** Its number in the capture, from 1. */
  readonly line: number
  readonly by: Speaker
  /** True when printk, or a journal that took it from there, put a time before it. */
  readonly isKernel: boolean
}

// CSI, OSC, and the short ones of ECMA-48 and xterm; then every other control character but the tab.
const escapes = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\](?:[^\x07\x1b]{0,200}(?:\x07|\x1b\\))?|[ -/]*[0-Z\\^-~])/g
const controls = /[\0-\x08\x0a-\x1f\x7f]/g

const date = String.raw`\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?: ?Z| ?[+-]\d\d:?\d\d)?`
const shortDate = String.raw`[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d{1,9})?`
const printkTime = String.raw`\[ {0,8}\d{1,8}\.\d{6}\]`

/** What stands before a kernel's line: printk's level, time and caller (CONFIG_PRINTK_CALLER), and who passed it on. */
const kernel = [
  // Nov 24 10:00:00 board kernel: of syslog and journalctl, with the date of `-o short-iso` or RFC 5424 as well
  new RegExp(`^(?:${shortDate}|${date}|${printkTime}) [\\w.-]{1,64} kernel: `),
  // kern  :info  : of dmesg -x
  /^[a-z]{3,8} {0,4}: ?[a-z]{3,7} {0,4}: (?=\[)/,
  new RegExp(`^(?:<\\d{1,3}>)?${printkTime}(?:\\[ {0,6}[TC]\\d{1,7}\\])? ?`),
  // dmesg -T and dmesg -H
  /^\[[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d{1,9})? \d{4}\] /,
  /^\[(?:[A-Z][a-z]{2} ?[ \d]\d \d\d:\d\d| {0,6}\+\d{1,6}\.\d{6})\] /,
]

/** What capturing programs, journals and mail put before any line. */
const around = [
  // > > of a mail, nested, and spread out by mail programs
  /^(?:> {0,12}){1,32}/,
  // Nov 24 10:00:00 board systemd[1]: of journalctl; the program stays
  new RegExp(`^(?:${shortDate}|${date}) [\\w.-]{1,64} (?=[\\w.@/-]{1,64}\\[\\d{1,7}\\]: )`),
  // [2026-11-24 10:00:00.123] and 2026-11-24T10:00:00+0000, as ts, tio, minicom and others write
  new RegExp(`^\\[?${date}\\]?:? {0,4}`),
  // Nov 24 10:00:00, as ts
  new RegExp(`^\\[?${shortDate}\\]? `),
  // [10:00:00.123], as tio and others; 10:00:00.123 -> as serial monitors
  /^\[\d\d:\d\d:\d\d(?:[.,]\d{1,9})?\] ?/,
  /^\d\d:\d\d:\d\d(?:[.,]\d{1,9})? (?:-> )?/,
  // [12.345] of minicom, and of printk where the line came damaged
  /^\[ {0,8}\d{1,8}\.\d{1,9}\] ?/,
  // [12.345678 0.000123] of grabserial
  /^\[\d{1,9}\.\d{1,9} \d{1,9}\.\d{1,9}\] /,
  // 1795514400.123456 of tio and ts, in seconds since 1970
  /^\[?\d{10}\.\d{1,9}\]? /,
]

/** Wrappers are nested: a mail quotes a capture with times of a kernel with times. More than this are none. */
const deepest = 16

/** Xen's console_timestamps, in any of their forms (docs/misc/xen-command-line.pandoc). */
const xenTime = /^\[[^\]]{1,40}\] /

/**
 * What came between two line feeds, as lines: a progress display is written over with carriage returns, and where Xen and
 * a domain speak at once, Xen's line begins in the middle of the other.
 */
export function linesIn(raw: string, line: number): readonly ConsoleLine[] {
  const shown = raw.replace(escapes, '')
  if (!shown.includes('\r') && shown.indexOf('(XEN) ', 1) < 0) return [consoleLine(raw, line) ?? []].flat()
  return shown
    .split('\r')
    .flatMap((piece) => piece.split(tornBy))
    .flatMap((piece) => consoleLine(piece, line) ?? [])
}

/** Not where somebody cites a line of Xen, which stands after a space or a quotation mark. */
const tornBy = /(?<=[^\s"'`([=:>|])(?=\(XEN\) )/

/** A line from what came between two line ends; undefined when there is nothing to see in it. */
export function consoleLine(raw: string, line = 1): ConsoleLine | undefined {
  const whole = raw.replace(escapes, '').replace(controls, '').trimEnd()
  if (whole === '') return undefined
  const { text, isKernel } = unwrapped(whole.trimStart())
  // What Xen's rehearsal prints of a guest (dom0-run.ts).
  if (text.startsWith('[xl console] ')) return { ...kernelLine(text.slice(13)), whole, line, by: 'guest' }
  if (/^\(XEN\)(?: |$)/.test(text)) return xenLine(text.slice(6), whole, line)
  return guestLine(text, whole, line) ?? { text, whole, line, by: 'other', isKernel }
}

/** Since 4.12 a guest that Xen starts itself is heard as "(XEN) DOM1: …". */
function xenLine(said: string, whole: string, line: number): ConsoleLine {
  const text = said.replace(xenTime, '').trimStart()
  const guest = /^DOM\d{1,5}: ?/.exec(text)
  if (guest) return { ...kernelLine(text.slice(guest[0].length)), whole, line, by: 'guest' }
  return guestLine(text, whole, line) ?? { text, whole, line, by: 'xen', isKernel: false }
}

/** What a domain prints through Xen begins with (d1); since 4.20 dom0's with (d0). */
function guestLine(text: string, whole: string, line: number): ConsoleLine | undefined {
  const domain = /^\(d(\d{1,5})\)(?: |$)/.exec(text)
  if (!domain) return undefined
  return { ...kernelLine(text.slice(domain[0].length)), whole, line, by: domain[1] === '0' ? 'dom0' : 'guest' }
}

function kernelLine(said: string): Pick<ConsoleLine, 'text' | 'isKernel'> {
  const { text, isKernel } = unwrapped(said)
  return { text, isKernel }
}

function unwrapped(whole: string): { readonly text: string; readonly isKernel: boolean } {
  // What Xen says needs no unwrapping, and it says the most.
  if (whole.startsWith('(')) return { text: whole.trimEnd(), isKernel: false }
  let text = whole
  let isKernel = false
  for (let depth = 0; depth < deepest; depth++) {
    const ofKernel = kernel.find((pattern) => pattern.test(text))
    const wrapper = ofKernel ?? around.find((pattern) => pattern.test(text))
    if (!wrapper) break
    isKernel ||= ofKernel !== undefined
    text = text.replace(wrapper, '').trimStart()
  }
  return { text: text.trimEnd(), isKernel }
}
