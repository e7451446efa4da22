/** The version of the file's form, `xenup: 2`, and who can read it. */
import type { AnswerForm } from '../model/answer-forms.ts'
import { versionKey } from './keys.ts'
import { quote } from './problem.ts'

/** The comment after the version. A program of today cannot know which later one it takes: the file has to say it. */
export const readersOf = ({ since }: AnswerForm): string => `# read by xenup ${since} and newer`

/** Such a comment of any version, as it stands behind the version. */
export const readersComment = /^[ \t]*# read by xenup (\d{1,9}\.\d{1,9}\.\d{1,9}) and newer[ \t]*$/

/** A version that can be read, or what is wrong with the one that stands there; `after` is the rest of its line, `current` the newest version. */
export function readVersion(
  text: string,
  after: string,
  current: number,
):
  | { readonly ok: true; readonly version: number }
  | { readonly ok: false; readonly newer: boolean; readonly says: string } {
  const version = /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 0
  if (version >= 1 && version <= current) return { ok: true, version }
  if (version > current) {
    const since = readersComment.exec(after)?.[1]
    const use = since === undefined ? 'use a newer xenup' : `xenup ${since} and newer read it, as it says`
    return {
      ok: false,
      newer: true,
      says: `this file has version ${version}, and this xenup reads versions up to ${current}: it is older than the one that wrote the file; ${use}`,
    }
  }
  return {
    ok: false,
    newer: false,
    says: `${versionKey} ${quote(text)} is not a version; write ${versionKey}: ${current}`,
  }
}
