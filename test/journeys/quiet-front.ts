import type { Event, Screen } from '../../src/engine/screen.ts'
import type { Front } from '../../src/fronts/front.ts'

/** A front end that shows nothing: `ask` answers each screen. */
export const quietFront = (ask: (screen: Screen) => Event): Front => ({
  isGoneAfterwards: true,
  ask: (screen) => Promise.resolve(ask(screen)),
  working: () => ({ stage: () => {}, signal: new AbortController().signal }),
  aside: (run) => run(),
  stop: () => {},
  close: () => {},
})
