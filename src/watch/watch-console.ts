/** Watches a console to the end: reads, tells, and looks at the clock. */
import { performance } from 'node:perf_hooks'
import type { JudgedLog } from '../diagnose/diagnose.ts'
import type { BootWatch } from './boot-watch.ts'
import { follow } from './follow.ts'
import type { Source } from './source.ts'
import type { WatchEvent } from './watch-event.ts'
import type { WatchText } from './watch-text.ts'

/** What a watch works with. */
export interface Watching {
  readonly source: Source
  readonly watch: BootWatch
  readonly text: WatchText
  /** Writes, and waits where the reader is slow. */
  write(text: string): Promise<void>
  readonly signal: AbortSignal
}

/** Milliseconds between two looks at the clock. */
const tickEvery = 250

/** Until the source ends or the signal is aborted; what the last boot that counts came to. */
export async function watchConsole({ source, watch, text, write, signal }: Watching): Promise<JudgedLog | undefined> {
  const now = (): number => performance.now()
  const show = (events: readonly WatchEvent[]): Promise<void> => write(text.render(events, watch.state(now())))
  const timer = setInterval(() => void show(watch.tick(now())), tickEvery)
  try {
    await follow(
      source,
      {
        opened: () => watch.opened(now()),
        away: () => show(watch.away()),
        says: (sentence) => void write(text.say(sentence)),
        take: (piece) => show(watch.take(piece, now())),
      },
      signal,
    )
  } finally {
    clearInterval(timer)
  }
  const { events, judged } = watch.end(now())
  await write(text.render(events))
  return judged
}
