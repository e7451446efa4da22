/** What the boot script changes in the tree so that Xen does not stop while it makes dom0's. */
import type { Answers } from '../model/answers.ts'
import { stopsOfConsole, stopsOfTree } from '../model/dom0-stops.ts'
import type { DeviceTreeFacts, Dom0Stop } from '../model/facts.ts'
import type { TreeEdit } from '../model/plan.ts'

/** The changes that the answers ask for; none where nothing of ours runs in U-Boot. */
export const editsAgainstStops = (facts: DeviceTreeFacts, answers: Answers): readonly TreeEdit[] => [
  ...(answers['dtb.edits'] === 'yes' ? editsOf(stopsOfTree(facts), 'dtb.edits') : []),
  ...(answers['console.edits'] === 'yes'
    ? editsOf(stopsOfConsole(facts, answers['console.dtuart']), 'console.edits')
    : []),
]

const editsOf = (stops: readonly Dom0Stop[], from: TreeEdit['from']): readonly TreeEdit[] =>
  stops.flatMap(({ path, why, change }) =>
    change ? [{ node: path, change, because: `Xen would stop at this node: ${why}`, from }] : [],
  )
