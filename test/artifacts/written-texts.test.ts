import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { sha256 } from '../../src/artifacts/manifest.ts'
import { areSameTexts, readWrittenTexts, textsFor, writtenTexts } from '../../src/artifacts/written-texts.ts'

const texts = (...all: readonly string[]) =>
  new Map(all.map((text) => [sha256(Buffer.from(text, 'latin1')), Buffer.from(text, 'latin1')] as const))
const packed = (content: unknown) => gzipSync(JSON.stringify(content))

test('the texts that were written last are read back as they were, byte for byte', () => {
  const all = texts('echo one\n', 'caf\xe9\r\n', '')
  const read = readWrittenTexts(writtenTexts(all).bytes)
  expect(areSameTexts(read, all)).toBe(true)
  for (const [hash, text] of all) expect(Buffer.from(read.get(hash)!)).toEqual(text)
})

test('those are kept that the manifest speaks of, and no image', () => {
  const known = texts('one', 'two', 'image\0')
  const hashes = [...known.keys()]
  expect([...textsFor({ a: [hashes[0]!, hashes[2]!], b: ['f'.repeat(64)] }, known).keys()]).toEqual([hashes[0]])
})

describe('what is not ours is as if it were not there', () => {
  const hash = sha256(Buffer.from('one'))
  test.each([
    ['nothing', undefined],
    ['no gzip', Buffer.from('mine')],
    ['a gzip of something else', gzipSync('mine')],
    ['cut short', packed({ xenup: 1, texts: { [hash]: 'one' } }).subarray(0, -9)],
    ['of another version', packed({ xenup: 2, texts: { [hash]: 'one' } })],
    ['a list', packed([])],
    ['without texts', packed({ xenup: 1, texts: null })],
    ['with a text that is none', packed({ xenup: 1, texts: { [hash]: 1 } })],
    ['with a text that is another', packed({ xenup: 1, texts: { [hash]: 'two' } })],
    ['64 MiB of spaces', gzipSync(Buffer.alloc(64 << 20, 32))],
  ])('%s', (_, bytes) => {
    expect(readWrittenTexts(bytes).size).toBe(0)
  })
})
