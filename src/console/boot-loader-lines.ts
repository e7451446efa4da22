/**
 * What firmware and boot loaders print before Xen (U-Boot common/main.c, boot/bootm.c, arch/arm/lib/image.c; Xen
 * xen/common/efi/boot.c), and our own boot script.
 */
import type { Signpost } from './signpost.ts'

export const bootLoaderLines = {
  'tf-a': {
    stage: 'firmware',
    by: 'machine',
    says: 'NOTICE:  BL31: {}',
    line: /^NOTICE: {1,4}BL(?:1|2|31): (?<is>v?\d\S*|\S*v\d\S*)$/,
    proves: 'TF-A runs',
    begins: true,
  },
  'u-boot-spl': {
    stage: 'firmware',
    by: 'machine',
    says: 'U-Boot SPL {}',
    line: /^U-Boot (?:SPL|TPL|VPL) (?<is>\S{4,60}) \(/,
    proves: 'the first part of U-Boot runs, and sets up the RAM',
    begins: true,
  },
  'u-boot': {
    stage: 'u-boot',
    by: 'machine',
    says: 'U-Boot {}',
    line: /^U-Boot (?!SPL |TPL |VPL )(?<is>\S{1,60})(?: \S{1,60})? \([A-Z][a-z]{2} \d\d \d{4} - /,
    proves: 'U-Boot runs',
    begins: true,
  },
  script: {
    stage: 'u-boot',
    by: 'machine',
    says: 'xenup: booting {} with',
    line: /^xenup: booting (?<is>Xen|Linux)\b/,
    proves: 'U-Boot found the script and runs it',
  },
  load: {
    stage: 'u-boot',
    by: 'machine',
    says: 'xenup: {} is at',
    line: /^xenup: (?<is>\S.{0,80}?) is at 0x/,
    proves: '{} is in memory, and fits its place',
  },
  loaded: {
    stage: 'u-boot',
    by: 'machine',
    says: 'xenup: all files are loaded',
    proves: 'the script found everything',
  },
  'script-stopped': {
    stage: 'u-boot',
    by: 'machine',
    says: 'xenup: stopped:',
    proves: 'the script met a fault that it names',
    ends: 'our boot script stopped',
  },
  'bad-image': {
    stage: 'u-boot',
    by: 'machine',
    says: 'Bad Linux ARM64 Image magic!',
    line: /^(?:Bad Linux ARM64 Image magic!|zimage: Bad magic!|Bad Magic Number$)/,
    proves: 'what was loaded as Xen or kernel is no image of that form',
    ends: 'U-Boot was given a file that it cannot start',
  },
  'must-reset': {
    stage: 'u-boot',
    by: 'machine',
    says: 'must RESET the board',
    line: /^(?:ERROR: .{1,200} - must RESET the board|### ERROR ### Please RESET the board ###)/,
    proves: 'U-Boot gave up',
    ends: 'U-Boot gave up',
  },
  'u-boot-abort': {
    stage: 'u-boot',
    by: 'machine',
    says: '"Synchronous Abort" handler',
    line: /^"(?:Synchronous Abort|Error)" handler, esr 0x/,
    proves: 'what runs in place of U-Boot, or U-Boot itself, touched what is not there',
    ends: 'U-Boot crashed',
  },
  handover: {
    stage: 'u-boot',
    by: 'machine',
    says: 'Starting kernel ...',
    proves: 'U-Boot jumped into Xen; silence from here on has five causes: xenup explain bring-up.silent',
  },
  'efi-loader': {
    stage: 'uefi',
    by: 'machine',
    says: 'EFI loader',
    line: /^Xen \d.{1,200} EFI loader$/,
    proves: 'UEFI found xen.efi and started it',
    begins: true,
  },
  'efi-config': {
    stage: 'uefi',
    by: 'machine',
    says: 'Using configuration file',
    line: /^Using configuration file '/,
    proves: 'Xen found xen.cfg beside itself',
  },
} as const satisfies Readonly<Record<string, Signpost>>
