/** Opens a project: its answers file, the session over it, and everything in it settled. */
import { basename, relative } from 'node:path'
import { steps } from '../../steps/index.ts'
import { boardPages } from '../content/board-page.ts'
import { type Library, loadLibrary } from '../content/library.ts'
import { type Replayed, replay } from '../engine/replay.ts'
import { begin, type Session } from '../engine/session.ts'
import type { AnswerKey, Answers } from '../model/answers.ts'
import type { Io } from '../model/io.ts'
import { UserError } from '../model/user-error.ts'
import { visible } from '../model/visible.ts'
import { type Layers, loadLayers } from './layers.ts'
import { tellOldForms } from './old-forms.ts'
import { type PathOptions, type ProjectPaths, projectPaths } from './paths.ts'
import { settingsOf } from './settings.ts'
import { fileReader, type ReadingFiles } from './user-file.ts'

/** A project that is opened: where it lies, its answers as loaded, and the session in which all is settled. */
export interface OpenedProject extends Replayed {
  readonly places: ProjectPaths
  readonly layers: Layers
  /** What --set says. */
  readonly set: Answers
}

/**
 * Opens the project that the options name and settles everything, suggestions taken where an answer is missing. Without
 * `--set` there has to be an answers file: there is nothing else to go by. `known` are files that were read before.
 */
export function openProject(
  values: PathOptions & { readonly set?: string[] | undefined },
  io: Io,
  reading: ReadingFiles = {},
): OpenedProject {
  const places = projectPaths(values, io)
  const layers = loadLayers(places.layers, io)
  tellOldForms(layers, io)
  if (!values.set && layers.places.size === 0 && !layers.loaded) throw noAnswers(places, io)
  const set = settingsOf(values.set, io)
  const teach = fileReader(places, { tell: io.err, ...reading })
  return {
    places,
    layers,
    set,
    ...settleAll(openSession(layers.answers, set, library()), places, teach),
  }
}

/** A session over saved answers with the settings of --set on top. */
export function openSession(
  saved: Answers,
  set: Answers,
  library: Library,
  { save = false }: { readonly save?: boolean } = {},
): Session {
  // What is to be kept is an answer like those of the file.
  return save ? begin(steps, boardPages(library), { ...saved, ...set }) : begin(steps, boardPages(library), saved, set)
}

/** There is nothing to go by. */
export const noAnswers = (places: ProjectPaths, io: Io): UserError =>
  new UserError('there is no answers file', {
    where: relative(io.cwd, places.answers) || places.answers,
    advice: 'Make one with xenup (the wizard) or xenup --yes, or name another with -a.',
  })

/** Replays to the end, or an error that names everything that stands in the way. */
export function settleAll(session: Session, places: ProjectPaths, teach = fileReader(places)): Replayed {
  const replayed = replay(session, teach, { takeSuggestions: true })
  const { refused, stoppedAt } = replayed
  const faults = [
    ...refused.map(({ key, says }) => `${key}: ${says}`),
    // After a refusal it may be its consequence: without a device tree nothing says where RAM is.
    ...(stoppedAt && refused.length === 0
      ? [`${stoppedAt}: there is no answer, and nothing to suggest one from; ${hintFor(stoppedAt)}`]
      : []),
  ]
  if (faults.length === 0) return replayed
  throw new UserError(faults.map((fault) => visible(fault)).join('\n  '), {
    where: basename(places.answers),
    advice:
      stoppedAt && refused.length === 0
        ? `Answer it with --set ${stoppedAt}=…, in the file, or in the wizard (xenup).`
        : 'Change the answers in the file, with --set, or in the wizard (xenup).',
  })
}

const hintFor = (key: AnswerKey): string => `"xenup explain ${key}" tells how to find out`

/** The pages in the package. */
export const library = (): Library => loadLibrary()
