/** Nodes at which Xen stops while it makes dom0's device tree (xen/arch/arm/domain_build.c, handle_node). */
import { loaderRow } from '../model/boot-method.ts'
import { stopsOfConsole, stopsOfTree } from '../model/dom0-stops.ts'
import type { Dom0Stop } from '../model/facts.ts'
import type { Plan } from '../model/plan.ts'
import { changeInWords } from '../model/tree-change.ts'
import { atAnswer, atFact, defineCheck, type Found } from './check.ts'

export const dom0Tree = defineCheck({
  id: 'dom0-tree',
  needs: ['dom0.stops', 'plan'],
  uses: ['console.dtuart', 'uarts', 'stdout'],
  run(have) {
    const at = atFact(have['dom0.stops'])
    const ofTree = stopsOfTree(have)
    const ofConsole = stopsOfConsole(have, have['console.dtuart'])
    const changed = [...ofTree, ...ofConsole].filter((stop) => isChanged(stop, have.plan))
    const open = (stops: readonly Dom0Stop[]) => stops.filter((stop) => !changed.includes(stop))
    return [
      ...open(ofTree).map((stop) => ({ ...errorAt([stop]), at, ...changeFor(stop, 'dtb.edits', have.plan) })),
      ...errorOfConsole(open(ofConsole), at, have.plan),
      ...noteOn(changed, at),
    ]
  },
})

const isChanged = ({ path }: Dom0Stop, { treeEdits }: Plan): boolean =>
  treeEdits.some(({ node, change }) => node === path || (change.kind === 'remove' && path.startsWith(`${node}/`)))

const errorAt = (stops: readonly [Dom0Stop, ...Dom0Stop[]]): Pick<Found, 'severity' | 'says'> => ({
  severity: 'error',
  says: `Xen would stop at the node ${stops.map(({ path }) => path).join(', then at ')} while it makes dom0's device tree, and panic: ${stops[0].why}`,
})

/** Whoever shares the interrupt has the same reason, and the same cure. */
function errorOfConsole([first, ...more]: readonly Dom0Stop[], at: string, plan: Plan): readonly Found[] {
  if (!first) return []
  const change = changeFor(first, 'console.edits', plan)
  return [
    {
      ...errorAt([first, ...more]),
      at,
      also: atAnswer('console.dtuart'),
      ...change,
      fix: `Take another UART for Xen (console.dtuart). Or: ${change.fix}`,
    },
  ]
}

function changeFor(
  { path, change }: Dom0Stop,
  answer: 'dtb.edits' | 'console.edits',
  { method }: Plan,
): Pick<Found, 'set'> & { readonly fix: string } {
  if (!change) return { fix: 'Use another device tree: Xen itself needs what is in that node, so that it cannot go.' }
  const line = changeInWords(path, change)
  return loaderRow(method.loader).hasPrompt
    ? { fix: `Answer ${answer} with yes, and the boot script does "${line}".`, set: `${answer}=yes` }
    : { fix: `Change the tree before Xen gets it, as U-Boot would with "${line}".` }
}

/** The change is made: one line is enough to know of it. */
function noteOn(changed: readonly Dom0Stop[], at: string): readonly Found[] {
  const [first, ...more] = changed
  if (!first) return []
  const others = more.length === 0 ? '' : ` (and at ${more.map(({ path }) => path).join(', ')})`
  return [
    {
      severity: 'note',
      says: `Xen would stop at the node ${first.path}${others} while it makes dom0's device tree: ${first.why}; what xenup writes changes it`,
      at,
      also: atAnswer(first.console === undefined ? 'dtb.edits' : 'console.edits'),
      fix: 'Nothing, as long as Xen is started as the handbook says; started otherwise, it needs the tree changed beforehand.',
    },
  ]
}
