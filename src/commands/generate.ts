/** `xenup generate`: the artifacts from the answers file, or with --each those of many, each in a folder of its own. */
import type { Command } from '../model/io.ts'
import { toJson } from '../model/json.ts'
import { UserError } from '../model/user-error.ts'
import { commonOptions } from '../project/paths.ts'
import { editOptions } from './edit-options.ts'
import { generateEach } from './generate-each.ts'
import { generateOne } from './generate-one.ts'
import { readOptions } from './options.ts'

const options = {
  ...commonOptions,
  ...editOptions,
  each: { type: 'boolean' },
  check: { type: 'boolean' },
  diff: { type: 'boolean' },
  json: { type: 'boolean' },
} as const

export const generate: Command = async (args, io) => {
  const { values, positionals } = readOptions('generate', args, options)
  if (values.check && values.diff)
    throw new UserError('--check and --diff are two different questions', {
      where: 'xenup generate',
      advice: 'Ask one at a time.',
    })
  if (values.each) return generateEach(positionals, values, io)
  const { status, told } = await generateOne(values, io, { edited: positionals })
  if (values.json) io.out(`${toJson({ xenup: 1, ...told })}\n`)
  return status
}
