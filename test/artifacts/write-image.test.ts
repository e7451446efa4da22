/** boot.scr, which U-Boot runs, and boot.cmd, which people read and edit, must say the same. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Artifact } from '../../src/artifacts/render.ts'
import { scriptImage } from '../../src/artifacts/script-image.ts'
import { inspectFolder, writeArtifacts } from '../../src/artifacts/write.ts'
import type { EditChoice } from '../../src/model/edited-files.ts'
import { ownFolder } from './fixtures.ts'
import { files } from './folder.ts'

const make = (script: string | Uint8Array) => scriptImage(script, 'a script', 'arm64')

/** A script and its image, as they would be rendered. */
const scripts = (text: string): readonly Artifact[] => [
  { path: 'boot.cmd', bytes: Buffer.from(text) },
  { path: 'boot.scr', bytes: make(text), imageOf: { path: 'boot.cmd', make } },
]

const states = (folder: string, text: string) =>
  Object.fromEntries(inspectFolder(folder, scripts(text)).map(({ path, state }) => [path, state]))

describe('the image of a script edited by hand', () => {
  const edited = (): string => {
    const folder = ownFolder()
    writeArtifacts(folder, scripts('echo one\n'), '1')
    writeFileSync(join(folder, 'boot.cmd'), 'echo mine\n')
    return folder
  }
  const write = (folder: string, text: string, force = false) =>
    writeArtifacts(folder, scripts(text), '1', { all: force ? 'new' : 'merge' })
  const image = (folder: string) => new Uint8Array(readFileSync(join(folder, 'boot.scr')))

  test('is out of date until it is written, and then is of the text that lies there', () => {
    const folder = edited()
    expect(states(folder, 'echo one\n')).toEqual({ 'boot.cmd': 'edited', 'boot.scr': 'outdated' })
    expect(write(folder, 'echo one\n')).toMatchObject({ written: ['boot.scr'], kept: ['boot.cmd'] })
    expect(image(folder)).toEqual(new Uint8Array(make('echo mine\n')))
    expect(states(folder, 'echo one\n')).toEqual({ 'boot.cmd': 'edited', 'boot.scr': 'same' })
  })

  test('stays so when the answers change', () => {
    const folder = edited()
    expect(write(folder, 'echo two\n')).toMatchObject({ clashing: [{ path: 'boot.cmd' }] })
    expect(image(folder)).toEqual(new Uint8Array(make('echo mine\n')))
  })

  test('is that of the new text when both are replaced as it was told', () => {
    const folder = edited()
    write(folder, 'echo one\n')
    expect(write(folder, 'echo two\n', true)).toMatchObject({ written: ['boot.cmd', 'boot.scr'], clashing: [] })
    expect(image(folder)).toEqual(new Uint8Array(make('echo two\n')))
  })

  test('is kept when it was made by hand as well', () => {
    const folder = edited()
    writeFileSync(join(folder, 'boot.scr'), scriptImage('echo mine\n', 'of my own', 'arm64'))
    expect(write(folder, 'echo one\n')).toMatchObject({ kept: ['boot.cmd'], clashing: [{ path: 'boot.scr' }] })
    expect(write(folder, 'echo one\n', true)).toMatchObject({ written: ['boot.cmd', 'boot.scr'] })
  })

  /** A script of several lines, of which the user changes the last. */
  const long = (first: string, last = 'boot'): string => `${first}\nload\nfdt\n${last}\n`
  const merging = (choice: EditChoice, first = 'two', last = 'boot mine') => {
    const folder = ownFolder()
    writeArtifacts(folder, scripts(long('one')), '1')
    writeFileSync(join(folder, 'boot.cmd'), long('one', last))
    return { folder, told: writeArtifacts(folder, scripts(long(first)), '1', { all: choice }) }
  }

  test('is that of the script with the edits carried over', () => {
    const { folder, told } = merging('merge')
    expect(told).toMatchObject({
      merged: [{ path: 'boot.cmd', lines: [{ first: 4, last: 4 }] }],
      written: ['boot.scr'],
    })
    expect(image(folder)).toEqual(new Uint8Array(make(long('two', 'boot mine'))))
    expect(states(folder, long('two'))).toEqual({ 'boot.cmd': 'edited', 'boot.scr': 'same' })
  })

  test('is never made of a script with markers, and is made when they are gone', () => {
    const folder = edited()
    const before = image(folder)
    const told = writeArtifacts(folder, scripts('echo two\n'), '1', { all: 'markers' })
    expect(told).toMatchObject({ marked: [{ path: 'boot.cmd', line: 1 }], held: ['boot.scr'], written: [] })
    expect(readFileSync(join(folder, 'boot.cmd'), 'utf8')).toBe(
      '<<<<<<< mine\necho mine\n=======\necho two\n>>>>>>> new\n',
    )
    for (const text of ['echo two\n', 'echo three\n'])
      expect(write(folder, text)).toMatchObject({ conflicted: [{ path: 'boot.cmd', line: 1 }], held: ['boot.scr'] })
    expect(image(folder)).toEqual(before)
    writeFileSync(join(folder, 'boot.cmd'), 'echo both\n')
    expect(write(folder, 'echo two\n')).toMatchObject({ kept: ['boot.cmd'], written: ['boot.scr'], held: [] })
    expect(image(folder)).toEqual(new Uint8Array(make('echo both\n')))
  })

  test('is not made at all where there was none', () => {
    const folder = ownFolder()
    writeFileSync(join(folder, 'boot.cmd'), 'echo one\n<<<<<<< mine\n')
    expect(write(folder, 'echo one\n')).toMatchObject({ held: ['boot.scr'], written: [] })
    expect(files(folder)).toEqual(['boot.cmd', 'xenup.manifest.json'])
  })
})
