import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { scriptImage } from '../../src/artifacts/script-image.ts'
import { medium } from '../../src/model/boot-medium.ts'
import { kindOf } from '../../src/read/kind.ts'
import { boardIn, ownFolder, rendered } from './fixtures.ts'
import { board32In } from './kinds.ts'
import { run, withTools } from './tools.ts'

const script = 'echo hello\n'

describe('boot.scr, the image of the boot script', () => {
  const image = Buffer.from(scriptImage(script, 'xenup boot script', 'arm64'))

  test('opens with the header that U-Boot expects of a script', () => {
    expect({
      magic: image.readUInt32BE(0).toString(16),
      time: image.readUInt32BE(8),
      size: image.readUInt32BE(12),
      load: image.readUInt32BE(16),
      entry: image.readUInt32BE(20),
      os: image[28],
      arch: image[29],
      type: image[30],
      compression: image[31],
      name: image.toString('latin1', 32, 64).replace(/\0+$/, ''),
    }).toEqual({
      magic: '27051956',
      time: 0,
      size: 8 + script.length,
      load: 0,
      entry: 0,
      os: 5,
      arch: 22,
      type: 6,
      compression: 0,
      name: 'xenup boot script',
    })
  })

  test('names the architecture of its board', () => {
    expect(scriptImage(script, 'x', 'arm32')[29]).toBe(2)
  })

  test('holds a list of one length, a zero, and the script', () => {
    expect(image.readUInt32BE(64)).toBe(script.length)
    expect(image.readUInt32BE(68)).toBe(0)
    expect(image.toString('latin1', 72)).toBe(script)
  })

  test('has the checksums of its header and of what follows', () => {
    const head = Buffer.from(image.subarray(0, 64))
    const claimed = head.readUInt32BE(4)
    head.writeUInt32BE(0, 4)
    expect(claimed).toBe(crc32(head))
    expect(image.readUInt32BE(24)).toBe(crc32(image.subarray(64)))
  })

  test('is known as a script to xenup itself', () => {
    expect(kindOf(image)).toBe('uboot-script')
  })

  test('carries any text byte for byte, so that no character turns into a newline', () => {
    // U+010A in latin1 is cut down to 0x0a: what follows it in a comment would be a command.
    expect(Buffer.from(scriptImage('# x\u010areset\n', 'x', 'arm64')).toString('utf8', 72)).toBe('# x\u010areset\n')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(
          Buffer.from(scriptImage(text, 'x', 'arm64'))
            .subarray(72)
            .equals(Buffer.from(text, 'utf8')),
        ).toBe(true)
      }),
    )
  })

  test('keeps its name inside the field, with a NUL at the end', () => {
    const long = Buffer.from(scriptImage(script, 'n'.repeat(99), 'arm64'))
    expect(long.toString('latin1', 32, 64)).toBe(`${'n'.repeat(31)}\0`)
  })

  test('is the same for the same script', () => {
    expect(scriptImage(script, 'a', 'arm64')).toEqual(scriptImage(script, 'a', 'arm64'))
  })
})

describe('mkimage, which made such images before', () => {
  withTools('mkimage')('takes it for an AArch64 Linux script', () => {
    const folder = ownFolder()
    writeFileSync(join(folder, 'boot.scr'), Buffer.from(rendered()['boot/boot.scr']!, 'latin1'))
    const { status, out } = run('mkimage', ['-l', 'boot.scr'], { cwd: folder, env: { TZ: 'UTC' } })
    expect(status).toBe(0)
    expect(out).toMatch(/^Image Name: +xenup boot script$/m)
    expect(out).toMatch(/^Image Type: +AArch64 Linux Script \(uncompressed\)$/m)
  })

  describe.each([
    ['arm64', 'arm64'],
    ['arm32', 'arm'],
  ] as const)('makes for %s', (arch, word) => {
    withTools('mkimage').each(Object.keys(medium))('the same bytes of the same scripts, with files on %s', (device) => {
      const folder = ownFolder()
      const model = Buffer.from('Carte d\u2019essai\0')
      const board = arch === 'arm64' ? boardIn(folder, { more: { model } }) : board32In(folder)
      const all = rendered({ ...board, 'boot-media.device': device }, folder)
      for (const [path, name] of [
        ['boot/boot', 'xenup boot script'],
        ['boot/native', 'xenup native boot'],
      ] as const) {
        writeFileSync(join(folder, 'script'), all[`${path}.cmd`]!)
        const made = run(
          'mkimage',
          ['-A', word, '-O', 'linux', '-T', 'script', '-C', 'none', '-n', name, '-d', 'script', 'image'],
          { cwd: folder, env: { SOURCE_DATE_EPOCH: '0' } },
        )
        expect(made).toMatchObject({ status: 0, err: '' })
        expect(readFileSync(join(folder, 'image')).equals(Buffer.from(all[`${path}.scr`]!, 'latin1')), path).toBe(true)
      }
    })
  })
})
