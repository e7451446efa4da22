/** Whether a text is a console's capture: by lines that only consoles print, against lines that only documents have. */
import { limits } from '../model/limits.ts'
import type { ConsoleLine } from './line.ts'
import { signposts, signpostsAt } from './signposts.ts'

/** Besides the signposts: lines that no other sort of text begins with. */
const telling = [
  // TF-A, OP-TEE, the Raspberry Pi's first stage
  /^(?:NOTICE|INFO): {1,4}(?:BL(?:1|2|31|32)\b|SPSR = 0x|Entry point address)/,
  /^[DEIF]\/T[CA]:/,
  /^MESS:\d\d:\d\d:\d\d/,
  // U-Boot: its start, its commands, bdinfo and printenv
  /^DRAM: {1,4}[\d.]{1,8} [GM]iB/,
  /^Hit any key to stop autoboot:/,
  /^\d{1,12} bytes read in \d{1,9} ms/,
  /^## (?:Booting kernel from|Loading (?:kernel|init Ramdisk|fdt) from|Flattened Device Tree blob at|Executing script at)/,
  /^(?:Found U-Boot script|Found \/?\S{0,60}extlinux\.conf|Retrieving file: |Scanning \w{1,12} \d{1,3}:\d)/,
  /^Moving Image from 0x/,
  /^libfdt fdt_\w{1,40}\(\)/,
  /^(?:=>|U-Boot>|[\w-]{1,20} ?=>) (?:printenv|bdinfo|boot[izm]?|source|run|load|fatload|ext[24]load|tftp\w*|dhcp|setenv|env|fdt|mmc|usb|version|reset|md|ls)\b/,
  /^(?:relocaddr|fdt_blob|boot_params|DRAM bank) {0,8}= 0x/,
  /^Environment size: \d{1,9}\/\d{1,9} bytes$/,
  // UEFI and GRUB
  /^(?:BdsDxe: |EFI stub: |Using modules provided by bootloader in FDT|Warning: Could not query variable store)/,
  /^(?:Welcome to GRUB!|grub> |Loading (?:Xen|Linux) \S{1,60} \.\.\.$|Loading initial ramdisk \.\.\.$)/,
  // Xen before its console
  /^- (?:Boot CPU booting|CPU [\da-f]{8,16} booting|Current EL|Xen (?:starting|must be)|Boot failed|Turning on paging|Ready|Zero BSS|Initialize CPU|Setting up control registers)\b.{0,60} -$/,
  // Linux without the times of printk
  /^CPU: (?:All CPU\(s\) started|CPUs started in inconsistent|WARNING: CPU\(s\) started)/,
  /^(?:psci: PSCIv|Kernel command line: |OF: fdt: |smp: Brought up \d|SMP: Total of \d|GICv[23]: \d)/,
  /^systemd\[1\]: /,
  /^\[ {0,2}(?:OK|FAILED) {0,2}\] (?:Started|Reached|Finished|Mounted|Failed)/,
  // Xen's tools in dom0, and other guests
  /^(?:libxl|xencall|xenlight|xc|xl|libxenguest|xenstore): (?:error|warning|info|debug|detail|fatal)/,
  /^(?:Parsing config from \S|Unable to attach console$|cannot init xl context)/,
  /^Name {4,60}ID {1,6}Mem VCPUs/,
  /^(?:Xen Minimal OS!|\*\*\* Booting Zephyr OS|---<<BOOT>>---)/,
]

/** What documents and programs have and consoles do not: markup, statements, sentences. */
const documentary = [
  /\]\(\S{1,200}\)|(?<!`)`[^`]{1,80}`(?!`)|(?<!\*)\*\*[^\s*]/,
  /^\|.{1,200}\|$|^<\/?[a-z!][^>]{0,200}>|^#!\//,
  /^(?:import|export|const|let|function|return|static|struct|typedef|#include|#define|#ifdef|def|class)\b/,
  /^(?:\/\/|\/\*|\* )|(?:[;{}]|\\)$/,
  /^(?:then|fi|done|esac|if \[|echo |printf |setenv |load |\{\{)/,
]
const word = /^[("'\x80-\xff]{0,3}[A-Za-z\x80-\xff][A-Za-z'’\x80-\xff-]{0,30}[.,;:!?)"'\x80-\xff]{0,3}$/

/** A sentence of a document, or a part of one: many words, hardly anything else. */
function isSentence(text: string): boolean {
  if (text.length < 30 || /^[A-Za-z_][\w.#,-]{0,60}=/.test(text)) return false
  const words = text.split(/\s+/, 40)
  // Not every script has spaces.
  if ((text.match(/[\x80-\uffff]/g)?.length ?? 0) > 30) return true
  return words.length >= 6 && words.filter((one) => word.test(one)).length * 5 >= words.length * 4
}

/** Whether only a console, a journal or Xen's tools print such a line. */
export const isConsoleLine = (line: ConsoleLine): boolean =>
  line.by !== 'other' ||
  line.isKernel ||
  signpostsAt(line).some(({ signpost }) => !signposts[signpost].isCommon) ||
  telling.some((pattern) => pattern.test(line.text))

/** Variables of U-Boot's environment that no other text has so many of, each on a line of its own. */
const knownVariable =
  /^(?:\w{1,30}_addr_r|scriptaddr|fdtcontroladdr|boot_targets|loadaddr|distro_bootcmd|boot_scripts)=/
const enoughVariables = 3

/**
 * Whether lines are a console's capture. Where one is asked for (`isAsked`), one line that only consoles print is enough,
 * whatever stands around it; otherwise there must be as many of them as of lines that only documents have.
 */
export function isCapture(lines: Iterable<ConsoleLine>, isAsked = false): boolean {
  let [looked, consoles, documents, variables] = [0, 0, 0, 0]
  for (const line of lines) {
    if (++looked > limits.lines.most) break
    // Markdown that shows a capture is a page about it.
    if (!isAsked && /^(?:```|~~~)/.test(line.text)) return false
    if (isConsoleLine(line)) consoles++
    else if (knownVariable.test(line.text)) variables++
    else if (!isAsked && (documentary.some((pattern) => pattern.test(line.text)) || isSentence(line.text))) documents++
    if (isAsked && (consoles > 0 || variables >= enoughVariables)) return true
  }
  if (variables >= enoughVariables) consoles += variables
  return consoles > 0 && consoles >= documents
}
