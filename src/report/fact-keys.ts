/** What `xenup inspect` can say of a file: every fact key, in words. */
import type { DeviceTreeValues, FileValues } from '../model/facts.ts'

const deviceTreeKeys = {
  model: 'the board by name',
  compatible: 'the board in words for drivers, most exact first',
  arch: 'arm64 or arm32, from the CPUs',
  'cpu.count': 'enabled CPUs',
  'cpu.models': 'their models',
  'cpu.enableMethods': 'how the others are started: psci, spin-table',
  'cpu.virtualization': 'yes or no: do all have the virtualization extension',
  psci: 'path, version, method (conduit), usable by Xen, problems',
  gic: 'path, version v2, v3 or other, usable by Xen, problems',
  timer: 'path, usable by Xen, problems',
  'memory.banks': 'RAM that Xen counts: base and size',
  'memory.reserved': 'memory kept at a fixed place; without a path it is /memreserve/',
  uarts: 'path, compatible, aliases, enabled, base, driver and since (in Xen), usable, problems',
  stdout: 'stdout-path as it stands, path, options, usable, problems',
} satisfies Record<keyof DeviceTreeValues, string>

const fileKeys = {
  'file.size': 'bytes on disk',
  'gzip.holds': 'what is inside a gzip file',
  'gzip.unpackedSize': 'bytes of it there',
  'image.arch': 'the architecture that the header names',
  'image.size': 'bytes in memory, BSS included (image_size)',
  'image.textOffset': 'where it wants to lie above a 2 MiB boundary (text_offset)',
  'image.pageSize': '4K, 16K or 64K',
  'image.endian': 'little or big',
  'image.anywhere': 'true when it may lie anywhere in memory',
  'linux.version': 'the version in the banner of a Linux kernel',
  'xen.version': 'the release in a Xen binary',
} satisfies Record<keyof FileValues, string>

/** The help of `xenup inspect`. */
export const inspectHelp = `xenup inspect FILE… [--json]: what files say, as facts with the place where each was read

A key is missing when the file does not say. With --json, on stdout:
{"xenup":1,"files":[{"path","kind","facts":{"<key>":{"value":…,"evidence":{"file","at"}}}}]}; addresses and sizes are "0x…".

Facts of a device tree (kind dtb):
${table(deviceTreeKeys)}
Facts of kernels, Xen and ramdisks (kinds xen, arm64-image, zimage, uimage, elf, gzip, cpio and others):
${table(fileKeys)}`

function table(keys: Readonly<Record<string, string>>): string {
  return Object.entries(keys).map(([key, words]) => `  ${key.padEnd(20)} ${words}\n`).join('')
}
