/** Consoles of faults that were made on purpose and booted (npm run test:faults): the true cause is told first. */
import { describe, expect, test } from 'vitest'
import { settled } from '../artifacts/fixtures.ts'
import { faults } from '../faults/all.ts'
import { sessions } from '../faults/guest-faults.ts'
import { keptLogs } from '../faults/kept-logs.ts'
import { sessionLogs } from '../faults/session.ts'
import { toldWrongly } from '../faults/told.ts'

const kept = keptLogs()
const logs = new Map([...kept, ...Object.keys(sessions).flatMap((name) => [...sessionLogs(kept.get(name) ?? '')])])

describe.each([...faults, ...Object.values(sessions).flat()].map((fault) => [fault.name, fault] as const))(
  '%s',
  (name, fault) => {
    const log = logs.get(name) ?? ''
    test(`${fault.says}: told without answers`, () => {
      expect(toldWrongly(log, fault)).toBeUndefined()
    })

    // The tree that was changed is not kept; of a script by hand answers know nothing.
    if ('amend' in fault || ('script' in fault && fault.script === 'by hand')) return
    test('told with the answers that it was made from', () => {
      const given = {
        'goal.arch': 'arch' in fault ? fault.arch : 'arm64',
        ...('answers' in fault ? fault.answers : {}),
      }
      expect(toldWrongly(log, fault, settled(given))).toBeUndefined()
    })
  },
)

test('every kept console is that of a fault', () => {
  const names = [...Object.keys(sessions), ...faults.map(({ name }) => name)]
  expect([...kept.keys()].filter((name) => !names.includes(name))).toEqual([])
})
