/** Which file has to be asked about before the artifacts are written. */
import type { Artifact } from '../artifacts/render.ts'
import { inspectFolder } from '../artifacts/write.ts'
import type { EditChoice, EditChoices } from '../model/edited-files.ts'
import type { ClashShown } from './clash-screen.ts'

/** What was chosen for files that clash, by path. */
export type Clashing = Readonly<Record<string, EditChoice>>

/** The first file that clashes and for which nothing was chosen; undefined when there is none. */
export function nextClash(
  folder: string,
  artifacts: readonly Artifact[],
  choices: EditChoices,
): ClashShown | undefined {
  const { files = {} } = choices
  const open = inspectFolder(folder, artifacts, choices).filter(
    ({ path, state }) => state === 'clash' && !Object.hasOwn(files, path),
  )
  const [fate] = open
  if (!fate) return undefined
  const number = Object.keys(files).length + 1
  return { fate, number, of: number - 1 + open.length }
}
