import { describe, expect, test } from 'vitest'
import { isAsked, offered, onBoard, situation, suggested } from './asked.ts'

describe('the release of Xen', () => {
  test('is that of Debian when no binary is given', () => {
    expect(suggested('xen.version', situation())).toEqual([
      '4.17',
      'Debian 12 packages it, and what works with it works with newer ones',
    ])
  })

  test('is the one that the binary names', () => {
    expect(suggested('xen.version', situation({ 'xen.file': 'xen' }))).toEqual(['4.20', 'xen says so in its header'])
  })

  test('is the nearest older one that xenup knows when the binary is of none of them', () => {
    expect(suggested('xen.version', situation({ 'xen.file': 'old-xen' }))).toEqual([
      '4.14',
      'old-xen says 4.15 in its header, and this is the nearest release that xenup knows',
    ])
  })

  test('can be any that there is a table for', () => {
    expect(offered('xen.version', situation()).map(([text]) => text)).toEqual([
      '4.14',
      '4.16',
      '4.17',
      '4.18',
      '4.19',
      '4.20',
      '4.21',
      '4.22',
    ])
  })
})

test('a binary of Xen is not needed, and options are those for bringing up a board', () => {
  expect(suggested('xen.file', situation())?.[0]).toBe('none')
  expect(suggested('xen.options', onBoard('sbc.dtb'))?.[0]).toBe('loglvl=all guest_loglvl=all noreboot')
})

test('dom0 stays on its CPUs in QEMU with a GICv2, which loses interrupts of what moves', () => {
  const withGic = (target: string, version: 'v2' | 'v3') => ({
    ...situation({ 'goal.target': target }),
    facts: {
      gic: {
        value: { path: '/intc', version, usable: true, problems: [] },
        evidence: { file: 'board.dtb', at: '/intc' },
      },
    },
  })
  expect(suggested('xen.options', withGic('qemu', 'v2'))).toEqual([
    'loglvl=all guest_loglvl=all noreboot dom0_vcpus_pin',
    'while a board is brought up, Xen should say all it can and stay on screen when it stops, and QEMU before 9.1 loses interrupts of a dom0 that moves from one CPU to another',
  ])
  expect(suggested('xen.options', withGic('qemu', 'v3'))?.[0]).not.toContain('pin')
  expect(suggested('xen.options', withGic('hardware', 'v2'))?.[0]).not.toContain('pin')
})

describe('the driver for message interrupts', () => {
  const built = onBoard('stops.dtb', { 'xen.source': 'build' })

  test('is asked about when Xen is built and somebody needs an ITS', () => {
    expect(isAsked('xen.its', built)).toBe(true)
    expect(isAsked('xen.its', onBoard('stops.dtb', { 'xen.source': 'distribution' }))).toBe(false)
    expect(isAsked('xen.its', onBoard('sbc.dtb', { 'xen.source': 'build' }))).toBe(false)
  })

  test('is suggested for what has no other interrupts, since it is experimental', () => {
    expect(suggested('xen.its', built)).toEqual([
      'yes',
      '/mc@1 has no other interrupts, and dom0 could not use what is behind it',
    ])
    const its = { paths: ['/its'], users: [{ path: '/pcie@1', compatible: [], hasLines: true }] }
    const lines = { ...built, facts: { 'gic.its': { value: its, evidence: { file: 'a.dtb', at: '/its' } } } }
    expect(suggested('xen.its', lines)?.[0]).toBe('no')
  })
})
