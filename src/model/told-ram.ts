/** RAM as the user tells it, where neither the device tree nor U-Boot does. */
import type { AnswerKey, Answers } from './answers.ts'
import type { BoardPage, RamLayout } from './board.ts'
import { sizeWithUnit } from './quantity.ts'
import type { Range } from './range.ts'

/** The sizes of RAM for which the page lists banks, as they are answered (`4G`), the smallest first. */
export const ramSizes = (board: BoardPage | undefined): readonly string[] =>
  (board?.ram?.layouts ?? []).map(({ size }) => sizeWithUnit(size))

/** The banks of a board with so much RAM, as its page lists them. */
export const layoutOf = (board: BoardPage | undefined, size: string | undefined): RamLayout | undefined =>
  board?.ram?.layouts?.find((one) => sizeWithUnit(one.size) === size)

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
