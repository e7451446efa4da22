/** `xenup check`: what is wrong with the set-up, what passed, and what could not be checked and why. */

import { loadAnswers } from '../answers/save.ts'
import { checkText, hasErrors, verdictsJson } from '../report/findings.ts'
import { memoryMapText } from '../report/memory-map.ts'
import type { Command } from './io.ts'
import { noMore, readOptions } from './options.ts'
import { commonOptions, library, loadOrExplain, openSession, placesOf, settleAll, setUp } from './setup.ts'

export const check: Command = async (args, io) => {
  const { values, positionals } = readOptions('check', args, {
    ...commonOptions,
    all: { type: 'boolean' },
    map: { type: 'boolean' },
    json: { type: 'boolean' },
  })
  noMore('check', positionals)
  const places = placesOf(values, io)
  const loaded = values.set ? loadAnswers(places.answers) : loadOrExplain(places, io)
  const { session } = settleAll(openSession(loaded?.answers ?? {}, values.set ?? [], library()), places)
  const { verdicts, planned } = setUp(session)
  if (values.json) io.out(verdictsJson(verdicts))
  else {
    io.out(checkText(verdicts, { columns: io.columns, all: values.all ?? false }))
    if (values.map && planned.ok) io.out(`\n${memoryMapText(planned.plan, io.columns)}`)
  }
  return hasErrors(verdicts) ? 1 : 0
}
