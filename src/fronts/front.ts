/** A front end: shows a screen and returns what the user did. It knows nothing else of the wizard. */
import type { Event, Screen } from '../engine/screen.ts'

export interface Front {
  ask(screen: Screen): Promise<Event>
}
