/** Every fault, made on purpose and booted: the true cause is told first, and the step where it was made. */
import { expect, test } from 'vitest'
import { faults } from './all.ts'
import { bootFault } from './fault.ts'
import { guestFaults, guestSession, sessionLogs } from './guest-faults.ts'
import { keep } from './kept-logs.ts'
import { toldWrongly } from './told.ts'

for (const fault of faults)
  test(`${fault.name}: ${fault.says}`, async () => {
    const booted = await bootFault(fault)
    keep(fault.name, booted.log)
    expect(toldWrongly(booted.log, fault)).toBeUndefined()
    // Of a script by hand the answers know nothing.
    if (fault.script !== 'by hand') expect(toldWrongly(booted.log, fault, booted)).toBeUndefined()
  })

test('guests: what is wrong with each of them is told first', async () => {
  const { log } = await bootFault(guestSession(guestFaults))
  keep('guests', log)
  const logs = sessionLogs(log)
  const wrong = guestFaults.flatMap((fault) => {
    const says = toldWrongly(logs.get(fault.name) ?? '', fault)
    return says === undefined ? [] : [`${fault.name}: ${says}`]
  })
  expect(wrong).toEqual([])
})
