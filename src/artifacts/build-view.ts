/** What the build scripts' templates see: names of tools, packages and versions for a plan. */
import { type Arch, debianNames, kernelNames } from '../model/arch.ts'
import { isNetwork } from '../model/boot-medium.ts'
import { buildsTools, builtLinux, suiteWith, toolsFolder } from '../model/debian.ts'
import { itsSwitch } from '../model/its.ts'
import type { Plan, XenOptions } from '../model/plan.ts'
import { sizeWithUnit } from '../model/quantity.ts'
import { pointReleases, type XenRelease } from '../model/xen-release.ts'
import { boardFilesView, type FetchedFile } from './board-files.ts'
import { fileSource, hasTools, kernelPackages, treeName } from './file-sources.ts'

/** What differs between the two architectures: names of tools (GCC, Debian) and of Linux. */
const machines: Readonly<
  Record<
    Arch,
    {
      readonly crossPrefix: string
      readonly crossPackage: string
      readonly machine: string
      readonly linuxArch: string
      readonly defconfig: string
    }
  >
> = {
  arm64: {
    crossPrefix: 'aarch64-linux-gnu-',
    crossPackage: 'gcc-aarch64-linux-gnu',
    machine: 'aarch64',
    linuxArch: 'arm64',
    defconfig: 'defconfig',
  },
  arm32: {
    crossPrefix: 'arm-linux-gnueabihf-',
    crossPackage: 'gcc-arm-linux-gnueabihf',
    machine: 'armv7l',
    linuxArch: 'arm',
    defconfig: 'multi_v7_defconfig',
  },
}

/** For dom0's root file system without the disk of a guest, in MiB: Debian takes 1.2 GiB, and should have room to live. */
const rootSpace = 4096n

/** What Xen is built with besides its defaults; what is said twice is set once. */
function xenOptions({ xen, method, loads }: Plan): readonly XenOptions[] {
  const readsAcpi = method.takesAcpi === true && !loads.some(({ role }) => role === 'dtb')
  const wanted: readonly XenOptions[] = [
    ...(readsAcpi
      ? [
          {
            options: ['CONFIG_UNSUPPORTED=y', 'CONFIG_ACPI=y'],
            because: 'The firmware tells of the machine by ACPI; Xen reads that only when it is built for it',
          },
        ]
      : []),
    ...(xen.its
      ? [
          {
            options: [`CONFIG_${itsSwitch(xen.release)}=y`, 'CONFIG_HAS_ITS=y'],
            because:
              "Off by default: without the driver dom0's tree has no ITS, and its devices get no message interrupts",
          },
        ]
      : []),
    ...(xen.needed ? [{ ...xen.needed, because: `The board needs it: ${xen.needed.because}` }] : []),
  ]
  return wanted.filter(
    ({ options }, index) =>
      !options.every((option) => wanted.slice(0, index).some((earlier) => earlier.options.includes(option))),
  )
}

/** The part of the view that is about building. */
export function buildView(plan: Plan, localFiles: Readonly<Record<string, string>>) {
  const { arch, xen, sources, userspace, guest, loads } = plan
  // A guest runs on any Debian; the newest is kept longest.
  const suite = userspace.suite ?? 'trixie'
  const withTools = hasTools(plan)
  const tree = treeName(loads.find(({ role }) => role === 'dtb')?.file ?? '')
  const fetchSuite = suiteWith(xen.release, arch) ?? suite
  const board = boardFilesView(plan, fetchSuite)
  const fetches: readonly FetchedFile[] = [
    ...loads.flatMap((load) => {
      const { place, fetched } = fileSource(load, plan)
      return fetched && load.file !== undefined && localFiles[load.role] === undefined
        ? [{ ...fetched, name: place!.slice(place!.lastIndexOf('/') + 1), component: 'main' }]
        : []
    }),
    ...board.boardFetches,
  ]
  const disk = guest?.disk
  const { system, suite: ofDom0 } = userspace
  const built = buildsTools({ arch, source: sources.xen, system, suite: ofDom0, release: xen.release })
  const onNetwork = isNetwork(plan.medium.device)
  const imageStaged = plan.target === 'qemu' && !onNetwork
  const rootMegabytes = userspace.system === 'debian' ? rootSpace + ((disk?.size ?? 0n) >> 20n) : 0n
  const kernel = sources.kernel === 'distribution' ? [kernelPackages[arch]] : ['initramfs-tools']
  return {
    ...machines[arch],
    kernelName: kernelNames[arch],
    debianArch: debianNames[arch],
    builds:
      sources.xen === 'build' || sources.kernel === 'build' || userspace.system === 'debian' || disk?.kind === 'file',
    xenBuild: sources.xen === 'build',
    xenOptions: xenOptions(plan),
    xenTag: pointReleases[xen.release as XenRelease],
    // xl of another release refuses to work, so it comes from where the hypervisor comes from.
    toolsNote: userspace.system === 'debian' && !withTools,
    toolsBuilt: built,
    kernelBuild: sources.kernel === 'build',
    linuxTag: builtLinux.tag,
    debian: userspace.system === 'debian',
    ownSystem: userspace.system === 'own',
    // Xen's tools come with the hypervisor of their own release; those of another would refuse to work.
    hasTools: withTools,
    debianPackages: [
      ...kernel,
      ...(withTools ? [`xen-system-${debianNames[arch]}`] : []),
      // resolved, since networkd leaves name servers to it.
      ...(userspace.bridge ? ['systemd-resolved'] : ['ifupdown']),
      'kmod',
      'e2fsprogs',
      // What Debian packs an initramfs with, where it is there; else gzip, which takes longer under emulation.
      'zstd',
    ].join(','),
    debianTree: tree !== undefined && sources.kernel === 'distribution' && `./usr/lib/linux-image-*/${tree}`,
    fetches,
    fetchComponents: [...new Set(['main', ...fetches.map(({ component }) => component)])].join(' '),
    ...board,
    // QEMU's disk: a gap for the partition table, the boot partition, and the root file system.
    imageStaged,
    rootfsStaged: userspace.system === 'debian' && !imageStaged,
    // What U-Boot finds by itself it takes before boot.scr.
    extlinuxTold: plan.method.bootScript !== undefined && !onNetwork && !imageStaged,
    rootMegabytes: String(rootMegabytes),
    imageMegabytes: String(1025n + rootMegabytes + (rootMegabytes > 0n ? 1n : 0n)),
    fetchSuite,
    makesInitramfs: guest?.ramdisk !== undefined || loads.some(({ role }) => role === 'initrd'),
    guestRamdisk: guest?.ramdisk ?? false,
    guestDisk: disk !== undefined,
    guestDiskFile: disk?.kind === 'file',
    guestDiskSize: sizeWithUnit(disk?.size ?? 2n << 30n),
    // A guest whose root is the disk that was made has a login, and does what xl shutdown asks.
    guestLogin: disk !== undefined && /(^| )root=/.test(guest?.cmdline ?? ''),
    xenctx: `${toolsFolder(xen.release, { built })}/xenctx`,
    guestDiskPlaceWords:
      userspace.system === 'debian'
        ? `stage.sh puts it into dom0's root file system, as ${disk?.path}; into one that is there already, copy it`
        : `copy it to ${disk?.path} in dom0`,
    guestSuite: suite,
    guestPackages: [...kernel, 'ifupdown', 'kmod', 'e2fsprogs'].join(','),
  }
}
