/** The overlay through the tools that its users run. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { render } from '../../src/artifacts/render.ts'
import type { Plan } from '../../src/model/plan.ts'
import { hex } from '../../src/model/quantity.ts'
import { templates } from '../../src/project/templates.ts'
import { placed } from '../placed-plan.ts'
import { type FlatTree, flatTree, runFdtCommands } from './fdt-commands.ts'
import { testVersion } from './fixtures.ts'
import { run } from './tools.ts'

/** The boot script and the overlay of one plan, and the variables in which the script has the sizes of its files. */
export interface TwoWays {
  readonly script: string
  readonly overlay: string
  readonly variables: Readonly<Record<string, string>>
}

const both = ['boot/boot.cmd', 'boot/xen-chosen.dtso']

/** A plan both ways, with sizes for its files: only with sizes is there an overlay. */
export function twoWays(planned: Plan): TwoWays {
  const plan = placed(planned)
  const sized = plan.modules.map((module, index) => ({
    ...module,
    load: { ...module.load, fileSize: 0x12_3457n * BigInt(index + 1) },
  }))
  const only = new Map([...templates].filter(([name]) => both.includes(name) || name.startsWith('_partials/')))
  const around = { version: testVersion, verdicts: { findings: [], passed: [], notChecked: [] }, localFiles: {} }
  const [script, overlay] = render({ ...plan, modules: sized }, around, only)
    .filter(({ path }) => both.includes(path))
    .map(({ bytes }) => Buffer.from(bytes).toString())
  return {
    script: script!,
    overlay: overlay!,
    variables: Object.fromEntries(sized.map(({ load }) => [load.sizeVariable!, hex(load.fileSize)])),
  }
}

/**
 * The board's tree with the overlay merged as the handbook says, in a folder of the test; neither tool may complain of
 * more than the overlay says.
 */
export function merged(tree: Uint8Array, overlay: string, folder: string): FlatTree {
  writeFileSync(join(folder, 'board.dtb'), tree)
  writeFileSync(join(folder, 'xen-chosen.dtso'), overlay)
  const { status, err } = run('dtc', ['-@', '-I', 'dts', '-O', 'dtb', '-o', 'xen-chosen.dtbo', 'xen-chosen.dtso'], {
    cwd: folder,
  })
  expect(err.replace(/^.*Warning \((unit_address_vs_reg|chosen_node_is_root)\).*\n/gm, '')).toBe('')
  expect(status).toBe(0)
  expect(run('fdtoverlay', ['-i', 'board.dtb', '-o', 'board-xen.dtb', 'xen-chosen.dtbo'], { cwd: folder })).toEqual({
    status: 0,
    out: '',
    err: '',
  })
  return flatTree(readFileSync(join(folder, 'board-xen.dtb')))
}

/** Holds the two against each other, node by node, over the whole tree. */
export function expectSameTree(tree: Uint8Array, { script, overlay, variables }: TwoWays, folder: string): void {
  const byScript = flatTree(tree)
  runFdtCommands(script, byScript, variables)
  expect(byScript.get('/chosen:xen,xen-bootargs')).toBeDefined()
  expect(sorted(merged(tree, overlay, folder))).toEqual(sorted(byScript))
}

const sorted = (flat: FlatTree): readonly (readonly [string, string])[] =>
  [...flat].sort(([a], [b]) => (a < b ? -1 : 1))
