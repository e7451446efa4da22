import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readLegacyImage } from '../../src/read/legacy-image.ts'
import { legacyImage, legacyParts } from './images.ts'
import { mutated } from './mutated.ts'

const read = (bytes: Uint8Array) => {
  const result = readLegacyImage(bytes)
  if (!result.ok) throw new Error(result.says)
  return result.document
}

describe('a U-Boot legacy image', () => {
  test('tells all that its header has', () => {
    expect(read(legacyImage({ arch: 2, load: 0x4000_8000, name: 'Linux-6.1' }))).toMatchObject({
      name: 'Linux-6.1',
      os: 'linux',
      arch: 'arm',
      type: 'kernel',
      compression: 'none',
      load: 0x4000_8000,
      entry: 0x4000_8000,
      dataSize: 6,
      problems: [],
    })
  })

  test('of an architecture or type that nobody here knows shows its number', () => {
    expect(read(legacyImage({ arch: 19, type: 99, os: 200, compression: 77 }))).toMatchObject({
      arch: '19',
      type: '99',
      os: '200',
      compression: '77',
    })
  })

  test('with a changed byte in its header, or in its data, says what U-Boot will say', () => {
    const [header, data] = [Buffer.from(legacyImage()), Buffer.from(legacyImage())]
    header[40]! ^= 1
    data[66]! ^= 1
    expect(read(header).problems).toEqual(['the checksum of its header is wrong: U-Boot says "Bad Header Checksum"'])
    expect(read(data).problems).toEqual(['the checksum of its data is wrong: U-Boot says "Bad Data CRC"'])
  })

  test('that was cut off says how much is missing', () => {
    expect(read(legacyImage({ data: Buffer.alloc(1000) }).subarray(0, 500)).problems).toEqual([
      'its header counts 1000 bytes of data and the file has 436: it was cut off',
    ])
  })

  test('of several files gives each', () => {
    const files = [Buffer.from('kernel!'), Buffer.from('ramdisk'), Buffer.from('tree')]
    const { type, parts, problems } = read(legacyImage({ type: 4, data: legacyParts(files) }))
    expect({ type, parts: parts?.map((part) => Buffer.from(part).toString()), problems }).toEqual({
      type: 'multi',
      parts: ['kernel!', 'ramdisk', 'tree'],
      problems: [],
    })
  })

  test('that is a script gives its text', () => {
    expect(
      Buffer.from(read(legacyImage({ type: 6, data: legacyParts([Buffer.from('booti\n')]) })).parts![0]!).toString(),
    ).toBe('booti\n')
  })

  test('whose table of parts is broken says so', () => {
    expect(read(legacyImage({ type: 4, data: Buffer.from([0, 0, 0, 9]) })).problems).toEqual([
      'the table of its parts has no end',
    ])
    expect(read(legacyImage({ type: 4, data: Buffer.from([0, 0, 0, 9, 0, 0, 0, 0, 1]) })).problems).toEqual([
      'its part 1 has 9 bytes by the table and ends outside the data',
    ])
  })

  test('needs its header and something behind it', () => {
    expect(readLegacyImage(legacyImage().subarray(0, 64))).toMatchObject({
      ok: false,
      says: 'a U-Boot legacy image has a header of 64 bytes and data behind it, and the file has 64',
    })
    expect(readLegacyImage(new Uint8Array(100))).toMatchObject({
      ok: false,
      says: 'it does not begin with 0x27051956, so it is no U-Boot legacy image',
    })
  })

  test('after any accident is read, or refused in a sentence', () => {
    const images = [legacyImage(), legacyImage({ type: 4, data: legacyParts([Buffer.from('a'), Buffer.from('b')]) })]
    fc.assert(
      fc.property(fc.oneof(...images.map(mutated), fc.uint8Array({ maxLength: 200 })), (bytes) => {
        const result = readLegacyImage(bytes)
        for (const sentence of result.ok ? result.document.problems : [result.says])
          expect(sentence).toMatch(/^[^\n]{10,200}$/)
      }),
      { numRuns: 2000 },
    )
  })
})

function hasMkimage(): boolean {
  try {
    execFileSync('mkimage', ['-V'], { stdio: 'ignore' })
    return true
  } catch {
    console.warn('SKIPPED: legacy images of the real mkimage: mkimage is not installed (Debian: u-boot-tools)')
    return false
  }
}

describe.skipIf(!hasMkimage())('what the real mkimage makes', () => {
  test.each<[string, readonly string[], object]>([
    [
      'a kernel',
      ['-A', 'arm64', '-O', 'linux', '-T', 'kernel', '-C', 'gzip', '-a', '0x80000', '-e', '0x80008', '-n', 'my kernel'],
      { name: 'my kernel', arch: 'arm64', type: 'kernel', compression: 'gzip', load: 0x80000, entry: 0x80008 },
    ],
    [
      'a kernel that stays where it was loaded',
      ['-A', 'arm', '-O', 'linux', '-T', 'kernel_noload', '-C', 'none', '-n', 'x'],
      { arch: 'arm', type: 'kernel_noload' },
    ],
    [
      'a ramdisk',
      ['-A', 'arm', '-O', 'linux', '-T', 'ramdisk', '-C', 'none', '-n', 'initrd'],
      { name: 'initrd', type: 'ramdisk' },
    ],
    ['a script', ['-A', 'arm64', '-T', 'script', '-C', 'none', '-n', 'boot'], { type: 'script', name: 'boot' }],
  ])('is read: %s', (_, options, expected) => {
    const folder = mkdtempSync(join(tmpdir(), 'xenup-mkimage-'))
    try {
      writeFileSync(join(folder, 'data'), 'some data\n')
      execFileSync('mkimage', [...options, '-d', join(folder, 'data'), join(folder, 'image')], { stdio: 'ignore' })
      expect(read(new Uint8Array(readFileSync(join(folder, 'image'))))).toMatchObject({ ...expected, problems: [] })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
