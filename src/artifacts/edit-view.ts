/** What templates see of a change to the tree. */
import type { TreeEdit } from '../model/plan.ts'
import { cellsInWords } from '../model/tree-change.ts'

/** The change in words of U-Boot's fdt and of fdtput; names and values are quoted in the templates. */
export function editView({ node, change, because }: TreeEdit, from: string) {
  const property = 'property' in change ? change.property : false
  return {
    node,
    because,
    from,
    /** What has to be there for the change to make sense. */
    property,
    removed: change.kind === 'remove' || change.kind === 'remove-property',
    disabled: change.kind === 'disable',
    cells: change.kind === 'set-cells' ? cellsInWords(change.cells) : '',
    /** The same for fdtput -t x. */
    bareCells: change.kind === 'set-cells' ? change.cells.map((one) => one.toString(16)).join(' ') : '',
    done: `${property === false ? node : `${property} of ${node}`} ${doneWords[change.kind]}`,
    failed: `${node} could not be changed`,
  }
}

const doneWords: Readonly<Record<TreeEdit['change']['kind'], string>> = {
  remove: 'is taken out of the device tree',
  disable: 'is switched off in the device tree',
  'remove-property': 'is taken out of the device tree',
  'set-cells': 'is changed in the device tree',
}
