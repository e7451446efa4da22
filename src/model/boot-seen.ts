/**
 * What a boot script or a boot loader's configuration does, as it was read: loads, boot modules, command lines, the start.
 *
 * Made in src/script/ from texts that others wrote, judged in src/checks/script-*.ts. In every text a variable whose value
 * is not known stands as `${name}`. Addresses and sizes are bigint, in bytes.
 */
import type { AnswerKey } from './answers.ts'
import type { LoadSource } from './boot-medium.ts'
import type { LoadRole } from './plan.ts'

/** What sort of text it is, by its content. */
export type ScriptKind = 'u-boot' | 'imagebuilder' | 'grub' | 'xen-cfg'

/** A place in the text, both from 1. */
export interface TextPlace {
  readonly line: number
  readonly column: number
}

/** A text and where it is given. */
export interface TextSeen {
  readonly text: string
  readonly at: TextPlace
}

/** An address as it is written, and its value where that is known. */
export interface AddressSeen extends TextSeen {
  readonly value?: bigint
}

/** One file that is loaded. */
export interface LoadSeen {
  readonly at: TextPlace
  /** As the script names it; missing where blocks are read without a name. */
  readonly file?: string
  /** What it is for, as the rest of the script tells; missing where nothing does. */
  readonly role?: LoadRole
  /** Missing where the firmware finds the place. */
  readonly address?: AddressSeen
  readonly source?: LoadSource
}

/** One cell of a property: a number, the size of a load by its index, or what a variable holds. */
export type CellSeen =
  | { readonly kind: 'number'; readonly value: bigint }
  | { readonly kind: 'size'; readonly load: number }
  | { readonly kind: 'unknown'; readonly text: string }

/** A boot module's node, or one that looks like it. */
export interface ModuleSeen {
  readonly path: string
  readonly at: TextPlace
  readonly compatible?: { readonly values: readonly string[]; readonly at: TextPlace }
  readonly reg?: { readonly cells: readonly CellSeen[]; readonly at: TextPlace }
  readonly bootargs?: TextSeen
  /** Below a node of a guest that Xen itself starts. */
  readonly ofGuest: boolean
}

/** #address-cells and #size-cells of /chosen as the script sets them. */
export interface ChosenCells {
  readonly address?: { readonly value: number; readonly at: TextPlace }
  readonly size?: { readonly value: number; readonly at: TextPlace }
}

/** What makes room in the tree, or takes it. */
export type RoomStep = { readonly at: TextPlace } & (
  | { readonly kind: 'open'; readonly address: AddressSeen; readonly length?: bigint }
  | { readonly kind: 'resize'; readonly extra: bigint | undefined }
  | { readonly kind: 'move'; readonly to: AddressSeen; readonly length?: bigint }
  | { readonly kind: 'grow'; readonly bytes: number }
)

/** The command that hands over. */
export interface StartSeen {
  readonly command: string
  readonly at: TextPlace
  readonly image?: AddressSeen
  /** The second argument, where it is not `-`. */
  readonly ramdisk?: AddressSeen
  readonly tree?: AddressSeen
}

/** Something that the reader of this text, U-Boot or another, refuses or takes for something else. */
export interface FaultSeen {
  readonly severity: 'error' | 'warning' | 'note'
  readonly says: string
  readonly at: TextPlace
  readonly fix: string
}

/** A boot as a text tells it. */
export interface BootSeen {
  readonly file: string
  readonly kind: ScriptKind
  /** In the order in which they are loaded. */
  readonly loads: readonly LoadSeen[]
  readonly modules: readonly ModuleSeen[]
  readonly cells: ChosenCells
  /** As they stand: xen,xen-bootargs, xen,dom0-bootargs, and bootargs as U-Boot puts it into the tree. */
  readonly lines: { readonly xen?: TextSeen; readonly dom0?: TextSeen; readonly plain?: TextSeen }
  readonly room: readonly RoomStep[]
  /** Nodes outside /chosen that are changed. */
  readonly edits: readonly {
    readonly node: string
    readonly property?: string
    readonly isRemoval: boolean
    readonly at: TextPlace
  }[]
  readonly reservations: readonly { readonly base: bigint; readonly size: bigint; readonly at: TextPlace }[]
  readonly start?: StartSeen
  /** Variables that the script sets, as they are at its end. */
  readonly variables: Readonly<Record<string, TextSeen>>
  /** The RAM that ImageBuilder may fill. */
  readonly window?: { readonly start: AddressSeen; readonly end: AddressSeen }
  readonly faults: readonly FaultSeen[]
  /** What was not understood, and so not judged. */
  readonly unread: readonly { readonly says: string; readonly at: TextPlace }[]
}

/** An answer that a text gives, in the words of the answers file, and where. */
export type AnswersSeen = Readonly<Partial<Record<AnswerKey, TextSeen>>>

/** A place as editors and compilers write it: `boot.cmd:12:5`. */
export const placeIn = ({ file }: Pick<BootSeen, 'file'>, { line, column }: TextPlace): string =>
  `${file}:${line}:${column}`

/** True for a text with a variable in it whose value is not known. */
export const isOpen = (text: string): boolean => text.includes('${')

/** True when two addresses are the same, by value, or by the same words where the value is not known. */
export const isSameAddress = (a: AddressSeen | undefined, b: AddressSeen | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  (a.value !== undefined && b.value !== undefined ? a.value === b.value : a.text === b.text)

/** Words that only Xen's command line has. */
const forXen = /(^|\s)(dom0_mem|dom0_max_vcpus|dtuart|guest_loglvl|console=dtuart|loglvl)\b/

/** True for a command line with options of Xen's. */
export const isForXen = (line: string): boolean => forXen.test(line)

/** False for a script that starts Linux alone: then nothing of Xen can be missing in it. */
export function startsXen(boot: BootSeen): boolean {
  const { xen, plain } = boot.lines
  return (
    boot.kind !== 'u-boot' ||
    boot.modules.length > 0 ||
    xen !== undefined ||
    isForXen(plain?.text ?? '') ||
    boot.loads.some(({ file }) => /(^|\/)xen\b/i.test(file ?? ''))
  )
}

/** What a module is, by its compatible strings: Xen's own words, those of 4.4, or neither. */
export type ModuleKind = 'kernel' | 'initrd' | 'policy' | 'device-tree' | 'untyped' | 'none'

const kindWords: readonly (readonly [ModuleKind, readonly string[]])[] = [
  ['kernel', ['xen,linux-zimage', 'multiboot,kernel']],
  ['initrd', ['xen,linux-initrd', 'multiboot,ramdisk']],
  ['policy', ['xen,xsm-policy']],
  ['device-tree', ['multiboot,device-tree']],
]

/** The strings without which a node is no module (xen/common/device-tree/bootinfo-fdt.c, early_scan_node). */
export const moduleWords: readonly string[] = ['multiboot,module', 'xen,multiboot-module']

/** What Xen takes a node for. */
export function kindOfModule({ compatible }: Pick<ModuleSeen, 'compatible'>): ModuleKind {
  const values = compatible?.values ?? []
  if (!values.some((value) => moduleWords.includes(value))) return 'none'
  return kindWords.find(([, words]) => words.some((word) => values.includes(word)))?.[0] ?? 'untyped'
}

/** The address in a module's reg, by the cells that it has: four and three hold two of address, two hold one. */
export function addressOfModule({ reg }: Pick<ModuleSeen, 'reg'>): AddressSeen | undefined {
  if (!reg) return undefined
  const [high, low] = reg.cells.length > 2 ? reg.cells : [{ kind: 'number', value: 0n } as const, reg.cells[0]]
  if (!low || low.kind === 'size') return undefined
  if (low.kind === 'unknown') return { text: low.text, at: reg.at }
  const above = high?.kind === 'number' ? high.value : 0n
  const value = (above << 32n) | low.value
  return { value, text: `0x${value.toString(16)}`, at: reg.at }
}

/**
 * The modules of dom0 by what Xen takes them for: of those without a kind the first is the kernel, the second the
 * initramfs.
 */
export function dom0Modules({ modules }: Pick<BootSeen, 'modules'>): {
  readonly kernel?: ModuleSeen
  readonly initrd?: ModuleSeen
} {
  const own = modules.filter(({ ofGuest }) => !ofGuest)
  const typed = (kind: ModuleKind): ModuleSeen | undefined => own.find((module) => kindOfModule(module) === kind)
  const untyped = own.filter((module) => kindOfModule(module) === 'untyped')
  const kernel = typed('kernel') ?? untyped.shift()
  const initrd = typed('initrd') ?? untyped.shift()
  return { ...(kernel && { kernel }), ...(initrd && { initrd }) }
}

/**
 * Who gets which command line (xen/common/device-tree/bootinfo-fdt.c, boot_fdt_cmdline; xen/arch/arm/domain_build.c,
 * write_properties): plain bootargs go to Xen only where dom0 has a line of its own.
 */
export function linesGiven(boot: BootSeen): {
  readonly xen?: TextSeen
  readonly dom0?: TextSeen
} {
  if (!startsXen(boot)) return {}
  const { xen, dom0, plain } = boot.lines
  const own = dom0 ?? dom0Modules(boot).kernel?.bootargs
  const forXen = xen ?? (own ? plain : undefined)
  const forDom0 = own ?? plain
  return { ...(forXen && { xen: forXen }), ...(forDom0 && { dom0: forDom0 }) }
}
