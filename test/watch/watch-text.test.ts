import { describe, expect, test } from 'vitest'
import type { WatchState } from '../../src/watch/watch-event.ts'
import { WatchText } from '../../src/watch/watch-text.ts'

const state: WatchState = { boot: 1, seconds: 12.3, silent: 0, isAway: false, seen: 0, course: 0, open: '' }
const onPipe = () => new WatchText({ columns: () => 80, canErase: false, color: false })
const onTerminal = (columns = 80) => new WatchText({ columns: () => columns, canErase: true, color: false })

describe('what a watch shows', () => {
  test('in a pipe is lines alone, ours behind a bar', () => {
    const shown = onPipe().render(
      [
        { kind: 'line', text: 'U-Boot 2023.01' },
        { kind: 'rung', seconds: 0.5, proves: 'U-Boot runs' },
        { kind: 'rung', seconds: 61.25, proves: 'Xen speaks', mark: { place: 3, of: 12 } },
        { kind: 'boot', number: 2 },
        { kind: 'stall', seconds: 20, after: 'Starting \x1bkernel ...' },
        { kind: 'goes-on', seconds: 700 },
      ],
      { ...state, open: '=> ' },
    )
    expect(shown).toMatchInlineSnapshot(`
      "U-Boot 2023.01
      |     0.5 s  U-Boot runs
      |    61.3 s  [x] Xen speaks (3 of 12)
      | The board starts again: boot 2.
      | Nothing for 20 s after "Starting \\x1bkernel ...".
      | It goes on, after 11 min of silence.
      "
    `)
  })

  test('on a terminal has the open line and how things stand below, erased before what comes next', () => {
    const text = onTerminal()
    expect(text.render([], { ...state, silent: 5, next: '(XEN) Xen version', open: 'Loading: ##' })).toBe(
      'Loading: ##\n-- boot 1, 12 s; silent for 5 s; next: (XEN) Xen version -- Ctrl-C ends',
    )
    expect(text.render([{ kind: 'line', text: 'Loading: ### done' }], state)).toBe(
      '\r\x1b[1A\x1b[JLoading: ### done\n-- boot 1, 12 s -- Ctrl-C ends',
    )
    expect(text.say('The port is back')).toBe('\r\x1b[J| The port is back\n')
    expect(text.render([])).toBe('')
  })

  test.each([80, 40, 20])('at %i columns has nothing below that is wider', (columns) => {
    const below = onTerminal(columns).render([], {
      ...state,
      seen: 3,
      course: 14,
      silent: 100,
      next: `(XEN) ${'x'.repeat(300)}`,
      open: `\u3042${'#'.repeat(500)}`,
    })
    for (const line of below.split('\n')) {
      expect(line.length).toBeLessThan(columns)
      expect(line).toMatch(/^[ -~]*$/)
    }
  })

  test('says where a console is waited for', () => {
    expect(onTerminal().render([], { ...state, boot: 0, isAway: true })).toBe(
      '-- no boot yet; waiting for the console -- Ctrl-C ends',
    )
  })
})
