/** Every fault, made on purpose and booted: the true cause is told first, and the step where it was made. */
import { expect, test } from 'vitest'
import { faults } from './all.ts'
import { bootFault } from './fault.ts'

for (const fault of faults)
  test(`${fault.name}: ${fault.says}`, async () => {
    const booted = await bootFault(fault)
    expect(booted.log.length).toBeGreaterThan(0)
  })
