/** A log that takes its time is read while the screen says so. */
import type { Front } from '../fronts/front.ts'
import { Interrupted, UserError } from '../model/user-error.ts'
import { visible } from '../model/visible.ts'
import { isLongLog, readLongLog } from '../project/user-file.ts'
import type { WalkContext } from './walk-context.ts'

/** What is told to who stopped it. */
export const stoppedReading = 'Reading was stopped.'

/**
 * Reads it where it is long, so that it is known when it is asked for; false when the user did not want to wait. What is
 * wrong with it is told then.
 */
export async function readAhead(
  path: string,
  front: Front,
  { places, known }: Pick<WalkContext, 'places' | 'known'>,
): Promise<boolean> {
  if (!isLongLog(path, places, known)) return true
  const { signal } = front.working(`Reading ${visible(path)}; it takes a second or two`)
  try {
    await readLongLog(path, places, known, signal)
  } catch (error) {
    if (error instanceof Interrupted) return false
    if (!(error instanceof UserError)) throw error
  }
  return true
}
