/** `xenup inspect FILE…`: what files say, in our facts, each with its evidence. */
import type { Command } from '../model/io.ts'
import { UserError } from '../model/user-error.ts'
import { parseUserFile } from '../project/user-file.ts'
import { inspectionJson, inspectionText } from '../report/inspection.ts'
import { readOptions } from './options.ts'
import { userErrorText } from './user-error-text.ts'

/** Ends with 2 when a file could not be read; the others are shown all the same. */
export const inspect: Command = async (args, io) => {
  const { values, positionals } = readOptions('inspect', args, { json: { type: 'boolean' } })
  if (positionals.length === 0)
    throw new UserError('name at least one file', {
      where: 'xenup inspect',
      advice: 'For example: xenup inspect board.dtb Image',
    })
  const learnt = []
  let status = 0
  for (const path of positionals) {
    try {
      learnt.push(parseUserFile(path, [io.cwd]))
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      io.err(userErrorText(error))
      status = 2
    }
  }
  if (values.json) io.out(inspectionJson(learnt))
  else io.out(learnt.map((one) => inspectionText(one, io.columns)).join('\n'))
  return status
}
