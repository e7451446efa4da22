/**
 * Reads a console's capture: takes off what the terminal, the capturing program and printk put around each line, and
 * says whose line it is. Whatever the bytes, lines come out.
 */
import { linesOf } from './lines.ts'

/** One line as its author wrote it. */
export interface LogLine {
  readonly text: string
  /** Its number in the file. */
  readonly line: number
  /** Xen's own lines begin with (XEN); what a guest prints through Xen begins with (d1). */
  readonly by: 'xen' | 'guest' | 'other'
  /** printk or Xen put a time before it. */
  readonly timed: boolean
}

/** Longer lines are cut: no command line and no variable of U-Boot comes near. */
const maxLength = 8192

// CSI, OSC, character sets and the short ones of ECMA-48 and xterm; then every other control character but the tab.
const escapes = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]{0,200}(?:\x07|\x1b\\)?|[()*+][0-9A-Za-z]|[=>78A-Z])/g
const controls = /[\0-\x08\x0b-\x1f\x7f]/g

/** What capturing programs and syslog put before a line. */
const captured = [
  // [2026-11-24 10:00:00.123] and 2026-11-24T10:00:00+0000, as ts, tio and others write.
  /^\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?: ?Z| ?[+-]\d\d:?\d\d)?\]?:? {0,4}/,
  // [10:00:00.123], as tio and others; 10:00:00.123 -> as serial monitors.
  /^\[\d\d:\d\d:\d\d(?:[.,]\d{1,9})?\] ?/,
  /^\d\d:\d\d:\d\d(?:[.,]\d{1,9})? (?:-> )?/,
  // [12.345678 0.000123] of grabserial
  /^\[\d{1,9}\.\d{1,9} \d{1,9}\.\d{1,9}\] /,
  // Nov 24 10:00:00 board kernel:
  /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d [\w.-]{1,64} kernel: /,
  // dmesg -T
  /^\[[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}\] /,
]
/** printk's own: a level, a time, and a caller where CONFIG_PRINTK_CALLER is set. */
const printk = /^(?:<\d{1,3}>)?\[ {0,8}\d{1,8}\.\d{6}\](?:\[ {0,6}[TC]\d{1,7}\])? ?/
const xenTime = /^\[[^\]]{1,40}\] /

/** The lines of a capture; empty ones are left out. */
export function* logLines(text: string): Generator<LogLine> {
  for (const { text: raw, line } of linesOf(text)) {
    if (raw === '') continue
    // A progress display is written over with bare carriage returns: each state is a line of its own.
    for (const piece of raw.slice(0, maxLength).split('\r')) {
      const clean = piece.replace(escapes, '').replace(controls, '').trimEnd()
      if (clean !== '') yield lineOf(clean, line)
    }
  }
}

function lineOf(clean: string, line: number): LogLine {
  let text = clean
  for (const prefix of captured) text = text.replace(prefix, '')
  const by = text.startsWith('(XEN) ') ? 'xen' : /^\(d\d{1,5}\) /.test(text) ? 'guest' : 'other'
  if (by !== 'other') {
    const own = text.slice(text.indexOf(') ') + 2)
    return { text: own.replace(xenTime, ''), line, by, timed: true }
  }
  const bare = text.replace(printk, '')
  return { text: bare, line, by, timed: bare !== text || text !== clean }
}

/** Lines that no other sort of text begins with. */
const telling = [
  /^U-Boot (?:SPL |TPL |VPL )?\S{4,60} \([A-Z][a-z]{2} \d\d \d{4} - /,
  /^(?:NOTICE|INFO): {1,4}(?:BL(?:1|2|31|32)\b|SPSR = 0x|Entry point address)/,
  /^Booting Linux on physical CPU 0x/,
  /^Linux version \d\S{0,99} \(/,
  /^CPU: (?:All CPU\(s\) started|CPUs started in inconsistent|WARNING: CPU\(s\) started)/,
  /^Starting kernel \.\.\.$/,
  /^relocaddr {0,4}= 0x/,
  /^- (?:UART enabled|Boot CPU booting|Current EL|Xen must be entered)/,
  /^Environment size: \d+\/\d+ bytes$/,
]
/** Lines as consoles have them: without one of these a text is prose or code. */
const shaped =
  /^(?:(?:NOTICE|INFO|WARNING|ERROR|VERBOSE): |[A-Za-z_][\w.,#-]{0,60}=|(?:-> )?[\w .]{1,24}= |=> |\[ {0,2}(?:OK|FAILED) {0,2}\]|[A-Za-z][\w .,()/#@[\]-]{0,40}: |- \S.* -$|## | {1,4}\S)/
/** As many lines tell. */
const maxLooked = 100_000

/** Whether a text is a console's capture: something that only consoles say, among lines as they have them. */
export function looksLikeLog(text: string): boolean {
  let lines = 0
  let like = 0
  let tells = 0
  for (const { text: words, by, timed } of logLines(text)) {
    if (++lines > maxLooked) break
    // Markdown that shows a log is a page about it.
    if (words.startsWith('```')) return false
    const isTelling = by === 'xen' || telling.some((pattern) => pattern.test(words))
    if (isTelling) tells++
    if (isTelling || by !== 'other' || timed || shaped.test(words)) like++
  }
  return (tells > 0 || knownVariables(text) >= 3) && like * 2 >= lines
}

/** Variables of U-Boot's environment that no other text has so many of, each on a line of its own. */
function knownVariables(text: string): number {
  return (
    text
      .slice(0, 1 << 20)
      .match(/^(?:\w{1,30}_addr_r|scriptaddr|fdtcontroladdr|boot_targets|loadaddr|distro_bootcmd|boot_scripts)=/gm)
      ?.length ?? 0
  )
}

/** Whether bytes are text at all: a boot's noise is allowed, a binary is not. */
export function mostlyText(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 1 << 18)
  if (sample.length === 0) return false
  if (sample[0] === 0xff && sample[1] === 0xfe) return true
  // Decoded, for comments may be in any language; what is no UTF-8 comes out as U+FFFD.
  const text = Buffer.from(sample.buffer, sample.byteOffset, sample.length).toString('utf8')
  return (text.match(/[\0-\x07\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\ufffd]/g)?.length ?? 0) * 20 < text.length
}
