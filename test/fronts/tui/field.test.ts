/** A line of text under a cursor: `|` is where the cursor stands. */
import { expect, test } from 'vitest'
import { edit, emptyField, type Field, fieldOf } from '../../../src/fronts/tui/field.ts'
import { key } from './screens.ts'

const read = (text: string): Field => ({ text: text.replace('|', ''), cursor: text.indexOf('|') })
const shown = (field: Field | undefined): string | undefined =>
  field && `${field.text.slice(0, field.cursor)}|${field.text.slice(field.cursor)}`

test.each([
  ['a|b', 'x', 'ax|b'],
  ['a|b', 'é', 'aé|b'],
  ['a|b', 'paste:x\ny\n\n', 'ax y|b'],
  ['ab|c', 'backspace', 'a|c'],
  ['|c', 'backspace', '|c'],
  ['a😀|c', 'backspace', 'a|c'],
  ['ab|c', 'delete', 'ab|'],
  ['a|😀c', 'delete', 'a|c'],
  ['a|', 'delete', 'a|'],
  ['ab|c', 'left', 'a|bc'],
  ['|c', 'left', '|c'],
  ['a😀|', 'left', 'a|😀'],
  ['a|bc', 'right', 'ab|c'],
  ['a|😀b', 'right', 'a😀|b'],
  ['a|', 'right', 'a|'],
  ['ab|c', 'home', '|abc'],
  ['a|bc', 'end', 'abc|'],
  ['ab|c', 'ctrl-a', '|abc'],
  ['a|bc', 'ctrl-e', 'abc|'],
  ['ab|c', 'ctrl-u', '|c'],
  ['a|bc', 'ctrl-k', 'a|'],
  ['ab|c', 'ctrl-b', 'a|bc'],
  ['|abc', 'ctrl-b', '|abc'],
  ['a|bc', 'ctrl-f', 'ab|c'],
  ['a|bc', 'ctrl-d', 'a|c'],
  ['abc|', 'ctrl-d', undefined],
  ['one two|', 'ctrl-w', 'one |'],
  ['one two |x', 'ctrl-w', 'one |x'],
  ['/boot/xen|', 'ctrl-w', '/boot/|'],
  ['/boot/|', 'ctrl-w', '/|'],
  ['a|', 'ctrl-x', undefined],
  ['a|', 'alt-b', undefined],
  ['a|', 'up', undefined],
  ['a|', 'enter', undefined],
])('%s, then %s: %s', (before, pressed, after) => {
  expect(shown(edit(read(before), key(pressed)))).toBe(after)
})

test('a field begins empty, or with the cursor behind its text', () => {
  expect(shown(emptyField)).toBe('|')
  expect(shown(fieldOf('abc'))).toBe('abc|')
})
