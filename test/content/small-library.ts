/** A library of five pages without a fault, and what the program has: each test breaks one thing in it. */
import type { PageSource } from '../../src/content/page-text.ts'
import { type Units, verify } from '../../src/content/verify.ts'

export const units: Units = {
  steps: [{ id: 'goal', questions: ['goal.target'] }],
  checks: ['gic'],
  artifacts: [{ id: 'boot-script', blocks: ['load'] }],
  signposts: ['handover', 'xen-version'],
}

const step = `---
title: What you want to reach
summary: Decide where Xen is to run.
minutes: 2
---

Xen runs at [[EL2]].

## goal.target

**What it is.** Where Xen runs.

**Why Xen needs it.** It does not.

**How to find out.**

\`\`\`sh
ls
\`\`\`

**What you should see.** A file, or see [the check](../checks/gic.md#why-it-breaks).

Sources:

- \`docs/misc/arm/booting.txt\` in xen.git
`

const check = `---
title: The interrupt controller
summary: Xen cannot use it.
---

## What is wrong

It is another one.

## Why it breaks

Xen stops.

## How to fix it

Use another board.

## Sources

- \`xen/arch/arm/gic.c\` in xen.git
`

const other = `---
name: another board
summary: A board without a page.
---

Bring a device tree.

## Sources

- https://www.devicetree.org/specifications/
`

const board = `---
name: Pine A64+
summary: A board with 64-bit cores.
arch: arm64
soc: Allwinner A64
target: hardware
status: { level: platform-code, says: Xen has code for it., source: sunxi.c }
match: ['pine64,pine64-plus']
addresses:
  - { variable: scriptaddr, value: 0x4fc00000, source: &env sunxi-common.h }
  - { variable: fdt_addr_r, value: 0x4fa00000, source: *env }
serial: { dtuart: serial0, console: ttyS0, baud: 115200, source: its device tree }
early-printk: { choice: 8250, base: 0x1c28000, shift: 2, source: Kconfig.debug }
media: [{ device: mmc, partition: '0:1', root: /dev/mmcblk0p2, source: sunxi-common.h }]
quirks:
  - says: A node that Xen cannot map.
    effect: { disable-node: /soc/gpu@1 }
    source: its device tree
firmware:
  - { name: a tree, base: 0x40000000, size: 0x100000, because: firmware put it there, source: a log }
needs:
  xen: { since: '4.14', says: older ones are silent, source: xen.git }
stops:
  - { says: It starts at EL1., fix: Take another., when: { el2: not-shown }, source: a wiki }
loses: [{ device: UARTs, says: Xen keeps them, matters: network, source: sunxi.c }]
firmware-files:
  - name: u-boot.bin
    read-by: the boot ROM
    place: { raw: 0x2000 }
    from: [{ debian: { package: u-boot-sunxi, file: /usr/lib/u-boot/u-boot.bin, suites: [trixie] } }]
    source: sunxi.rst
ram:
  base: 0x40000000
  layouts: [{ size: 0x40000000, banks: [{ base: 0x40000000, size: 0x3f000000 }], source: a log }]
  source: sunxi.c
facts:
  - key: memory.banks
    value: [{ base: 0x40000000, size: 0x80000000 }]
    assumes: -m 2048
    source: its device tree
---

A board.

## Sources

- https://linux-sunxi.org/Pine64
`

const artifact = `---
title: The boot script
summary: U-Boot runs it.
---

U-Boot reads it line by line.

## load

A file goes into memory.

Sources:

- \`cmd/load.c\` in u-boot.git
`

const words = `---
title: Words
summary: What the words mean.
---

All the words.

## EL2

The level for hypervisors.

Source: Arm Architecture Reference Manual, DDI 0487
`

const texts: Readonly<Record<string, string>> = {
  'steps/goal': step,
  'checks/gic': check,
  'boards/other': other,
  'boards/pine64': board,
  'artifacts/boot-script': artifact,
  words,
}

const source = (id: string, text: string): PageSource => ({ id, file: `content/${id}.md`, text })

/** The five pages, with some replaced, added or (undefined) taken away. */
export const pagesWith = (changes: Readonly<Record<string, string | undefined>> = {}): readonly PageSource[] =>
  Object.entries({ ...texts, ...changes }).flatMap(([id, text]) => (text === undefined ? [] : [source(id, text)]))

/** The faults of the library after one page was edited, as the command prints them. */
export function faultsAfter(id: string, edit: (text: string) => string): readonly string[] {
  const before = texts[id]!
  const after = edit(before)
  if (after === before) throw new Error(`the edit of ${id} changed nothing`)
  return faultsOf(pagesWith({ [id]: after }))
}

/** The faults of some pages, as the command prints them. */
export const faultsOf = (sources: readonly PageSource[], has: Units = units): readonly string[] =>
  verify(sources, has).map(({ file, line, says }) => `${file}:${line}: ${says}`)
