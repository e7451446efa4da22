/** A log that was pasted becomes a file beside the answers, so that the answer that names it can be given again. */
import { existsSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ProjectPaths } from '../project/paths.ts'

/** Writes the text and returns its name: `firmware.log`, or the first number that is free. */
export function keepPasted(text: string, key: string, places: ProjectPaths): string {
  const [step = 'pasted'] = key.split('.')
  for (let number = 1; ; number++) {
    const name = `${step}${number === 1 ? '' : `-${number}`}.log`
    const path = join(dirname(places.answers), name)
    if (existsSync(path)) continue
    writeFileSync(path, text.endsWith('\n') ? text : `${text}\n`, { flag: 'wx' })
    return name
  }
}
