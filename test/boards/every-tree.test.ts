/** Whatever device tree of Linux a user brings: xenup plans, or says why not; it never crashes and never overlaps. */
import { beforeAll, describe, expect, test } from 'vitest'
import { boardFor } from '../../src/model/board.ts'
import type { Region } from '../../src/model/plan.ts'
import {
  asksForMemory,
  type Conclusion,
  conclude,
  isOurs,
  isSentence,
  memoryOf,
  outsideRam,
  overlapsIn,
  pages,
  regionsOf,
  type Typed,
} from './conclude.ts'
import { haveTrees, sets, type TreeSet, treesOf } from './trees.ts'

/** For trees that leave memory to firmware, of boards that no page tells about. */
const memory: Typed = { 'dtb.memory-base': '0x80000000', 'dtb.memory-size': '1G' }

/** Someone who chose no board; xenup knows it by its tree, where a page is about it. */
function concluded(set: TreeSet, name: string): Conclusion {
  const first = conclude(set, name, { 'board.id': 'other' })
  if (!asksForMemory(first)) return first
  const page = boardFor(first.learnt.facts, pages)
  return conclude(set, name, { 'board.id': 'other', ...(page?.ram ? memoryOf(page) : memory) })
}

/** What is wrong with a conclusion, in sentences. */
function faultsOf(conclusion: Conclusion): readonly string[] {
  switch (conclusion.kind) {
    case 'asks':
      return [`nothing suggests an answer to ${conclusion.key}`]
    case 'refused':
      return conclusion.says
        .filter((says) => !isSentence(says))
        .map((says) => `is refused with "${says}", which is no sentence`)
    case 'plan':
      return [
        // U-Boot does not ask Linux' tree where it may lie.
        ...overlapsIn(regionsOf(conclusion.plan), (a, b) => isOurs(a) || isOurs(b)),
        ...untold(conclusion),
        ...outsideRam(conclusion.plan).map((region) => `${region} is outside RAM`),
      ]
  }
}

/** What the tree reserves twice is the tree's own fault; that Xen stops there must be told, and of no other tree. */
function untold({ plan, findings }: Extract<Conclusion, { kind: 'plan' }>): readonly string[] {
  const isListed = ({ name }: Region): boolean => name === 'reserved: /memreserve/'
  const pairs = overlapsIn(
    regionsOf(plan),
    (a, b) =>
      a.kind === 'reserved' &&
      b.kind === 'reserved' &&
      !(isListed(a) && isListed(b)) &&
      !(isListed(a) && holds(a, b)) &&
      !(isListed(b) && holds(b, a)),
  )
  const told = findings.filter(({ rule, severity }) => rule === 'reserved-overlap' && severity === 'error').length
  return told === pairs.length
    ? []
    : [`${told} of ${pairs.length} overlapping reservations are told: ${pairs.join('; ')}`]
}

const holds = (outer: Region, inner: Region): boolean =>
  inner.base >= outer.base && inner.base + inner.size <= outer.base + outer.size

describe.skipIf(!haveTrees).each(sets)('every tree of the %s kernel', (set) => {
  let conclusions: readonly { readonly name: string; readonly of: Conclusion | Error }[]

  beforeAll(() => {
    conclusions = treesOf(set).map((name) => ({ name, of: tried(() => concluded(set, name)) }))
  })

  test('was read', () => {
    expect(conclusions.length).toBeGreaterThan(500)
  })

  test('comes to a plan or to a sentence that says why not, never to a crash', () => {
    const crashes = conclusions.flatMap(({ name, of }) => (of instanceof Error ? [`${name}: ${of.stack}`] : []))
    expect(crashes).toEqual([])
  })

  test('is planned without an overlap, inside RAM', () => {
    const faults = conclusions.flatMap(({ name, of }) =>
      of instanceof Error ? [] : faultsOf(of).map((fault) => `${name}: ${fault}`),
    )
    expect(faults).toEqual([])
  })

  test('has no error but on a tree that Xen cannot run, or be heard on: no suggestion falls under its own check', () => {
    const wrong = conclusions.flatMap(({ name, of }) =>
      of instanceof Error || of.kind !== 'plan'
        ? []
        : of.findings
            .filter(({ severity, rule }) => severity === 'error' && !ofTheBoard.has(rule))
            .map(({ rule, says }) => `${name}: ${rule}: ${says}`),
    )
    expect(wrong).toEqual([])
  })

  test('is planned more often than not, where the CPUs can run Xen at all', () => {
    const settled = conclusions.flatMap(({ of }) => (of instanceof Error ? [] : [of]))
    const plans = settled.filter(({ kind }) => kind === 'plan').length
    const unplannable = settled.filter(
      (of) => of.kind === 'refused' && of.says.some((says) => isAboutCpus(says)),
    ).length
    expect(plans).toBeGreaterThan((settled.length - unplannable) / 2)
  })
})

/** Errors for which the board itself, or its tree, is the reason; no answer makes them go. */
const ofTheBoard: ReadonlySet<string> = new Set([
  'board-stops',
  'tree-modules',
  'tree-parts',
  'virtualization',
  'entry-mode',
  'psci-conduit',
  'gic',
  'timer',
  'reserved-overlap',
  'dom0-tree',
  'dtuart-disabled',
  'dtuart-driver',
  'dtuart-missing',
  'dtuart-release',
  'dtuart-unusable',
])

/** A refusal that is about the CPUs: Xen runs on none of them. */
const isAboutCpus = (says: string): boolean => /no CPU that xenup knows|virtuali[sz]ation/.test(says)

function tried<T>(make: () => T): T | Error {
  try {
    return make()
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}
