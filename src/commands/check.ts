/** `xenup check`: what is wrong with the set-up, what passed, and what could not be checked and why. */
import { checkText } from '../model/finding-text.ts'
import type { Command } from '../model/io.ts'
import { mappedMemory, memoryMapText } from '../model/memory-map.ts'
import { answerOrigins } from '../project/answer-origins.ts'
import { evaluate } from '../project/evaluation.ts'
import { openProject } from '../project/open.ts'
import { commonOptions, folderOf } from '../project/paths.ts'
import { unmergedFindings } from '../project/unmerged.ts'
import { hasErrors, verdictsJson } from '../report/findings.ts'
import { checkScript, refuseWithoutScript } from './check-script.ts'
import { noMore, readOptions } from './options.ts'

export const check: Command = async (args, io) => {
  const { values, positionals } = readOptions('check', args, {
    ...commonOptions,
    all: { type: 'boolean' },
    map: { type: 'boolean' },
    json: { type: 'boolean' },
    script: { type: 'string' },
    import: { type: 'boolean' },
    force: { type: 'boolean' },
  })
  noMore('check', positionals)
  const { script } = values
  if (script !== undefined) return checkScript({ ...values, script }, io)
  refuseWithoutScript(values)
  const { session, layers, places } = openProject(values, io)
  const { verdicts: ofAnswers, planned } = evaluate(session)
  const unmerged = unmergedFindings(places.output, folderOf(places, io))
  const verdicts = { ...ofAnswers, findings: [...unmerged, ...ofAnswers.findings] }
  if (values.json) io.out(verdictsJson(verdicts, answerOrigins(session, layers)))
  else {
    io.out(checkText(verdicts, { columns: io.columns, all: values.all ?? false }))
    if (values.map && planned.ok) io.out(`\n${memoryMapText(mappedMemory(planned.plan), io.columns)}`)
  }
  return hasErrors(verdicts) ? 1 : 0
}
