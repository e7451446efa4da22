/** What the components have of the terminal. */
import { useStdin, useStdout } from 'ink'
import { useCallback, useLayoutEffect, useSyncExternalStore } from 'react'
import { type Key, Keys } from './keys.ts'
import type { Size } from './painter.ts'

/**
 * Between ESC and what belongs to it; a slow serial line takes 1 ms a byte at 9600 baud. Ink's useInput waits for
 * nothing, so that an arrow key that comes in pieces is an Escape and two letters; nor does it know F1 to F10, and of a
 * paste it makes keys. So its stream is read here.
 */
const escapeWait = 60

/** Who gets the keys, as many as came at once, and who is told of the end of all input. */
export interface Listener {
  onKeys(keys: readonly Key[]): void
  onEnd(): void
}

/** Keys, for as long as the component is there. */
export function useKeys({ onKeys, onEnd }: Listener): void {
  const { stdin } = useStdin()
  useLayoutEffect(() => {
    const keys = new Keys()
    let timer: NodeJS.Timeout | undefined
    const onData = (chunk: Buffer): void => {
      clearTimeout(timer)
      onKeys(keys.feed(chunk))
      if (keys.isHolding) timer = setTimeout(() => onKeys(keys.settle()), escapeWait)
    }
    stdin.on('data', onData)
    stdin.on('end', onEnd)
    return () => {
      clearTimeout(timer)
      stdin.off('data', onData)
      stdin.off('end', onEnd)
    }
  }, [stdin, onKeys, onEnd])
}

/** The size of the terminal, as it is now. */
export function useSize(): Size {
  const { stdout } = useStdout()
  const subscribe = useCallback(
    (onChange: () => void): (() => void) => {
      stdout.on('resize', onChange)
      return () => void stdout.off('resize', onChange)
    },
    [stdout],
  )
  const columns = useSyncExternalStore(subscribe, () => stdout.columns)
  const rows = useSyncExternalStore(subscribe, () => stdout.rows)
  return { columns, rows }
}
