/** `xenup status`: what is different since the artifacts were made, a line each; 1 when something is. */
import { relative } from 'node:path'
import { version } from '../content/package-file.ts'
import type { Command } from '../model/io.ts'
import { toJson } from '../model/json.ts'
import { visible } from '../model/visible.ts'
import { wrap } from '../model/wrap.ts'
import { loadLayers } from '../project/layers.ts'
import { tellOldForms } from '../project/old-forms.ts'
import { library, noAnswers } from '../project/open.ts'
import { commonOptions, folderOf, projectPaths } from '../project/paths.ts'
import { settingsOf } from '../project/settings.ts'
import { statusOf } from '../project/status.ts'
import { noMore, readOptions } from './options.ts'

export const status: Command = async (args, io) => {
  const { values, positionals } = readOptions('status', args, { ...commonOptions, json: { type: 'boolean' } })
  noMore('status', positionals)
  const places = projectPaths(values, io)
  const layers = loadLayers(places.layers, io)
  if (!values.set && layers.places.size === 0 && !layers.loaded) throw noAnswers(places, io)
  tellOldForms(layers, io)
  const set = settingsOf(values.set, io)
  const differences = statusOf(
    { ...places, output: relative(io.cwd, places.output) || '.' },
    { version: version(), library: library(), answers: layers.answers, set },
  )
  if (values.json) io.out(`${toJson({ xenup: 1, differences })}\n`)
  else if (differences.length === 0) io.out(`Nothing is different since ${visible(folderOf(places, io))} was made.\n`)
  else
    for (const { of, says, fix } of differences) io.out(`${wrap(visible(`${of} ${says}: ${fix}`), io.columns, '  ')}\n`)
  return differences.length > 0 ? 1 : 0
}
