/**
 * A boot method as a row: how Xen, dom0's kernel and the rest get into memory and are started.
 *
 * One file a method in boot-methods/, listed in its index. Steps offer it and ask what it needs, decide/plan place what
 * it loads, templates write its files, stage.sh copies them, the console shows its lines; nobody else asks which it is.
 */
import type { Arch } from './arch.ts'
import type { MediumId } from './boot-medium.ts'
import type { Refusal } from './refusal.ts'

/** What runs on the board before Xen and starts it. */
export interface Loader {
  /** For people. */
  readonly name: string
  /** Its offer in the wizard. */
  readonly label: string
  /** Commands can be typed at its prompt, and scripts run: so it also boots Linux without Xen. */
  readonly hasPrompt: boolean
  /** What a board without a page is likely to load from, and why. */
  readonly usualMedium: { readonly device: MediumId; readonly because: string }
  /** Why the firmware's own device tree is the usual one, where no addresses are planned with it. */
  readonly handsTree?: string
}

export const loaders = {
  'u-boot': {
    name: 'U-Boot',
    label: 'U-Boot, with a boot script',
    hasPrompt: true,
    usualMedium: { device: 'mmc', because: 'most boards boot from an SD card or eMMC' },
  },
  uefi: {
    name: 'UEFI',
    label: 'UEFI firmware, with xen.cfg',
    hasPrompt: false,
    usualMedium: { device: 'nvme', because: 'machines with UEFI usually start from an NVMe disk' },
    handsTree:
      'UEFI hands its own tree to Xen, where it has one; with ACPI alone, a Xen of a distribution does not start',
  },
} as const satisfies Readonly<Record<string, Loader>>

/** A value of the answer firmware.loader. */
export type LoaderId = keyof typeof loaders

/** Every loader, in the order of the offers. */
export const loaderIds = Object.keys(loaders) as readonly LoaderId[]

/** A loader's row, with what only some have. */
export const loaderRow = (id: LoaderId): Loader => loaders[id]

/** A file that a method boots from: a template of that path, and the page in content/artifacts/ that explains it. */
export interface MethodFile {
  readonly template: string
  readonly page: string
  /** The script is also written as an image for U-Boot, `.scr` in place of `.cmd`; the name stands in its header. */
  readonly image?: string
}

/** A file on the boot medium that is no load. */
export interface StagedFile {
  /** What it is called in a sentence: `boot script`. */
  readonly what: string
  /** Path on the boot medium, without a leading slash. */
  readonly name: string
  /** The artifact; missing when another program makes the file on the medium. */
  readonly from?: string
  /** Why it has that name. */
  readonly at: string
  /** What it is, for the handbook's list; missing when the board itself does not read it. */
  readonly is?: string
}

/** Such a file in a method's row. */
export interface MethodStages extends StagedFile {
  /** It is there only when Linux is booted without Xen, too, or when the board needs its device tree changed. */
  readonly when?: 'native' | 'tree-edits'
  /** It lies beside Xen, whatever folder that is in. */
  readonly isBesideXen?: true
  /** U-Boot runs it by itself, and it is there under each name that this U-Boot looks for: what it is under the others. */
  readonly byOtherNames?: string
}

/** What the files on the medium depend on. */
export interface Staging {
  /** Xen's path on the boot medium. */
  readonly xenFile: string
  readonly isNative: boolean
  readonly editsTree: boolean
  /** Names under which U-Boot looks for the boot script, besides its usual one. */
  readonly scriptNames: readonly string[]
}

/**
 * Lines that come before Xen's own: what our script says, U-Boot's jump, what Xen says as an EFI program, and when it
 * reads xen.cfg.
 */
export type LinesBefore = 'script' | 'u-boot' | 'efi' | 'xen-cfg'

/** The questions that only some methods ask. */
export type MethodQuestion = 'boot-media.partition' | 'boot-media.script-address' | 'boot-media.addresses'

/** Where a command line is handed to Xen, for the handbook. */
export interface CommandLinePlace {
  readonly name: string
  readonly file?: string
}

/** A boot method. */
export interface BootMethod {
  /** Its file's name, and the value of boot-media.method where its loader has several methods. */
  readonly id: string
  readonly loader: LoaderId
  /** Its offer in the wizard. */
  readonly label: string
  /** Why it is the one to suggest among its loader's methods. */
  readonly because: string
  /** Who decides where everything lies in memory: the plan, or the firmware that loads by name. */
  readonly places: 'us' | 'firmware'
  readonly asks: readonly MethodQuestion[]
  /** What it boots from. */
  readonly writes: readonly MethodFile[]
  /** The same boot by other methods: written, too, as far as they can carry this plan. */
  readonly also: readonly MethodFile[]
  /** What lies on the medium beside the loads. */
  readonly stages: readonly MethodStages[]
  /** The groups of lines before Xen's own on the console, in order. */
  readonly expects: readonly LinesBefore[]
  /** The script that is run at the loader's prompt, by its name on the medium. */
  readonly bootScript?: string
  /** The usual name of Xen on the medium, where the loader wants a certain one. */
  readonly xenName?: { readonly value: string; readonly because: string }
  /** The artifact by which the handbook shows how to ask about a line. */
  readonly example: string
  readonly commandLines: { readonly xen: CommandLinePlace; readonly dom0: CommandLinePlace }
  /** What stage.sh says after a copy to a folder; words for bash between double quotes. */
  readonly afterStaging?: string
  /** What carries the sizes of the modules as they are when it is made: `An overlay`, and its artifact. */
  readonly carriesSizes?: { readonly what: string; readonly file: string }
  /** What Xen makes of a boot module that the device tree brings, where it takes none beside its own. */
  readonly treeModules?: string
  /** True when Xen goes by ACPI where the firmware has no device tree. */
  readonly takesAcpi?: true
  /** What the rehearsal boots in its place. */
  readonly rehearsedAs?: string
  /** Architectures that it cannot boot; `reason` is the short form, for a sentence of the wizard. */
  readonly refuses?: Readonly<Partial<Record<Arch, Refusal & { readonly reason: string }>>>
}

/** True for a template that the method writes, in its own right or as another way to boot the same. */
export const isWrittenBy = ({ writes, also }: Pick<BootMethod, 'writes' | 'also'>, template: string): boolean =>
  [...writes, ...also].some((file) => file.template === template)

/** True for a template that the method boots from. */
export const bootsFrom = ({ writes }: Pick<BootMethod, 'writes'>, template: string): boolean =>
  writes.some((file) => file.template === template)

/** What lies on the medium beside the loads, for one set-up. */
export function stagedBy({ stages }: Pick<BootMethod, 'stages'>, staging: Staging): readonly StagedFile[] {
  const { xenFile, isNative, editsTree, scriptNames } = staging
  const folder = xenFile.slice(0, xenFile.lastIndexOf('/') + 1)
  return stages
    .filter(({ when }) => when === undefined || (when === 'native' ? isNative : editsTree))
    .flatMap(({ when: _, isBesideXen, byOtherNames: is, ...file }): StagedFile[] => [
      isBesideXen ? { ...file, name: folder + file.name } : file,
      ...(is === undefined ? [] : scriptNames.map((name) => ({ ...file, name, is }))),
    ])
}
