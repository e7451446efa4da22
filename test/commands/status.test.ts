/** A year later: what is different since the artifacts were made. */
import { appendFileSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { readAnswersFile } from '../../src/answers/read.ts'
import { readMaker, sha256 } from '../../src/artifacts/manifest.ts'
import type { Library } from '../../src/content/library.ts'
import { library } from '../../src/project/open.ts'
import { type Difference, type Present, statusOf } from '../../src/project/status.ts'
import { linuxImage } from '../read/images.ts'
import { ownFolder, xenup } from './program.ts'

const name = 'xenup.answers.yaml'
let cwd: string
const at = (path: string): string => join(cwd, path)
const manifest = 'xenup-out/xenup.manifest.json'
const change = (path: string, from: string | RegExp, to: string): void => {
  const before = readFileSync(at(path), 'utf8')
  const after = before.replace(from, to)
  expect(after).not.toBe(before)
  writeFileSync(at(path), after)
}
const status = (...args: string[]) => xenup(cwd, ['status', ...args])

beforeEach(() => {
  cwd = ownFolder()
  writeFileSync(at('Image'), linuxImage())
  writeFileSync(
    at(name),
    'xenup: 2\ngoal: {target: qemu, arch: arm64, reach: guest}\ndom0-kernel: {file: Image}\nguest: {memory: 256M}\n',
  )
  expect(xenup(cwd, ['generate']).status).toBe(0)
})

describe('xenup status', () => {
  it('ends with 0 when nothing is different, and when files were only touched', () => {
    utimesSync(at('Image'), 1, 1)
    expect(status()).toEqual({ status: 0, out: 'Nothing is different since xenup-out was made.\n', err: '' })
    expect(JSON.parse(status('--json').out)).toEqual({ xenup: 1, differences: [] })
  })

  it('tells a line each of a kernel that grew, an answer, an edit by hand and a file that is missing, with what to do', () => {
    appendFileSync(at('Image'), 'more')
    change(name, '256M', '512M')
    appendFileSync(at('xenup-out/boot/boot.cmd'), '# mine\n')
    rmSync(at('xenup-out/stage.sh'))
    const { status: code, out } = status()
    expect(code).toBe(1)
    expect(
      out.replace(/\n {2}/g, ' ').replace(/[\d,]+ bytes and has [\d,]+/, '1 bytes and has 2'),
    ).toMatchInlineSnapshot(`
      "guest.memory was 256M and is 512M: xenup generate makes them anew (--diff shows how)
      Image (dom0-kernel.file and guest.kernel-file) has changed: it had 1 bytes and has 2: xenup generate makes them anew (--diff shows how)
      boot/boot.cmd was edited by hand: xenup generate carries your edits over, and leaves what clashes
      stage.sh is missing: xenup generate writes it again
      "
    `)
    expect(JSON.parse(status('--json').out)).toMatchObject({
      differences: [
        { kind: 'answer', of: 'guest.memory', says: 'was 256M and is 512M' },
        { kind: 'file', of: 'Image (dom0-kernel.file and guest.kernel-file)' },
        { kind: 'edited', of: 'boot/boot.cmd' },
        { kind: 'missing', of: 'stage.sh' },
      ],
    })
  })

  it('knows other content of the same size and time', () => {
    const bytes = Buffer.from(linuxImage())
    bytes[bytes.length - 1]! ^= 1
    utimesSync(at('Image'), 1, 1)
    expect(xenup(cwd, ['generate']).status).toBe(0)
    writeFileSync(at('Image'), bytes)
    utimesSync(at('Image'), 1, 1)
    expect(status().out.replace(/\n {2}/g, ' ')).toBe(
      'Image (dom0-kernel.file and guest.kernel-file) has changed: its content is another: xenup generate makes them anew (--diff shows how)\n',
    )
  })

  it('knows a change at the end of a file of which the beginning tells enough', () => {
    const archive = Buffer.alloc(3 << 20)
    archive.write('070701')
    writeFileSync(at('initrd.img'), archive)
    appendFileSync(at(name), '# the initramfs\n')
    change(name, 'file: Image', 'file: Image, initrd-file: initrd.img')
    expect(xenup(cwd, ['generate']).status).toBe(0)
    const { made } = readMaker(readFileSync(at(manifest), 'utf8'))
    expect(made?.files['dom0-kernel.initrd-file']).toEqual({
      path: 'initrd.img',
      size: archive.length,
      sha256: sha256(archive),
    })
    expect(status().status).toBe(0)
    archive[archive.length - 1] = 1
    writeFileSync(at('initrd.img'), archive)
    expect(status().out).toMatch(/^initrd\.img \(dom0-kernel\.initrd-file[^)]*\) has changed: its content is another/)
  })

  it('says that a named file is gone, and compares the answers that are given all the same', () => {
    renameSync(at('Image'), at('Image.old'))
    change(name, '256M', '512M')
    const { status: code, out } = status()
    expect(code).toBe(1)
    expect(out).toContain('guest.memory was 256M and is 512M')
    expect(out.replace(/\n {2}/g, ' ')).toContain(
      'guest.kernel-file) is gone or cannot be read: there is no such file: put',
    )
    expect(out.split('\n').filter((line) => /^\S/.test(line))).toHaveLength(2)
  })

  it('compares with what --set made too: the file alone makes others', () => {
    xenup(cwd, ['generate', '--set', 'guest.memory=300M'])
    expect(status().out).toContain('guest.memory was 300M and is 256M')
    expect(status('--set', 'guest.memory=300M').status).toBe(0)
  })

  it('takes an answer under its old name for what it is, in the answers file and in what was recorded', () => {
    change(manifest, '"form": 2', '"form": 1')
    change(manifest, 'boot-media.method', 'boot-media.way')
    change(manifest, 'boot-media.kernel-name', 'boot-media.kernel')
    writeFileSync(at(name), readFileSync(at(name), 'utf8').replace('xenup: 2', 'xenup: 1'))
    const { status: code, out, err } = status()
    expect(out).toBe('Nothing is different since xenup-out was made.\n')
    expect(code).toBe(0)
    expect(err).toContain('has version 1')
  })

  it('says of the manifest of an older xenup that it recorded none of this', () => {
    change(manifest, /"made": \{[\s\S]*?\n {2}\},\n {2}"files"/, '"files"')
    change(manifest, '"version": "0.1.0"', '"version": "0.0.9"')
    const { status: code, out } = status()
    expect(code).toBe(1)
    expect(out.replace(/\n {2}/g, ' ')).toBe(
      'xenup was 0.0.9 and is 0.1.0: xenup generate makes them anew (--diff shows how)\n' +
        'what they came from is not known: they were made by an xenup that recorded none of it: xenup generate records it\n',
    )
  })

  it('tells of a writing that was cut short', () => {
    change(manifest, /("BRINGUP\.md": \{\n *"sha256": "(\w+)")/, '$1, "was": ["$2"]')
    change(manifest, '"was": ["', `"was": ["${'0'.repeat(64)}", "`)
    expect(status().out).toContain('xenup.manifest.json tells of a writing that was cut short: xenup generate')
  })

  it('ends with 2 where there are no artifacts, or no answers', () => {
    expect(status('-o', 'elsewhere')).toMatchObject({
      status: 2,
      err: expect.stringContaining('elsewhere: there are no artifacts of xenup here'),
    })
    writeFileSync(at(manifest), 'not JSON')
    expect(status()).toMatchObject({ status: 2, err: expect.stringContaining('it is no manifest of xenup') })
    rmSync(at(name))
    expect(status()).toMatchObject({ status: 2, err: expect.stringContaining('there is no answers file') })
  })
})

describe('the status of artifacts', () => {
  const present = (): Present => ({
    version: '0.1.0',
    library: library(),
    answers: readAnswersFile(readFileSync(at(name), 'utf8'), name).answers,
    set: {},
  })
  const differences = (more: Partial<Present> = {}): readonly Pick<Difference, 'of' | 'says'>[] =>
    statusOf(
      { answers: at(name), layers: [at(name)], output: at('xenup-out'), folders: [cwd] },
      { ...present(), ...more },
    ).map(({ of, says }) => ({ of, says }))

  it('is another with a newer program', () => {
    expect(differences({ version: '0.2.0' })).toEqual([{ of: 'xenup', says: 'was 0.1.0 and is 0.2.0' }])
  })

  it("is another when the board's page has changed, or is gone", () => {
    const page = (text: string | undefined): Library => ({ ...library(), text: () => text })
    expect(differences({ library: page('---\nname: other\n---\n') })).toEqual([
      { of: 'the page of qemu-virt-arm64', says: 'has changed' },
    ])
    expect(differences({ library: page(undefined) })).toEqual([
      { of: 'the page of qemu-virt-arm64', says: 'is not there any more' },
    ])
  })

  it("is another when Xen's releases are", () => {
    change(manifest, '"RELEASE-4.19.6"', '"RELEASE-4.19.5"')
    change(manifest, '      "4.23": "master"', '      "4.13": "RELEASE-4.13.5"')
    expect(differences()).toEqual([
      { of: 'Xen 4.19', says: 'was RELEASE-4.19.5 and is RELEASE-4.19.6' },
      { of: 'Xen 4.13', says: 'is not known any more' },
      { of: 'Xen 4.23', says: 'is new: master' },
    ])
  })

  it.each(['[]', '{"form": "2"}', '{"form": 2, "answers": {"a": 1}}', 'null', '{"form": 2, "answers": null}'])(
    'is that of an xenup that recorded nothing where the record is %s',
    (record) => {
      change(manifest, /"made": \{[\s\S]*?\n {2}\},\n {2}"files"/, `"made": ${record}, "files"`)
      expect(readMaker(readFileSync(at(manifest), 'utf8'))).toEqual({ version: '0.1.0', made: undefined })
      expect(differences().map(({ of }) => of)).toEqual(['what they came from'])
    },
  )
})
