/** Every fault, made on purpose and booted: the true cause is told first, and the step where it was made. */
import { expect, test } from 'vitest'
import { faults } from './all.ts'
import { bootFault } from './fault.ts'
import { sessions } from './guest-faults.ts'
import { keep } from './kept-logs.ts'
import { session, sessionLogs } from './session.ts'
import { toldWrongly } from './told.ts'

for (const fault of faults)
  test(`${fault.name}: ${fault.says}`, async () => {
    const booted = await bootFault(fault)
    keep(fault.name, booted.log)
    expect(toldWrongly(booted.log, fault)).toBeUndefined()
    // Of a script by hand the answers know nothing.
    if (fault.script !== 'by hand') expect(toldWrongly(booted.log, fault, booted)).toBeUndefined()
  })

test.each(Object.entries(sessions))('%s: what is wrong with each of them is told first', async (name, all) => {
  const { log } = await bootFault(session(name, all))
  keep(name, log)
  const logs = sessionLogs(log)
  const wrong = all.flatMap((fault) => {
    const says = toldWrongly(logs.get(fault.name) ?? '', fault)
    return says === undefined ? [] : [`${fault.name}: ${says}`]
  })
  expect(wrong).toEqual([])
})
