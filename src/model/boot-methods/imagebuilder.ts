/** ImageBuilder makes U-Boot's script, from a configuration of ours and the files themselves. */
import type { BootMethod } from '../boot-method.ts'
import {
  asksForPlaces,
  bootScript,
  imageBuilderFiles,
  inChosen,
  nativeScript,
  overlayFile,
  scriptName,
  stagedNative,
} from './u-boot.ts'

export const imagebuilder = {
  id: 'imagebuilder',
  loader: 'u-boot',
  label: 'ImageBuilder makes a script from boot/imagebuilder.cfg',
  because: 'the same configuration makes images for several boards',
  places: 'us',
  asks: asksForPlaces,
  writes: [...imageBuilderFiles, nativeScript],
  also: [bootScript, overlayFile],
  stages: [
    // ImageBuilder makes it, in the folder with everything else.
    { what: 'boot script', name: scriptName, at: 'the name that U-Boot looks for' },
    stagedNative,
    {
      what: 'extra commands',
      name: 'imagebuilder-extra.cmd',
      from: 'boot/imagebuilder-extra.cmd',
      at: 'the name in boot/imagebuilder.cfg',
      when: 'tree-edits',
    },
  ],
  expects: ['u-boot'],
  bootScript: scriptName,
  example: 'boot.cmd',
  commandLines: inChosen,
  afterStaging:
    'now let ImageBuilder make boot.scr there: bash scripts/uboot-script-gen -c $here/boot/imagebuilder.cfg -d $place',
  rehearsedAs: 'the rehearsal boots the script; what ImageBuilder makes says the same to Xen',
} as const satisfies BootMethod
