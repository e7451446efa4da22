/** Where a root file system usually is, before the medium is chosen. */
import type { Answers } from './answers.ts'
import type { BoardPage } from './board.ts'
import { medium } from './boot-medium.ts'
import { loaders } from './boot-method.ts'
import { loaderOf } from './boot-methods/index.ts'

/** The device that the board's page names for its usual medium, else the second partition of that, and why. */
export function usualRoot(
  answers: Answers,
  board: BoardPage | undefined,
): { readonly value: string; readonly because: string } {
  const [usual] = board?.media ?? []
  if (usual?.root !== undefined) return { value: usual.root, because: `the page of ${board!.name} says so` }
  const device =
    answers['goal.target'] === 'qemu' ? 'virtio' : (usual?.device ?? loaders[loaderOf(answers)].usualMedium.device)
  const { root, name } = medium[device]
  return { value: root, because: `the second partition of the first ${name} is the usual place` }
}
