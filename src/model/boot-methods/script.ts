/** U-Boot runs a script of ours, which loads each file, adds the boot modules with fdt commands, and checks each step. */
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
  stagedScript,
} from './u-boot.ts'

export const script = {
  id: 'script',
  loader: 'u-boot',
  label: 'the boot script adds them with fdt commands',
  because: 'the boot script checks each of its steps, and takes the sizes of the files as they are',
  places: 'us',
  asks: asksForPlaces,
  writes: [bootScript, nativeScript],
  also: [...imageBuilderFiles, overlayFile],
  stages: [stagedScript, stagedNative],
  expects: ['script', 'u-boot'],
  bootScript: scriptName,
  example: 'boot.cmd',
  commandLines: inChosen,
} as const satisfies BootMethod
