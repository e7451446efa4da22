import { initrdFormat } from '../../src/checks/initrd-format.ts'
import type { FileKind } from '../../src/model/file-kind.ts'
import { file } from './material.ts'
import { describeCheck } from './table.ts'

const given = (learnt: ReturnType<typeof file>) => ({ 'read:dom0-kernel.initrd-file': learnt })
const of = (kind: FileKind) => given(file('initrd.img', kind))
const packed = (inside: FileKind) => given(file('initrd.img', 'gzip', { 'gzip.holds': inside }))

describeCheck(initrdFormat, {
  passes: {
    'a cpio archive inside gzip': packed('cpio'),
    'a bare cpio archive, as distributions put before the packed one': of('cpio'),
    'one inside zstd, as Debian packs it': of('zstd'),
    'one inside xz': of('xz'),
    'one inside lz4': of('lz4'),
    'one inside bzip2': of('bzip2'),
    'one inside lzma': of('lzma'),
    'a gzip whose beginning says nothing': packed('unknown'),
  },
  fails: {
    'a ramdisk with the header of mkimage': [of('uimage'), "initrd.img carries U-Boot's header (mkimage)"],
    'the kernel, given in its place': [
      given(file('Image', 'arm64-image')),
      'Image is no initramfs (its content is: arm64-image)',
    ],
    'the kernel inside gzip': [packed('arm64-image'), '(its content is: gzip, holding arm64-image)'],
    'Xen inside gzip': [packed('xen'), 'gzip, holding xen'],
    'a text': [of('text'), '(its content is: text)'],
    'a root file system': [of('unknown'), '(its content is: unknown)'],
    'an empty file': [of('empty'), '(its content is: empty)'],
  },
  whole: [
    of('uimage'),
    {
      rule: 'initrd-format',
      severity: 'error',
      says: "initrd.img carries U-Boot's header (mkimage): Linux does not look behind it",
      at: 'answer dom0-kernel.initrd-file',
      fix: 'Take the header off: dumpimage -T ramdisk -p 0 -o initrd.img FILE.',
    },
  ],
  missing: { 'read:dom0-kernel.initrd-file': 'the dom0 initramfs file (dom0-kernel.initrd-file)' },
})
