/** Where each file of the boot medium comes from, for stage.sh, which looks there, and for the handbook. */
import { debianNames, kernelNames } from '../model/arch.ts'
import { debian, suiteWith } from '../model/debian.ts'
import type { Load, LoadRole, Plan } from '../model/plan.ts'

/** A file inside a package of Debian. */
export interface PackagedFile {
  readonly package: string
  /** Inside the package, without a leading slash, `*` standing for anything. */
  readonly path: string
}

/** Where a file comes from. */
export interface FileSource {
  /** Below the working folder of the build scripts; missing where it is the user's own. */
  readonly place?: string
  /** For people, to stand after the file's name: `laid there by build/dom0-rootfs.sh`. */
  readonly says: string
  /** What `stage.sh --fetch` gets. */
  readonly fetched?: PackagedFile
}

/** Debian's kernel for each architecture; a package without files, which depends on the kernel of the day. */
export const kernelPackages = { arm64: 'linux-image-arm64', arm32: 'linux-image-armmp-lpae' } as const

/** True where the root file system that is made has Xen and its tools, of the release that boots. */
export const hasTools = ({ userspace, arch, xen }: Plan): boolean =>
  userspace.suite !== undefined && debian[userspace.suite].xen[arch] === xen.release

/** Where the file of a load comes from, when the answers name none. */
export function fileSource(load: Load, plan: Plan): FileSource {
  return sources[load.role](plan, load)
}

const sources: Readonly<Record<LoadRole, (plan: Plan, load: Load) => FileSource>> = {
  xen(plan) {
    const { arch, xen } = plan
    if (plan.sources.xen === 'build') return { place: `xen-${arch}`, says: 'built by build/xen.sh' }
    if (isDebian(plan) && hasTools(plan)) return besideArchive('xen')
    if (suiteWith(xen.release, arch) === undefined) return { says: `of a distribution that has Xen ${xen.release}` }
    const machine = debianNames[arch]
    return inDebian('xen', {
      package: `xen-hypervisor-${xen.release}-${machine}`,
      path: `boot/xen-${xen.release}-${machine}`,
    })
  },
  kernel(plan) {
    const name = kernelNames[plan.arch]
    if (plan.sources.kernel === 'build') return { place: `${name}-dom0`, says: 'built by build/kernel.sh' }
    if (isDebian(plan)) return besideArchive(name)
    if (plan.userspace.system === 'own') return { says: "/boot/vmlinuz-… of dom0's own system" }
    return inDebian(name, { package: kernelPackages[plan.arch], path: 'boot/vmlinuz-*' })
  },
  initrd({ userspace }) {
    if (userspace.system === 'debian') return besideArchive('initrd.img')
    return userspace.system === 'own'
      ? { says: "/boot/initrd.img-… of dom0's own system" }
      : { says: 'yours, with xl, the daemons of Xen and the modules of that kernel in it' }
  },
  dtb(plan, { file = '' }) {
    const name = treeName(file)
    if (name === undefined) return { says: 'yours' }
    // Linux lays trees for arm64 into a folder for each vendor, and tar and stage.sh look through those.
    if (plan.sources.kernel === 'build') return { place: `dtbs/${name}`, says: 'built by build/kernel.sh' }
    if (isDebian(plan)) return besideArchive(name)
    return inDebian(name, { package: kernelPackages[plan.arch], path: `usr/lib/linux-image-*/${name}` })
  },
}

/** The name under which Debian's kernel package may have a tree; nothing for one that would be read as a pattern. */
export function treeName(file: string): string | undefined {
  const name = file.slice(file.lastIndexOf('/') + 1)
  return /^[\w.,+-]+\.dtb$/.test(name) ? name : undefined
}

const isDebian = ({ userspace }: Plan): boolean => userspace.system === 'debian'

const besideArchive = (name: string): FileSource => ({
  place: `dom0-boot/${name}`,
  says: 'laid there by build/dom0-rootfs.sh',
})

const inDebian = (name: string, fetched: PackagedFile): FileSource => ({
  place: `debian/${name}`,
  says: `/${fetched.path} of Debian's package ${fetched.package}, fetched by stage.sh --fetch`,
  fetched,
})
