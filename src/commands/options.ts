/** Reads a command's options; anything unknown is trouble that names what there is. */
import { parseArgs, type ParseArgsConfig } from 'node:util'
import { Trouble } from '../model/trouble.ts'

type Options = NonNullable<ParseArgsConfig['options']>

/** `parseArgs`, strict, with its complaints as Trouble. */
export function readOptions<const O extends Options>(command: string, args: string[], options: O) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    const known = Object.entries(options).map(([name, { short }]) => (short ? `-${short}, --${name}` : `--${name}`))
    throw new Trouble((error as Error).message.split('. ')[0]!, {
      where: `xenup ${command}`,
      advice: known.length > 0 ? `It takes ${known.join(', ')}; see xenup --help.` : 'It takes no options; see xenup --help.',
    })
  }
}

/** Refuses arguments beyond those that a command takes. */
export function noMore(command: string, rest: readonly string[]): void {
  if (rest.length > 0) throw new Trouble(`there is an argument too many: ${rest[0]}`, { where: `xenup ${command}`, advice: 'See xenup --help.' })
}
