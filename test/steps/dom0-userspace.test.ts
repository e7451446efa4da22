import { describe, expect, test } from 'vitest'
import type { Situation } from '../../src/engine/step.ts'
import { offered, situation, suggested } from './asked.ts'

const small = (typed: Parameters<typeof situation>[0]) => ({
  ...situation({ 'dom0-userspace.system': 'debian', ...typed }),
  arch: 'arm32' as const,
})

describe('the interface in the bridge', () => {
  const tree = (facts: Situation['facts']) => suggested('dom0-userspace.interface', { ...situation(), facts })?.[0]
  const evidence = { file: 'board.dtb', at: '/aliases ethernet0' }

  test('is end0 where the tree has an alias ethernet0, as systemd of Debian 12 and newer names it', () => {
    expect(tree({ 'ethernet.alias': { value: '/soc/ethernet@fd580000', evidence } })).toBe('end0')
  })

  test('is eth0 where nothing tells another name', () => {
    expect(tree({})).toBe('eth0')
  })
})

describe('the Debian of dom0', () => {
  test('is the one whose tools are of the same Xen', () => {
    expect(suggested('dom0-userspace.suite', situation({ 'xen.version': '4.17' }))?.[0]).toBe('bookworm')
    expect(suggested('dom0-userspace.suite', situation({ 'xen.version': '4.20' }))).toEqual([
      'trixie',
      'its tools are of Xen 4.20, like the hypervisor',
    ])
  })

  test('is never Debian 13 on 32 bits, for which it has no Xen', () => {
    expect(suggested('dom0-userspace.suite', small({ 'xen.version': '4.20' }))).toEqual([
      'bookworm',
      'Debian 13 has no Xen for 32 bits; the tools of 4.20 have to be built',
    ])
    expect(offered('dom0-userspace.suite', small({}))).toEqual([
      ['bookworm'],
      ['trixie', 'it has no Xen for 32 bits; take Debian 12, or change xen.source to build'],
    ])
  })

  test('may be Debian 13 there when Xen and its tools are built', () => {
    expect(offered('dom0-userspace.suite', small({ 'xen.source': 'build' }))).toEqual([['bookworm'], ['trixie']])
  })
})
