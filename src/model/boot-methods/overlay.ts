/** The boot modules are compiled into the device tree beforehand: U-Boot only loads, and jumps. */
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

export const overlay = {
  id: 'overlay',
  loader: 'u-boot',
  label: 'an overlay is compiled into the device tree beforehand',
  because: 'the device tree says everything by itself',
  places: 'us',
  asks: asksForPlaces,
  writes: [overlayFile, nativeScript],
  also: [bootScript, ...imageBuilderFiles],
  stages: [stagedScript, stagedNative],
  expects: ['u-boot'],
  bootScript: scriptName,
  example: 'boot.cmd',
  commandLines: inChosen,
  carriesSizes: { what: 'An overlay', file: overlayFile.template },
  rehearsedAs: 'the rehearsal boots the script; the overlay says the same to Xen',
} as const satisfies BootMethod
