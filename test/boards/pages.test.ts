/** Every board page against the device tree of its board: what it says is so, and the plan made with it holds. */
import { describe, expect, test } from 'vitest'
import { boardFor } from '../../src/model/board.ts'
import type { DeviceTreeValues, UartFact } from '../../src/model/facts.ts'
import { GiB, hex } from '../../src/model/quantity.ts'
import { hasFeatureSince } from '../../src/model/xen-release.ts'
import { type DtNode, readDeviceTree } from '../../src/read/fdt.ts'
import {
  type Conclusion,
  concludedFor,
  inWords,
  isOurs,
  isSentence,
  outsideRam,
  overlapsIn,
  pages,
  regionsOf,
  treeOf,
} from './conclude.ts'
import { haveTrees, treeBytes } from './trees.ts'

/** Boards whose tree neither package has. */
const withoutTree: Readonly<Record<string, string>> = {
  'qemu-virt-arm64': 'QEMU makes it when it starts',
  'qemu-virt-arm32': 'QEMU makes it when it starts',
  kr260: 'too new for Linux 6.12',
  s32g3: 'too new for Linux 6.12',
  'ampere-ava': 'has none, it has ACPI',
  'jetson-tx2': 'not among those that Debian builds',
  lager: 'not among those that Debian builds',
  'rcar-h3': 'not among those that Debian builds',
  'rcar-m3': 'not among those that Debian builds',
}

const boards = pages.filter(({ status }) => status.level !== 'impossible')
const withTree = haveTrees ? boards.filter((page) => treeOf(page)) : []

describe.skipIf(!haveTrees)('the pages', () => {
  test('name trees that Linux has, but for the boards that are known to have none there', () => {
    expect(
      boards
        .filter((page) => !treeOf(page))
        .map(({ id }) => id)
        .sort(),
    ).toEqual(Object.keys(withoutTree).sort())
  })

  test('are held against a tree, most of them, of both architectures', () => {
    expect(withTree.length).toBeGreaterThan(boards.length / 2)
    expect(new Set(withTree.map(({ arch }) => arch))).toEqual(new Set(['arm64', 'arm32']))
  })
})

describe.skipIf(!haveTrees).each(withTree.map((page) => ({ id: page.id, page })))('$id', ({ page }) => {
  const { set, name } = treeOf(page)!
  const bytes = treeBytes(set, name)
  const conclusion = concludedFor(page, treeOf(page)!)
  const tree = conclusion.learnt.facts

  test('is what its own tree matches', () => {
    expect(boardFor(tree, pages)?.id).toBe(page.id)
  })

  test('says of the board what the tree says', () => {
    for (const [key, fact] of Object.entries(page.facts) as [
      keyof DeviceTreeValues,
      { readonly value: unknown } | undefined,
    ][]) {
      // Sizes of RAM differ from board to board, and a page names only the UARTs that matter.
      if (key === 'memory.banks' || key === 'memory.reserved' || key === 'uarts') continue
      expect({ [key]: fact?.value }).toEqual({ [key]: tree[key]?.value })
    }
    // How far apart the registers are, a page says where it matters: at early-printk.
    for (const uart of page.facts.uarts?.value ?? [])
      expect(tree.uarts?.value).toContainEqual(expect.objectContaining(uart))
    expect(page.arch).toBe(tree.arch?.value)
  })

  test.skipIf(page.serial?.dtuart === undefined)('names a dtuart that is in the tree', () => {
    const uart = uartNamed(page.serial!.dtuart!, tree.uarts?.value ?? [])
    expect(uart, `${page.serial!.dtuart} in ${name}`).toBeDefined()
    if (page.status.level !== 'not-viable') expect(uart).toMatchObject({ usable: true, problems: [] })
  })

  test('has quirks about nodes that are there', () => {
    const nodes = page.quirks.flatMap(({ effect }) =>
      effect?.kind === 'remove-node' || effect?.kind === 'disable-node' ? [effect.node] : [],
    )
    expect(nodes.filter((path) => !nodeAt(bytes, path))).toEqual([])
  })

  test('comes to a plan; where Xen does not run, at least to a sentence that says why not', () => {
    if (conclusion.kind === 'asks') expect.unreachable(`nothing suggests an answer to ${conclusion.key}`)
    if (conclusion.kind === 'plan') return
    expect(conclusion.says.filter((says) => !isSentence(says))).toEqual([])
    expect(page.status.level, conclusion.says.join(' ')).toBe('not-viable')
  })

  describe.skipIf(conclusion.kind !== 'plan')('its plan', () => {
    const { plan, findings } = conclusion as Extract<Conclusion, { kind: 'plan' }>

    test('has nothing of ours that overlaps anything', () => {
      // What firmware keeps and where U-Boot is thought to lie may be one.
      expect(overlapsIn(regionsOf(plan), (a, b) => isOurs(a) || isOurs(b))).toEqual([])
    })

    test('has nothing in its tree at which Xen stops, or changes it', () => {
      expect(findings.filter(({ rule, severity }) => rule === 'dom0-tree' && severity === 'error')).toEqual([])
    })

    test('lies inside RAM', () => {
      expect(outsideRam(plan)).toEqual([])
    })

    test('lies below what the CPU and the devices reach', () => {
      const limits = page.quirks.flatMap(({ effect }) => (effect?.kind === 'dma-limit' ? [effect.below] : []))
      const limit = [...limits, ...(page.arch === 'arm32' ? [4n * GiB] : [])].reduce(
        (least, one) => (one < least ? one : least),
        1n << 48n,
      )
      const above = regionsOf(plan)
        .filter(({ kind }) => kind === 'load' || kind === 'script')
        .filter(({ base, size }) => base + size > limit)
      expect(above.map(inWords), `must end below ${hex(limit)}`).toEqual([])
    })

    test.skipIf(page.status.level === 'not-viable')('has a console that Xen drives', () => {
      const uarts = tree.uarts?.value ?? []
      const uart =
        plan.dtuart === undefined
          ? uarts.find(({ path }) => path === tree.stdout?.value.path)
          : uartNamed(plan.dtuart, uarts)
      if (uart?.since !== undefined && !hasFeatureSince(plan.xen.release, uart.since)) {
        // Where the suggested Xen lacks the driver, a finding must say so.
        expect(findings.map(({ rule }) => rule).join(' ')).toMatch(/dtuart/)
        return
      }
      expect(uart).toMatchObject({ enabled: true, usable: true, problems: [] })
      expect(uart!.driver).toBeDefined()
    })
  })
})

const uartNamed = (name: string, uarts: readonly UartFact[]): UartFact | undefined =>
  uarts.find(({ path, aliases }) => path === name || aliases.includes(name))

function nodeAt(bytes: Uint8Array, path: string): DtNode | undefined {
  const read = readDeviceTree(bytes)
  if (!read.ok) throw new Error(read.says)
  return path
    .split('/')
    .slice(1)
    .reduce<DtNode | undefined>((node, part) => node?.children.find(({ name }) => name === part), read.document.root)
}
