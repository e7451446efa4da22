/** What the boot script changes in the tree so that Xen does not stop while it makes dom0's. */
import type { Decided } from '../model/decided.ts'
import { stopsOfConsole, stopsOfTree } from '../model/dom0-stops.ts'
import type { DeviceTreeFacts, Dom0Stop } from '../model/facts.ts'
import type { TreeEdit } from '../model/plan.ts'

/** The changes that are wished for. */
export const editsAgainstStops = (facts: DeviceTreeFacts, { edits, dtuart }: Decided): readonly TreeEdit[] => [
  ...(edits.stops ? editsOf(stopsOfTree(facts), 'dtb.edits') : []),
  ...(edits.console ? editsOf(stopsOfConsole(facts, dtuart ?? 'stdout-path'), 'console.edits') : []),
]

const editsOf = (stops: readonly Dom0Stop[], from: TreeEdit['from']): readonly TreeEdit[] =>
  stops.flatMap(({ path, why, change }) =>
    change ? [{ node: path, change, because: `Xen would stop at this node: ${why}`, from }] : [],
  )
