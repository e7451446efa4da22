/**
 * Words of a U-Boot script run by `source`, quoted so that both of U-Boot's shells read them alike: the old hush
 * (common/cli_hush.c, the default) and the modern one (common/cli_hush_upstream.c, since 2024.04; chosen by
 * Renesas R-Car and B&R boards).
 */
import { named, unprintable } from '../../model/visible.ts'
import { type Quoted, quoted, refused } from './quoted.ts'

/** Where a word stands in its command. */
export interface HushContext {
  /** Some word of the same command holds `$name` or `${name}`. */
  readonly besideVariables?: boolean
}

/**
 * One argument of a U-Boot command, exact for any printable ASCII; not for the command's own name.
 *
 * The old hush reads a command that holds any variable a second time, after it took the quotes off
 * (cli_hush.c: run_pipe_real, make_string), and then quotes and backslashes are lost: beside variables both are
 * refused.
 */
export function hushWord(value: string, place: HushContext = {}): Quoted {
  const odd = unprintable(value)
  if (odd !== undefined) return refused(`There is ${odd}: a U-Boot script carries printable ASCII only.`)
  if (place.besideVariables === true) {
    const lost = value.search(/['\\]/)
    if (lost >= 0) {
      return refused(
        `There is ${named(value[lost]!, value, lost)}: ` +
          "U-Boot's old shell loses it in a command that also holds a variable.",
      )
    }
  }
  return quoted(/^[\w./:,@%+-]+$/.test(value) ? value : inQuotes(value))
}

/** The bytes that `fdt set` builds a property in, without looking whether they suffice (cmd/fdt.c: SCRATCHPAD). */
const scratchpad = 1024

/**
 * The value in `fdt set <path> <property> <value>`, as a string property with its closing NUL; for a command without
 * variables. Longer than 1023 characters it would overwrite U-Boot's own data (cmd/fdt.c: fdt_parse_prop).
 */
export function fdtStringValue(value: string): Quoted {
  const first = value[0]
  if (first === '<' || first === '[') {
    const read = first === '<' ? 'numbers' : 'bytes'
    return refused(
      `There is ${named(first, value, 0)}: ` +
        `U-Boot's fdt set reads a value that starts with it as ${read}, not as text.`,
    )
  }
  if (value.length >= scratchpad) {
    return refused(
      `The value has ${value.length} characters: ` +
        `U-Boot's fdt set has room for ${scratchpad - 1} and overwrites itself beyond.`,
    )
  }
  const word = hushWord(value)
  // Quoted even where it need not be: the reader sees text, and compares with the .dts.
  return word.ok ? quoted(inQuotes(value)) : word
}

/** The longest file name on FAT and on ext4, in characters. */
const longestName = 255

/**
 * A file name for `load` (and `size`, `test -e`), which finds the same file on FAT and on ext4; it may stand beside
 * variables, as in `load ${devtype} ${devnum}:${distro_bootpart} …`.
 *
 * FAT takes both slashes as separators and looks names up without regard to case (include/fat.h: ISDIRDELIM,
 * fs/fat/fat.c: fat_itr_resolve); ext4 takes only `/` and compares exactly (fs/ext4/ext4_common.c: ext4fs_find_file1).
 * Names beyond ASCII are cut to one byte a character on FAT (fat.c: slot2str), which hushWord's refusal covers.
 */
export function loadPath(value: string): Quoted {
  if (value === '') return refused('The file name is empty: U-Boot would look for the directory itself.')
  const odd = value.search(/["*:<>?|\\]/)
  if (odd >= 0) {
    return refused(`There is ${named(value[odd]!, value, odd)}: a FAT partition cannot hold a file of that name.`)
  }
  if (value.endsWith('/')) return refused('The file name ends with a slash: U-Boot would look for a directory.')
  for (const name of value.split('/')) {
    if (name.length > longestName) {
      return refused(`A part of the path has ${name.length} characters: a file name holds ${longestName}.`)
    }
    if (/[ .]$/.test(name) && name !== '.' && name !== '..') {
      const last = name.endsWith(' ') ? 'a space' : 'a dot'
      return refused(`A part of the path ends with ${last}: FAT drops it, so U-Boot would not find the file.`)
    }
  }
  return hushWord(value, { besideVariables: true })
}

/**
 * Plain runs in single quotes; each single quote and backslash outside them, behind a backslash.
 *
 * The one form that is exact in both shells (in U-Boot 2023.01 and 2025.01 under QEMU, byte for byte; the modern one is
 * read, not run). A backslash in single quotes: the old shell drops it (cli_hush.c: done_word
 * strips what parse_stream's single-quote loop added bare), the modern keeps it. In double quotes the old shell keeps
 * the backslash of \" and \\ and lets a single quote open its own pair (parse_stream tests `'` without dest->quote).
 * And '' vanishes in the modern shell (cli_hush_upstream.c: the jump to insert_empty_quoted_str_marker is compiled
 * out; expand_vars_to_list), where "" stays.
 */
function inQuotes(value: string): string {
  if (value === '') return '""'
  return value.replace(/[^'\\]+|['\\]/g, (run) => (run === "'" || run === '\\' ? `\\${run}` : `'${run}'`))
}
