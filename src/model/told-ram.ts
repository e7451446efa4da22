/** RAM as the user tells it, where neither the device tree nor U-Boot does. */
import type { AnswerKey, Answers } from './answers.ts'
import type { BoardPage, RamLayout } from './board.ts'
import type { Range } from './range.ts'

/** RAM by the size of the board, the smallest first; none where the page does not list it. */
export const layoutsOf = (board: BoardPage | undefined): readonly RamLayout[] => board?.ram?.layouts ?? []

/** The banks of a board with so much RAM, as its page lists them. */
export const layoutOf = (board: BoardPage | undefined, size: Answers['dtb.ram']): RamLayout | undefined =>
  layoutsOf(board).find((one) => one.size === size)

/** The banks, and the answer that tells how large they are; nothing as long as it is not given. */
export function ramTold(
  answers: Answers,
  board: BoardPage | undefined,
): { readonly banks: readonly Range[]; readonly by: AnswerKey } | undefined {
  const layout = layoutOf(board, answers['dtb.ram'])
  if (layout) return { banks: layout.banks, by: 'dtb.ram' }
  const size = answers['dtb.memory-size']
  return size === undefined
    ? undefined
    : { banks: [{ base: answers['dtb.memory-base'] ?? 0n, size }], by: 'dtb.memory-size' }
}
