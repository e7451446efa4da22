import { describe, expect, test } from 'vitest'
import { compare, staleFiles } from '../../src/artifacts/compare.ts'
import { hashesOf, type Manifest } from '../../src/artifacts/manifest.ts'
import { artifacts } from './folder.ts'

/** The state of each file: what would be written, what was written last, what lies on the disk. */
function states(
  now: Record<string, string>,
  written: Record<string, string>,
  disk: Record<string, string>,
  manifest: Manifest = Object.fromEntries(
    Object.entries(hashesOf(artifacts(written))).map(([path, hash]) => [path, [hash]]),
  ),
) {
  const read = (path: string) => (Object.hasOwn(disk, path) ? Buffer.from(disk[path]!) : undefined)
  const set = artifacts(now)
  const found = [
    ...set.map((one) => compare(one, manifest, read)),
    ...staleFiles(new Set(set.map(({ path }) => path)), manifest, read),
  ]
  return Object.fromEntries(found.map(({ path, state }) => [path, state]))
}

describe('a file that belongs to the set', () => {
  test('is new when it is not there', () => {
    expect(states({ a: '1' }, {}, {})).toEqual({ a: 'new' })
  })

  test('was deleted when it is not there, and we had written it', () => {
    expect(states({ a: '1' }, { a: '1' }, {})).toEqual({ a: 'deleted' })
  })

  test('is the same when it holds what would be written, whoever wrote it', () => {
    expect(states({ a: '1' }, { a: '1' }, { a: '1' })).toEqual({ a: 'same' })
    expect(states({ a: '1' }, {}, { a: '1' })).toEqual({ a: 'same' })
    expect(states({ a: '1' }, { a: '0' }, { a: '1' })).toEqual({ a: 'same' })
  })

  test('is out of date when it is as we wrote it, and would come out otherwise now', () => {
    expect(states({ a: '2' }, { a: '1' }, { a: '1' })).toEqual({ a: 'outdated' })
  })

  test('is edited when it differs from what we wrote, or was never ours', () => {
    expect(states({ a: '2' }, { a: '1' }, { a: 'mine' })).toEqual({ a: 'edited' })
    expect(states({ a: '1' }, { a: '1' }, { a: 'mine' })).toEqual({ a: 'edited' })
    expect(states({ a: '1' }, {}, { a: 'mine' })).toEqual({ a: 'edited' })
    expect(states({ a: '1' }, { a: '1' }, { a: '' })).toEqual({ a: 'edited' })
  })
})

describe('a file that no longer belongs to the set', () => {
  test('is stale while it is as we wrote it', () => {
    expect(states({}, { a: '1' }, { a: '1' })).toEqual({ a: 'stale' })
  })

  test('counts as edited once it was', () => {
    expect(states({}, { a: '1' }, { a: 'mine' })).toEqual({ a: 'stale-edited' })
  })

  test('is no matter when it is gone, or was never ours', () => {
    expect(states({}, { a: '1' }, {})).toEqual({})
    expect(states({}, {}, { a: 'mine' })).toEqual({})
  })
})

test('names that every object has are files like any other', () => {
  expect(states({ constructor: '1', toString: '1' }, {}, { constructor: 'mine' })).toEqual({
    constructor: 'edited',
    toString: 'new',
  })
  expect(states({ a: '1' }, { constructor: '1' }, { a: '1' })).toEqual({ a: 'same' })
})
