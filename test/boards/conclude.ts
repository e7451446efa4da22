/** What xenup comes to for a real device tree: the same walk that `xenup generate` makes, without the disk. */
import { boardPages } from '../../src/content/board-page.ts'
import { loadLibrary } from '../../src/content/library.ts'
import { replay } from '../../src/engine/replay.ts'
import { begin } from '../../src/engine/session.ts'
import { parseFile } from '../../src/learn/file.ts'
import { type AnswerKey, type Answers, readAnswer } from '../../src/model/answers.ts'
import type { BoardPage } from '../../src/model/board.ts'
import type { ParsedFile } from '../../src/model/facts.ts'
import type { Finding } from '../../src/model/finding.ts'
import type { Plan, Region } from '../../src/model/plan.ts'
import { GiB, hex, MiB, sizeWithUnit } from '../../src/model/quantity.ts'
import { evaluate } from '../../src/project/evaluation.ts'
import { steps } from '../../steps/index.ts'
import { findTree, type Tree, type TreeSet, treeBytes } from './trees.ts'

/** Every board that has a page. */
export const pages = boardPages(loadLibrary())

/** The tree of a board, where the packages have it. */
export const treeOf = ({ dtb }: BoardPage): Tree | undefined => dtb && findTree([dtb.file, ...(dtb.also ?? [])])

/** Answers as people type them. */
export type Typed = Readonly<Partial<Record<AnswerKey, string>>>

/** A plan with what was found wrong, or the sentences that say why there is none. */
export type Conclusion =
  | { readonly kind: 'plan'; readonly plan: Plan; readonly findings: readonly Finding[]; readonly learnt: ParsedFile }
  | { readonly kind: 'refused'; readonly says: readonly string[]; readonly learnt: ParsedFile }
  | { readonly kind: 'asks'; readonly key: AnswerKey; readonly learnt: ParsedFile }

/** Walks all steps with these answers, and suggestions for the rest. Throws only when xenup would crash. */
export function conclude(set: TreeSet, name: string, typed: Typed): Conclusion {
  const learnt = parseFile(treeBytes(set, name), name)
  const answers = valuesOf({
    'goal.target': 'hardware',
    'dtb.source': 'file',
    'dtb.file': name,
    ...typed,
  })
  const { session, refused, stoppedAt } = replay(begin(steps, pages, answers), () => learnt, { takeSuggestions: true })
  if (refused.length > 0) return { kind: 'refused', says: refused.map(({ says }) => says), learnt }
  if (stoppedAt) return { kind: 'asks', key: stoppedAt, learnt }
  const { planned, verdicts } = evaluate(session)
  if (!planned.ok) return { kind: 'refused', says: planned.refusals.flatMap(({ says, fix }) => [says, fix]), learnt }
  return { kind: 'plan', plan: planned.plan, findings: verdicts.findings, learnt }
}

/**
 * Those of the answers that this walk asks for: memory is asked only where the tree leaves it to firmware, and a page
 * can know where it begins.
 */
export const asksForMemory = (conclusion: Conclusion): boolean =>
  conclusion.kind === 'asks' && (conclusion.key === 'dtb.memory-base' || conclusion.key === 'dtb.memory-size')

/**
 * The walk of someone with this board and its tree; where the tree leaves memory to firmware, with the RAM of the page.
 */
export function concludedFor(page: BoardPage, { set, name }: Tree): Conclusion {
  const typed: Typed = { 'goal.target': page.target === 'hardware' ? 'hardware' : page.target, 'board.id': page.id }
  const first = conclude(set, name, typed)
  return asksForMemory(first) ? conclude(set, name, { ...typed, ...memoryOf(page) }) : first
}

/** The smallest RAM that the page speaks of, 1 GiB when it names none. */
export function memoryOf({ ram }: BoardPage): Typed {
  const sizes = [...(ram?.says ?? '').matchAll(/(\d+) ?([GM])iB/g)].map(
    ([, count, unit]) => BigInt(count!) * (unit === 'G' ? GiB : MiB),
  )
  const size =
    sizes.reduce<bigint | undefined>((least, one) => (least === undefined || one < least ? one : least), undefined) ??
    GiB
  return { 'dtb.memory-base': hex(ram?.base ?? 0n), 'dtb.memory-size': sizeWithUnit(size) }
}

function valuesOf(typed: Typed): Answers {
  return Object.fromEntries(
    (Object.entries(typed) as [AnswerKey, string][]).map(([key, text]) => {
      const reading = readAnswer(key, text)
      if (!reading.ok) throw new Error(`${key} does not take ${text}: ${reading.says}`)
      return [key, reading.value]
    }),
  ) as Answers
}

/** Pairs of regions that share a byte, in words. */
export function overlapsIn(
  regions: readonly Region[],
  matters: (a: Region, b: Region) => boolean = () => true,
): readonly string[] {
  return regions.flatMap((a, index) =>
    regions
      .slice(index + 1)
      .filter((b) => a.base < b.base + b.size && b.base < a.base + a.size && matters(a, b))
      .map((b) => `${inWords(a)} and ${inWords(b)}`),
  )
}

/** The regions of a plan; none where the firmware finds the places. */
export const regionsOf = (plan: Plan): readonly Region[] => (plan.placedBy === 'us' ? plan.regions : [])

/** What xenup places: its loads and the boot script. */
export const isOurs = ({ kind }: Region): boolean => kind === 'load' || kind === 'script'

/** Regions that xenup places and that leave RAM, in words; banks that touch count as one. */
export function outsideRam(plan: Plan): readonly string[] {
  const { banks } = plan
  return regionsOf(plan)
    .filter(isOurs)
    .filter(({ base, size }) => {
      let at = base
      for (const bank of [...banks].sort((a, b) => (a.base < b.base ? -1 : 1))) {
        if (bank.base <= at && at < bank.base + bank.size) at = bank.base + bank.size
      }
      return at < base + size
    })
    .map(inWords)
}

/** `dom0 kernel at 0x42000000 + 0x4000000`. */
export const inWords = ({ name, base, size }: Region): string =>
  `${name} at 0x${base.toString(16)} + 0x${size.toString(16)}`

/** A sentence begins with a capital letter, a file, an address or a quote, and says more than a word. */
export const isSentence = (text: string): boolean => /^\S+ \S+/.test(text) && text.length > 15
