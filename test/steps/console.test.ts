import { describe, expect, test } from 'vitest'
import { isAsked, labels, offered, onBoard, situation, suggested } from './asked.ts'

describe('the UART for Xen', () => {
  test('is the one that stdout-path leads to, by its path where it has no alias', () => {
    expect(suggested('console.dtuart', situation())).toEqual([
      '/pl011@9000000',
      'the page boards/qemu-virt-arm64 /chosen stdout-path leads there, and Xen drives it (pl011)',
    ])
    expect(offered('console.dtuart', situation())).toEqual([['/pl011@9000000'], ['stdout-path']])
  })

  test('is named by its serial alias where it has one', () => {
    expect(suggested('console.dtuart', onBoard('sbc.dtb'))).toEqual([
      'serial2',
      'sbc.dtb /chosen stdout-path leads there, and Xen drives it (ns16550)',
    ])
  })

  test('is the first that Xen drives where there is no stdout-path, which is then not to be left to itself', () => {
    expect(suggested('console.dtuart', onBoard('no-stdout.dtb'))).toEqual([
      '/serial@2',
      'it is the first UART in no-stdout.dtb that Xen drives (ns16550)',
    ])
    expect(offered('console.dtuart', onBoard('no-stdout.dtb'))).toEqual([
      ['/serial@2'],
      ['serial0'],
      ['stdout-path', 'the device tree has no stdout-path; Xen would stay silent'],
    ])
  })

  test('is left to stdout-path where Xen drives none, with the reason', () => {
    expect(suggested('console.dtuart', onBoard('no-uart.dtb', { 'xen.version': '4.17' }))).toEqual([
      'stdout-path',
      'no UART here is one that Xen 4.17 can drive; "xenup inspect" says for each what keeps Xen from it',
    ])
    expect(offered('console.dtuart', onBoard('no-uart.dtb'))).toEqual([['stdout-path']])
  })

  test('must be in the release that will boot', () => {
    const with422 = onBoard('late-uart.dtb', { 'xen.version': '4.22' })
    expect(suggested('console.dtuart', with422)?.[1]).toContain('Xen 4.22')
    expect(offered('console.dtuart', with422)).toEqual([['stdout-path']])
    const later = { ...with422, answers: { ...with422.answers, 'xen.version': '4.23' as never } }
    expect(suggested('console.dtuart', later)?.[0]).toBe('serial1')
  })

  test('is described by what a datasheet calls it and by the driver; an alias also by its path', () => {
    expect(labels('console.dtuart', onBoard('no-stdout.dtb')).slice(0, 2)).toEqual([
      "snps,dw-apb-uart, Xen's ns16550 driver",
      "/serial@3, snps,dw-apb-uart, Xen's ns16550 driver",
    ])
  })

  test('is not left to stdout-path when that leads to one for a later Xen, beside another that serves', () => {
    const late = onBoard('late-uart.dtb', { 'xen.version': '4.22' })
    const two = {
      ...late,
      facts: {
        ...late.facts,
        uarts: { ...late.facts.uarts!, value: [...late.facts.uarts!.value, ...onBoard('sbc.dtb').facts.uarts!.value] },
      },
    }
    expect(suggested('console.dtuart', two)?.[0]).toBe('serial2')
    expect(offered('console.dtuart', two)).toEqual([
      ['serial2'],
      ['stdout-path', 'stdout-path cannot serve: this Xen has no driver for the UART there'],
    ])
  })

  test('is never one whose name Xen cannot be told', () => {
    expect(offered('console.dtuart', onBoard('hostile.dtb')).map(([text]) => text)).toEqual([
      '/serial@2',
      'stdout-path',
    ])
    expect(suggested('console.dtuart', onBoard('hostile.dtb'))?.[0]).toBe('/serial@2')
  })
})

describe('nodes that share the interrupt of the console', () => {
  const with2 = onBoard('stops.dtb', { 'console.dtuart': 'serial2' })

  test('may go, suggested with the node', () => {
    expect(isAsked('console.edits', with2)).toBe(true)
    expect(suggested('console.edits', with2)).toEqual([
      'yes',
      'Xen keeps the interrupt for its console, and stops when it is to give it to dom0 with /serial@ff1b0000',
    ])
  })

  test('are not asked about with another console, or where no script of ours runs', () => {
    expect(isAsked('console.edits', onBoard('stops.dtb', { 'console.dtuart': 'serial7' }))).toBe(false)
    expect(isAsked('console.edits', { ...with2, answers: { ...with2.answers, 'firmware.loader': 'uefi' } })).toBe(false)
  })
})
