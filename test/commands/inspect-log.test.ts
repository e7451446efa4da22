/** What `xenup inspect` makes of consoles that stand just on one side of a line. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { tfa, uBoot } from '../learn/log/captures.ts'
import { inside } from './inside.ts'
import { ownFolder } from './program.ts'

/** The facts of a capture, as `--json` gives them. */
async function inspected(capture: string): Promise<Readonly<Record<string, { readonly value: unknown }>>> {
  const folder = ownFolder()
  writeFileSync(join(folder, 'console.log'), capture)
  const { status, out, err } = await inside(folder, 'inspect', '--json', 'console.log')
  expect({ status, err }).toEqual({ status: 0, err: '' })
  return (JSON.parse(out) as { files: { facts: Record<string, { value: unknown }> }[] }).files[0]!.facts
}

describe('the state in which firmware hands over', () => {
  test.each([
    ['EL3', '0x3cd', 'no'],
    ['EL2', '0x3c9', 'yes'],
    ['EL1', '0x3c5', 'no'],
    ['HYP', '0x1da', 'yes'],
    ['SVC', '0x1d3', 'no'],
    ['monitor mode', '0x1d6', 'no'],
  ])('%s: Xen can start, %s says %s', async (_, spsr, el2) => {
    expect((await inspected(tfa(spsr) + uBoot))['firmware.el2']?.value).toBe(el2)
  })
})

describe('lines with an equals sign', () => {
  const lines = ['bootm_boot_mode=sec', 'fdt_addr_r=0x48000000', 'scriptaddr=0x40200000']
  const capture = (count: number): string => `${uBoot}\n${lines.slice(0, count).join('\n')}\n\nStarting kernel ...\n`

  test('are the environment of U-Boot when three come together', async () => {
    expect((await inspected(capture(3)))['uboot.env']?.value).toEqual(
      Object.fromEntries(lines.map((line) => line.split('='))),
    )
  })

  test('are no environment when they are two: a boot script prints as much', async () => {
    expect(await inspected(capture(2))).not.toHaveProperty(['uboot.env'])
  })
})
