import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MediumFile, writeDisk } from '../../src/rehearse/disk.ts'
import { writeTree } from '../../src/rehearse/ext4.ts'

const mtools = spawnSync('mformat', ['--version']).status === 0
if (!mtools) console.warn('NOT TESTED: the disk image of a rehearsal; mtools is not installed (apt-get install mtools)')

const text = (path: string, content = path): MediumFile => ({
  path,
  source: { bytes: new TextEncoder().encode(content) },
})

describe('names that FAT cannot hold', () => {
  it.each(['', '/a', 'a/', '../a', 'a//b', './a', 'a:b', 'a?', 'a*b', 'a\\b', 'a"b', 'a.', 'a /b', 'a\nb'])(
    'refuses %j before anything is written',
    async (path) => {
      await expect(writeDisk('/nowhere/disk.img', [text(path)], [], {})).rejects.toMatchObject({ name: 'UserError' })
    },
  )

  it('finds two files whose names differ in case only', async () => {
    await expect(writeDisk('/nowhere/disk.img', [text('Image'), text('image')], [], {})).rejects.toThrow('two files')
  })
})

describe.runIf(mtools)('the disk that U-Boot boots from', () => {
  let dir: string
  let image: string
  const files = [
    text('boot.scr', 'script'),
    text('xen/4.17/xen'),
    text('XEN/other'),
    text('guests/a name with $ and é.cfg'),
    text('w[e]b~1.x+y'),
    text('empty', ''),
  ]

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'xenup-disk-'))
    image = join(dir, 'disk, of mine.img')
    writeFileSync(join(dir, 'large'), Buffer.alloc(5_000_000, 'x'))
    await writeDisk(image, [...files, { path: 'Image', source: { file: join(dir, 'large') } }], [], process.env)
  })
  afterAll(() => rmSync(dir, { recursive: true, force: true }))

  // mtype takes [e] for a pattern
  const read = (path: string): Buffer =>
    execFileSync('mtype', ['-i', `${image}@@1M`, `::${path.replace(/[[\]]/g, '\\$&')}`], {
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
      maxBuffer: 1 << 24,
    })

  it('has one active FAT32 partition at 1 MiB that ends with the disk', () => {
    const table = readFileSync(image).subarray(0, 512)
    expect(table.readUInt16LE(510)).toBe(0xaa55)
    expect([table[446], table[450]]).toEqual([0x80, 0x0c])
    expect(table.readUInt32LE(454)).toBe(2048)
    expect((2048 + table.readUInt32LE(458)) * 512).toBe(statSync(image).size)
    expect(
      readFileSync(image)
        .subarray(0x100000 + 82, 0x100000 + 87)
        .toString(),
    ).toBe('FAT32')
  })

  it('gives every file back under its name', () => {
    for (const { path, source } of files)
      expect(read(path), path).toEqual(Buffer.from('bytes' in source ? source.bytes : []))
    expect(read('Image').equals(readFileSync(join(dir, 'large')))).toBe(true)
  })

  it('says which file is missing', async () => {
    await expect(
      writeDisk(join(dir, 'b.img'), [{ path: 'a', source: { file: join(dir, 'nothing') } }], [], process.env),
    ).rejects.toMatchObject({ name: 'UserError', where: join(dir, 'nothing') })
  })

  const mke2fs = spawnSync('mke2fs', ['-V'], { env: { PATH: `${process.env['PATH']}:/usr/sbin:/sbin` } }).status === 0
  if (!mke2fs) console.warn('NOT TESTED: ext4 partitions; mke2fs is not installed (apt-get install e2fsprogs)')

  it.runIf(mke2fs)('may have ext4 partitions behind it, each with a tree of files', async () => {
    const two = join(dir, 'two.img')
    const trees = ['one', 'two'].map((name) => join(dir, name))
    for (const tree of trees)
      writeTree(tree, [
        { kind: 'file', path: 'srv/name', bytes: Buffer.from(tree) },
        { kind: 'symlink', path: 'link', target: 'srv' },
        { kind: 'char', path: 'dev/null', major: 1, minor: 3 },
      ])
    await writeDisk(
      two,
      [text('boot.scr')],
      trees.map((folder) => ({ folder, size: 32n << 20n })),
      process.env,
    )
    const table = readFileSync(two).subarray(0, 512)
    for (const [index, tree] of trees.entries()) {
      const entry = table.subarray(446 + 16 * (index + 1))
      expect(entry[4]).toBe(0x83)
      const image = join(dir, `part${index}`)
      writeFileSync(
        image,
        readFileSync(two).subarray(entry.readUInt32LE(8) * 512, (entry.readUInt32LE(8) + entry.readUInt32LE(12)) * 512),
      )
      expect(
        execFileSync('debugfs', ['-R', 'cat /srv/name', image], {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
          env: { PATH: `${process.env['PATH']}:/usr/sbin:/sbin` },
        }),
      ).toBe(tree)
    }
  })
})
