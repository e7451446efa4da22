/** What `xenup inspect` can say of a file: every fact key, in words. */
import type { ConfigValues } from '../model/config-facts.ts'
import type { DeviceTreeValues, ImageValues } from '../model/facts.ts'
import type { LegacyImageValues } from '../model/legacy-image-facts.ts'
import type { LogValues } from '../model/log-facts.ts'
import type { XlValues } from '../model/xl-facts.ts'

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
  'ethernet.alias': 'the network interface that the alias ethernet0 leads to: udev calls it end0',
  iommus: 'path, compatible, enabled, driver (in Xen); empty where the tree has none',
  'chosen.modules':
    'boot modules that the tree brings: path, kind, of a guest or not, cells of reg, bootargs, problems',
  'chosen.cells': 'cells of address and size in the reg of a boot module below /chosen',
  'chosen.bootargs': 'command lines that the tree brings: xen, dom0 and plain',
  'tree.lacks': 'what the tree, read whole, does not have: cpus, gic, timer, uart',
  'gic.its': 'the ITS: paths, and the enabled devices that send it messages (users)',
  'firmware.scmi': 'SCMI over SMC: path, of the kind that Xen can forward or not, the devices that need it (users)',
  'dom0.stops':
    "where Xen would stop while it makes dom0's tree: path, why, what it prints, the console it depends on, a change that helps",
} satisfies Record<keyof DeviceTreeValues, string>

const imageKeys = {
  'file.size': 'bytes on disk',
  'gzip.holds': 'what is inside a gzip file',
  'gzip.unpackedSize': 'bytes of it there',
  'ramdisk.parts': 'the archives of an initramfs: how packed, bytes in the file, bytes unpacked where it tells',
  'image.arch': 'the architecture that the header names',
  'image.size': 'bytes in memory where it is loaded: with BSS for Image and Xen, without what it unpacks for zImage',
  'image.textOffset': 'where it wants to lie above a 2 MiB boundary (text_offset)',
  'image.pageSize': '4K, 16K or 64K',
  'image.endian': 'little or big',
  'image.anywhere': 'true when it may lie anywhere in memory',
  'image.start': 'the address that a zImage wants, if any',
  'image.appendedDtb': "bytes of a device tree behind a zImage's end",
  'image.payload': 'how the kernel in a zImage is packed',
  'image.unpackedSize': 'bytes of the kernel that a zImage unpacks',
  'image.runSize': 'the same with its BSS',
  'image.problems': 'what is wrong with it',
  'linux.version': 'the version in the banner of a Linux kernel',
  'xen.version': 'the release in a Xen binary, or on its console',
} satisfies Record<keyof ImageValues, string>

const legacyImageKeys = {
  'uimage.name': 'the name in the header',
  'uimage.os': 'linux, u-boot, …',
  'uimage.type': 'kernel, ramdisk, multi, script, …',
  'uimage.compression': 'none, gzip, …',
  'uimage.load': 'where U-Boot puts it',
  'uimage.entry': 'where it starts',
  'uimage.dataSize': 'bytes behind the header',
  'uimage.holds': 'what is inside',
  'uimage.parts': 'bytes of each file of a multi-file image',
  'uimage.problems': 'checksums that are wrong, and other faults',
} satisfies Record<keyof LegacyImageValues, string>

const configKeys = {
  'config.version': 'the kernel release it is for',
  'config.arch': 'the architecture it is for',
  'config.whole': 'true for a whole configuration, false for a fragment',
  'config.values': 'y, m, n or text of each symbol that matters',
  'config.lines': 'where each of them stands',
  'config.problems': 'lines that Kconfig would not take',
  'config.embedded': 'does a kernel hold its own: yes, no, unreadable',
} satisfies Record<keyof ConfigValues, string>

const logKeys = {
  'log.stages': 'who speaks in it: tf-a, u-boot, xen, linux',
  'log.boots': 'how often Linux started in it',
  'log.under': 'where Linux ran: native, xen-dom0, xen-guest, hypervisor',
  'log.proves': 'what it proves about the board',
  'log.notes': 'what it cannot prove, and why',
  'log.problems': 'what is wrong',
  'firmware.el2': 'yes or no: does firmware hand over in EL2 (HYP)',
  'firmware.psci': 'its PSCI: version and conduit',
  'tfa.version': "TF-A's BL31",
  'tfa.spsr': 'the state in which BL31 leaves: 0x3c9 is EL2, 0x3c5 is EL1',
  'uboot.version': "U-Boot's version",
  'uboot.env': 'variables from printenv that matter to a boot',
  'uboot.banks': 'RAM, from bdinfo',
  'uboot.relocaddr': 'where U-Boot lies itself',
  'uboot.reserved': 'what U-Boot keeps for itself (lmb)',
  'uboot.fdt': 'where its own device tree lies',
  'linux.arch': 'arm64 or arm32',
  'linux.model': 'the machine model',
  'linux.cmdline': 'its command line',
  'linux.console': 'the last console= there',
  'linux.root': 'root= there',
  'linux.cpuMode': 'el2, el1, hyp, svc or inconsistent; native only',
  'linux.psci': 'version and conduit; native only',
  'linux.cpus': 'CPUs brought up',
  'linux.memory': 'RAM that it counted',
  'linux.gic': 'v2 or v3',
  'linux.reached': 'kernel, panic, init or login',
  'xen.cpus': 'CPUs that Xen brought up',
  'xen.psci': 'PSCI as Xen found it',
  'xen.cmdline': "Xen's command line",
  'xen.dom0Memory': 'RAM that Xen gave dom0',
  'xen.guest': 'a guest that xl list showed',
} satisfies Record<keyof LogValues, string>

const xlKeys = {
  'xl.settings': 'every setting: key, value, line',
  'xl.unknown': 'keys that xl ignores',
  'xl.disks': 'disks, taken apart',
  'xl.vifs': 'network interfaces, taken apart',
  'xl.lineEnds': 'lf or crlf',
  'xl.problems': 'why xl would not take it, or not as meant',
} satisfies Record<keyof XlValues, string>

/** The help of `xenup inspect`. */
export const inspectHelp = `xenup inspect FILE… [--json]: what files say, as facts with the place where each was read

A key is missing when the file does not say. With --json, on stdout:
{"xenup":1,"files":[{"path","kind","facts":{"<key>":{"value":…,"evidence":{"file","at"}}}}]}; addresses and sizes are "0x…".

Facts of a device tree (kind dtb):
${table(deviceTreeKeys)}
Facts of kernels, Xen and ramdisks (kinds xen, arm64-image, zimage, uimage, elf, gzip, cpio and others):
${table(imageKeys)}
Facts of U-Boot's legacy images (kind uimage, also inside gzip):
${table(legacyImageKeys)}
Facts of kernel configurations (kind kernel-config, and kernels that hold their own):
${table(configKeys)}
Facts of console logs (kind log): firmware, U-Boot with printenv and bdinfo, Linux, Xen:
${table(logKeys)}
Facts of guest configurations (kind xl-config):
${table(xlKeys)}`

function table(keys: Readonly<Record<string, string>>): string {
  return Object.entries(keys)
    .map(([key, words]) => `  ${key.padEnd(20)} ${words}\n`)
    .join('')
}
