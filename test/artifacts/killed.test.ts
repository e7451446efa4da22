import { cpSync, existsSync, mkdtempSync, readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, inject, test, vi } from 'vitest'
import { writeArtifacts } from '../../src/artifacts/write.ts'
import type { WriteReport } from '../../src/model/write-report.ts'
import { type Death, until } from '../dying-fs.ts'
import { ownFolder } from './fixtures.ts'
import { artifacts, everything, put } from './folder.ts'

vi.mock('node:fs', async (original) => (await import('../dying-fs.ts')).dyingFs(await original()))

/** A file of several lines, in which answers and the user change others. */
const native = (first: string, third = 'third'): string => `${first}\nsecond\n${third}\nfourth\nfifth\n`

/**
 * The same board at first, before, with other answers, and with others again: files change, come and go. The user edits
 * one file where every set changes it, and one elsewhere.
 */
const sets = {
  first: {
    'BRINGUP.md': '# first\n',
    'boot/native.cmd': native('first'),
    'guests/guest1.cfg': 'first\n',
  },
  before: {
    'BRINGUP.md': '# before\n',
    'boot/boot.cmd': 'echo before\n',
    'boot/native.cmd': native('before'),
    'boot/xen.cfg': 'same in all\n',
    'guests/guest1.cfg': 'before\n',
    'stage.sh': 'before\n',
    'old/gone.cfg': 'gone\n',
  },
  killed: {
    'BRINGUP.md': '# killed\n',
    'boot/boot.cmd': 'echo killed\n',
    'boot/native.cmd': native('killed'),
    'boot/xen.cfg': 'same in all\n',
    'guests/guest1.cfg': 'killed\n',
    'guests/web.cfg': 'killed\n',
    'new/deep/file': 'killed\n',
    'stage.sh': 'killed\n',
  },
  after: {
    'BRINGUP.md': '# after\n',
    'boot/boot.cmd': 'echo after\n',
    'boot/native.cmd': native('after'),
    'boot/xen.cfg': 'same in all\n',
    'guests/guest1.cfg': 'after\n',
    'new/deep/file': 'after\n',
    'stage.sh': 'after\n',
  },
} as const

type SetName = keyof typeof sets

const write = (folder: string, set: SetName, force = false): WriteReport =>
  writeArtifacts(folder, artifacts(sets[set]), '1.2.3', { all: force ? 'new' : 'merge' })

/** An output folder that was in use: one edit was carried over, and one clashed, so that a new text lies beside it. */
function lived(): string {
  if (template === undefined) {
    template = mkdtempSync(join(inject('folder'), 'lived-'))
    write(template, 'first')
    put(template, 'guests/guest1.cfg', 'typed by hand\n')
    put(template, 'boot/native.cmd', native('first', 'typed by hand'))
    write(template, 'before')
  }
  const folder = ownFolder()
  cpSync(template, folder, { recursive: true })
  return folder
}
let template: string | undefined
/** One that was killed before may have left its folder as well. */
let gone = 1

/** Writes until death; what lies there is then that of a process which is gone: no process has a number as high. */
function writeUntil(death: Death | undefined, folder: string, set: SetName, force = false) {
  const { calls, died } = until(death, () => write(folder, set, force))
  const names = existsSync(folder) ? readdirSync(folder) : []
  for (const name of names.filter((one) => one.startsWith('.xenup-staging-') && !one.includes('-4194305-')))
    renameSync(join(folder, name), join(folder, `.xenup-staging-4194305-${gone++}`))
  return { calls, died }
}

const files = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(everything(folder)).filter(([, text]) => text !== 'folder'))

/** Every way to die in this write. */
function deaths(make: () => string, set: SetName, force = false): readonly Death[] {
  const { calls } = writeUntil(undefined, make(), set, force)
  return Array.from({ length: calls }, (_, i) => [
    { at: i + 1, half: false },
    { at: i + 1, half: true },
  ]).flat()
}

describe('killed at any system call of a write', () => {
  const kept = ['guests/guest1.cfg']
  const clashing = (report: WriteReport): readonly string[] => report.clashing.map(({ path }) => path)
  /** What a write comes to that nothing disturbs. */
  function undisturbed(): Readonly<Record<string, string>> {
    const folder = lived()
    expect(clashing(write(folder, 'after'))).toEqual(kept)
    return files(folder)
  }

  test('leaves each file as the old or the new one, and the next write makes of it what it would have made', () => {
    const wanted = undisturbed()
    expect(wanted['boot/native.cmd']).toBe(native('after', 'typed by hand'))
    const all = deaths(lived, 'killed')
    expect(all.length).toBeGreaterThan(200)
    for (const death of all) {
      const folder = lived()
      expect(writeUntil(death, folder, 'killed').died).toBe(true)
      const left = files(folder)
      for (const path of ['BRINGUP.md', 'boot/boot.cmd', 'stage.sh'] as const)
        expect([sets.before[path], sets.killed[path]], `${path}, killed at ${death.at}`).toContain(left[path])
      expect(clashing(write(folder, 'after')), `killed at ${death.at}`).toEqual(kept)
      expect(files(folder), `killed at ${death.at}`).toEqual(wanted)
    }
  })

  test('the first time, leaves nothing that the next write takes for an edit', () => {
    const empty = (): string => join(ownFolder(), 'a/out')
    const fresh = empty()
    write(fresh, 'after')
    for (const death of deaths(empty, 'killed')) {
      const folder = empty()
      writeUntil(death, folder, 'killed')
      expect(write(folder, 'after')).toMatchObject({ clashing: [], merged: [], kept: [], keptStale: [] })
      expect(files(folder), `killed at ${death.at}`).toEqual(files(fresh))
    }
  })

  test('and edited before the next write: the edit stays', () => {
    const paths = Object.keys(sets.after)
    deaths(lived, 'killed').forEach((death, i) => {
      const folder = lived()
      writeUntil(death, folder, 'killed')
      const path = paths[i % paths.length]!
      put(folder, path, 'typed just now\n')
      const told = write(folder, 'after')
      expect([...clashing(told), ...told.kept].sort()).toEqual([...new Set([...kept, path])].sort())
      expect(files(folder)).toMatchObject({ 'guests/guest1.cfg': 'typed by hand\n', [path]: 'typed just now\n' })
    })
  })

  test('while it overwrites edits as it was told to, leaves the edit or the new text', () => {
    for (const death of deaths(lived, 'killed', true)) {
      const folder = lived()
      writeUntil(death, folder, 'killed', true)
      const left = files(folder)
      const before = left['guests/guest1.cfg']
      expect(['typed by hand\n', 'killed\n']).toContain(before)
      for (const [path, typed] of [
        ['guests/guest1.cfg', 'typed by hand\n'],
        ['boot/native.cmd', native('before', 'typed by hand')],
      ] as const)
        expect([left[path], left[`${path}.xenup-mine`]], `${path}, killed at ${death.at}`).toContain(typed)
      write(folder, 'after')
      expect(files(folder)['guests/guest1.cfg']).toBe(before === 'killed\n' ? 'after\n' : before)
    }
  })

  test('and killed again and again: the write that gets through makes all good', () => {
    const wanted = undisturbed()
    const [most] = deaths(lived, 'killed').slice(-1)
    const death = fc.record({ at: fc.integer({ min: 1, max: most!.at }), half: fc.boolean() })
    const killed = fc.record({ set: fc.constantFrom<SetName>('before', 'killed', 'after'), death })
    fc.assert(
      fc.property(fc.array(killed, { minLength: 2, maxLength: 6 }), (writes) => {
        const folder = lived()
        for (const one of writes) writeUntil(one.death, folder, one.set)
        expect(clashing(write(folder, 'after'))).toEqual(kept)
        expect(files(folder)).toEqual(wanted)
      }),
      { numRuns: 60 },
    )
  })
})
