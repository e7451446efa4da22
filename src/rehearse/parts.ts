/**
 * The parts of a rehearsal: U-Boot, Xen, Linux and Xen's tools, as Debian packages unpacked into one tree.
 *
 * test/e2e/parts.sh makes such a tree for each architecture; `dpkg -x` of the packages by hand makes it just as well.
 */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Arch, debianNames } from '../model/arch.ts'
import { UserError } from '../model/user-error.ts'

/** Where each part lies on this machine. */
export interface Parts {
  readonly arch: Arch
  /** The tree that the packages were unpacked into. */
  readonly root: string
  readonly uboot: string
  readonly xen: string
  /** Linux for dom0 and for the guest. */
  readonly kernel: string
  /** Folder of the kernel's modules. */
  readonly modules: string
  /** Folder of xl, xenstored and the others, as it is called in dom0: `usr/lib/xen-4.17/bin`. */
  readonly tools: string
  /** Folder of the shared libraries, below /lib or /usr/lib: `aarch64-linux-gnu`. */
  readonly libraries: string
}

/** A part: how its path looks below the tree, what it is, and the package that brings it. */
interface Part {
  readonly path: readonly (string | RegExp)[]
  readonly is: string
  readonly package: string
}

/** What differs: U-Boot's folder, Debian's flavour of the kernel, and the folder of the libraries. */
const names = {
  arm64: { uboot: 'qemu_arm64', kernel: 'arm64', libraries: 'aarch64-linux-gnu' },
  arm32: { uboot: 'qemu_arm', kernel: 'armmp-lpae', libraries: 'arm-linux-gnueabihf' },
} as const satisfies Record<Arch, unknown>

function partsOf(arch: Arch) {
  const debian = debianNames[arch]
  const { uboot, kernel, libraries } = names[arch]
  const linux = `the package that linux-image-${kernel}:${debian} depends on`
  return {
    uboot: { path: ['usr', 'lib', 'u-boot', uboot, /^u-boot\.bin$/], is: 'U-Boot for QEMU', package: 'u-boot-qemu' },
    xen: {
      path: ['boot', new RegExp(`^xen-[0-9.]+-${debian}$`)],
      is: 'Xen',
      package: `xen-hypervisor-<version>-${debian}:${debian}`,
    },
    kernel: { path: ['boot', new RegExp(`^vmlinuz-.*-${kernel}$`)], is: 'a Linux kernel', package: linux },
    modules: { path: ['lib', 'modules', new RegExp(`-${kernel}$`)], is: "the kernel's modules", package: linux },
    tools: { path: ['usr', 'lib', /^xen-[0-9.]+$/, 'bin', /^xl$/], is: 'xl', package: `xen-utils-<version>:${debian}` },
    busybox: { path: ['bin', /^busybox$/], is: 'busybox', package: `busybox-static:${debian}` },
    bash: { path: ['bin', /^bash$/], is: 'bash', package: `bash:${debian}` },
    scripts: { path: ['etc', 'xen', 'scripts', /^block$/], is: "xl's scripts", package: `xen-utils-common:${debian}` },
    xenstore: { path: ['usr', 'bin', /^xenstore-read$/], is: 'xenstore-read', package: `xenstore-utils:${debian}` },
    libc: { path: ['lib', libraries, /^libc\.so\.6$/], is: 'the C library', package: `libc6:${debian}` },
  } as const satisfies Record<string, Part>
}

/**
 * Finds the parts in a tree, or in the folder that parts.sh was given; UserError names every missing one and its package.
 */
export function findParts(folder: string, arch: Arch): Parts {
  const root = existsSync(join(folder, arch, 'usr')) ? join(folder, arch) : folder
  const parts = partsOf(arch)
  const found = Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [name, newest(root, part.path)]),
  ) as Record<keyof typeof parts, string>
  const missing = Object.entries(parts).filter(([name]) => found[name as keyof typeof parts] === undefined)
  if (missing.length > 0) {
    throw new UserError(
      `the parts folder lacks ${missing.map(([, part]) => `${part.is} (package ${part.package})`).join(', ')}`,
      {
        where: folder,
        advice: `test/e2e/parts.sh FOLDER ${arch} fetches all of them; by hand: apt-get download each package and dpkg -x it into the folder`,
      },
    )
  }
  const { uboot, xen, kernel, modules, tools } = found
  return {
    arch,
    root,
    uboot,
    xen,
    kernel,
    modules,
    tools: tools.slice(root.length + 1, -'/xl'.length),
    libraries: names[arch].libraries,
  }
}

/** The path below `folder` that fits, the highest version when several do; Debian 13 has /lib and /bin under /usr. */
function newest(root: string, path: readonly (string | RegExp)[]): string | undefined {
  return walk(root, path) ?? walk(join(root, 'usr'), path)
}

function walk(folder: string, [step, ...rest]: readonly (string | RegExp)[]): string | undefined {
  if (step === undefined) return folder
  if (typeof step === 'string') return existsSync(join(folder, step)) ? walk(join(folder, step), rest) : undefined
  if (!existsSync(folder)) return undefined
  const names = readdirSync(folder)
    .filter((name) => step.test(name))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
  for (const name of names) {
    const found = walk(join(folder, name), rest)
    if (found !== undefined) return found
  }
  return undefined
}
