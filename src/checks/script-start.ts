/** The command that hands over: what it is given, and in which mode U-Boot leaves (U-Boot cmd/booti.c, bootz.c, bootm.c). */
import { bootCommands } from '../model/arch.ts'
import { type AddressSeen, type BootSeen, dom0Modules, isOpen, isSameAddress, startsXen } from '../model/boot-seen.ts'
import { defineCheck, type Found } from './check.ts'
import { foundAt, top } from './script-place.ts'

export const scriptStart = defineCheck({
  id: 'script-start',
  needs: ['boot.seen'],
  uses: ['machine', 'read:xen.file', 'dtb.source', 'compatible'],
  run(have) {
    const boot = have['boot.seen']
    const { start, kind } = boot
    if (kind === 'imagebuilder') return start ? wrongCommand(boot, have) : []
    if (kind !== 'u-boot') return start && !have['dtb.source'] && !have.compatible ? withoutTree(boot) : []
    if (!start) return withoutStart(boot)
    const plain = startsXen(boot)
      ? []
      : [
          foundAt(
            boot,
            'note',
            start.at,
            `Nothing in the script is for Xen: ${start.command} starts Linux alone`,
            'Nothing, if that is meant; else add Xen, its modules under /chosen, and its command line.',
          ),
        ]
    return [
      ...plain,
      ...secureMode(boot),
      ...ramdiskBeside(boot),
      ...strangeTree(boot),
      ...notLoaded(boot, start.image, 'image'),
      ...wrongCommand(boot, have),
    ]
  },
})

/** UEFI machines with ACPI have no tree to hand on, or a stub (case of Xen on QEMU with EDK2 and of Arm servers). */
const withoutTree = (boot: BootSeen): readonly Found[] =>
  boot.loads.some(({ role }) => role === 'dtb')
    ? []
    : [
        foundAt(
          boot,
          'note',
          boot.start!.at,
          'No device tree is given: Xen gets the one of the firmware, and where that boots with ACPI there is none, or one that is all but empty',
          boot.kind === 'grub'
            ? 'Nothing, where the firmware has a tree; else add devicetree FILE.'
            : 'Nothing, where the firmware has a tree; else add dtb=FILE.',
        ),
      ]

/** Where a script goes on elsewhere, that is told under "not read". */
function withoutStart(boot: BootSeen): readonly Found[] {
  if (boot.unread.some(({ says }) => /goes on with|does not set that variable/.test(says))) return []
  return [
    foundAt(
      boot,
      'warning',
      top,
      'No command of the script starts anything',
      'End it with booti (64 bits) or bootz (32 bits): booti XEN - DEVICETREE.',
    ),
  ]
}

/** arch/arm/lib/bootm.c, boot_nonsec: `sec` leaves in the secure world, where there is no HYP mode. */
function secureMode(boot: BootSeen): readonly Found[] {
  const mode = boot.variables['bootm_boot_mode']
  return mode && /^sec/i.test(mode.text)
    ? [
        foundAt(
          boot,
          'error',
          mode.at,
          `bootm_boot_mode is set to ${mode.text}: U-Boot leaves in the secure world, where there is no HYP mode, and Xen stops at once without a word`,
          'Take the line out, or write setenv bootm_boot_mode nonsec.',
        ),
      ]
    : []
}

/** U-Boot writes it into linux,initrd-start, which Xen takes for a module (bootinfo-fdt.c, process_chosen_node). */
function ramdiskBeside(boot: BootSeen): readonly Found[] {
  const { ramdisk } = boot.start!
  if (!ramdisk || !startsXen(boot)) return []
  const isModule = dom0Modules(boot).initrd !== undefined
  return [
    foundAt(
      boot,
      isModule ? 'error' : 'warning',
      ramdisk.at,
      isModule
        ? `An initramfs is given to ${boot.start!.command} (${ramdisk.text}), and another is a module under /chosen: U-Boot moves the first and tells of it in linux,initrd-start, and Xen takes both`
        : `An initramfs is given to ${boot.start!.command} (${ramdisk.text}) instead of a module under /chosen: U-Boot moves it where it likes and tells of it in linux,initrd-start`,
      'Write - in its place, and describe the initramfs as a module: compatible "multiboot,ramdisk" "multiboot,module".',
    ),
  ]
}

/** What fdt set changes must be what is handed on. */
function strangeTree(boot: BootSeen): readonly Found[] {
  const start = boot.start!
  if (!startsXen(boot)) return []
  const last = boot.room.findLast((step) => step.kind === 'open' || step.kind === 'move')
  const changed = last?.kind === 'move' ? last.to : last?.kind === 'open' ? last.address : undefined
  if (!start.tree)
    return [
      foundAt(
        boot,
        'warning',
        start.at,
        `${start.command} is given no device tree: U-Boot hands on its own, or none`,
        `Write ${start.command} XEN - DEVICETREE.`,
      ),
    ]
  if (!changed && boot.modules.length > 0)
    return [
      foundAt(
        boot,
        'warning',
        boot.modules[0]!.at,
        'No fdt addr stands before the changes of the tree: they go into the one that U-Boot has open',
        'Write fdt addr and the address of the tree before.',
      ),
    ]
  if (!changed) return notLoaded(boot, start.tree, 'device tree')
  if (!isSameAddress(changed, start.tree))
    return [
      foundAt(
        boot,
        isOpen(changed.text) || isOpen(start.tree.text) ? 'warning' : 'error',
        start.tree.at,
        `${start.command} hands on the tree at ${start.tree.text}, and the changes went into the one at ${changed.text}`,
        'Give both the same address.',
      ),
    ]
  const loaded = boot.loads.findLast(({ address }) => isSameAddress(address, changed))
  if (last?.kind === 'open' && loaded && loaded.at.line > last.at.line)
    return [
      foundAt(
        boot,
        'error',
        loaded.at,
        `The tree is loaded to ${changed.text} after fdt addr opened it there: what was changed before is lost`,
        'Load it before fdt addr.',
      ),
    ]
  return last?.kind === 'open' ? notLoaded(boot, changed, 'device tree') : []
}

/** Where files are loaded to known addresses, what is started must be one of them. */
function notLoaded(boot: BootSeen, address: AddressSeen | undefined, what: string): readonly Found[] {
  const { loads } = boot
  if (address?.value === undefined || loads.length === 0) return []
  if (
    loads.some(
      (load) => load.address === undefined || isSameAddress(load.address, address) || isOpen(load.address.text),
    )
  )
    return []
  // Firmware may have laid its tree there, as QEMU does; not where the script loads one itself.
  const isLikely =
    what !== 'device tree' || loads.some(({ role, file }) => role === 'dtb' || /\.dtb$/i.test(file ?? ''))
  const places = loads.flatMap(({ file, address: at }) => (at ? [`${file ?? 'blocks'} at ${at.text}`] : []))
  return [
    foundAt(
      boot,
      isLikely ? 'error' : 'note',
      address.at,
      `The ${what} is taken from ${address.text}, and nothing is loaded there; there is ${places.slice(0, 4).join(', ')}`,
      isLikely
        ? 'Write the address to which it is loaded.'
        : 'Nothing, where the firmware lays its own tree there; else load one.',
    ),
  ]
}

/** booti takes an arm64 Image, bootz a zImage, bootm what mkimage made. */
function wrongCommand(
  boot: BootSeen,
  have: {
    readonly machine?: keyof typeof bootCommands
    readonly 'read:xen.file'?: { readonly path: string; readonly kind: string }
  },
): readonly Found[] {
  const { command, at } = boot.start!
  const machine = have.machine
  const xen = have['read:xen.file']
  if (machine && (command === 'booti' || command === 'bootz') && command !== bootCommands[machine])
    return [
      foundAt(
        boot,
        'error',
        at,
        `${command} is for ${command === 'booti' ? '64' : '32'}-bit images, and the board is ${machine === 'arm64' ? '64' : '32'}-bit`,
        `Write ${bootCommands[machine]}.`,
      ),
    ]
  // ImageBuilder makes the image that bootm takes by itself.
  if (boot.kind === 'u-boot' && command === 'bootm' && xen?.kind === 'xen')
    return [
      foundAt(
        boot,
        'error',
        at,
        `bootm takes what mkimage made, and ${xen.path} is Xen as it was built: U-Boot says "Wrong Image Format for bootm command"`,
        `Write ${machine ? bootCommands[machine] : 'booti, or bootz on 32 bits'}.`,
      ),
    ]
  if (command === 'go' && startsXen(boot))
    return [
      foundAt(
        boot,
        'error',
        at,
        'go jumps without handing on a device tree, and Xen cannot start so',
        `Write ${machine ? bootCommands[machine] : 'booti, or bootz on 32 bits'} XEN - DEVICETREE.`,
      ),
    ]
  return []
}
