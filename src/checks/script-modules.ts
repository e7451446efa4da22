/**
 * Boot modules as a script describes them, as Xen would take them (xen/common/device-tree/bootinfo-fdt.c,
 * process_multiboot_node; docs/misc/arm/device-tree/booting.txt).
 */
import {
  addressOfModule,
  type BootSeen,
  dom0Modules,
  isOpen,
  isSameAddress,
  kindOfModule,
  type ModuleSeen,
  moduleWords,
  placeIn,
  startsXen,
} from '../model/boot-seen.ts'
import type { ParsedFile } from '../model/facts.ts'
import { hex } from '../model/quantity.ts'
import { defineCheck, type Found } from './check.ts'
import { foundAt } from './script-place.ts'

/** Cells of address and size that count for a module, and who says so. */
interface Cells {
  readonly address: number
  readonly size: number
  readonly from: string
}

export const scriptModules = defineCheck({
  id: 'script-modules',
  needs: ['boot.seen'],
  uses: ['chosen.cells', 'chosen.modules', 'read:dom0-kernel.file', 'read:dom0-kernel.initrd-file'],
  run(have) {
    const boot = have['boot.seen']
    if (boot.kind !== 'u-boot' || !startsXen(boot)) return []
    const tree = have['chosen.cells']
    const cells = cellsOf(boot, tree && { ...tree.value, from: `${tree.evidence.file} ${tree.evidence.at}` })
    const files = { kernel: have['read:dom0-kernel.file'], initrd: have['read:dom0-kernel.initrd-file'] }
    return [
      ...tooMany(boot),
      ...boot.modules
        .slice(0, mostModules)
        .flatMap((module) => [
          ...wordFaults(boot, module),
          ...(module.ofGuest ? [] : regFaults(boot, module, cells)),
          ...placeFaults(boot, module),
          ...sizeFaults(boot, module, files),
        ]),
      ...(have['chosen.modules'] ? [] : kernelFaults(boot)),
      ...idleFiles(boot),
    ]
  },
})

/** MAX_MODULES (docs and code of xen.git c447b7308b13, xen/common/device-tree/bootinfo.c). */
const mostModules = 32

const tooMany = (boot: BootSeen): readonly Found[] =>
  boot.modules.length > mostModules
    ? [
        foundAt(
          boot,
          'error',
          boot.modules[mostModules]!.at,
          `There are ${boot.modules.length} modules, and Xen takes ${mostModules} at most: it ignores the others`,
          'Take some out.',
        ),
      ]
    : []

/** The script's own count before the tree's; nothing where neither is known. */
function cellsOf(boot: BootSeen, tree: Cells | undefined): Cells | undefined {
  const { address, size } = boot.cells
  const own = address ?? size
  const one = address?.value ?? tree?.address
  const other = size?.value ?? tree?.size
  if (one === undefined || other === undefined) return undefined
  return { address: one, size: other, from: own ? placeIn(boot, own.at) : tree!.from }
}

/** compatible: the word for a module, and the word for what it is. */
function wordFaults(boot: BootSeen, module: ModuleSeen): readonly Found[] {
  const { compatible, path, at } = module
  if (!compatible)
    return [
      foundAt(
        boot,
        'error',
        at,
        `The node ${path} gets no compatible, and without one it is no boot module`,
        'Write compatible "multiboot,kernel" "multiboot,module", or "multiboot,ramdisk" "multiboot,module".',
      ),
    ]
  const kind = kindOfModule(module)
  // A string with a comma at its end was told of when it was read.
  const strange = compatible.values.filter((value) => !isOpen(value) && !known.has(value) && !value.endsWith(','))
  if (kind === 'none')
    return [
      foundAt(
        boot,
        'error',
        compatible.at,
        `The compatible of ${path} has neither ${moduleWords.join(' nor ')}: Xen does not see the module`,
        'Add "multiboot,module".',
      ),
    ]
  if (strange.length > 0)
    return [
      foundAt(
        boot,
        kind === 'untyped' ? 'warning' : 'note',
        compatible.at,
        `The compatible of ${path} has "${strange[0]}", which no Xen knows${kind === 'untyped' ? ': the module has no kind, and Xen guesses by the order' : ''}`,
        'Write "multiboot,kernel" or "multiboot,ramdisk", and "multiboot,module".',
      ),
    ]
  return []
}

const known: ReadonlySet<string> = new Set([
  ...moduleWords,
  'xen,linux-zimage',
  'xen,linux-initrd',
  'xen,xsm-policy',
  'multiboot,kernel',
  'multiboot,ramdisk',
  'multiboot,device-tree',
])

/** A reg is one address and one size, in as many cells as the node above says. */
function regFaults(boot: BootSeen, { path, at, reg }: ModuleSeen, cells: Cells | undefined): readonly Found[] {
  if (!reg)
    return [
      foundAt(
        boot,
        'error',
        at,
        `The module ${path} gets no reg: Xen would stop there, before its console works`,
        'Write fdt set, the node, reg <0x0 ADDRESS 0x0 SIZE>.',
      ),
    ]
  const count = reg.cells.length
  // Cells that U-Boot could not read were told of.
  if (count === 0) return []
  if (!cells)
    return count === 4
      ? []
      : [
          foundAt(
            boot,
            'warning',
            reg.at,
            `The reg of ${path} has ${count} cells, and the script sets no #address-cells and #size-cells for /chosen: those of the tree's root hold, which are two and two on most 64-bit boards`,
            String.raw`Write fdt set /chosen \#address-cells <0x2> and fdt set /chosen \#size-cells <0x2> before, and reg <0x0 ADDRESS 0x0 SIZE>.`,
          ),
        ]
  const needed = cells.address + cells.size
  if (count === needed) return []
  const form =
    cells.address === 1 ? '<ADDRESS SIZE>' : cells.size === 1 ? '<0x0 ADDRESS SIZE>' : '<0x0 ADDRESS 0x0 SIZE>'
  return [
    foundAt(
      boot,
      'error',
      reg.at,
      count < needed
        ? `The reg of ${path} has ${count} cells, and with ${cells.address} for the address and ${cells.size} for the size it needs ${needed}: Xen would stop there, before its console works`
        : `The reg of ${path} has ${count} cells, and with ${cells.address} for the address and ${cells.size} for the size Xen takes the first ${needed} alone`,
      `Write reg ${form}, or give /chosen other cells.`,
      cells.from,
    ),
  ]
}

/** The address must be one to which something is loaded. */
function placeFaults(boot: BootSeen, module: ModuleSeen): readonly Found[] {
  const address = addressOfModule(module)
  const { loads } = boot
  if (address?.value === undefined || loads.length === 0 || module.reg?.cells.length === 1) return []
  if (loads.some((load) => !load.address || isOpen(load.address.text) || isSameAddress(load.address, address)))
    return []
  const first = module.reg!.cells[0]!
  const places = loads.flatMap(({ file, address: at }) => (at ? [`${file ?? 'blocks'} at ${at.text}`] : []))
  return [
    foundAt(
      boot,
      'error',
      module.reg!.at,
      `The module ${module.path} is said to lie at ${address.text}, and nothing is loaded there; there is ${places.slice(0, 4).join(', ')}`,
      module.reg!.cells.length > 2 && first.kind === 'number' && first.value > 0n
        ? 'Write the upper half of the address first, which is 0x0 below 4 GiB.'
        : 'Write the address to which the file is loaded.',
    ),
  ]
}

/** The size: of the file itself, neither of another nor of one that it was. */
function sizeFaults(
  boot: BootSeen,
  module: ModuleSeen,
  files: Readonly<Record<'kernel' | 'initrd', ParsedFile | undefined>>,
): readonly Found[] {
  const { reg, path } = module
  const size = reg && reg.cells.length > 1 ? reg.cells.at(-1) : undefined
  if (!reg || !size) return []
  const own = boot.loads.findLast(({ address }) => isSameAddress(address, addressOfModule(module)))
  if (size.kind === 'size') {
    const counted = boot.loads[size.load]
    return counted && own && !isSameAddress(counted.address, own.address)
      ? [
          foundAt(
            boot,
            'error',
            reg.at,
            `The size of ${path} is that of ${counted.file ?? 'another file'}, which was loaded last before filesize was read, and not that of ${own.file ?? 'its own'}`,
            'Keep the size right after the load: setenv kernel_size 0x$filesize.',
            placeIn(boot, counted.at),
          ),
        ]
      : []
  }
  if (size.kind !== 'number') return []
  if (size.value === 0n)
    return [
      foundAt(
        boot,
        'error',
        reg.at,
        `The module ${path} has the size 0`,
        'Write 0x$filesize, kept right after the load.',
      ),
    ]
  const kind = kindOfModule(module)
  const file = kind === 'kernel' || kind === 'initrd' ? files[kind] : undefined
  if (!file || module.ofGuest || size.value === file.size) return []
  return [
    foundAt(
      boot,
      size.value < file.size ? 'error' : 'warning',
      reg.at,
      `The module ${path} is said to have ${hex(size.value)} bytes, and ${file.path} has ${hex(file.size)}${size.value < file.size ? ': what is missing is cut off' : ''}`,
      'Write 0x$filesize, kept right after the load, or run the generator again.',
    ),
  ]
}

/** dom0 needs a kernel, one, unless guests are all that Xen starts. */
function kernelFaults(boot: BootSeen): readonly Found[] {
  if (!boot.start || boot.modules.some(({ ofGuest }) => ofGuest)) return []
  const own = boot.modules.filter(({ ofGuest }) => !ofGuest)
  const kernels = own.filter((module) => kindOfModule(module) === 'kernel')
  if (kernels.length > 1)
    return [
      foundAt(
        boot,
        'warning',
        kernels[1]!.at,
        `There are ${kernels.length} kernels for dom0, and Xen takes the first: ${kernels[0]!.path}`,
        'Take the others out.',
      ),
    ]
  return own.some((module) => ['kernel', 'untyped', 'none'].includes(kindOfModule(module)))
    ? []
    : [
        foundAt(
          boot,
          'error',
          boot.start.at,
          'No module under /chosen is the kernel of dom0: Xen would panic with "Could not set up DOM0 guest OS"',
          'Add one with compatible "multiboot,kernel" "multiboot,module" and its reg.',
        ),
      ]
}

/** An initramfs that is loaded and described by nothing never reaches dom0. */
function idleFiles(boot: BootSeen): readonly Found[] {
  const { start, loads, modules } = boot
  if (!start || modules.length === 0 || start.ramdisk || dom0Modules(boot).initrd) return []
  return loads
    .filter(({ role }) => role === 'initrd')
    .map(({ at, file, address }) =>
      foundAt(
        boot,
        'warning',
        at,
        `${file ?? 'The initramfs'} is loaded${address ? ` to ${address.text}` : ''}, and no module under /chosen describes it: dom0 does not get it`,
        'Add a module with compatible "multiboot,ramdisk" "multiboot,module" and its reg.',
      ),
    )
}
