/**
 * Files that the wizard can suggest: those that lie beside the answers, what the scripts of `build/` left, those of /boot,
 * and the board's device tree where Debian's kernel packages put it.
 */
import { readdirSync, statSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import type { FileReader } from '../engine/replay.ts'
import { positionOf, type Session } from '../engine/session.ts'
import type { BoardPage } from '../model/board.ts'
import type { ParsedFile } from '../model/facts.ts'
import { UserError } from '../model/user-error.ts'
import { visible } from '../model/visible.ts'
import type { ProjectPaths } from './paths.ts'

/** Where distributions keep kernels, and where Debian keeps device trees: /usr/lib/linux-image-<release>/. */
export interface UsualPlaces {
  readonly boot: string
  readonly lib: string
}

export const usualPlaces: UsualPlaces = { boot: '/boot', lib: '/usr/lib' }

/** Where the scripts of `build/` work, in the folder that they are called from (templates/_partials/build/common.hbs). */
const buildFolder = 'xenup-build'

/** More files than anybody keeps beside answers: beyond them a folder is no place for a bring-up, and is left alone. */
const mostFiles = 24

/** Names under which kernels, hypervisors, their configurations, initramfs and device trees lie. */
const names =
  /^(?:xen|vmlinu|zimage|image|uimage|initr|initramfs|config-|\.config$|kernel)|\.(?:dtb|cpio|config|img)(?:\.gz)?$/i

const looked = new WeakSet<readonly ParsedFile[]>()

/** A walk with what lies nearby; as it is before a board was chosen, and where it was looked for already. */
export function withNearby(session: Session, places: ProjectPaths, teach: FileReader): Session {
  const { answered, open, situation } = positionOf(session)
  const isKnown = answered.some(({ question }) => question.key === 'board.id')
  if (!open || !isKnown || looked.has(session.nearby)) return session
  const nearby = nearbyFiles(places, situation.board, teach)
  looked.add(nearby)
  return { ...session, nearby }
}

/** What lies there and can be read; paths as the answers would name them. */
export function nearbyFiles(
  { folders, output, answers }: ProjectPaths,
  board: BoardPage | undefined,
  teach: FileReader,
  { boot, lib }: UsualPlaces = usualPlaces,
): readonly ParsedFile[] {
  const base = join(answers, '..')
  const fromHere = (path: string): string => {
    const short = relative(base, path)
    return short.startsWith('..') ? path : short
  }
  const beside = folders.flatMap(filesIn)
  const built = [...folders, output].map((folder) => join(folder, buildFolder))
  const trees = board?.dtb
    ? [
        ...built.map((folder) => join(folder, 'dtbs', basename(board.dtb!.file))),
        ...foldersIn(lib)
          .filter((folder) => basename(folder).startsWith('linux-image-'))
          .map((folder) => join(folder, board.dtb!.file)),
      ].filter(isFile)
    : []
  const paths = [...new Set([...beside, ...built.flatMap(filesIn), ...trees, ...filesIn(boot)])].slice(0, mostFiles)
  return paths.flatMap((path) => read(fromHere(path), teach))
}

function read(path: string, teach: FileReader): readonly ParsedFile[] {
  if (visible(path) !== path) return []
  try {
    return [teach(path)]
  } catch (error) {
    // What cannot be read cannot be suggested; named by the user it is told.
    if (error instanceof UserError) return []
    throw error
  }
}

const filesIn = (folder: string): readonly string[] =>
  entriesOf(folder)
    .filter((name) => names.test(name))
    .map((name) => join(folder, name))
    .filter(isFile)

const foldersIn = (folder: string): readonly string[] => entriesOf(folder).map((name) => join(folder, name))

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    return []
  }
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
