import type { Library } from '../content/library.ts'
import type { FileReader } from '../engine/replay.ts'
import type { EditChoices } from '../model/edited-files.ts'
import type { Io } from '../model/io.ts'
import type { AnswersOnDisk } from '../project/answers-on-disk.ts'
import type { Layers } from '../project/layers.ts'
import type { ProjectPaths } from '../project/paths.ts'
import type { FilesKnown } from '../project/user-file.ts'

/** What a walk goes on. */
export interface WalkContext {
  readonly library: Library
  readonly file: AnswersOnDisk
  readonly layers: Layers
  readonly places: ProjectPaths
  readonly io: Io
  readonly teach: FileReader
  /** What is done with files that were edited by hand, where that is not asked. */
  readonly choices: EditChoices
  /** What `teach` has read. */
  readonly known: FilesKnown
}
