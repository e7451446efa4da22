/** boot.scr, which U-Boot runs, and boot.cmd, which people read and edit, must say the same. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Artifact } from '../../src/artifacts/render.ts'
import { scriptImage } from '../../src/artifacts/script-image.ts'
import { inspectFolder, writeArtifacts } from '../../src/artifacts/write.ts'
import { ownFolder } from './fixtures.ts'

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
    writeArtifacts(folder, scripts('echo one\n'), '1', { force: false })
    writeFileSync(join(folder, 'boot.cmd'), 'echo mine\n')
    return folder
  }
  const write = (folder: string, text: string, force = false) => writeArtifacts(folder, scripts(text), '1', { force })
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
    expect(write(folder, 'echo two\n')).toMatchObject({ kept: ['boot.cmd'] })
    expect(image(folder)).toEqual(new Uint8Array(make('echo mine\n')))
  })

  test('is that of the new text when both are overwritten with force', () => {
    const folder = edited()
    write(folder, 'echo one\n')
    expect(write(folder, 'echo two\n', true)).toMatchObject({ written: ['boot.cmd', 'boot.scr'], kept: [] })
    expect(image(folder)).toEqual(new Uint8Array(make('echo two\n')))
  })

  test('is kept when it was made by hand as well', () => {
    const folder = edited()
    writeFileSync(join(folder, 'boot.scr'), scriptImage('echo mine\n', 'of my own', 'arm64'))
    expect(write(folder, 'echo one\n')).toMatchObject({ kept: ['boot.cmd', 'boot.scr'] })
  })
})
