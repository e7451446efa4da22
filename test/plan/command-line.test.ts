import { describe, expect, test } from 'vitest'
import { housePlan, type Written } from './fixtures.ts'

const line = (changes: Written) =>
  housePlan({ answers: { 'console.dtuart': 'serial0', 'xen.options': '', ...changes } }).xen.cmdline

describe('the command line of Xen', () => {
  test.each<[string, Written, string]>([
    [
      "has the console, dom0's share, and nothing else",
      {},
      'console=dtuart dtuart=serial0 dom0_mem=768M dom0_max_vcpus=2',
    ],
    [
      "ends with the user's options, as they were typed",
      { 'xen.options': 'sched=credit2  loglvl=all' },
      'console=dtuart dtuart=serial0 dom0_mem=768M dom0_max_vcpus=2 sched=credit2  loglvl=all',
    ],
    [
      'never has a bare number for memory, which Xen would take as KiB',
      { 'dom0-kernel.memory': '2G' },
      'console=dtuart dtuart=serial0 dom0_mem=2G dom0_max_vcpus=2',
    ],
    [
      'has whole units',
      { 'dom0-kernel.memory': '1.5G' },
      'console=dtuart dtuart=serial0 dom0_mem=1536M dom0_max_vcpus=2',
    ],
    [
      'has terabytes as gigabytes',
      { 'dom0-kernel.memory': '1T' },
      'console=dtuart dtuart=serial0 dom0_mem=1024G dom0_max_vcpus=2',
    ],
  ])('%s', (_, changes, expected) => {
    expect(line(changes)).toBe(expected)
  })

  test('leaves dtuart out where Xen is to take stdout-path', () => {
    expect(housePlan({ answers: { 'console.dtuart': 'serial2:115200n8' } }).dtuart).toBe('serial2:115200n8')
    const plan = housePlan({ answers: { 'console.dtuart': 'stdout-path' } })
    expect(plan.xen.cmdline).toBe('console=dtuart dom0_mem=768M dom0_max_vcpus=2 loglvl=all guest_loglvl=all noreboot')
    expect(plan).not.toHaveProperty('dtuart')
  })

  test('and that of dom0 are both there, and neither is called bootargs', () => {
    const { xen, dom0 } = housePlan()
    expect(xen).toEqual({
      release: '4.17',
      cmdline:
        'console=dtuart dtuart=/pl011@9000000 dom0_mem=768M dom0_max_vcpus=2 loglvl=all guest_loglvl=all noreboot',
    })
    expect(dom0.cmdline).toBe('console=hvc0 earlycon=xenboot clk_ignore_unused')
  })
})
