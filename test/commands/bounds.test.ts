/** What has no end, no size or no sense is told in a sentence, and a large file is not read to find that out. */
import { spawnSync } from 'node:child_process'
import { truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { ownFolder, shell, xenup } from './program.ts'

/** A file of so many MiB that begins like that. */
function sparse(folder: string, name: string, begin: Uint8Array, size = 700): void {
  writeFileSync(join(folder, name), begin)
  truncateSync(join(folder, name), size << 20)
}

const arm64 = Buffer.concat([Buffer.alloc(56), Buffer.from('ARM\x64'), Buffer.alloc(4)])
const packedConfig = gzipSync('CONFIG_ARM64=y\n'.repeat(1 << 20))

describe('inspect', () => {
  test.each<readonly [string, (folder: string) => void, RegExp]>([
    ['a kernel of 700 MiB', (folder) => sparse(folder, 'x', arm64), /it has more than 96 MiB/],
    ['a tree of 700 MiB', (folder) => sparse(folder, 'x', Buffer.from('d00dfeed', 'hex')), /it has more than 16 MiB/],
    [
      'a log of 700 MiB',
      (folder) => sparse(folder, 'x', Buffer.from('U-Boot 2024.01 (Jan 01 2024)\n'.repeat(10_000))),
      /it has more than 4 MiB/,
    ],
    [
      'a configuration that unpacks to 15 MiB',
      (folder) => writeFileSync(join(folder, 'x'), packedConfig),
      /unpacks to more than 4 MiB/,
    ],
    ['a pipe', (folder) => void spawnSync('mkfifo', [join(folder, 'x')]), /it is not a regular file/],
  ])('says of %s why it is not read', (_, make, says) => {
    const folder = ownFolder()
    make(folder)
    const { status, err } = xenup(folder, ['inspect', 'x'])
    expect(err).toMatch(says)
    expect(status).toBe(2)
  })

  test('looks at the beginning of an archive of 700 MiB, and at a file of /proc', () => {
    const folder = ownFolder()
    sparse(folder, 'x', Buffer.from('070701'))
    expect(xenup(folder, ['inspect', 'x', '/proc/cpuinfo'])).toMatchObject({ status: 0, err: '' })
  })
})

describe('answers', () => {
  test('from a pipe to which nobody writes are none', () => {
    const folder = ownFolder()
    spawnSync('mkfifo', [join(folder, 'x')])
    const { status, err } = xenup(folder, ['check', '-a', 'x'])
    expect(err).toContain('it is a pipe, and nobody writes to it')
    expect(status).toBe(2)
  })

  test('come from a pipe to which somebody writes, however late', () => {
    const folder = ownFolder()
    xenup(folder, ['--yes'])
    const { status, err } = shell(folder, 'xenup check -a <(sleep 0.3; cat xenup.answers.yaml)')
    expect(err).not.toContain('pipe')
    expect(status).toBe(0)
  })
})

describe('diagnose', () => {
  test('says that it waits for the end of a pipe', () => {
    const folder = ownFolder()
    const { status, err } = shell(folder, 'xenup diagnose <(echo "U-Boot 2024.01 (Jan 01 2024 - 00:00:00 +0000)")')
    expect(err).toMatch(/no regular file; read until its end comes, Ctrl-C stops/)
    expect(status).toBe(1)
  })

  test('says how far it is in a large log', () => {
    const folder = ownFolder()
    sparse(folder, 'boot.log', Buffer.from('U-Boot 2024.01 (Jan 01 2024 - 00:00:00 +0000)\n'), 130)
    expect(xenup(folder, ['diagnose', 'boot.log']).err).toContain('boot.log: 64 MiB are read; Ctrl-C stops')
  })
})

describe('what was not meant', () => {
  test.each([
    ['-o', '--output is followed by an empty text'],
    ['-a', '--answers is followed by an empty text'],
  ])('%s with the empty text of a variable that is not set is told', (option, says) => {
    const { status, err } = xenup(ownFolder(), ['generate', option, ''])
    expect(err).toContain(says)
    expect(status).toBe(2)
  })

  test('a working folder that is gone is told', () => {
    const folder = ownFolder()
    const { status, err } = shell(folder, 'mkdir gone && cd gone && rmdir ../gone && xenup generate')
    expect(err).toContain('the working folder is not there any more')
    expect(status).toBe(2)
  })

  test('a TMPDIR that is not there is told', () => {
    const folder = ownFolder()
    const { status, err } = xenup(folder, ['rehearse', '--set', 'goal.target=qemu', '--parts', '.'], {
      env: { TMPDIR: '/nowhere' },
    })
    expect(err).toContain('xenup: /nowhere: no folder can be made in it (ENOENT)')
    expect(status).toBe(2)
  })

  test('a path longer than Linux takes is told', () => {
    const { status, err } = xenup(ownFolder(), ['generate', '--set', `dtb.file=${'x'.repeat(5000)}`])
    expect(err).toContain('has 5000 characters; a path has at most 4096')
    expect(status).toBe(2)
  })
})

describe('nothing raw reaches the terminal', () => {
  const evil = 'x\u001b]52;c;AA\u0007\u009b31m\u202e\u200b\u007f'

  test.each([['--diff --take-new'], ['--check'], ['--json'], ['--check --json']])(
    'from a manifest and its files, %s',
    (options) => {
      const folder = ownFolder()
      xenup(folder, ['--yes'])
      const manifest = join(folder, 'xenup-out/xenup.manifest.json')
      writeFileSync(manifest, JSON.stringify({ xenup: 1, files: { [evil]: { sha256: '0'.repeat(64) } } }))
      writeFileSync(join(folder, 'xenup-out', evil), 'a\0b')
      const { out, err } = xenup(folder, ['generate', ...options.split(' ')])
      expect(out).toContain(options.endsWith('json') ? '\\u001b]52' : '\\x1b]52')
      expect(out + err).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u202e\u200b]/)
      if (options.endsWith('json')) expect(JSON.stringify(JSON.parse(out))).toContain(JSON.stringify(evil).slice(1, -1))
    },
  )
})
