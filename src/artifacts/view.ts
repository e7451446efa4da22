/**
 * What templates see: the plan with what they would otherwise have to work out; every name is there, `false` where
 * there is nothing.
 */
import { kernelNames } from '../model/arch.ts'
import { isNetwork, type MediumId, medium } from '../model/boot-medium.ts'
import type { Verdicts } from '../model/finding.ts'
import type { LoadRole, Plan } from '../model/plan.ts'
import { endOf } from '../model/range.ts'
import { originsOfEdit, originsOfReservation } from './block-origins.ts'
import { bootView } from './boot-view.ts'
import { bridgePorts } from './bridge-ports.ts'
import { buildView } from './build-view.ts'
import { editView } from './edit-view.ts'
import { fragmentFor } from './kernel-fragments.ts'

/** What templates see besides the plan. */
export interface RenderContext {
  readonly version: string
  /** The answers file, as headers call it. */
  readonly answersFile?: string
  readonly verdicts: Verdicts
  /** The steps whose gate is not passed yet. */
  readonly open?: readonly { readonly id: string; readonly title: string }[]
  /** The files of the answers, by the role in which they are loaded. */
  readonly localFiles: Readonly<Record<string, string>>
}

/** Handlebars is strict: what may be missing is `false` here. */
export function viewOf(
  plan: Plan,
  { version, answersFile = 'xenup.answers.yaml', verdicts, open = [], localFiles }: RenderContext,
) {
  const boot = bootView(plan, localFiles)
  const { loads } = boot
  const load = (role: LoadRole) => loads.find((one) => one.role === role) ?? false
  return {
    ...plan,
    ...boot,
    version,
    answersFile,
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
      bridge: plan.userspace.bridge
        ? { ...plan.userspace.bridge, ports: bridgePorts(plan.userspace.bridge.interface) }
        : false,
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
    qemu: plan.qemu ?? false,
    mediumName: medium[plan.medium.device].name,
    isNetwork: isNetwork(plan.medium.device),
    nativeLoads: loads.filter(({ role }) => role !== 'xen'),
    dtb: load('dtb'),
    xenLoad: load('xen'),
    kernelLoad: load('kernel'),
    initrdLoad: load('initrd'),
    dtbFile: loads.find(({ role }) => role === 'dtb')?.file ?? false,
    dom0Root: /(^| )root=/.test(plan.dom0.cmdline),
    treeEdits: plan.treeEdits.map((edit, index) => editView(edit, originsOfEdit(edit, index))),
    reservations: plan.reservations.map((one, index) => ({
      ...one,
      end: endOf(one),
      from: originsOfReservation(index),
    })),
    changesTree: plan.treeEdits.length + plan.reservations.length > 0,
    firmwareFile: false,
    isHardware: plan.target === 'hardware',
    is32: plan.arch === 'arm32',
    ...machineView(plan),
    usesWork:
      plan.userspace.system === 'debian' ||
      plan.bootFiles.some(({ place }) => place.kind === 'partition') ||
      loads.some(({ fileSource: { place } }) => place !== false),
    ...buildView(plan, localFiles),
    dom0Fragment: { ...fragmentFor('dom0', plan.arch), version, answersFile },
    // The target comes last, since it takes the rest of the string (xl-disk-configuration(5)).
    guestDiskSpec: plan.guest?.disk
      ? `format=raw,vdev=${plan.guest.disk.vdev},access=rw,target=${plan.guest.disk.path}`
      : '',
    guestKernelWords: plan.arch === 'arm64' ? "an arm64 Image, plain or gzip'd" : 'an arm32 zImage',
    guestFragment: plan.guest ? { ...fragmentFor('guest', plan.arch), version, answersFile } : false,
    banks: plan.banks.map((bank) => ({ ...bank, end: endOf(bank) })),
    openSteps: open.map(({ id, title }) => ({ title, gate: `${id}.done` })),
    findings: verdicts.findings.map((finding) => ({ ...finding, fix: finding.fix ?? false })),
    unchecked: verdicts.notChecked.map(({ rule, missing }) => ({ rule, missing: missing.join(', ') })),
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
    qemuNetwork: plan.userspace.bridge !== undefined || isNetwork(device),
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
