/** A log that was pasted becomes a file beside the answers, so that the answer that names it can be given again. */
import { existsSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ProjectPaths } from '../project/paths.ts'

/** Writes the text and returns its name. */
export function keepPasted(text: string, key: string, places: ProjectPaths): string {
  const [step = 'pasted'] = key.split('.')
  const name = unusedLog(step, places)
  writeFileSync(join(dirname(places.answers), name), text.endsWith('\n') ? text : `${text}\n`, { flag: 'wx' })
  return name
}

/** The name of a log of a step that is free beside the answers: `firmware.log`, `firmware-2.log`. */
export function unusedLog(step: string, places: ProjectPaths): string {
  for (let number = 1; ; number++) {
    const name = `${step}${number === 1 ? '' : `-${number}`}.log`
    if (!existsSync(join(dirname(places.answers), name))) return name
  }
}
