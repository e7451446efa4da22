import { describe, expect, test } from 'vitest'
import { manifestText, readManifest, sha256 } from '../../src/artifacts/manifest.ts'

const hash = 'a'.repeat(64)
const of = (files: unknown, more: object = {}): string => JSON.stringify({ xenup: 1, version: '1.2.3', files, ...more })

describe('the manifest', () => {
  test('is read back as it was written', () => {
    const hashes = { 'b/two': [sha256(Buffer.from('2')), hash], 'a one': [hash] }
    expect(readManifest(manifestText('1.2.3', hashes))).toEqual(hashes)
  })

  test('lists the files by name, whatever their order, and ends with one newline', () => {
    expect(manifestText('1.2.3', { b: [hash], a: [hash] })).toBe(manifestText('1.2.3', { a: [hash], b: [hash] }))
    expect(manifestText('1.2.3', { a: [hash] })).toMatchInlineSnapshot(`
      "{
        "xenup": 1,
        "version": "1.2.3",
        "files": {
          "a": {
            "sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
          }
        }
      }
      "
    `)
  })

  test('holds what sha256sum says', () => {
    expect(sha256(Buffer.from('abc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })

  test.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['the marks of a merge', `<<<<<<< HEAD\n${of({})}\n=======\n`],
    ['a list', '[]'],
    ['null', 'null'],
    ['a number', '1'],
    ["another program's", '{"files":{}}'],
    ['a newer form', of({}, { xenup: 2 })],
    ['no files', of(undefined)],
    ['files that are null', of(null)],
    ['files that are a text', of('x')],
  ])('is none of ours when it is %s', (_, text) => {
    expect(readManifest(text)).toBeUndefined()
  })

  test.each([
    ['null', null],
    ['a text', hash],
    ['a list', [hash]],
    ['no hash', {}],
    ['a short hash', { sha256: 'abc' }],
    ['a hash in capitals', { sha256: 'A'.repeat(64) }],
    ['a hash and more', { sha256: `${hash}\n` }],
    ['a number', { sha256: 1 }],
  ])('takes an entry for none that is %s, and the others all the same', (_, entry) => {
    expect(readManifest(of({ a: entry, b: { sha256: hash } }))).toEqual({ b: [hash] })
  })

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'is not confused by a file called %s',
    (name) => {
      const read = readManifest(`{"xenup":1,"files":{"${name}":{"sha256":"${hash}"},"a":{"sha256":"${hash}"}}}`)!
      expect(Object.getPrototypeOf(read)).toBe(Object.prototype)
      expect(Object.keys(read)).toContain('a')
      expect(Object.hasOwn({}, 'sha256') || 'sha256' in {}).toBe(false)
    },
  )
})
