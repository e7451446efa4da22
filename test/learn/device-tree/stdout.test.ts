import { describe, expect, test } from 'vitest'
import type { StdoutFact } from '../../../src/model/facts.ts'
import type { Tree, Value } from '../../dtb.ts'
import { board, factsOf } from '../board.ts'

/** What stdout-path says on the house board, whose UART has the alias serial0. */
const stdoutOf = (value: Value | undefined, more: Tree = {}): StdoutFact | undefined =>
  factsOf(
    board({ aliases: { serial0: '/pl011@9000000', serial1: '/gone' }, chosen: { 'stdout-path': value }, ...more }),
  ).stdout

describe('stdout-path leads', () => {
  test.each<[string, string, Partial<StdoutFact>]>([
    ['to a path', '/pl011@9000000', {}],
    ['to a path with options', '/pl011@9000000:115200n8', { options: '115200n8' }],
    ['to an alias', 'serial0', {}],
    ['to an alias with options', 'serial0:1500000n8', { options: '1500000n8' }],
    ['to an alias with an option that has a colon itself', 'serial0:a:b', { options: 'a:b' }],
    ['to an alias with options that are empty', 'serial0:', { options: '' }],
    ['to a path in another case', '/PL011@9000000', {}],
  ])('%s', (_, raw, more) => {
    expect(stdoutOf(raw)).toEqual({ raw, path: '/pl011@9000000', usable: true, problems: [], ...more })
  })

  test('where the first of two strings says', () => {
    expect(stdoutOf(['serial0:115200n8', 'tty0'])).toMatchObject({ raw: 'serial0:115200n8', path: '/pl011@9000000' })
  })

  test.each<[string, string, string]>([
    [
      "to an alias that is not there, as on Sony's Xperia",
      'serial5:115200n8',
      'there is no alias serial5 for a node of this tree',
    ],
    ['to an alias that leads nowhere', 'serial1', 'there is no alias serial1 for a node of this tree'],
    ['to an alias in another case', 'SERIAL0', 'there is no alias SERIAL0 for a node of this tree'],
    ['to a path that is not there', '/soc/serial@1:9600', 'there is no node /soc/serial@1'],
    ['to a path without unit address', '/pl011', 'there is no node /pl011'],
  ])('nowhere: %s', (_, raw, problem) => {
    const fact = stdoutOf(raw)
    expect(fact).toMatchObject({ raw, usable: false, problems: [problem] })
    expect(fact).not.toHaveProperty('path')
  })

  test('to a UART that is switched off, and says what the UART says', () => {
    expect(stdoutOf('serial0', { 'uart: pl011@9000000': { status: 'disabled' } })).toEqual({
      raw: 'serial0',
      path: '/pl011@9000000',
      usable: false,
      problems: ['it is disabled (status is not okay, here or above)'],
    })
  })

  test('to something that is no UART', () => {
    expect(stdoutOf('/timer')).toMatchObject({ path: '/timer', usable: false })
    expect(stdoutOf('/')).toMatchObject({ path: '/', usable: false })
  })
})

describe('stdout-path is missing', () => {
  test.each<[string, Tree]>([
    ['without /chosen', board({ chosen: undefined })],
    ['without the property', board({ chosen: { 'stdout-path': undefined } })],
    ['when it is empty', board({ chosen: { 'stdout-path': '' } })],
    ['when it has no bytes', board({ chosen: { 'stdout-path': true } })],
    [
      'when no NUL ends it: Xen would not read it either',
      board({ chosen: { 'stdout-path': new Uint8Array(Buffer.from('/pl011@9000000')) } }),
    ],
    [
      "under Linux' older name, which Xen does not know",
      board({ chosen: { 'stdout-path': undefined, 'linux,stdout-path': '/pl011@9000000' } }),
    ],
  ])('%s', (_, tree) => {
    expect(factsOf(tree)).not.toHaveProperty('stdout')
  })
})
