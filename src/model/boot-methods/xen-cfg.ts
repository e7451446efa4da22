/** UEFI starts Xen's binary as a program, which loads what xen.cfg beside it names (xen/common/efi/boot.c). */
import type { BootMethod } from '../boot-method.ts'

const config = 'boot/xen.cfg'

export const xenCfg = {
  id: 'xen-cfg',
  loader: 'uefi',
  label: 'Xen reads xen.cfg, and loads what it names',
  because: 'it needs nothing but the firmware and Xen',
  places: 'firmware',
  asks: [],
  writes: [{ template: config, page: 'xen-cfg' }],
  also: [],
  stages: [
    {
      what: 'xen.cfg',
      name: 'xen.cfg',
      from: config,
      at: 'the name that Xen looks for',
      is: 'what Xen reads beside itself',
      isBesideXen: true,
    },
  ],
  expects: ['efi', 'xen-cfg'],
  xenName: { value: 'xen.efi', because: 'UEFI starts programs that are called so, and xen.cfg goes beside it' },
  example: 'xen.cfg',
  commandLines: { xen: { name: 'options=', file: config }, dom0: { name: 'kernel=', file: config } },
  // xen/common/efi/boot.c and xen/arch/arm/efi/efi-boot.h: modules in the tree come first.
  treeModules: 'Xen started by UEFI would take it, and leave xen.cfg unread',
  takesAcpi: true,
  refuses: {
    // Only the header of a 64-bit Xen is that of an EFI program, too (xen/arch/arm/arm64/head.S).
    arm32: {
      says: 'UEFI cannot start a 32-bit Xen, which is no EFI program',
      reason: 'a 32-bit Xen is no EFI program',
      at: 'answer firmware.loader',
      fix: 'Answer firmware.loader with u-boot; where the board has UEFI alone, a U-Boot for it has to be flashed.',
    },
  },
} as const satisfies BootMethod
