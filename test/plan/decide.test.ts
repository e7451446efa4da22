/** What the answers come to: each boot method with what it needs and nothing else, or a sentence that says what is missing. */
import { describe, expect, test } from 'vitest'
import type { AnswerKey, Answers } from '../../src/model/answers.ts'
import { bootMethods } from '../../src/model/boot-methods/index.ts'
import type { Decided } from '../../src/model/decided.ts'
import { decide } from '../../src/plan/decide.ts'
import { answersOf, houseAnswers, type Written } from './fixtures.ts'

const decision = (written: Written, arch: Decided['arch'] = 'arm64') =>
  decide(answersOf({ ...houseAnswers, ...written }), arch)
function decided(written: Written = {}): Decided {
  const one = decision(written)
  if (!one.ok) throw new Error(one.refusals.map(({ says }) => says).join('; '))
  return one.value
}
const without = (answers: Answers, key: AnswerKey): Answers => {
  const { [key]: _, ...rest } = answers
  return rest
}

const onBoard = { 'goal.target': 'hardware', 'board.id': 'other' } as const
const byUefi = { ...onBoard, 'firmware.loader': 'uefi' } as const

describe('the boot method', () => {
  test.each<[string, Written, string, 'us' | 'firmware']>([
    ['in QEMU, which is not asked what starts Xen', {}, 'script', 'us'],
    ['of ImageBuilder', { 'boot-media.method': 'imagebuilder' }, 'imagebuilder', 'us'],
    ['of an overlay', { 'boot-media.method': 'overlay' }, 'overlay', 'us'],
    ['on a board with U-Boot', { ...onBoard, 'firmware.loader': 'u-boot' }, 'script', 'us'],
    ['with UEFI, which has one and is not asked for it', byUefi, 'xen-cfg', 'firmware'],
  ])('%s', (_, written, id, placedBy) => {
    expect(decided(written).boot).toMatchObject({ placedBy, method: { id } })
  })

  test('that places everything has a medium, in words of U-Boot, and an address for its script', () => {
    expect(decided().boot).toMatchObject({
      medium: { device: 'virtio', partition: '0:1' },
      scriptAddress: 0x4020_0000n,
    })
    const overNetwork = decided({ 'boot-media.device': 'tftp', 'boot-media.partition': undefined })
    expect(overNetwork.boot.medium).toEqual({ device: 'tftp', isNetwork: true })
  })

  test('that the firmware places has neither, though answers are left over from before', () => {
    const { boot, xen, dom0, tree, native } = decided({
      ...byUefi,
      'boot-media.addresses': 'own',
      'boot-media.xen-address': '0x50000000',
      'dtb.source': 'file',
    })
    expect(Object.keys(boot).sort()).toEqual(['medium', 'method', 'placedBy'])
    expect(boot.medium).toEqual({ device: 'virtio' })
    expect([xen.file, dom0.kernel, dom0.initrd, tree].filter((file) => file && 'address' in file)).toEqual([])
    expect(native).toBeUndefined()
  })

  test.each<[string, Written, Decided['arch'], string, string]>([
    [
      'UEFI on a 32-bit board',
      byUefi,
      'arm32',
      'answer firmware.loader',
      'UEFI cannot start a 32-bit Xen, which is no EFI program',
    ],
    [
      'a board that nobody said starts with what',
      { ...onBoard },
      'arm64',
      'answer firmware.loader',
      'There is no answer to firmware.loader (what starts Xen), and no plan without it',
    ],
    [
      'U-Boot without a way',
      { 'boot-media.method': undefined },
      'arm64',
      'answer boot-media.method',
      'There is no answer to boot-media.method (how the boot modules get into the device tree), and no plan without it',
    ],
  ])('is refused for %s, with the way out', (_, written, arch, at, says) => {
    const one = decision(written, arch)
    expect(one).toMatchObject({ ok: false, refusals: [{ says, at, fix: expect.stringMatching(/\.$/) }] })
  })

  test('is refused where the way is that of another loader', () => {
    const answers = { ...answersOf(houseAnswers), 'boot-media.method': 'xen-cfg' } as const
    expect(decide(answers, 'arm64')).toMatchObject({
      ok: false,
      refusals: [
        {
          says: 'U-Boot (firmware.loader) does not start Xen by xen-cfg',
          at: 'answer boot-media.method',
          fix: 'Answer boot-media.method with one of script, imagebuilder, overlay.',
        },
      ],
    })
  })
})

describe('of the rest there is what applies, and nothing else', () => {
  test('of the house set-up', () => {
    const { boot: _, ...rest } = decided()
    expect(rest).toEqual({
      arch: 'arm64',
      board: 'qemu-virt-arm64',
      target: 'qemu',
      tree: { source: 'firmware' },
      edits: { stops: false, console: false },
      xen: {
        source: 'distribution',
        release: '4.17',
        options: 'loglvl=all guest_loglvl=all noreboot',
        earlyPrintk: false,
        its: false,
        file: { onMedium: 'xen' },
      },
      dtuart: '/pl011@9000000',
      native: { cmdline: 'earlycon console=ttyAMA0', console: 'ttyAMA0' },
      dom0: {
        source: 'distribution',
        kernel: { onMedium: 'Image' },
        initrd: { onMedium: 'initrd.img' },
        memory: 768n << 20n,
        vcpus: 2,
        cmdline: 'console=hvc0 earlycon=xenboot clk_ignore_unused',
        userspace: { system: 'initramfs' },
      },
      guest: {
        name: 'guest1',
        kernel: '/srv/xen/Image',
        ramdisk: '/srv/xen/initrd.img',
        memory: 256n << 20n,
        vcpus: 1,
        cmdline: 'console=hvc0',
      },
    })
  })

  test.each<[string, Written, string[]]>([
    ['an initramfs', { 'dom0-kernel.initrd': 'no' }, ['dom0', 'initrd']],
    ['a guest', { 'goal.reach': 'dom0' }, ['guest']],
    ['a dtuart where Xen takes stdout-path', { 'console.dtuart': 'stdout-path' }, ['dtuart']],
    ["a guest's ramdisk", { 'guest.ramdisk': 'none' }, ['guest', 'ramdisk']],
    [
      "a file for a guest's ramdisk that there is not",
      { 'guest.ramdisk': 'none', 'guest.ramdisk-file': 'initrd.img' },
      ['guest', 'ramdiskFile'],
    ],
    ['a disk', { 'guest.disk': 'none', 'guest.disk-path': '/srv/a.img' }, ['guest', 'disk']],
    [
      'a bridge for no guest',
      { 'goal.reach': 'dom0', 'dom0-userspace.bridge': 'yes', 'dom0-userspace.interface': 'eth0' },
      ['dom0', 'userspace', 'bridge'],
    ],
    [
      "a size of a disk that is dom0's device",
      {
        'guest.disk': 'device',
        'guest.disk-path': '/dev/vg0/a',
        'guest.disk-vdev': 'xvda',
        'guest.disk-size': '1G',
      },
      ['guest', 'disk', 'size'],
    ],
    ['a size of RAM that is none of the page', { 'dtb.ram': 'other' }, ['ramSize']],
    ['RAM of which only the start was told', { 'dtb.memory-base': '0x40000000' }, ['ram']],
  ])('not %s', (_, written, path) => {
    expect(decided(written)).not.toHaveProperty(path)
  })

  test('a Xen of a distribution has no early printk, whatever was answered before', () => {
    expect(decided({ 'xen.early-printk': 'yes' }).xen.earlyPrintk).toBe(false)
  })

  test.each<[string, Written, object]>([
    [
      'files of this machine',
      { 'xen.file': 'build/xen', 'dom0-kernel.file': 'Image', 'guest.kernel-file': 'Image' },
      { xen: { file: { local: 'build/xen' } }, dom0: { kernel: { local: 'Image' } }, guest: { kernelFile: 'Image' } },
    ],
    [
      "addresses of one's own",
      {
        'boot-media.addresses': 'own',
        'boot-media.xen-address': '0x0',
        'boot-media.kernel-address': '0x50000000',
        'boot-media.initrd-address': '0x60000000',
        'boot-media.dtb-address': '0x70000000',
      },
      { xen: { file: { address: 0n } }, dom0: { initrd: { address: 0x6000_0000n } }, tree: { address: 0x7000_0000n } },
    ],
    [
      'a device tree in a file',
      { 'dtb.source': 'file', 'dtb.file': 'a/board.dtb' },
      { tree: { source: 'file', onMedium: 'board.dtb', local: 'a/board.dtb' } },
    ],
    ['changes of the tree', { 'dtb.edits': 'yes', 'console.edits': 'yes' }, { edits: { stops: true, console: true } }],
    [
      'a Xen built for message interrupts',
      { 'xen.source': 'build', 'xen.early-printk': 'no', 'xen.its': 'yes' },
      { xen: { its: true } },
    ],
    [
      'RAM that the user told',
      { 'dtb.memory-base': '0x40000000', 'dtb.memory-size': '1G' },
      { ram: { base: 0x4000_0000n, size: 1n << 30n } },
    ],
    [
      'Debian with a bridge',
      {
        'dom0-userspace.system': 'debian',
        'dom0-userspace.suite': 'trixie',
        'dom0-userspace.root': '/dev/vda2',
        'dom0-userspace.bridge': 'yes',
        'dom0-userspace.interface': 'eth0',
      },
      {
        dom0: {
          userspace: {
            system: 'debian',
            suite: 'trixie',
            root: '/dev/vda2',
            bridge: { name: 'xenbr0', interface: 'eth0' },
          },
        },
      },
    ],
    [
      'a guest with disk and network',
      {
        'guest.disk': 'file',
        'guest.disk-path': '/srv/a.img',
        'guest.disk-vdev': 'xvda',
        'guest.disk-size': '2G',
        'guest.network': 'yes',
        'guest.bridge': 'br0',
      },
      {
        guest: {
          disk: { kind: 'file', path: '/srv/a.img', vdev: 'xvda', size: 2n << 30n },
          network: { bridge: 'br0' },
        },
      },
    ],
    [
      'early printk, in a Xen that is built',
      { 'xen.source': 'build', 'xen.early-printk': 'yes' },
      { xen: { earlyPrintk: true } },
    ],
  ])('but %s', (_, written, has) => {
    expect(decided(written)).toMatchObject(has)
  })

  test('all that is missing is named at once', () => {
    const one = decision({
      'xen.version': undefined,
      'guest.memory': undefined,
      'boot-media.script-address': undefined,
    })
    expect(!one.ok && one.refusals.map(({ at }) => at).sort()).toEqual([
      'answer boot-media.script-address',
      'answer guest.memory',
      'answer xen.version',
    ])
  })
})

test.each(Object.keys(houseAnswers) as AnswerKey[])('without %s there is a value, or a sentence about it', (key) => {
  const one = decide(without(answersOf(houseAnswers), key), 'arm64')
  if (!one.ok)
    expect(one.refusals.map(({ at }) => at)).toContain(
      key === 'goal.target' ? 'answer firmware.loader' : `answer ${key}`,
    )
  // What is only read or confirmed, and what belongs to other set-ups.
  const idle = [
    'goal.arch',
    'native.log',
    'native.done',
    'dom0-kernel.config',
    'dom0-userspace.done',
    'guest.config-file',
  ]
  const others = ['guest.kernel-config', 'boot-media.dtb-name', 'dtb.file']
  expect(one.ok).toBe([...idle, ...others].includes(key))
})

test('every method is what some answers mean', () => {
  const meant = bootMethods.map(({ id, loader }) => {
    const answers = {
      ...answersOf({ ...houseAnswers, ...onBoard, 'firmware.loader': loader }),
      'boot-media.method': id,
    }
    const one = decide(answers as Answers, 'arm64')
    return one.ok && one.value.boot.method.id
  })
  expect(meant).toEqual(bootMethods.map(({ id }) => id))
})
