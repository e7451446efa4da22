/** `xenup graph`: the steps and how they depend on each other, with how far the answers have come. */
import { replay } from '../engine/replay.ts'
import { stepStates } from '../engine/states.ts'
import type { Command } from '../model/io.ts'
import { toJson } from '../model/json.ts'
import { UserError } from '../model/user-error.ts'
import { loadLayers } from '../project/layers.ts'
import { tellOldForms } from '../project/old-forms.ts'
import { library, openSession } from '../project/open.ts'
import { commonOptions, projectPaths } from '../project/paths.ts'
import { settingsOf } from '../project/settings.ts'
import { proofsIn, readTries } from '../project/tries.ts'
import { fileReader } from '../project/user-file.ts'
import { graphMermaid, graphText } from '../report/graph.ts'
import { noMore, readOptions } from './options.ts'

/** Without an answers file everything is ahead. */
export const graph: Command = async (args, io) => {
  const { values, positionals } = readOptions('graph', args, {
    ...commonOptions,
    mermaid: { type: 'boolean' },
    json: { type: 'boolean' },
  })
  noMore('graph', positionals)
  if (values.mermaid && values.json)
    throw new UserError('--mermaid and --json are two different forms', {
      where: 'xenup graph',
      advice: 'Ask for one of them.',
    })
  const places = projectPaths(values, io)
  const layers = loadLayers(places.layers, io)
  tellOldForms(layers, io)
  const start = openSession(layers.answers, settingsOf(values.set, io), library())
  const { session } = replay(start, fileReader(places, { tell: io.err }), {
    takeSuggestions: false,
  })
  const steps = stepStates(session, proofsIn(readTries(places)))
  io.out(
    values.json
      ? `${toJson({ xenup: 1, steps })}\n`
      : values.mermaid
        ? graphMermaid(steps)
        : graphText(steps, io.columns),
  )
  return 0
}
