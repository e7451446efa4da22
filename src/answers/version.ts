/** The version of the file's form, `xenup: 1`, and the way from older forms to today's. */
import { versionKey } from './keys.ts'
import { quote } from './problem.ts'

/** What turns the text of a file from one version into the next; the first begins at version 1. */
export const migrations: readonly ((text: string) => string)[] = []

/** The version that this xenup writes. */
export const currentVersion = migrations.length + 1

/** A version that can be read, or what is wrong with the one that stands there. */
export function readVersion(
  text: string,
):
  | { readonly ok: true; readonly version: number }
  | { readonly ok: false; readonly newer: boolean; readonly says: string } {
  const version = /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 0
  if (version >= 1 && version <= currentVersion) return { ok: true, version }
  if (version > currentVersion) {
    return {
      ok: false,
      newer: true,
      says: `this file has version ${version}, and this xenup knows ${currentVersion}: it is older than the one that wrote the file; use a newer xenup`,
    }
  }
  return {
    ok: false,
    newer: false,
    says: `${versionKey} ${quote(text)} is not a version; write ${versionKey}: ${currentVersion}`,
  }
}

/** The text in today's version. */
export const migrate = (text: string, version: number): string =>
  migrations.slice(version - 1).reduce((older, step) => step(older), text)
