/** What the build scripts' templates see: names of tools, packages and versions for a plan. */
import { type Arch, debianNames, kernelNames } from '../model/arch.ts'
import { builtLinux, debian } from '../model/debian.ts'
import { itsSwitch } from '../model/its.ts'
import type { LoadRole, Plan, XenOptions } from '../model/plan.ts'
import { sizeWithUnit } from '../model/quantity.ts'
import { pointReleases, type XenRelease } from '../model/xen-release.ts'

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
      readonly kernelPackage: string
    }
  >
> = {
  arm64: {
    crossPrefix: 'aarch64-linux-gnu-',
    crossPackage: 'gcc-aarch64-linux-gnu',
    machine: 'aarch64',
    linuxArch: 'arm64',
    defconfig: 'defconfig',
    kernelPackage: 'linux-image-arm64',
  },
  arm32: {
    crossPrefix: 'arm-linux-gnueabihf-',
    crossPackage: 'gcc-arm-linux-gnueabihf',
    machine: 'armv7l',
    linuxArch: 'arm',
    defconfig: 'multi_v7_defconfig',
    kernelPackage: 'linux-image-armmp-lpae',
  },
}

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
export function buildView(plan: Plan) {
  const { arch, xen, sources, userspace, guest } = plan
  // A guest runs on any Debian; the newest is kept longest.
  const suite = userspace.suite ?? 'trixie'
  const hasTools = userspace.suite !== undefined && debian[suite].xen[arch] === xen.release
  const disk = guest?.disk
  const { kernelPackage, ...machine } = machines[arch]
  const kernel = sources.kernel === 'distribution' ? [kernelPackage] : []
  return {
    ...machine,
    kernelName: kernelNames[arch],
    debianArch: debianNames[arch],
    builds:
      sources.xen === 'build' || sources.kernel === 'build' || userspace.system === 'debian' || disk?.kind === 'file',
    xenBuild: sources.xen === 'build',
    xenOptions: xenOptions(plan),
    xenTag: pointReleases[xen.release as XenRelease],
    toolsNote: userspace.system === 'debian' && !hasTools,
    kernelBuild: sources.kernel === 'build',
    linuxTag: builtLinux.tag,
    debian: userspace.system === 'debian',
    ownSystem: userspace.system === 'own',
    // Xen's tools come with the hypervisor of their own release; those of another would refuse to work.
    debianPackages: [
      ...kernel,
      ...(hasTools ? [`xen-system-${debianNames[arch]}`] : []),
      'ifupdown',
      'bridge-utils',
      'kmod',
      'e2fsprogs',
    ].join(','),
    guestDisk: disk !== undefined,
    guestDiskFile: disk?.kind === 'file',
    guestDiskSize: sizeWithUnit(disk?.size ?? 2n << 30n),
    guestSuite: suite,
    guestPackages: [...kernel, 'ifupdown', 'kmod', 'e2fsprogs'].join(','),
  }
}

/** What a build script leaves for a role, in its working folder. */
export function builtFile(role: LoadRole, { arch, sources }: Plan): string | undefined {
  if (role === 'xen' && sources.xen === 'build') return `xen-${arch}`
  if (role === 'kernel' && sources.kernel === 'build') return `${kernelNames[arch]}-dom0`
  return undefined
}
