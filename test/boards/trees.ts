/**
 * Real device trees, fetched once into a folder that git ignores. Without them the proof is skipped, and says so; in CI
 * it fails.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder with the trees: XENUP_TREES, or test/boards/.trees. */
const folder = process.env['XENUP_TREES'] ?? fileURLToPath(new URL('.trees', import.meta.url))

/**
 * One folder for each of the kernel packages of Debian 12 and 13. The 32-bit ones have a few 64-bit boards, too. The pages
 * speak of the trees of Debian 12, where it has them: those come first.
 */
export const sets = ['arm64-bookworm', 'armhf-bookworm', 'arm64-trixie', 'armhf-trixie'] as const

export type TreeSet = (typeof sets)[number]

/** True when all packages were unpacked. */
export const haveTrees = sets.every((set) => existsSync(join(folder, `${set}.package`)))

/** The trees of a set, by their path below arch/arm64/boot/dts or arch/arm/boot/dts of Linux. */
export const treesOf = (set: TreeSet): readonly string[] =>
  readdirSync(join(folder, set), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.dtb'))
    .map((file) => file.split(sep).join('/'))
    .sort()

/** A tree: its set, and its name there. */
export interface Tree {
  readonly set: TreeSet
  readonly name: string
}

/** The tree that has one of these names. */
export function findTree(names: readonly string[]): Tree | undefined {
  return names
    .flatMap((name) => sets.map((set) => ({ set, name })))
    .find(({ set, name }) => existsSync(join(folder, set, name)))
}

/** The bytes of a tree. */
export const treeBytes = (set: TreeSet, name: string): Uint8Array => readFileSync(join(folder, set, name))

export default function fetchTrees(): void {
  try {
    execFileSync('bash', [fileURLToPath(new URL('trees.sh', import.meta.url)), folder], { stdio: 'inherit' })
  } catch (error) {
    if (process.env['CI']) throw error
    console.error('\nTHE BOARDS ARE NOT PROVEN: the device trees could not be fetched (see above).\n')
  }
}
