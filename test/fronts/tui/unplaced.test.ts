import { expect, test } from 'vitest'
import type { Screen } from '../../../src/engine/screen.ts'
import type { PaneContext } from '../../../src/fronts/tui/ask-pane.ts'
import { memoryPane } from '../../../src/fronts/tui/memory-pane.ts'
import { unplacedWords } from '../../../src/model/plan.ts'
import { namedPlan } from '../../checks/material.ts'

test('where UEFI finds the places, the pane of the memory map says so', () => {
  const screen = { tried: { memory: { unplaced: unplacedWords(namedPlan()) } } } as unknown as Screen
  expect(memoryPane(screen, { width: 40, height: 20 } as PaneContext)).toEqual([
    'UEFI finds a place in memory for each',
    'file itself: there is no map of it.',
  ])
})
