import { describe, expect, test } from 'vitest'
import type { Tree } from '../../dtb.ts'
import { factsOf } from '../board.ts'

const alias = (aliases: Tree, port: Tree = {}) =>
  factsOf({ aliases, soc: { 'ethernet@fd580000': { compatible: 'brcm,bcm2711-genet-v5', ...port } } })['ethernet.alias']

describe('the first network interface', () => {
  test('is where the alias ethernet0 leads', () => {
    expect(alias({ ethernet0: '/soc/ethernet@fd580000' })).toBe('/soc/ethernet@fd580000')
  })

  test.each<[string, Tree, Tree?]>([
    ['there is no alias', {}],
    ['only another one has an alias', { ethernet1: '/soc/ethernet@fd580000' }],
    ['nothing is there', { ethernet0: '/soc/ethernet@1' }],
    ['it is disabled', { ethernet0: '/soc/ethernet@fd580000' }, { status: 'disabled' }],
    ['the alias is no path', { ethernet0: 'genet' }],
  ])('is not known where %s', (_, aliases, port) => {
    expect(alias(aliases, port)).toBeUndefined()
  })
})
