/** Reads a command's options; anything unknown is an error that names what there is. */
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { nearest } from '../model/nearest.ts'
import { UserError } from '../model/user-error.ts'

type Options = NonNullable<ParseArgsConfig['options']>

/** `parseArgs`, strict, with its complaints as UserError. */
export function readOptions<const O extends Options>(command: string, args: string[], options: O) {
  const read = parsed(command, args, options)
  const isEmpty = (value: unknown): boolean => (Array.isArray(value) ? value : [value]).includes('')
  const empty = Object.entries(read.values).find(([, value]) => isEmpty(value))?.[0]
  if (empty !== undefined)
    throw new UserError(`--${empty} is followed by an empty text`, {
      where: nameOf(command),
      advice: 'Name something, or leave the option out; a variable of the shell may not be set.',
    })
  return read
}

function parsed<const O extends Options>(command: string, args: string[], options: O) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UserError(inWords(error as Error), { where: nameOf(command), advice: advice(error as Error, options) })
  }
}

const nameOf = (command: string): string => `xenup ${command}`.trimEnd()

/** The first sentence of Node's words, which are a paragraph for some. */
function inWords({ message }: Error): string {
  const [first = ''] = message.split(/\. |\.?\n/)
  const [, short, long] = /^Option '(-\w)?(?:, )?(--[\w-]+)?/.exec(first) ?? []
  if (/argument (missing|is ambiguous)/.test(first))
    return `${long ?? short ?? 'an option'} needs a value${first.endsWith('ambiguous') ? ', and another option follows' : ''}`
  return first.replace(/^[UO]/, (letter) => letter.toLowerCase())
}

function advice({ message }: Error, options: Options): string {
  const [, typed = ''] = /^Unknown option '--?([^']*)'/.exec(message) ?? []
  const meant = nearest(typed, Object.keys(options))
  if (meant) return `Did you mean --${meant}? See xenup --help.`
  const known = Object.keys(options).map((name) => `--${name}`)
  return `${known.length > 0 ? `It takes ${known.join(', ')}` : 'It takes no options'}; see xenup --help.`
}

/** Refuses arguments beyond those that a command takes. */
export function noMore(command: string, rest: readonly string[]): void {
  if (rest.length > 0)
    throw new UserError(`there is an argument too many: ${rest[0]}`, {
      where: nameOf(command),
      advice: 'See xenup --help.',
    })
}
