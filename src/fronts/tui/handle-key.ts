/** What a key does: the next state, and perhaps an event for the wizard. Pure. */
import type { Screen } from '../../engine/screen.ts'
import { pasteLog, typeInField, typeInFilter } from './answering.ts'
import { anywhere, modeBindings } from './bindings.ts'
import type { KeyResult } from './key-result.ts'
import type { Key } from './keys.ts'
import { isTyping, type Ui } from './ui.ts'

/** `page` is how many lines a page has, for Page Down. */
export function handleKey(before: Ui, screen: Screen, key: Key, page: number): KeyResult {
  const { says: _, ...ui } = before
  const pasted = key.name === 'paste' ? pasteLog(ui, screen, key.text!) : undefined
  if (pasted) return pasted
  const press = pressOf(key, isTyping(ui))
  const binding = [...anywhere, ...modeBindings(ui)].find(({ on }) => press !== undefined && on.includes(press))
  if (binding) return binding.run(ui, screen, page)
  return typed(ui, key) ?? { ui }
}

/** What no key of the table takes is text, where one types. */
function typed(ui: Ui, key: Key): KeyResult | undefined {
  if (!isTyping(ui)) return undefined
  return ui.filter ? typeInFilter(ui, key) : typeInField(ui, key)
}

/**
 * The name of a press in the table: `up`, `f1`, `ctrl-c`, `alt-m`, and where nothing is typed a letter or sign as it
 * is; undefined for what is text.
 */
export function pressOf({ name, text, ctrl, alt }: Key, isTyping: boolean): string | undefined {
  if (name !== 'text') return name
  if (ctrl) return `ctrl-${text}`
  if (alt) return `alt-${text}`
  if (isTyping) return undefined
  return text === ' ' ? 'space' : text
}
