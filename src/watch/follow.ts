/** Reads a console for as long as it is wanted, and opens it again when it has gone and come back. */
import { setTimeout } from 'node:timers/promises'
import { UserError } from '../model/user-error.ts'
import { Away, codeOf } from './away.ts'
import type { Source } from './source.ts'

/** Who is told. */
export interface Listener {
  /** It is open; nothing may have come yet. */
  opened(): void
  /** It has gone, or is not there yet. */
  away(): Promise<void>
  take(piece: Uint8Array): Promise<void>
  /** A sentence on the console that has gone, or has come back. */
  says(text: string): void
}

/** Milliseconds until the next try: a port that comes back with a board must not miss its first words. */
const retryAfter = 250
/** What stays open for so many milliseconds, or says something, is back: some ports come and go at once. */
const backAfter = 1000

/**
 * Reads until the signal is aborted, or the source has ended for good. UserError when it cannot be opened at the start
 * and waiting would not help.
 */
export async function follow(
  source: Source,
  listener: Listener,
  signal: AbortSignal,
  retry = retryAfter,
): Promise<void> {
  let hasBeenOpen = false
  /** What was said last of its absence; nothing while it is there. */
  let absence: string | undefined
  const back = (): void => {
    if (hasBeenOpen && absence === undefined) return
    if (absence !== undefined) listener.says(`${source.name} is ${hasBeenOpen ? 'back' : 'there'}`)
    absence = undefined
    hasBeenOpen = true
    listener.opened()
  }
  while (!signal.aborted) {
    let away: string
    let canBeMended = false
    try {
      const pieces = await source.open(signal)
      away = await read(pieces, source, { ...listener, opened: back }, signal)
      if (!source.comesBack) return
    } catch (error) {
      if (signal.aborted) return
      away = absenceIn(error, source, hasBeenOpen)
      canBeMended = error instanceof Away && !error.isWorthWaiting
    }
    await listener.away()
    const isNews = absence === undefined || (canBeMended && absence !== away)
    if (isNews && !signal.aborted) listener.says(`${(absence = away)}; waiting for it`)
    await setTimeout(retry, undefined, { signal }).catch(() => {})
  }
}

/** One time that it is open; how it ended. */
async function read(
  pieces: AsyncIterable<Uint8Array>,
  { name }: Source,
  { opened, take }: Listener,
  signal: AbortSignal,
): Promise<string> {
  const ended = new AbortController()
  void setTimeout(backAfter, undefined, { signal: AbortSignal.any([ended.signal, signal]) }).then(opened, () => {})
  try {
    for await (const piece of pieces) {
      opened()
      await take(piece)
    }
    return `${name} has ended`
  } finally {
    ended.abort()
  }
}

/** Why it is away, in a sentence; what cannot be waited for is thrown. */
function absenceIn(error: unknown, { name }: Source, hasBeenOpen: boolean): string {
  if (error instanceof Away) {
    if (hasBeenOpen || error.isWorthWaiting) return error.message
    throw new UserError(error.message, { where: name, ...(error.advice !== undefined && { advice: error.advice }) })
  }
  const code = codeOf(error)
  if (code === undefined || (code.startsWith('ERR_') && code !== 'ERR_STREAM_PREMATURE_CLOSE')) throw error
  // A terminal whose other end is closed, and a port that was pulled out.
  return code === 'EIO' || code === 'ENXIO' || code === 'ENODEV'
    ? `${name} has gone: unplugged, or its other end was closed`
    : `${name} broke off (${code})`
}
