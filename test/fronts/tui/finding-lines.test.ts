/** A finding as it is drawn. */
import { expect, test } from 'vitest'
import { findingLines } from '../../../src/fronts/tui/finding-lines.ts'
import { finding, theme } from './screens.ts'

test('A finding says what is wrong, and what to do', () => {
  expect(findingLines(finding({ says: 'Xen lies on the kernel', fix: 'Move it.' }), 40, theme)).toEqual([
    '!(error: Xen lies on the kernel.)',
    '  Move it.',
  ])
})

test.each([20, 21, 22, 23, 24, 25])('At a width of %i what to do stays within it, indented', (width) => {
  const fix = 'aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii'
  const lines = findingLines(finding({ says: 'no', fix }), width, theme).slice(1)
  for (const line of lines) {
    expect(line.length).toBeLessThanOrEqual(width)
    expect(line).toMatch(/^ {2}\S/)
  }
  expect(lines.join(' ').replace(/\s+/g, ' ').trim()).toBe(fix)
})
