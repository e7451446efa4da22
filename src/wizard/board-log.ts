/** A console's log at the board: read, compared with the checklist, judged, kept, and what it changes. */
import { constants, copyFileSync, rmSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, relative } from 'node:path'
import type { Fate } from '../artifacts/fate.ts'
import { stampOf } from '../artifacts/manifest.ts'
import type { Artifact } from '../artifacts/render.ts'
import { inspectFolder } from '../artifacts/write.ts'
import { ConsoleReader } from '../console/reader.ts'
import { type Boot, Timeline } from '../console/timeline.ts'
import type { Library } from '../content/library.ts'
import { symptomPages } from '../content/symptom-page.ts'
import { diagnose, type JudgedLog } from '../diagnose/diagnose.ts'
import { LogReader } from '../diagnose/evidence.ts'
import { diskError } from '../disk/disk-error.ts'
import type { FileReader } from '../engine/replay.ts'
import type { Session } from '../engine/session.ts'
import { UserError } from '../model/user-error.ts'
import { nothingWritten, type WriteReport } from '../model/write-report.ts'
import { type Changes, changesFor } from '../project/changes.ts'
import { evaluate } from '../project/evaluation.ts'
import { knownOf } from '../project/judged-logs.ts'
import type { ProjectPaths } from '../project/paths.ts'
import { addTry, type Try, tryOf } from '../project/tries.ts'
import { locateUserFile, logTaught, readUserLog } from '../project/user-file.ts'
import { unusedLog } from './pasted-log.ts'

/** A log that was read at the board, and what it changes. */
export interface BoardLog extends Changes {
  /** Its last boot against what the plan expects. */
  readonly boot: Boot | undefined
  readonly judged: JudgedLog
}

/** What a log is read with. */
export interface BoardLogContext {
  readonly library: Library
  readonly places: ProjectPaths
  readonly teach: FileReader
}

/** Reads a log. Throws UserError for a file that is no log. */
export function readBoardLog(path: string, session: Session, { library, places, teach }: BoardLogContext): BoardLog {
  const learnt = logTaught(teach, path)
  const ready = evaluate(session)
  const symptoms = symptomPages(library)
  const reader = new LogReader(symptoms)
  const lines = new ConsoleReader()
  const checklist = new Timeline(ready.planned.ok ? ready.planned.plan.expects : [])
  readUserLog(path, places.folders, (piece) => {
    reader.push(piece)
    for (const line of lines.push(piece)) checklist.take(line)
  })
  for (const line of lines.end()) checklist.take(line)
  const judged = diagnose(reader.end(), { symptoms, started: reader.started, ...knownOf(ready) })
  if (!judged)
    throw new UserError('there is no line of a boot in it', {
      where: path,
      advice: 'Capture the serial console from power-on, or bring the output of xl dmesg, dmesg or xl create.',
    })
  return { ...changesFor(judged, session, learnt ? [learnt] : []), boot: checklist.last, judged }
}

/** A larger log is not copied; it is named where it lies. */
const largestCopy = 64 << 20

/** Keeps the log beside the answers, and what it came to in the record. */
export const keepBoardLog = (
  path: string,
  log: BoardLog,
  artifacts: string,
  { places }: BoardLogContext,
): readonly Try[] => addTry(places, tryOf(besideAnswers(path, places), log, artifacts))

function besideAnswers(path: string, places: ProjectPaths): string {
  const folder = dirname(places.answers)
  const place = locateUserFile(path, places.folders)
  const name = relative(folder, place)
  const isBeside = !name.startsWith('..') && !isAbsolute(name)
  if (isBeside || statSync(place).size > largestCopy) return isBeside ? name : place
  const copy = unusedLog('bring-up', places)
  try {
    copyFileSync(place, join(folder, copy), constants.COPYFILE_EXCL)
  } catch (error) {
    rmSync(join(folder, copy), { force: true })
    throw diskError(error, join(folder, copy), 'saved')
  }
  return copy
}

/**
 * The last log that was read, once more; undefined where the artifacts are others since (what an earlier set printed says
 * nothing of this one), and where it is gone.
 */
export function lastBoardLog(
  tries: readonly Try[],
  artifacts: readonly Artifact[],
  session: Session,
  context: BoardLogContext,
): BoardLog | undefined {
  const last = tries.at(-1)
  if (!last || last.artifacts !== stampOf(artifacts)) return undefined
  try {
    return readBoardLog(last.log, session, context)
  } catch (error) {
    if (error instanceof UserError) return undefined
    throw error
  }
}

/** What writing would report where every artifact lies in the output folder already; undefined where one does not. */
export function asWritten(artifacts: readonly Artifact[], { output }: ProjectPaths): WriteReport | undefined {
  const fates = inspectFolder(output, artifacts)
  const asTheyWere: readonly Fate['state'][] = ['same', 'edited', 'clash', 'conflicted', 'read-only', 'held']
  const isOther = ({ state, write, isRemoved }: Fate): boolean =>
    !asTheyWere.includes(state) && (write !== undefined || isRemoved === true)
  if (artifacts.length === 0 || fates.some(isOther)) return undefined
  return { ...nothingWritten, unchanged: fates.filter(({ state }) => state === 'same').map(({ path }) => path) }
}
