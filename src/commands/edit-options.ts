/** The options that say what is done with files that were edited by hand. */
import { relative, resolve } from 'node:path'
import type { Fate } from '../artifacts/fate.ts'
import { carriedOver, type EditChoice, type EditChoices } from '../model/edited-files.ts'
import type { Io } from '../model/io.ts'
import { UserError } from '../model/user-error.ts'
import type { ProjectPaths } from '../project/paths.ts'

export const editOptions = {
  merge: { type: 'boolean' },
  'take-new': { type: 'boolean' },
  'keep-mine': { type: 'boolean' },
  conflict: { type: 'string' },
} as const

/** What they say. */
export interface EditOptions {
  readonly merge?: boolean | undefined
  readonly 'take-new'?: boolean | undefined
  readonly 'keep-mine'?: boolean | undefined
  readonly conflict?: string | undefined
}

const isConflict = (text: string): text is 'markers' | 'reject' => text === 'markers' || text === 'reject'

/** The choice of the options; of files that are named it is for those alone. Throws UserError for two at once. */
export function editChoices(
  values: EditOptions,
  files: readonly string[],
  { command, places, io }: { readonly command: string; readonly places: ProjectPaths; readonly io: Io },
): EditChoices {
  const where = `xenup ${command}`.trimEnd()
  const { conflict } = values
  if (conflict !== undefined && !isConflict(conflict))
    throw new UserError(`--conflict knows no ${conflict}`, {
      where,
      advice: 'markers writes both versions into the file; reject writes the new one, and yours beside it.',
    })
  const said: readonly EditChoice[] = [
    ...(values['take-new'] ? ['new' as const] : []),
    ...(values['keep-mine'] ? ['mine' as const] : []),
    ...(conflict === undefined ? [] : [conflict]),
    // With --conflict it says the same once more.
    ...(values.merge && conflict === undefined ? ['merge' as const] : []),
  ]
  const [choice, another] = said
  if (another !== undefined)
    throw new UserError(
      '--merge, --take-new, --keep-mine and --conflict are different ways with a file edited by hand',
      {
        where,
        advice: 'Choose one; with names of files behind it, it is for those alone.',
      },
    )
  if (files.length === 0) return choice === undefined ? carriedOver : { all: choice }
  if (choice === undefined)
    throw new UserError(`there is an argument too many: ${files[0]}`, { where, advice: 'See xenup --help.' })
  return { ...carriedOver, files: Object.fromEntries(files.map((file) => [pathOf(file, places, io), choice])) }
}

/** Below the output folder, whether it is named from there or from where the user is. */
function pathOf(file: string, { output }: ProjectPaths, { cwd }: Io): string {
  const below = relative(output, resolve(cwd, file))
  return below.startsWith('..') || below === '' ? file : below
}

/** Refuses names of files that there are none of. */
export function refuseUnknown(files: Readonly<Record<string, EditChoice>>, known: readonly Fate[], command: string) {
  const paths = known.map(({ path }) => path)
  const unknown = Object.keys(files).find((path) => !paths.includes(path))
  if (unknown !== undefined)
    throw new UserError(`it writes no file ${unknown}`, {
      where: `xenup ${command}`,
      advice: `It writes ${paths.join(', ')}.`,
    })
}
