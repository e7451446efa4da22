/** What people bring, whatever it is: its kind by its content, and the boot that it tells. */
import type { BootSeen, ScriptKind } from '../model/boot-seen.ts'
import { UserError } from '../model/user-error.ts'
import { kindOf } from '../read/kind.ts'
import { readLegacyImage } from '../read/legacy-image.ts'
import { latin1, mostlyText, textOf } from '../read/text.ts'
import { readGrub } from './grub.ts'
import { readImageBuilder } from './imagebuilder.ts'
import { readScript } from './u-boot.ts'
import { withoutPrivate } from './unknowns.ts'
import { readXenCfg } from './xen-cfg.ts'

/** Real ones have a few KiB. */
export const maxScript = 1 << 20

/**
 * Reads a U-Boot script (text, or mkimage's image of it), an ImageBuilder configuration, a GRUB entry or a xen.cfg;
 * `environment` is what the board's printenv showed. UserError for anything else.
 */
export function readBoot(bytes: Uint8Array, file: string, environment?: Readonly<Record<string, string>>): BootSeen {
  if (bytes.length > maxScript)
    throw new UserError('it has more than 1 MiB, which no boot script has', {
      where: file,
      advice: 'Name the script itself.',
    })
  const { text, problems } = contentOf(bytes, file)
  const kind = kindOfScript(text)
  if (!kind)
    throw new UserError('it is no boot script or configuration that xenup knows', {
      where: file,
      advice: 'Name a U-Boot script (boot.cmd, boot.scr), an ImageBuilder configuration, a GRUB entry or a xen.cfg.',
    })
  const boot = readers[kind](text, file, environment)
  const faults = problems.map(
    (says) =>
      ({
        severity: 'error',
        says: `The image is damaged: ${says}`,
        at: { line: 1, column: 1 },
        fix: 'Make it again with mkimage, or copy it again.',
      }) as const,
  )
  return faults.length > 0 ? { ...boot, faults: [...faults, ...boot.faults] } : boot
}

const readers: Readonly<
  Record<ScriptKind, (text: string, file: string, environment?: Readonly<Record<string, string>>) => BootSeen>
> = {
  'u-boot': readScript,
  imagebuilder: readImageBuilder,
  grub: readGrub,
  'xen-cfg': readXenCfg,
}

function contentOf(bytes: Uint8Array, file: string): { readonly text: string; readonly problems: readonly string[] } {
  if (kindOf(bytes) === 'uboot-script') {
    const image = readLegacyImage(bytes)
    if (image.ok)
      return { text: latin1(image.document.parts?.[0] ?? new Uint8Array()), problems: image.document.problems }
  }
  if (!mostlyText(bytes))
    throw new UserError('it is no text and no script image', { where: file, advice: 'Name a boot script.' })
  return { text: withoutPrompts(withoutPrivate(textOf(bytes))), problems: [] }
}

/** Lines that were copied with the prompt at which they were typed; columns stay as they are. */
const withoutPrompts = (text: string): string =>
  text.replace(/^(?:grub> |U-Boot> |=> )/gm, (prompt) => ' '.repeat(prompt.length))

/** The signs of each kind; two lines tell an ImageBuilder configuration from another list of assignments. */
function kindOfScript(text: string): ScriptKind | undefined {
  if (/^[ \t]*(xen_hypervisor|xen_module|menuentry|multiboot2?|module2|GRUB_\w+=)/m.test(text)) return 'grub'
  if (
    /(?:^|[;&|]|\b(?:then|else|do))[ \t]*(?:setenv|fdt|load|fatload|ext[24]load|tftp\w*|boot[izm]|bootefi|run|source|env)[ \t]/m.test(
      text,
    )
  )
    return 'u-boot'
  const variables =
    /^[ \t]*(?:export )?(?:MEMORY_(?:START|END)|DEVICE_TREE|XEN|XEN_CMD|DOM0_\w+|NUM_DOMUS|UBOOT_\w+|LOAD_CMD|BOOT_CMD|LINUX)=/gm
  if ((text.match(variables)?.length ?? 0) > 1) return 'imagebuilder'
  return /^[ \t]*\[[^\]\n]+\]/m.test(text) && /^[ \t]*(kernel|options|default)[ \t]*=/m.test(text)
    ? 'xen-cfg'
    : undefined
}
