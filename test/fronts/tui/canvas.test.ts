import { expect, test } from 'vitest'
import { Canvas, frameIn } from '../../../src/fronts/tui/canvas.ts'

test.each([
  ['a frame', 'one\n\x1b[1mtwo\x1b[22m\n', 'one\n\x1b[1mtwo\x1b[22m\n'],
  ['a frame after what erases the one before', '\x1b[2K\x1b[1A\x1b[2K\x1b[Gone', 'one'],
  ['a frame after the whole screen was cleared', '\x1b[2J\x1b[3J\x1b[Hone', 'one'],
  ['the cursor, hidden', '\x1b[?25l', ''],
  ['a frame in colours', '\x1b[31;1mred\x1b[0m', '\x1b[31;1mred\x1b[0m'],
])('of %s stays the text with its colours', (_, written, frame) => {
  expect(frameIn(written)).toBe(frame)
})

test('a canvas has the size of the terminal, and hands frames on, nothing else', () => {
  const frames: string[] = []
  const size = { columns: 80, rows: 24 }
  const canvas = new Canvas({
    get size() {
      return size
    },
    show: (frame) => void frames.push(frame),
  })
  expect([canvas.columns, canvas.rows, canvas.isTTY]).toEqual([80, 24, true])
  Object.assign(size, { columns: 100, rows: 40 })
  expect([canvas.columns, canvas.rows]).toEqual([100, 40])
  for (const written of ['\x1b[?2026h', '\x1b[?25l', 'one\n', '\x1b[2K\x1b[1A\x1b[Gtwo', '', '\x1b[?2026l', '\n'])
    canvas.write(written)
  expect(frames).toEqual(['one\n', 'two'])
})
