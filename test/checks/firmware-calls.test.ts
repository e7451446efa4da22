import { describe, expect, test } from 'vitest'
import { firmwareCalls } from '../../src/checks/firmware-calls.ts'
import type { ScmiFact, ScmiUser } from '../../src/model/facts.ts'
import { fact } from './material.ts'
import { describeCheck, findings } from './table.ts'

const card: ScmiUser = {
  path: '/mmc@fe2c0000',
  compatible: ['rockchip,rk3588-dw-mshc'],
  aliases: ['mmc1'],
  by: 'clocks',
}
const gpu: ScmiUser = { path: '/gpu@fb000000', compatible: ['arm,mali'], aliases: [], by: 'assigned-clocks' }
const scmi = (users: readonly ScmiUser[], isForwardable = true) => ({
  'firmware.scmi': fact<ScmiFact>({ path: '/firmware/scmi', isForwardable, users }, '/firmware/scmi compatible'),
})
const onCard = {
  'dom0-userspace.root': '/dev/mmcblk1p2',
  'boot-media.device': 'mmc' as const,
  'boot-media.partition': '1:1',
}

describeCheck(firmwareCalls, {
  passes: {
    'a tree in which nobody needs the calls': {},
    'a tree without such calls': { 'firmware.scmi': undefined },
    'Xen 4.20, which hands them on': { ...scmi([card, gpu]), ...onCard, 'xen.version': '4.20' },
  },
  fails: {
    'a card whose clock is out of reach': [{ ...scmi([card]), ...onCard }, '/mmc@fe2c0000 has its clocks', 'Xen 4.17'],
    'a graphics unit whose clock is': [scmi([gpu]), '/gpu@fb000000 has its clocks', 'dom0 cannot use them'],
    'calls of a kind that no release hands on': [
      { ...scmi([gpu], false), 'xen.version': '4.22' },
      'Xen 4.22 does not hand on',
    ],
  },
  whole: [
    { ...scmi([card]), ...onCard },
    {
      rule: 'firmware-calls',
      severity: 'error',
      says: '/mmc@fe2c0000 has its clocks by calls to firmware (/firmware/scmi) that Xen 4.17 does not hand on: dom0 would not find the device that its root is on',
      at: 'board.dtb /firmware/scmi compatible',
      also: 'answer xen.version',
      fix: 'Take Xen 4.20 or newer (xen.version), which hands on the calls of dom0.',
    },
  ],
  missing: {
    'tree.lacks': 'a device tree that was read whole (dtb.file)',
    'xen.version': 'an answer to xen.version (the Xen release that will boot)',
  },
})

describe('The root device is out of reach', () => {
  test.each<[string, string, 'error' | 'warning', Parameters<typeof findings>[1]]>([
    ['by its number on the command line', 'mmcblk1', 'error', { ...onCard, 'boot-media.partition': '0:1' }],
    ['by the medium that U-Boot reads', '1:1', 'error', { ...onCard, 'dom0-userspace.root': 'LABEL=dom0' }],
    [
      'but not when it is the other card',
      'mmc0',
      'warning',
      { ...onCard, 'dom0-userspace.root': '/dev/mmcblk0p2', 'boot-media.partition': '0:1' },
    ],
    ['but not when it is NVMe', 'nvme', 'warning', { ...onCard, 'dom0-userspace.root': '/dev/nvme0n1p2' }],
  ])('%s (%s)', (_, _where, severity, places) => {
    expect(findings(firmwareCalls, { ...scmi([card]), ...places })[0]?.severity).toBe(severity)
  })

  test('when a card has no number, since it may be any', () => {
    const [found] = findings(firmwareCalls, { ...scmi([{ ...card, aliases: [] }]), ...onCard })
    expect(found?.severity).toBe('error')
  })

  test('and what else is, is told of apart', () => {
    const found = findings(firmwareCalls, { ...scmi([gpu, card]), ...onCard })
    expect(found.map(({ severity }) => severity)).toEqual(['error', 'warning'])
  })
})
