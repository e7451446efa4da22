import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { scriptImage } from '../../src/artifacts/script-image.ts'
import { kindOf } from '../../src/read/kind.ts'
import { ownFolder, rendered } from './house.ts'

const script = 'echo hello\n'

describe('boot.scr, the image of the boot script', () => {
  const image = Buffer.from(scriptImage(script, 'xenup boot script', 'arm64'))

  test('opens with the header that U-Boot expects of a script', () => {
    expect({
      magic: image.readUInt32BE(0).toString(16), time: image.readUInt32BE(8), size: image.readUInt32BE(12),
      load: image.readUInt32BE(16), entry: image.readUInt32BE(20),
      os: image[28], arch: image[29], type: image[30], compression: image[31],
      name: image.toString('latin1', 32, 64).replace(/\0+$/, ''),
    }).toEqual({
      magic: '27051956', time: 0, size: 8 + script.length, load: 0, entry: 0,
      os: 5, arch: 22, type: 6, compression: 0, name: 'xenup boot script',
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
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(Buffer.from(scriptImage(text, 'x', 'arm64')).subarray(72).equals(Buffer.from(text, 'utf8'))).toBe(true)
    }))
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
  let there = true
  beforeAll(() => {
    there = spawnSync('mkimage', ['-V']).status === 0
    if (!there) console.warn('SKIPPED: no mkimage on this machine, so boot.scr is not compared with it (Debian: u-boot-tools)')
  })

  test('takes it for an AArch64 Linux script', ({ skip }) => {
    skip(!there, 'no mkimage')
    const file = join(ownFolder(), 'boot.scr')
    writeFileSync(file, Buffer.from(rendered()['boot/boot.scr']!, 'latin1'))
    const { status, stdout } = spawnSync('mkimage', ['-l', file], { encoding: 'utf8', env: { ...process.env, TZ: 'UTC' } })
    expect(status).toBe(0)
    expect(stdout).toMatch(/^Image Name: +xenup boot script$/m)
    expect(stdout).toMatch(/^Image Type: +AArch64 Linux Script \(uncompressed\)$/m)
  })

  test.each([['arm64', 'arm64'], ['arm32', 'arm']] as const)('makes the same bytes for %s from the same script, apart from the time', (arch, word) => {
    if (!there) return
    const folder = ownFolder()
    writeFileSync(join(folder, 'boot.cmd'), script)
    const made = spawnSync('mkimage', ['-A', word, '-O', 'linux', '-T', 'script', '-C', 'none', '-n', 'xenup boot script', '-d', 'boot.cmd', 'boot.scr'], {
      cwd: folder, env: { ...process.env, SOURCE_DATE_EPOCH: '0' },
    })
    expect(made.status).toBe(0)
    const ours = join(folder, 'ours.scr')
    writeFileSync(ours, scriptImage(script, 'xenup boot script', arch))
    expect(spawnSync('cmp', [join(folder, 'boot.scr'), ours], { encoding: 'utf8' })).toMatchObject({ status: 0, stdout: '' })
  })
})
