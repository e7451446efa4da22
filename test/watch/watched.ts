/** A watch with a clock of its own, and what it tells, in words. */
import type { ExpectedLine } from '../../src/model/plan.ts'
import { BootWatch } from '../../src/watch/boot-watch.ts'
import type { WatchEvent } from '../../src/watch/watch-event.ts'
import { symptoms } from '../diagnose/pages.ts'

/** Watches what is said to it; `log` has what was kept, a text for each boot. */
export function watched({ course = [] as readonly ExpectedLine[] } = {}) {
  let now = 1000
  const log: string[] = ['']
  const watch = new BootWatch({
    symptoms,
    course,
    stall: 20_000,
    log: {
      begin: () => void log.push(''),
      write: (bytes) => void (log[log.length - 1] += Buffer.from(bytes).toString()),
      close: () => {},
      files: [],
    },
  })
  watch.opened(now)
  return {
    watch,
    log,
    /** The board says something; the lines themselves are left out of what is told. */
    says: (text: string): readonly string[] => tellings(watch.take(Buffer.from(text), now)),
    /** Seconds go by, a quarter at a time. */
    waits(seconds: number): readonly string[] {
      const told: WatchEvent[] = []
      for (let quarter = 0; quarter < seconds * 4; quarter++) told.push(...watch.tick((now += 250)))
      return tellings(told)
    },
    goes: () => tellings(watch.away()),
    ends: () => watch.end(now),
    state: () => watch.state(now),
  }
}

const tellings = (events: readonly WatchEvent[]): readonly string[] =>
  events.map(telling).filter((words) => words !== '')

function telling(event: WatchEvent): string {
  switch (event.kind) {
    case 'line':
      return ''
    case 'boot':
      return `boot ${event.number}`
    case 'rung':
      return `${event.seconds} s: ${event.proves}${event.mark ? ` (${event.mark.place} of ${event.mark.of})` : ''}`
    case 'stall':
      return `nothing for ${event.seconds} s after ${event.after}`
    case 'goes-on':
      return `goes on after ${event.seconds} s`
    case 'diagnosis': {
      const { came, causes } = event.judged.counts
      return `${came}: ${causes[0]?.symptom.id ?? 'no page'}`
    }
    case 'nothing':
      return `nothing at all for ${event.seconds} s`
    case 'garbage':
      return 'garbage'
  }
}
