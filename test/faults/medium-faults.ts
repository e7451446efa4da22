/** Boots that are good, and faults of the boot medium and of Xen's file. */
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { scriptImage } from '../../src/artifacts/script-image.ts'
import type { MediumFile } from '../../src/rehearse/disk.ts'
import type { Made } from '../e2e/boot.ts'
import type { Fault } from './fault.ts'
import { type LoadRole, nameOf, other } from './medium.ts'

const missing = (role: LoadRole) => (made: Made) => [nameOf(role, made)]
const script = (bytes: Uint8Array): readonly MediumFile[] => [{ path: 'boot.scr', source: { bytes } }]

export const goodBoots: readonly Fault[] = [
  { name: 'good-generated', says: 'a good boot with what is generated', cause: [], step: [] },
  { name: 'good-by-hand', says: 'a good boot with a script by hand', script: 'by hand', cause: [], step: [] },
  { name: 'good-arm32', says: 'a good boot of 32 bits', arch: 'arm32', script: 'by hand', cause: [], step: [] },
  { name: 'good-gicv2', says: 'a good boot with GICv2', machine: { gic: 'v2' }, cause: [], step: [] },
  { name: 'good-native', says: 'a good boot without Xen', native: true, cause: [], step: [] },
]

export const mediumFaults: readonly Fault[] = [
  {
    name: 'kernel-missing-generated',
    says: "dom0's kernel is not on the medium, which the generated script notices",
    without: missing('kernel'),
    cause: ['xenup-script-stopped', 'load-failed'],
    step: ['boot-media'],
  },
  {
    name: 'kernel-missing',
    says: "dom0's kernel is not on the medium, and the script goes on",
    script: 'by hand',
    without: missing('kernel'),
    cause: ['load-failed'],
    step: ['boot-media'],
  },
  {
    name: 'kernel-missing-arm32',
    says: "dom0's kernel is not on the medium, on 32 bits",
    arch: 'arm32',
    script: 'by hand',
    without: missing('kernel'),
    cause: ['load-failed'],
    step: ['boot-media'],
  },
  {
    name: 'initrd-missing',
    says: 'the initramfs is not on the medium, and the script goes on',
    script: 'by hand',
    without: missing('initrd'),
    cause: ['load-failed'],
    step: ['boot-media'],
  },
  {
    name: 'tree-missing',
    says: 'the device tree is not on the medium, and the script goes on',
    script: 'by hand',
    without: missing('dtb'),
    cause: ['load-failed'],
    step: ['boot-media'],
  },
  {
    name: 'xen-missing',
    says: 'Xen is not on the medium, and the script goes on',
    script: 'by hand',
    without: missing('xen'),
    cause: ['load-failed'],
    step: ['boot-media'],
  },
  {
    name: 'partition-wrong',
    says: 'the script loads from a partition that is not there',
    script: 'by hand',
    edits: [['virtio 0:1', 'virtio 0:5']],
    cause: ['bad-device'],
    step: ['boot-media'],
  },
  {
    name: 'device-wrong',
    says: 'the script loads from a device that is not there',
    script: 'by hand',
    edits: [['virtio 0:1', 'virtio 3:1']],
    cause: ['bad-device'],
    step: ['boot-media'],
  },
  {
    name: 'interface-wrong',
    says: 'the script loads from a kind of device that this U-Boot lacks',
    script: 'by hand',
    edits: [['virtio 0:1', 'mmc 0:1']],
    cause: ['bad-device'],
    step: ['boot-media'],
  },
  {
    name: 'device-wrong-generated',
    says: 'the answers name a device that is not there',
    answers: { 'boot-media.partition': '2:1' },
    cause: ['xenup-script-stopped', 'bad-device'],
    step: ['boot-media'],
  },
  {
    name: 'script-damaged',
    says: 'boot.scr is damaged',
    files: ({ plan }) => {
      const bytes = Buffer.from(scriptImage('echo hello\n', 'test', plan.arch))
      bytes[bytes.length - 3]! ^= 0xff
      return script(bytes)
    },
    cause: ['script-damaged'],
    step: ['boot-media'],
  },
  {
    name: 'script-without-header',
    says: 'boot.scr is the text of the script',
    files: ({ folder }) => script(readFileSync(`${folder}/boot/boot.cmd`)),
    cause: ['script-no-header'],
    step: ['boot-media'],
  },
  {
    name: 'script-not-there',
    says: 'boot.scr is not where U-Boot looks for it',
    without: () => ['boot/boot.scr'],
    cause: ['silent-u-boot'],
    step: ['boot-media'],
    isSilent: true,
  },
  {
    name: 'extlinux-first',
    says: 'an extlinux.conf is found before boot.scr, and boots Linux alone',
    files: (made) => [
      {
        path: 'extlinux/extlinux.conf',
        source: {
          bytes: Buffer.from(
            `default linux\nlabel linux\nkernel /${nameOf('kernel', made)}\ninitrd /${nameOf('initrd', made)}\nappend console=ttyAMA0\n`,
          ),
        },
      },
    ],
    cause: ['extlinux-first'],
    step: ['boot-media'],
  },
]

export const xenFileFaults: readonly Fault[] = [
  {
    name: 'xen-gzip',
    says: 'Xen is compressed',
    script: 'by hand',
    files: other('xen', (bytes) => gzipSync(bytes)),
    cause: ['compressed-image', 'bad-arm64-image'],
    step: ['boot-media', 'xen'],
  },
  {
    name: 'xen-gzip-generated',
    says: 'Xen is compressed, and the generated script notices',
    files: other('xen', (bytes) => gzipSync(bytes)),
    cause: ['compressed-image', 'bad-arm64-image'],
    step: ['boot-media', 'xen'],
  },
  {
    name: 'xen-elf',
    says: 'Xen is an ELF file',
    script: 'by hand',
    files: other('xen', (bytes) => Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01'), bytes])),
    cause: ['bad-arm64-image'],
    step: ['boot-media', 'xen'],
  },
  {
    name: 'xen-32-bit',
    says: 'Xen is a zImage of 32 bits',
    script: 'by hand',
    files: other('xen', (bytes) => {
      const image = Buffer.alloc(bytes.length)
      image.writeUInt32LE(0x016f2818, 0x24)
      return image
    }),
    cause: ['bad-arm64-image'],
    step: ['boot-media', 'xen'],
  },
  {
    name: 'xen-64-bit',
    says: 'on 32 bits Xen is an arm64 Image',
    arch: 'arm32',
    script: 'by hand',
    files: other('xen', (bytes) => {
      const image = Buffer.alloc(bytes.length)
      image.write('ARM\x64', 56, 'latin1')
      return image
    }),
    cause: ['bad-zimage'],
    step: ['boot-media', 'xen'],
  },
  {
    name: 'xen-truncated',
    says: "Xen's file ends in its middle",
    script: 'by hand',
    files: other('xen', (bytes) => bytes.subarray(0, 0x30000)),
    cause: ['silent-memory'],
    step: ['xen', 'boot-media'],
    isSilent: true,
  },
  {
    name: 'xen-truncated-generated',
    says: "Xen's file ends in its middle, with the generated script",
    files: other('xen', (bytes) => bytes.subarray(0, 0x30000)),
    cause: ['silent-memory'],
    step: ['xen', 'boot-media'],
    isSilent: true,
  },
]
