/** `xenup watch SOURCE`: follows a live boot, says how far it is, notices when it stalls, and says why. */

import { dirname } from 'node:path'
import type { Command } from '../model/io.ts'
import { UserError } from '../model/user-error.ts'
import { library, openProject } from '../project/open.ts'
import { knownOfConsole, watching } from '../project/watching.ts'
import { noMore, readOptions } from './options.ts'

const where = 'xenup watch'

/** Ends as diagnose does: 0 when the boot that counts is good, 1 when not, 2 when there was none. */
export const watch: Command = async (args, io) => {
  const { values, positionals } = readOptions('watch', args, {
    answers: { type: 'string', short: 'a', multiple: true },
    baud: { type: 'string' },
    log: { type: 'string' },
    stall: { type: 'string' },
  })
  const [source, ...rest] = positionals
  if (source === undefined)
    throw new UserError('name the console', {
      where,
      advice:
        'For example: xenup watch /dev/ttyUSB0, tcp://localhost:4000, the growing log of a terminal program, or -.',
    })
  noMore('watch', rest)
  const options = {
    source,
    baud: numberIn('--baud', values.baud, [300, 4_000_000]),
    stallSeconds: numberIn('--stall', values.stall, [1, 86_400]),
    log: values.log,
  }
  const project = values.answers === undefined ? undefined : openProject({ answers: values.answers }, io)
  const known = project ? knownOfConsole(project.session) : { course: [] }
  const stop = new AbortController()
  const calm = io.whenStopped(() => stop.abort())
  try {
    const { judged } = await watching(options, known, {
      io,
      library: library(),
      folder: project ? dirname(project.places.answers) : io.cwd,
      signal: stop.signal,
    })
    return !judged ? 2 : judged.counts.came === 'good' ? 0 : 1
  } finally {
    calm()
  }
}

function numberIn(
  option: string,
  given: string | undefined,
  [least, most]: readonly [number, number],
): number | undefined {
  if (given === undefined) return undefined
  const number = /^\d{1,9}$/.test(given) ? Number(given) : Number.NaN
  if (number >= least && number <= most) return number
  throw new UserError(`${given} is no number from ${least} to ${most}`, { where: `${where} ${option}` })
}
