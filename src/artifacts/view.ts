/**
 * What templates see: the plan with what they would otherwise have to work out; every name is there, `false` where
 * there is nothing.
 */

import { kernelNames } from '../model/arch.ts'
import { type BootMedium, type MediumId, medium } from '../model/boot-medium.ts'
import type { Verdicts } from '../model/finding.ts'
import type { Load, LoadRole, Plan } from '../model/plan.ts'
import { endOf } from '../model/range.ts'
import { originsOfEdit, originsOfLoad, originsOfModule } from './block-origins.ts'
import { buildView, builtFile } from './build-view.ts'
import { editView } from './edit-view.ts'
import { fragmentFor } from './kernel-fragments.ts'
import { imageBuilderCommandLine, imageBuilderFile } from './quote/index.ts'

/** What templates see besides the plan. */
export interface RenderContext {
  readonly version: string
  readonly verdicts: Verdicts
  /** The steps whose gate is not passed yet. */
  readonly open?: readonly { readonly id: string; readonly title: string }[]
  /** The files of the answers, by the role in which they are loaded. */
  readonly localFiles: Readonly<Record<string, string>>
}

/** Handlebars is strict: what may be missing is `false` here. */
export function viewOf(plan: Plan, { version, verdicts, open = [], localFiles }: RenderContext) {
  const { prepare, isNetwork }: BootMedium & { prepare?: string } = { ...medium[plan.medium.device], ...plan.medium }
  const loads = plan.loads.map((one) => loadView(one, plan, localFiles))
  const load = (role: LoadRole) => loads.find((one) => one.role === role) ?? false
  const uboot = plan.loader === 'u-boot'
  return {
    ...plan,
    version,
    uboot,
    uefi: !uboot,
    imageName: plan.arch === 'arm64' ? 'arm64 Image' : kernelNames[plan.arch],
    guest: plan.guest
      ? {
          ...plan.guest,
          ramdisk: plan.guest.ramdisk ?? false,
          disk: plan.guest.disk ?? false,
          network: plan.guest.network ?? false,
        }
      : false,
    native: plan.native
      ? { ...plan.native, console: plan.native.console ?? false, root: plan.native.root ?? false }
      : false,
    userspace: {
      ...plan.userspace,
      suite: plan.userspace.suite ?? false,
      root: plan.userspace.root ?? false,
      bridge: plan.userspace.bridge ?? false,
    },
    wiring: plan.wiring
      ? { says: plan.wiring.says ?? false, baud: plan.wiring.baud === undefined ? false : String(plan.wiring.baud) }
      : false,
    handover: { says: plan.handover.says ?? false },
    smp: {
      psci: false,
      'psci-added': false,
      'spin-table': false,
      platform: false,
      unknown: false,
      [plan.handover.smp]: true,
    },
    quirks: plan.quirks ?? false,
    earlyPrintk: plan.earlyPrintk ?? false,
    earlyPrintkShift: plan.earlyPrintk?.shift !== undefined,
    scriptAddress: plan.scriptAddress ?? false,
    qemu: plan.qemu ?? false,
    dtbVariable: plan.dtbVariable ?? false,
    medium: { ...plan.medium, prepare: prepare ?? false },
    mediumName: medium[plan.medium.device].name,
    isNetwork: isNetwork ?? false,
    loads,
    nativeLoads: loads.filter(({ role }) => role !== 'xen'),
    dtb: load('dtb'),
    xenLoad: load('xen'),
    kernelLoad: load('kernel'),
    initrdLoad: load('initrd'),
    dtbFile: loads.find(({ role }) => role === 'dtb')?.file ?? false,
    dom0Root: /(^| )root=/.test(plan.dom0.cmdline),
    modules: plan.modules.map((one) => ({ ...one, from: originsOfModule(one.node, one.load.role) })),
    treeEdits: plan.treeEdits.map((edit, index) => editView(edit, originsOfEdit(edit, index))),
    imageBuilder: uboot && (plan.way === 'imagebuilder' || imageBuilderRefusal(plan) === undefined),
    imageBuilderSays: imageBuilderRefusal(plan) ?? false,
    needsBootz: plan.bootCommand === 'bootz',
    // reg holds the sizes that the files have now, so all must be known.
    overlay: uboot && plan.modules.every((one) => one.load.fileSize !== undefined),
    firmwareFile: false,
    acpi: !uboot && load('dtb') === false,
    scriptWay: plan.way === 'script',
    imageBuilderWay: plan.way === 'imagebuilder',
    overlayWay: plan.way === 'overlay',
    isHardware: plan.target === 'hardware',
    // An EFI system partition is there already, on a disk with a GPT.
    partitionsShown: uboot && plan.target === 'hardware',
    is32: plan.arch === 'arm32',
    xenFile: plan.loads.find(({ role }) => role === 'xen')?.file ?? '',
    ...machineView(plan),
    scriptStaged: uboot && plan.way !== 'imagebuilder',
    nativeStaged: uboot && plan.native !== undefined,
    extraStaged: uboot && plan.way === 'imagebuilder' && plan.treeEdits.length > 0,
    xenCfgPlace: besideXen(plan.loads.find(({ role }) => role === 'xen')?.file ?? ''),
    usesWork: plan.userspace.system === 'debian' || loads.some(({ builtFile }) => builtFile !== false),
    ...buildView(plan),
    dom0Fragment: { ...fragmentFor('dom0', plan.arch), version },
    // The target comes last, since it takes the rest of the string (xl-disk-configuration(5)).
    guestDiskSpec: plan.guest?.disk
      ? `format=raw,vdev=${plan.guest.disk.vdev},access=rw,target=${plan.guest.disk.path}`
      : '',
    guestKernelWords: plan.arch === 'arm64' ? "an arm64 Image, plain or gzip'd" : 'an arm32 zImage',
    guestFragment: plan.guest ? { ...fragmentFor('guest', plan.arch), version } : false,
    regions: plan.regions.map((region) => ({ ...region, end: endOf(region) })),
    banks: plan.banks.map((bank) => ({ ...bank, end: endOf(bank) })),
    openSteps: open.map(({ id, title }) => ({ title, gate: `${id}.done` })),
    findings: verdicts.findings.map((finding) => ({ ...finding, fix: finding.fix ?? false })),
    unchecked: verdicts.notChecked.map(({ rule, missing }) => ({ rule, missing: missing.join(', ') })),
  }
}

/** Why there is no configuration for ImageBuilder: a value that it would break; nothing when it carries all. */
function imageBuilderRefusal({ xen, dom0, loads }: Plan): string | undefined {
  const refusals = [
    ...[
      ['The command line of Xen', xen.cmdline],
      ['The command line of dom0', dom0.cmdline],
    ].map(([what, line]) => ({ what, quoted: imageBuilderCommandLine(line!) })),
    ...loads.flatMap(({ name, file }) =>
      file === undefined ? [] : [{ what: `The file name of ${name}`, quoted: imageBuilderFile(file) }],
    ),
  ]
  const one = refusals.find(({ quoted }) => !quoted.ok)
  return one && !one.quoted.ok ? `${one.what}: ${one.quoted.says}` : undefined
}

/** One load, with the words that its step in a script needs. */
function loadView(load: Load, plan: Plan, localFiles: Readonly<Record<string, string>>) {
  const { device, partition, load: loadCommand } = plan.medium
  const isNetwork = 'isNetwork' in medium[device]
  return {
    ...load,
    file: load.file ?? false,
    sizeVariable: load.sizeVariable ?? false,
    fileRoom: fileRoom(load, plan),
    localFile: localFiles[load.role] ?? false,
    optionName: load.role !== 'xen' && load.file !== undefined && load.role,
    builtFile: builtFile(load.role, plan) ?? false,
    loadCommand,
    loadFrom: isNetwork ? 'the TFTP server' : `${device} ${partition}`,
    lookAt: isNetwork ? 'printenv serverip, and at the log of the server' : `ls ${device} ${partition}`,
    from: originsOfLoad[load.role],
  }
}

/**
 * A disk of QEMU's for each medium, with the controller that U-Boot and Linux drive (QEMU
 * docs/system/device-emulation).
 */
const qemuDisks: Readonly<Record<MediumId, string>> = {
  virtio: '-device virtio-blk-device,drive=hd0',
  mmc: '-device sdhci-pci -device sd-card,drive=hd0',
  usb: '-device usb-ehci -device usb-storage,drive=hd0',
  scsi: '-device ahci,id=ahci -device ide-hd,drive=hd0,bus=ahci.0',
  nvme: '-device nvme,drive=hd0,serial=xenup',
  tftp: '',
}

/** What QEMU and Linux call the architecture, and what hangs on the machine. */
function machineView(plan: Plan) {
  const { device } = plan.medium
  return {
    ...archView(plan),
    qemuDisk: qemuDisks[device],
    qemuNetwork: plan.userspace.bridge !== undefined || 'isNetwork' in medium[device],
  }
}

function archView({ arch }: Plan) {
  return arch === 'arm64'
    ? {
        qemuSystem: 'aarch64',
        qemuCpu: 'cortex-a57',
        qemuFirmware: 'qemu_arm64',
        qemuOptions: '',
        nativeMode: 'CPU: All CPU(s) started at EL2',
      }
    : // U-Boot and Linux for 32 bits find no PCI host above 4 GiB (QEMU docs/system/arm/virt.rst, highmem).
      {
        qemuSystem: 'arm',
        qemuCpu: 'cortex-a15',
        qemuFirmware: 'qemu_arm',
        qemuOptions: ',highmem=off',
        nativeMode: 'CPU: All CPU(s) started in HYP mode.',
      }
}

/** xen.cfg lies beside Xen, whatever folder that is in. */
const besideXen = (file: string): string => `${file.slice(0, file.lastIndexOf('/') + 1)}xen.cfg`

/** U-Boot's itest compares 32 bits, with a sign (cmd/itest.c): no file here comes near 2 GiB. */
const largestForItest = 0x7fff_ffffn

/** The largest file that fits: of the device tree's place a part is for its growth. */
function fileRoom({ role, room }: Load, { dtbGrowth }: Plan): bigint {
  const bytes = role === 'dtb' ? room - dtbGrowth : room
  return bytes < largestForItest ? bytes : largestForItest
}
