/** What the build scripts' templates see: names of tools, packages and versions for a plan. */
import { type Arch, debianNames, kernelNames } from '../model/arch.ts'
import { builtLinux, debian } from '../model/debian.ts'
import { itsSwitch } from '../model/its.ts'
import type { LoadRole, Plan } from '../model/plan.ts'
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

/** The part of the view that is about building. */
export function buildView({ arch, xen, sources, userspace, guest }: Plan) {
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
    its: xen.its ?? false,
    itsSwitch: itsSwitch(xen.release),
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
