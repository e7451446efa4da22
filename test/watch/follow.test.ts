import { describe, expect, test } from 'vitest'
import { Away } from '../../src/watch/away.ts'
import { follow } from '../../src/watch/follow.ts'
import type { Source } from '../../src/watch/source.ts'

const broken = (code: string): Error => Object.assign(new Error(code), { code })

/** What one open of a console brings: pieces, and then its end or an error; or no open at all. */
type Opened = Error | readonly (string | Error)[]

/** Follows a console that opens like that, one after the other, and is stopped when there are no more. */
async function followed(opens: readonly Opened[], comesBack = true): Promise<readonly string[]> {
  const told: string[] = []
  const stop = new AbortController()
  const left = [...opens]
  const source: Source = {
    name: 'port',
    kind: 'port',
    comesBack,
    async open() {
      const next = left.shift()
      if (!next) {
        stop.abort()
        throw new Error('stopped')
      }
      if (next instanceof Error) throw next
      return (async function* () {
        for (const piece of next) {
          if (piece instanceof Error) throw piece
          yield Buffer.from(piece)
        }
      })()
    },
  }
  await follow(
    source,
    {
      opened: () => void told.push('opened'),
      away: async () => void told.push('away'),
      take: async (piece) => void told.push(`took ${Buffer.from(piece).toString()}`),
      says: (text) => void told.push(text),
    },
    stop.signal,
    1,
  )
  return told
}

describe('a console that is followed', () => {
  test('is opened again when it has gone and come back, which is said once', async () => {
    const gone = new Away('there is no port')
    expect(await followed([['a', broken('EIO')], gone, gone, gone, ['b']])).toEqual([
      'opened',
      'took a',
      'away',
      'port has gone: unplugged, or its other end was closed; waiting for it',
      'away',
      'away',
      'away',
      'port is back',
      'opened',
      'took b',
      'away',
      'port has ended; waiting for it',
    ])
  })

  test('is waited for when it is not there yet', async () => {
    expect(await followed([new Away('there is no port'), ['a']])).toEqual([
      'away',
      'there is no port; waiting for it',
      'port is there',
      'opened',
      'took a',
      'away',
      'port has ended; waiting for it',
    ])
  })

  test('that ends as soon as it is opened is said to be away once', async () => {
    const told = await followed([[broken('EIO')], [broken('EIO')], [broken('EIO')]])
    expect(told.filter((says) => says !== 'away')).toEqual([
      'port has gone: unplugged, or its other end was closed; waiting for it',
    ])
  })

  test('that ends for good ends the watch', async () => {
    expect(await followed([['a', 'b']], false)).toEqual(['opened', 'took a', 'took b'])
  })

  test('that is in use, or may not be read, is refused at the start with what to do', async () => {
    const inUse = new Away('port is in use by minicom', { isWorthWaiting: false, advice: 'End it.' })
    await expect(followed([inUse])).rejects.toMatchObject({
      name: 'UserError',
      message: 'port is in use by minicom',
      where: 'port',
      advice: 'End it.',
    })
    const told = await followed([['a'], inUse, ['b']])
    expect(told).toContain('port is in use by minicom; waiting for it')
    expect(told).toContain('took b')
  })

  test('a connection that breaks says how', async () => {
    expect(await followed([['a', broken('ECONNRESET')]])).toContain('port broke off (ECONNRESET); waiting for it')
  })

  test('a bug is no console that has gone', async () => {
    await expect(followed([['a', new TypeError('x is not a function')]])).rejects.toThrow('x is not a function')
  })
})
