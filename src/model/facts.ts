/**
 * Facts: what a file or a board page says, each with its evidence.
 *
 * A key is missing when the file does not say; never 0, '' or null. Addresses and sizes are bigint, in bytes.
 */
import type { ConfigValues } from './config-facts.ts'
import type { FileKind } from './file-kind.ts'
import type { LegacyImageValues } from './legacy-image-facts.ts'
import type { LogValues } from './log-facts.ts'
import type { Range, ReservedRange } from './range.ts'
import type { TreeChange } from './tree-change.ts'
import type { XlValues } from './xl-facts.ts'

/** Where a fact was read. */
export interface Evidence {
  /** The file (as the user named it) or the board page. */
  readonly file: string
  /** Where in it: a node path and property, an offset, a line. */
  readonly at: string
}

/** One fact: its value and where it was read. */
export interface Fact<T> {
  readonly value: T
  readonly evidence: Evidence
}

/** The /psci node as Xen judges it (xen/arch/arm/psci.c). */
export interface PsciFact {
  readonly path: string
  readonly version?: '1.0' | '0.2' | '0.1'
  readonly method?: string
  readonly usable: boolean
  readonly problems: readonly string[]
}

/** The interrupt controller as Xen judges it (xen/arch/arm/gic-v2.c, gic-v3.c). */
export interface GicFact {
  readonly path: string
  readonly version: 'v2' | 'v3' | 'other'
  readonly usable: boolean
  readonly problems: readonly string[]
}

/** The generic timer as Xen judges it (xen/arch/arm/time.c). */
export interface TimerFact {
  readonly path: string
  readonly usable: boolean
  readonly problems: readonly string[]
}

/** A UART, and whether Xen can use it as dtuart. */
export interface UartFact {
  readonly path: string
  readonly compatible: readonly string[]
  /** The names under /aliases that point here. */
  readonly aliases: readonly string[]
  readonly enabled: boolean
  /** Address of its first register as a CPU sees it, translated through every `ranges`. */
  readonly base?: bigint
  /** The Xen driver whose match list names a compatible of it, and the first Xen release that has it. */
  readonly driver?: string
  readonly since?: string
  /** The last Xen release that has it, where a later one knows none of its compatibles. */
  readonly until?: string
  /** For the 8250 family, where a tree was read: its registers are 1 << regShift bytes apart. */
  readonly regShift?: number
  readonly usable: boolean
  readonly problems: readonly string[]
}

/** /chosen/stdout-path. */
export interface StdoutFact {
  /** As it stands in the file, with options. */
  readonly raw: string
  /** The node it leads to. */
  readonly path?: string
  /** What follows the colon: `115200n8`. */
  readonly options?: string
  readonly usable: boolean
  readonly problems: readonly string[]
}

/** An IOMMU, which translates the addresses of devices. */
export interface IommuFact {
  readonly path: string
  readonly compatible: readonly string[]
  readonly enabled: boolean
  /** Xen's driver for it; `smmu` alone is in every build (xen/drivers/passthrough/Kconfig). */
  readonly driver?: 'smmu' | 'smmu-v3' | 'ipmmu'
}

/** A boot module that a tree brings itself, under /chosen. */
export interface BootModuleFact {
  readonly path: string
  readonly kind: 'kernel' | 'ramdisk' | 'xsm-policy' | 'device-tree' | 'untyped'
  /** True for a module of a dom0less guest: its node lies below one of xen,domain. */
  readonly ofGuest: boolean
  /** Cells in its reg. */
  readonly cells?: number
  readonly bootargs?: string
  readonly problems: readonly string[]
}

/** Command lines that a tree brings: xen,xen-bootargs, xen,dom0-bootargs and plain bootargs. */
export interface ChosenBootargs {
  readonly xen?: string
  readonly dom0?: string
  readonly plain?: string
}

/** The ITS of a GICv3: it makes interrupts of the messages that PCI devices and others send. */
export interface ItsFact {
  readonly paths: readonly string[]
  /** The enabled devices that send it messages (msi-parent, msi-map). */
  readonly users: readonly ItsUser[]
}

/** A device, or the bridge of many, that sends messages to an ITS. */
export interface ItsUser {
  readonly path: string
  readonly compatible: readonly string[]
  /** True where interrupts can also come over lines (interrupts, or a bridge's interrupt-map). */
  readonly hasLines: boolean
}

/** An enabled node of SCMI over SMC: what devices have from firmware by way of calls. */
export interface ScmiFact {
  readonly path: string
  /** True when it is of the kind that Xen can forward for dom0 (xen/arch/arm/firmware/scmi-smc.c). */
  readonly isForwardable: boolean
  readonly users: readonly ScmiUser[]
}

/** An enabled device that has its clock, power, reset or supply from firmware. */
export interface ScmiUser {
  readonly path: string
  readonly compatible: readonly string[]
  readonly aliases: readonly string[]
  /** The property that says so: `clocks`, `power-domains`, … */
  readonly by: string
}

/** What Xen cannot do without. */
export type TreePart = 'cpus' | 'gic' | 'timer' | 'uart'

/** A node at which Xen would stop while it makes dom0's device tree (xen/arch/arm/domain_build.c, handle_node). */
export interface Dom0Stop {
  readonly path: string
  /** Why; goes on after a colon. */
  readonly why: string
  /** What Xen prints before its panic, a part of the line. */
  readonly prints: string
  /** Path of a UART: Xen stops only where that one is its console. */
  readonly console?: string
  /** The least change with which Xen comes through; missing where the node holds what Xen itself needs. */
  readonly change?: TreeChange
}

/** What a device tree says. */
export interface DeviceTreeValues {
  readonly model: string
  readonly compatible: readonly string[]
  readonly arch: 'arm64' | 'arm32'
  readonly 'cpu.count': number
  readonly 'cpu.models': readonly string[]
  readonly 'cpu.enableMethods': readonly string[]
  readonly 'cpu.virtualization': 'yes' | 'no'
  readonly psci: PsciFact
  readonly gic: GicFact
  readonly timer: TimerFact
  readonly 'memory.banks': readonly Range[]
  readonly 'memory.reserved': readonly ReservedRange[]
  readonly uarts: readonly UartFact[]
  readonly stdout: StdoutFact
  /** The path of the network interface that /aliases/ethernet0 leads to. */
  readonly 'ethernet.alias': string
  /** Empty where a tree that was read has none. */
  readonly iommus: readonly IommuFact[]
  readonly 'chosen.modules': readonly BootModuleFact[]
  /** Cells that the reg of a node below /chosen has for address and size; those of the root hold where it says nothing. */
  readonly 'chosen.cells': { readonly address: number; readonly size: number }
  readonly 'chosen.bootargs': ChosenBootargs
  /** What a tree that was read whole does not have; empty when it has all. */
  readonly 'tree.lacks': readonly TreePart[]
  readonly 'gic.its': ItsFact
  readonly 'firmware.scmi': ScmiFact
  /** Empty when Xen comes through; missing when it does not even come there. */
  readonly 'dom0.stops': readonly Dom0Stop[]
}

/** The facts of a device tree (or of a board page); every key may be missing. */
export type DeviceTreeFacts = { readonly [K in keyof DeviceTreeValues]?: Fact<DeviceTreeValues[K]> }

/** A part of an initramfs: an archive, bare or packed; what a packed one unpacks to is missing where it does not tell. */
export interface RamdiskPart {
  readonly as: FileKind
  /** Bytes in the file. */
  readonly packed: bigint
  readonly unpacked?: bigint
}

/** What the header of a kernel, a hypervisor or a ramdisk says. */
export interface ImageValues {
  /** Bytes on disk: what a loader loads. */
  readonly 'file.size': bigint
  /** What is inside a gzip file, and its size in bytes there. */
  readonly 'gzip.holds': FileKind
  readonly 'gzip.unpackedSize': bigint
  /** The archives that a file is made of, in their order, where it is an initramfs. */
  readonly 'ramdisk.parts': readonly RamdiskPart[]
  /** The architecture that the header names. */
  readonly 'image.arch': 'arm64' | 'arm32' | 'x86' | 'riscv'
  /**
   * Bytes in memory where it is loaded, from the header: an Image's and a Xen's with BSS, a zImage's without what it
   * unpacks.
   */
  readonly 'image.size': bigint
  /** Offset from a 2 MiB boundary at which the image wants to lie. */
  readonly 'image.textOffset': bigint
  /** Kernel page size from the arm64 header's flags: 4K, 16K or 64K. */
  readonly 'image.pageSize': '4K' | '16K' | '64K'
  readonly 'image.endian': 'little' | 'big'
  /** True when it may lie anywhere in memory: flag bit 3 of an Image, the start word 0 of a zImage. */
  readonly 'image.anywhere': boolean
  /** The first address that a zImage wants, when it is not 0. */
  readonly 'image.start': bigint
  /** Bytes of the device tree that lies behind the image's end (CONFIG_ARM_APPENDED_DTB). */
  readonly 'image.appendedDtb': bigint
  /** How the kernel inside a zImage is packed. */
  readonly 'image.payload': FileKind
  /** Bytes of the kernel that a zImage unpacks, and those with its BSS (the zImage's size table, since Linux 4.15). */
  readonly 'image.unpackedSize': bigint
  readonly 'image.runSize': bigint
  /** What is wrong with it: cut off, or something behind its end that is no device tree. */
  readonly 'image.problems': readonly string[]
  /** The banner of a Linux kernel: `Linux version 6.1.0 …`. */
  readonly 'linux.version': string
  /** The release that a Xen binary or a Xen's console names: `4.17`. */
  readonly 'xen.version': string
}

/** All that files which are no device tree can say. */
export interface FileValues extends ImageValues, LegacyImageValues, ConfigValues, LogValues, XlValues {}

/** The facts of a file that is not a device tree. */
export type FileFacts = { readonly [K in keyof FileValues]?: Fact<FileValues[K]> }

/** What one file taught us. */
export interface ParsedFile {
  /** The file as the user named it. */
  readonly path: string
  readonly kind: FileKind
  /** Bytes on disk. */
  readonly size: bigint
  /** Of all its bytes, where whoever read it was asked for that. */
  readonly sha256?: string
  /** Bytes of a device tree that are not padding. */
  readonly used?: bigint
  /** Facts of a device tree, by the keys of DeviceTreeValues; of any other file, by those of FileValues. */
  readonly facts: DeviceTreeFacts & FileFacts
}
