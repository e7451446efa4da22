import { existsSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { bootLogs } from '../../src/watch/boot-logs.ts'
import { ownFolder } from '../commands/program.ts'

const bytes = (text: string): Buffer => Buffer.from(text)

describe('the logs of a watch', () => {
  test('have each boot in a file of its own, and none is written over', () => {
    const folder = ownFolder()
    writeFileSync(join(folder, 'console-2.log'), 'of last week')
    const logs = bootLogs(join(folder, 'console.log'), expect.fail)
    logs.write(bytes('one '))
    logs.write(bytes('boot'))
    logs.begin()
    logs.write(bytes('another'))
    logs.close()
    const text = (name: string): string => readFileSync(join(folder, name), 'utf8')
    expect(['console-1.log', 'console-2.log', 'console-3.log'].map(text)).toEqual([
      'one boot',
      'of last week',
      'another',
    ])
    expect(logs.files).toEqual([join(folder, 'console-1.log'), join(folder, 'console-3.log')])
  })

  test('of a boot that says nothing there are none', () => {
    const folder = ownFolder()
    const logs = bootLogs(join(folder, 'log'), expect.fail)
    logs.begin()
    logs.write(bytes(''))
    logs.close()
    expect(readdirSync(folder)).toEqual([])
  })

  test('go on in one file when a board starts again all night', () => {
    const folder = ownFolder()
    const logs = bootLogs(join(folder, 'log'), expect.fail)
    for (let boot = 1; boot <= 600; boot++) {
      logs.begin()
      logs.write(bytes(`boot ${boot}\n`))
    }
    logs.close()
    expect(logs.files).toHaveLength(500)
    expect(readFileSync(logs.files.at(-1)!, 'utf8').split('\n')).toHaveLength(102)
  })

  test.skipIf(!existsSync('/dev/full'))('say that the disk is full once, and try again with the next boot', () => {
    const folder = ownFolder()
    const said: string[] = []
    const logs = bootLogs(
      join(folder, 'log'),
      (says) => said.push(says),
      () => openSync('/dev/full', 'w'),
    )
    logs.write(bytes('a'))
    logs.write(bytes('b'))
    expect(said).toEqual(['the log of this boot is not kept from here on: the disk is full'])
    logs.begin()
    logs.write(bytes('c'))
    expect(said).toHaveLength(2)
  })

  test('are refused at once where there can be none', () => {
    expect(() => bootLogs('/nowhere/at/all/console.log', expect.fail)).toThrow('no log can be kept there (ENOENT)')
  })
})
