import { describe, expect, test } from 'vitest'
import { readAnswer } from '../../src/model/answers.ts'
import { compareReleases, pointReleases, releases } from '../../src/model/xen-release.ts'
import { boardPage } from '../board-page.ts'
import { isAsked, offered, onBoard, situation, suggested } from './asked.ts'

test('releases have an order, older ones before the table, and 4.9 before 4.10', () => {
  expect([...releases].sort((a, b) => compareReleases(a, b))).toEqual(releases)
  expect(['4.20', '4.9', '4.14', '4.10', '4.23', '4.3'].sort((a, b) => compareReleases(a, b))).toEqual([
    '4.3',
    '4.9',
    '4.10',
    '4.14',
    '4.20',
    '4.23',
  ])
})

describe('the release of Xen', () => {
  test('is that of the Debian that is kept when no binary is given, and why is said', () => {
    expect(suggested('xen.version', situation())).toEqual([
      '4.20',
      'Debian 13 packages it and is kept until 2028-08-09; Debian 12, which has 4.17, was kept until 2026-07-11',
    ])
  })

  test('is that of the last Debian with Xen for them on 32 bits', () => {
    expect(suggested('xen.version', { ...situation(), arch: 'arm32' })).toEqual([
      '4.17',
      'Debian 12 packages it, the last Debian with Xen for 32 bits',
    ])
  })

  test('is what the page of the board needs, when packages are older: then it is to be built', () => {
    const needs = { xen: { since: '4.23', says: 'its UART has a driver since then', source: 'the tests' } } as const
    const where = { ...situation(), board: boardPage({ id: 'mx', name: 'An MX board', needs }) }
    expect(suggested('xen.version', where)).toEqual(['4.23', 'An MX board needs it: its UART has a driver since then'])
    expect(suggested('xen.source', where)).toEqual([
      'build',
      'no release of Debian packages Xen 4.23, and An MX board needs it: its UART has a driver since then',
    ])
  })

  test('is one that drives the UART of the console, on a board without a page, too', () => {
    expect(suggested('xen.version', onBoard('late-uart.dtb', { 'xen.source': 'build' }))).toEqual([
      '4.23',
      "Xen drives the console's UART /soc/serial@30890000 (imx-uart) since 4.23",
    ])
  })

  test('of a build is the newest stable one', () => {
    expect(suggested('xen.version', situation({ 'xen.source': 'build' }))?.[0]).toBe('4.22')
  })

  test('is built where the board needs options that packages lack', () => {
    const needs = { xenConfig: { options: ['CONFIG_ACPI=y'], says: 'there is no tree', source: 'the tests' } }
    expect(suggested('xen.source', { ...situation(), board: boardPage({ id: 'server', needs }) })).toEqual([
      'build',
      'packages of Xen are built without CONFIG_ACPI=y, which server needs',
    ])
  })

  test('in development is called unstable as well, and is built from master', () => {
    expect(readAnswer('xen.version', 'unstable')).toEqual({ ok: true, value: '4.23' })
    expect(pointReleases['4.23']).toBe('master')
    expect(readAnswer('xen.version', '4.24')).toEqual({
      ok: false,
      says: 'is not one of 4.14, 4.15, 4.16, 4.17, 4.18, 4.19, 4.20, 4.21, 4.22, 4.23, unstable',
    })
  })

  test('is the one that the binary names', () => {
    expect(suggested('xen.version', situation({ 'xen.file': 'xen' }))).toEqual(['4.20', 'xen says so in its header'])
  })

  test('is the nearest older one that xenup knows when the binary is of none of them', () => {
    expect(suggested('xen.version', situation({ 'xen.file': 'old-xen' }))).toEqual([
      '4.14',
      'old-xen says 4.12 in its header, and this is the nearest release that xenup knows',
    ])
  })

  test('can be any that there is a table for', () => {
    expect(offered('xen.version', situation()).map(([text]) => text)).toEqual([...releases])
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
