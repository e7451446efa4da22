/**
 * The templates' helpers: showing numbers, and quoting for each target language.
 *
 * Whatever comes from an answer goes through one of the quoting helpers; a value that cannot be carried exactly is
 * an error with a sentence, never something else in the file.
 */
import { hex, humanSize } from '../model/quantity.ts'
import { UserError } from '../model/user-error.ts'
import { visible } from '../model/visible.ts'
import {
  dtsString,
  fdtStringValue,
  hushWord,
  imageBuilderCommandLine,
  imageBuilderFile,
  loadPath,
  markdownCode,
  markdownText,
  type Quoted,
  shellWord,
  xenCfgFile,
  xenCfgOptions,
  xlString,
} from './quote/index.ts'

/** By name, as templates call them; Handlebars adds its options object as a last argument, which none of them needs. */
export const helpers = {
  hex: (value: bigint) => hex(value),
  /** Two 32-bit cells: `0x0 0x42000000`. */
  cells: (value: bigint) => `${hex(value >> 32n)} ${hex(value & 0xffff_ffffn)}`,
  humanSize: (value: bigint) => humanSize(value),
  mebibytes: (value: bigint) => String(value >> 20n),
  gicNumber: (value: string) => value.slice(1),
  concat: (...parts: unknown[]) => parts.slice(0, -1).join(''),
  /** Text in a comment of a script or configuration: on one line, nothing invisible. */
  comment: (value: string) => visible(value),
  hush: (value: string) => exactly(hushWord(value), 'a message of the boot script'),
  fdtString: (value: string, what: string) => exactly(fdtStringValue(value), what),
  loadPath: (value: string) => exactly(loadPath(value), `the file name ${visible(value)}`),
  shell: (value: string) => exactly(shellWord(value), `the word ${visible(value)}`),
  hexQuoted: (value: bigint) => `"${hex(value)}"`,
  imageBuilderCommandLine: (value: string, what: string) => exactly(imageBuilderCommandLine(value), what),
  imageBuilderFile: (value: string) => exactly(imageBuilderFile(value), `the file name ${visible(value)}`),
  dts: (value: string, what: string) => exactly(dtsString(value), what),
  xenCfgOptions: (value: string, what: string) => exactly(xenCfgOptions(value), what),
  xenCfgFile: (value: string) => exactly(xenCfgFile(value), `the file name ${visible(value)}`),
  xl: (value: string, what: string) => exactly(xlString(value), what),
  text: (value: unknown) => markdownText(String(value)),
  code: (value: string) => markdownCode(value),
  tableCode: (value: string) => markdownCode(value, { inTable: true }),
  /** A block of Markdown code, which needs no quoting but four spaces. */
  indented: (value: string) =>
    visible(value)
      .split('\n')
      .map((line) => `    ${line}`)
      .join('\n'),
}

function exactly(quoted: Quoted, what: string): string {
  if (quoted.ok) return quoted.text
  throw new UserError(quoted.says, { where: what, advice: 'Change the answer; nothing was written.' })
}
