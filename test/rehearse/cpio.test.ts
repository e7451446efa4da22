import { execFileSync, spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CpioEntry, cpio } from '../../src/rehearse/cpio.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Reads an archive back, field by field, as the kernel does. */
function unpack(archive: Uint8Array): { path: string; mode: string; mtime: number; data: string; device: string }[] {
  const text = Buffer.from(archive).toString('latin1')
  const found = []
  for (let at = 0; ; ) {
    const field = (index: number): number => Number.parseInt(text.slice(at + 6 + index * 8, at + 14 + index * 8), 16)
    expect(text.slice(at, at + 6)).toBe('070701')
    const [size, nameSize] = [field(6), field(11)]
    const path = Buffer.from(text.slice(at + 110, at + 110 + nameSize - 1), 'latin1').toString()
    const start = at + 110 + nameSize + ((4 - ((110 + nameSize) % 4)) % 4)
    if (path === 'TRAILER!!!') return found
    const data = text.slice(start, start + size)
    found.push({ path, mode: field(1).toString(8), mtime: field(5), data, device: `${field(9)}:${field(10)}` })
    at = start + size + ((4 - (size % 4)) % 4)
  }
}

describe('an initramfs archive', () => {
  const entries: readonly CpioEntry[] = [
    { kind: 'char', path: 'dev/console', major: 5, minor: 1 },
    { kind: 'file', path: 'init', bytes: bytes('#!/bin/sh\n'), mode: 0o755 },
    { kind: 'file', path: 'etc/xen/xl.conf', bytes: bytes('') },
    { kind: 'symlink', path: 'bin/sh', target: 'busybox' },
    { kind: 'directory', path: 'tmp', mode: 0o1777 },
  ]

  it('holds files, folders, links and devices, and the folders that nobody named', () => {
    expect(
      unpack(cpio(entries)).map(({ path, mode, data, device }) => `${mode} ${path} ${device} ${JSON.stringify(data)}`),
    ).toMatchInlineSnapshot(`
      [
        "40755 dev 0:0 """,
        "20600 dev/console 5:1 """,
        "100755 init 0:0 "#!/bin/sh\\n"",
        "40755 etc 0:0 """,
        "40755 etc/xen 0:0 """,
        "100644 etc/xen/xl.conf 0:0 """,
        "40755 bin 0:0 """,
        "120777 bin/sh 0:0 "busybox"",
        "41777 tmp 0:0 """,
      ]
    `)
  })

  it('comes out the same in a year: no time, no owner of this machine', () => {
    expect(Buffer.from(cpio(entries)).equals(Buffer.from(cpio(entries)))).toBe(true)
    expect(unpack(cpio(entries)).every(({ mtime }) => mtime === 0)).toBe(true)
  })

  it('gives back any file content and any name', () => {
    const name = fc
      .string({ minLength: 1, maxLength: 40, unit: 'grapheme' })
      .filter((text) => !/[/\0]|^\.\.?$|^TRAILER!!!$/.test(text))
    fc.assert(
      fc.property(fc.dictionary(name, fc.uint8Array({ maxLength: 50 }), { maxKeys: 5 }), (files) => {
        const archive = cpio(Object.entries(files).map(([path, content]) => ({ kind: 'file', path, bytes: content })))
        expect(archive.length % 512).toBe(0)
        expect(unpack(archive).map(({ path, data }) => [path, data])).toEqual(
          Object.entries(files).map(([path, content]) => [path, Buffer.from(content).toString('latin1')]),
        )
      }),
    )
  })

  it.each(['/init', 'a/../b', '', 'a//b', './a', 'a/'])('refuses the path "%s"', (path) => {
    expect(() => cpio([{ kind: 'directory', path }])).toThrow(RangeError)
  })

  it('refuses two entries of one path', () => {
    expect(() => cpio([entries[1]!, entries[1]!])).toThrow('two entries for init')
  })

  const gnuCpio = spawnSync('cpio', ['--version']).status === 0
  if (!gnuCpio) console.warn('NOT TESTED against cpio(1): it is not installed (apt-get install cpio)')

  it.runIf(gnuCpio)('is read by cpio itself', () => {
    const listed = execFileSync('cpio', ['-t', '--quiet'], { input: cpio(entries), encoding: 'utf8' })
    expect(listed.split('\n')).toEqual([
      'dev',
      'dev/console',
      'init',
      'etc',
      'etc/xen',
      'etc/xen/xl.conf',
      'bin',
      'bin/sh',
      'tmp',
      '',
    ])
  })
})
