/**
 * `xenup generate --each seats/*.yaml -o FOLDER`: a room full of seats in one call. Each answers file makes a folder of
 * its name; what -a names lies below all of them. A fault in one is told, and the others are made.
 */
import { basename, extname, join } from 'node:path'
import type { Io } from '../model/io.ts'
import { toJson } from '../model/json.ts'
import { UserError } from '../model/user-error.ts'
import { visible } from '../model/visible.ts'
import type { FilesKnown } from '../project/user-file.ts'
import { type Generated, type GenerateOptions, generateOne } from './generate-one.ts'
import { userErrorText } from './user-error-text.ts'

/** The worst status of all: 2 where one could not be read, 1 where one differs or has an error. */
export async function generateEach(files: readonly string[], values: GenerateOptions, io: Io): Promise<number> {
  const folders = foldersFor(files, values.output ?? 'xenup-out')
  const known: FilesKnown = new Map()
  const each: object[] = []
  let worst = 0
  for (const [file, output] of folders) {
    const { status, told } = await generated(
      file,
      { ...values, answers: [...(values.answers ?? []), file], output },
      io,
      known,
    )
    each.push({ answersFile: file, output, status, ...told })
    worst = Math.max(worst, status)
  }
  if (values.json) io.out(`${toJson({ xenup: 1, each })}\n`)
  return worst
}

/** One of them; what it says on stderr stands below its name. */
async function generated(file: string, values: GenerateOptions, io: Io, known: FilesKnown): Promise<Generated> {
  let isNamed = false
  const named: Io = {
    ...io,
    cwd: io.cwd,
    err(text) {
      if (text !== '' && !isNamed) io.err(`${visible(file)}:\n`)
      isNamed ||= text !== ''
      io.err(text)
    },
  }
  try {
    return await generateOne(values, named, { known })
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    named.err(userErrorText(error))
    return { status: 2, told: { fault: userErrorText(error) } }
  }
}

/** Which folder each file makes, by the file. Throws UserError where two would make the same. */
function foldersFor(files: readonly string[], output: string): ReadonlyMap<string, string> {
  const where = 'xenup generate --each'
  if (files.length === 0)
    throw new UserError('it is not followed by an answers file', {
      where,
      advice: 'Name the files, as in xenup generate --each seats/*.yaml -o seats-out',
    })
  const folders = new Map<string, string>()
  const makers = new Map<string, string>()
  for (const file of files) {
    const name = basename(file, extname(file)).replace(/\.answers$/, '')
    const other = makers.get(name)
    if (other !== undefined)
      throw new UserError(
        `${other === file ? `${file} is named twice` : `${other} and ${file} would both make ${join(output, name)}`}; nothing was written`,
        { where, advice: 'Rename one of them, or make it in a call of its own.' },
      )
    makers.set(name, file)
    folders.set(file, join(output, name))
  }
  return folders
}
