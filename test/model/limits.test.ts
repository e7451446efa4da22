import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { limits, limitsTable, limitText } from '../../src/model/limits.ts'

describe('the limits of the readers', () => {
  test('stand in CONTRIBUTING.md as they are', () => {
    expect(readFileSync('CONTRIBUTING.md', 'utf8')).toContain(`\n${limitsTable()}\n`)
  })

  test.each(Object.keys(limits))('%s is held by a reader', (name) => {
    const readers = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'))
    const use = new RegExp(`\\blimits\\.${name}\\b`)
    expect(readers.some((path) => use.test(readFileSync(`src/${path}`, 'utf8')))).toBe(true)
  })

  test('are told in units that people count in', () => {
    expect([limits.text, limits.xlConfig, limits.lines].map(limitText)).toEqual(['4 MiB', '256 KiB', '65,536 lines'])
  })
})
