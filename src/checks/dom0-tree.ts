/** Nodes at which Xen stops while it makes dom0's device tree (xen/arch/arm/domain_build.c, handle_node). */
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
    const stops = [...stopsOfTree(have), ...stopsOfConsole(have, have['console.dtuart'])]
    const changed = stops.filter((stop) => isChanged(stop, have.plan))
    const open = stops.filter((stop) => !changed.includes(stop))
    return [...open.map((stop) => errorAt(stop, at, have.plan)), ...noteOn(changed, at)]
  },
})

const isChanged = ({ path }: Dom0Stop, { treeEdits }: Plan): boolean =>
  treeEdits.some(({ node, change }) => node === path || (change.kind === 'remove' && path.startsWith(`${node}/`)))

function errorAt({ path, why, console, change }: Dom0Stop, at: string, { loader }: Plan): Found {
  const answer = console === undefined ? 'dtb.edits' : 'console.edits'
  return {
    severity: 'error',
    says: `Xen would stop at the node ${path} while it makes dom0's device tree, and panic: ${why}`,
    at,
    ...(console !== undefined && { also: atAnswer('console.dtuart') }),
    fix: [
      ...(console === undefined ? [] : ['Take another UART for Xen (console.dtuart).']),
      change === undefined
        ? 'Use another device tree: Xen itself needs what is in that node, so that it cannot go.'
        : loader === 'u-boot'
          ? `Answer ${answer} with yes, and the boot script does "${changeInWords(path, change)}".`
          : `Change the tree before Xen gets it, as U-Boot would with "${changeInWords(path, change)}".`,
    ].join(' '),
  }
}

/** The change is made: one line is enough to know of it. */
function noteOn(changed: readonly Dom0Stop[], at: string): readonly Found[] {
  const [first, ...more] = changed
  if (!first) return []
  const others = more.length === 0 ? '' : ` (and at ${more.map(({ path }) => path).join(', ')})`
  return [
    {
      severity: 'note',
      says: `Xen would stop at the node ${first.path}${others} while it makes dom0's device tree: ${first.why}; the boot script changes it`,
      at,
      also: atAnswer(first.console === undefined ? 'dtb.edits' : 'console.edits'),
      fix: 'Nothing, as long as Xen is started by that script; started otherwise, it needs the tree changed beforehand.',
    },
  ]
}
