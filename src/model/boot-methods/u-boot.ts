/** What the methods under U-Boot have in common: their files, and what they ask. */
import type { MethodFile, MethodQuestion, MethodStages } from '../boot-method.ts'

export const bootScript: MethodFile = {
  template: 'boot/boot.cmd',
  page: 'boot-script',
  image: 'xenup boot script',
}

export const nativeScript: MethodFile = {
  template: 'boot/native.cmd',
  page: 'native-script',
  image: 'xenup native boot',
}

export const imageBuilderFiles: readonly MethodFile[] = [
  { template: 'boot/imagebuilder.cfg', page: 'imagebuilder' },
  { template: 'boot/imagebuilder-extra.cmd', page: 'imagebuilder' },
]

export const overlayFile: MethodFile = { template: 'boot/xen-chosen.dtso', page: 'overlay' }

/** Everything is loaded to an address of ours, from a partition by its number. */
export const asksForPlaces: readonly MethodQuestion[] = [
  'boot-media.partition',
  'boot-media.script-address',
  'boot-media.addresses',
]

/** The name that U-Boot looks for by itself (distro boot, boot_scripts). */
export const scriptName = 'boot.scr'

/** The boot script of ours. */
export const stagedScript: MethodStages = {
  what: 'boot script',
  name: scriptName,
  from: 'boot/boot.scr',
  at: 'the name that U-Boot looks for',
  is: 'the boot script',
}

/** The script for Linux without Xen. */
export const stagedNative: MethodStages = {
  what: 'native script',
  name: 'native.scr',
  from: 'boot/native.scr',
  at: 'the name that BRINGUP.md types',
  is: 'the script that boots Linux without Xen',
  when: 'native',
}

/** Both command lines are properties of the device tree's node /chosen. */
export const inChosen = {
  xen: { name: '/chosen/xen,xen-bootargs' },
  dom0: { name: '/chosen/xen,dom0-bootargs' },
} as const
