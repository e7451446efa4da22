/** The files that a script loads, where they lie beside it: by the path that it names, or by the name alone. */
import { existsSync, statSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import type { BootSeen, TextPlace } from '../model/boot-seen.ts'
import type { ParsedFile } from '../model/facts.ts'
import type { LoadRole } from '../model/plan.ts'
import { UserError } from '../model/user-error.ts'
import { loadsByRole } from '../script/answers.ts'
import { parseUserFile } from './user-file.ts'

/** What was found, and what lies there and cannot be read. */
export interface FilesBeside {
  readonly files: Readonly<Partial<Record<LoadRole, ParsedFile>>>
  readonly unread: readonly { readonly says: string; readonly at: TextPlace }[]
}

/** Looks beside the script, nowhere else; paths are told as seen from `cwd`. */
export function filesBeside(boot: BootSeen, scriptPath: string, cwd: string): FilesBeside {
  const files: Partial<Record<LoadRole, ParsedFile>> = {}
  const unread: { says: string; at: TextPlace }[] = []
  for (const [role, load] of Object.entries(loadsByRole(boot))) {
    const place = load.file === undefined ? undefined : placeOf(load.file, dirname(scriptPath))
    if (place === undefined) continue
    const path = relative(cwd, place)
    try {
      files[role as LoadRole] = parseUserFile(path, [cwd])
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      unread.push({ says: `${path} lies there and cannot be read: ${error.message}`, at: load.at })
    }
  }
  return { files, unread }
}

/** What a script names is not trusted: no way out of its folder. */
function placeOf(file: string, folder: string): string | undefined {
  const parts = file.split(/[/\\]+/).filter((part) => part !== '' && part !== '.')
  if (parts.length === 0 || parts.includes('..') || /[\0-\x1f]/.test(file) || file.length > 1024) return undefined
  const places = [join(folder, ...parts), join(folder, basename(parts.join('/')))]
  return places.find((place) => existsSync(place) && statSync(place).isFile())
}
