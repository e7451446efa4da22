/** A change to one node of a device tree, and the commands that make it. */
import { hex } from './quantity.ts'

/** The node goes, or is switched off; or one of its properties goes, or gets other cells. */
export type TreeChange =
  | { readonly kind: 'remove' | 'disable' }
  | { readonly kind: 'remove-property'; readonly property: string }
  | { readonly kind: 'set-cells'; readonly property: string; readonly cells: readonly number[] }

/** Cells as U-Boot's fdt set and a .dts have them: `<0x0 0x48 0x4>`. */
export const cellsInWords = (cells: readonly number[]): string => `<${cells.map((one) => hex(BigInt(one))).join(' ')}>`

/** The change as a line for U-Boot, for people to read: `fdt rm /soc/a@1`. */
export function changeInWords(node: string, change: TreeChange): string {
  switch (change.kind) {
    case 'remove':
      return `fdt rm ${node}`
    case 'disable':
      return `fdt set ${node} status disabled`
    case 'remove-property':
      return `fdt rm ${node} ${change.property}`
    case 'set-cells':
      return `fdt set ${node} ${change.property} '${cellsInWords(change.cells)}'`
  }
}
