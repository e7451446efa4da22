/**
 * Values of an ImageBuilder configuration. The file is sourced by bash; what bash makes of a command line then goes, as
 * it is, between double quotes of a U-Boot script (ImageBuilder scripts/uboot-script-gen, dt_set), and a file name goes
 * unquoted into shell commands and into that script. What either would change is refused here.
 */
import { named } from '../../model/visible.ts'
import { fdtStringValue } from './hush.ts'
import { type Quoted, quoted, refused } from './quoted.ts'
import { shellWord } from './shell.ts'

/** A command line (XEN_CMD, DOM0_CMD), as one word for bash; exact in the device tree at the end. */
export function imageBuilderCommandLine(value: string): Quoted {
  if (value === '') return refused('It is empty: ImageBuilder puts its own default in its place.')
  // In double quotes U-Boot's shells fill in variables, end at a quote, and disagree on backslashes and single quotes.
  const lost = value.search(/["'\\$]/)
  if (lost >= 0) {
    return refused(
      `There is ${named(value[lost]!, value, lost)}: ` +
        'ImageBuilder writes it unquoted into the U-Boot script, where it means something else.',
    )
  }
  const asProperty = fdtStringValue(value)
  return asProperty.ok ? quoted(`'${value}'`) : asProperty
}

/** The name of a file below the folder that ImageBuilder is given with -d. */
export function imageBuilderFile(value: string): Quoted {
  const odd = value.search(/[^\w./:,@%+=^~-]/)
  if (odd >= 0) return refused(`There is ${named(value[odd]!, value, odd)}: ImageBuilder does not quote file names.`)
  if (value.startsWith('-'))
    return refused('It begins with a dash: the commands that ImageBuilder calls take it for an option.')
  return shellWord(value)
}
