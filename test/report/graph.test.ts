import { describe, expect, test } from 'vitest'
import { openGates, stepStates } from '../../src/engine/states.ts'
import { graphMermaid, graphText } from '../../src/report/graph.ts'
import { start, toBoard, walk } from '../engine/walk.ts'

const states = (session: ReturnType<typeof start>) =>
  Object.fromEntries(stepStates(session).map(({ id, state }) => [id, state]))

describe('the map of the steps', () => {
  test('begins with the first step, and everything ahead', () => {
    expect(states(start())).toMatchObject({ goal: 'here', board: 'ahead', review: 'ahead', 'bring-up': 'ahead' })
  })

  test('says what QEMU does not need, and why', () => {
    const firmware = stepStates(walk(start(), {}, 'native.log')).find(({ id }) => id === 'firmware')
    expect(firmware).toMatchObject({
      state: 'not-needed',
      reason: expect.stringContaining('virtualization=on') as string,
    })
  })

  test('keeps a step open whose gate is not passed, and tells which steps rest on it', () => {
    const session = walk(start(), toBoard('sbc.dtb'))
    expect(openGates(session).map(({ id }) => id)).toEqual(['firmware', 'native', 'dom0-userspace'])
    expect(states(session)).toMatchObject({
      board: 'done',
      dtb: 'rests-on',
      xen: 'rests-on',
      review: 'here',
      'bring-up': 'ahead',
    })
    expect(stepStates(session).find(({ id }) => id === 'xen')?.restsOn).toEqual(['firmware'])
  })

  test('has nothing open when every gate is passed', () => {
    const session = walk(start(), {
      ...toBoard('sbc.dtb'),
      'firmware.done': 'done',
      'native.done': 'done',
      'dom0-userspace.done': 'done',
    })
    expect(openGates(session)).toEqual([])
    expect(states(session)).toMatchObject({ firmware: 'done', xen: 'done', guest: 'done' })
  })

  test('is printed one line a step, in 80 columns, with marks that need no colour', () => {
    const text = graphText(stepStates(walk(start(), toBoard('sbc.dtb'))), 80)
    expect(text).toMatchInlineSnapshot(`
      " 1 [x] goal            What you want to reach: done
       2 [x] board           Which board: done
       3 [!] firmware        The firmware: open
       4 [~] dtb             The device tree: done, unproven, rests on firmware (after
                             board, firmware)
       5 [!] native          Linux without Xen, first: open
       6 [~] xen             Xen itself: done, unproven, rests on firmware (after dtb)
       7 [!] dom0-userspace  The userspace of dom0: open (after native, xen)
       8 [~] dom0-kernel     Linux for dom0: done, unproven, rests on firmware,
                             native, dom0-userspace
       9 [~] boot-media      The boot medium: done, unproven, rests on firmware,
                             native, dom0-userspace
      10 [~] console         The serial console: done, unproven, rests on firmware,
                             native, dom0-userspace (after xen, boot-media)
      11 [~] guest           The first guest: done, unproven, rests on firmware,
                             native, dom0-userspace (after dom0-kernel)
      12 [>] review          Look it over and write: here (after boot-media, console,
                             guest)
      13 [ ] bring-up        At the serial console: ahead
      "
    `)
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  })

  test('is a Mermaid flowchart with every step and every arrow', () => {
    const steps = stepStates(start())
    const text = graphMermaid(steps)
    expect(text.startsWith('flowchart TD\n')).toBe(true)
    for (const { id, after } of steps) {
      expect(text).toContain(`  ${id}["`)
      for (const earlier of after) expect(text).toContain(`  ${earlier} --> ${id}\n`)
    }
  })
})
