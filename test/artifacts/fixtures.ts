/** The house set-up, as a plan and as artifacts, and a small board that is none of QEMU's. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inject, onTestFinished } from 'vitest'
import { parseSetting } from '../../src/answers/set.ts'
import { type Artifact, render } from '../../src/artifacts/render.ts'
import type { Session } from '../../src/engine/session.ts'
import type { Plan } from '../../src/model/plan.ts'
import { type Evaluation, evaluate } from '../../src/project/evaluation.ts'
import { library, openSession, settleAll } from '../../src/project/open.ts'
import { templates } from '../../src/project/templates.ts'
import { dtb, type Tree } from '../dtb.ts'

/** The version that these tests give out, so that a release changes no golden file. */
export const testVersion = '1.2.3'

/**
 * Settled answers with their plan and verdicts; the suggestions stand where `set` says nothing. Files are looked for in
 * `folder`.
 */
export function settled(
  set: Readonly<Record<string, string>> = {},
  folder = '/',
): Evaluation & { readonly plan: Plan; readonly session: Session } {
  const settings = Object.entries(set).map(([key, value]) => `${key}=${value}`)
  const places = {
    layers: [],
    answers: join(folder, 'xenup.answers.yaml'),
    output: join(folder, 'xenup-out'),
    folders: [folder],
  }
  const { session } = settleAll(
    openSession({}, Object.fromEntries(settings.map(parseSetting).map(({ key, value }) => [key, value])), library()),
    places,
  )
  const ready = evaluate(session)
  if (!ready.planned.ok) throw new Error(`no plan: ${ready.planned.refusals.map(({ says }) => says).join('; ')}`)
  return { ...ready, plan: ready.planned.plan, session }
}

/** The rendered artifacts by path, as text; boot.scr as latin1. */
export function rendered(
  set: Readonly<Record<string, string>> = {},
  folder = '/',
  localFiles: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const { plan, verdicts } = settled(set, folder)
  return asText(render(plan, { version: testVersion, verdicts, localFiles }, templates))
}

export const asText = (artifacts: readonly Artifact[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    artifacts.map(({ path, bytes }) => [path, Buffer.from(bytes).toString(path.endsWith('.scr') ? 'latin1' : 'utf8')]),
  )

/** A folder of its own for a test, gone afterwards. */
export function ownFolder(): string {
  const folder = mkdtempSync(join(inject('folder'), 'run-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A board with two A53, a GICv2, 2 GiB from 0x4000_0000 and a PL011 as serial0; `more` changes its root. */
export const boardTree = (more: Tree = {}): Tree => ({
  '#address-cells': 2,
  '#size-cells': 2,
  model: 'Test Board',
  compatible: 'test,board',
  'interrupt-parent': '&gic',
  aliases: { serial0: '/serial@9000000' },
  chosen: { 'stdout-path': 'serial0:115200n8' },
  cpus: {
    '#address-cells': 1,
    '#size-cells': 0,
    'cpu@0': { device_type: 'cpu', compatible: 'arm,cortex-a53', reg: 0, 'enable-method': 'psci' },
    'cpu@1': { device_type: 'cpu', compatible: 'arm,cortex-a53', reg: 1, 'enable-method': 'psci' },
  },
  psci: { compatible: 'arm,psci-1.0', method: 'smc' },
  timer: { compatible: 'arm,armv8-timer', interrupts: [1, 13, 0xf08, 1, 14, 0xf08, 1, 11, 0xf08, 1, 10, 0xf08] },
  'memory@40000000': { device_type: 'memory', reg: [0x4000_0000n, 0x8000_0000n] },
  'gic: intc@8000000': {
    compatible: 'arm,cortex-a15-gic',
    'interrupt-controller': true,
    '#interrupt-cells': 3,
    '#address-cells': 0,
    reg: [0x800_0000n, 0x1_0000n, 0x801_0000n, 0x1_0000n, 0x803_0000n, 0x1_0000n, 0x804_0000n, 0x1_0000n],
    interrupts: [1, 9, 4],
  },
  'serial@9000000': { compatible: ['arm,pl011', 'arm,primecell'], reg: [0x900_0000n, 0x1000n], interrupts: [0, 1, 4] },
  ...more,
})

/** Writes the board's device tree into a folder, and gives the answers that use it. */
export function boardIn(
  folder: string,
  { name = 'board.dtb', more = {} }: { readonly name?: string; readonly more?: Tree } = {},
): Readonly<Record<string, string>> {
  writeFileSync(join(folder, name), dtb(boardTree(more)))
  return { 'goal.target': 'hardware', 'board.id': 'other', 'dtb.source': 'file', 'dtb.file': name }
}
