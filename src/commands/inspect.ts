/** `xenup inspect FILE…`: what files say, in our facts, each with its evidence. */
import { Trouble } from '../model/trouble.ts'
import { inspectionJson, inspectionText } from '../report/inspection.ts'
import { learnUserFile } from './file.ts'
import type { Command } from './io.ts'
import { readOptions } from './options.ts'
import { tell } from './trouble-text.ts'

/** Ends with 2 when a file could not be read; the others are shown all the same. */
export const inspect: Command = async (args, io) => {
  const { values, positionals } = readOptions('inspect', args, { json: { type: 'boolean' } })
  if (positionals.length === 0)
    throw new Trouble('name at least one file', {
      where: 'xenup inspect',
      advice: 'For example: xenup inspect board.dtb Image',
    })
  const learnt = []
  let status = 0
  for (const path of positionals) {
    try {
      learnt.push(learnUserFile(path, [io.cwd]))
    } catch (error) {
      if (!(error instanceof Trouble)) throw error
      io.err(tell(error))
      status = 2
    }
  }
  if (values.json) io.out(inspectionJson(learnt))
  else io.out(learnt.map((one) => inspectionText(one, io.columns)).join('\n'))
  return status
}
