/**
 * The parts of a rehearsal: U-Boot, Xen, Linux and Xen's tools, as Debian packages unpacked into one tree.
 *
 * test/e2e/parts.sh makes such a tree; `dpkg -x` of the packages by hand makes it just as well.
 */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Trouble } from '../model/trouble.ts'

/** Where each part lies on this machine. */
export interface Parts {
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
}

/** One part: how its path looks below the tree, and the package that brings it. */
const needed = {
  uboot: { path: ['usr', 'lib', 'u-boot', 'qemu_arm64', /^u-boot\.bin$/], is: 'U-Boot for QEMU', package: 'u-boot-qemu' },
  xen: { path: ['boot', /^xen-[0-9.]+-arm64$/], is: 'Xen', package: 'xen-hypervisor-<version>-arm64:arm64' },
  kernel: { path: ['boot', /^vmlinuz-.*-arm64$/], is: 'a Linux kernel', package: 'the package that linux-image-arm64:arm64 depends on' },
  modules: { path: ['lib', 'modules', /-arm64$/], is: "the kernel's modules", package: 'the package that linux-image-arm64:arm64 depends on' },
  tools: { path: ['usr', 'lib', /^xen-[0-9.]+$/, 'bin', /^xl$/], is: 'xl', package: 'xen-utils-<version>:arm64' },
} as const

/** Further files that dom0 cannot do without, each with its package. */
const alsoNeeded = [
  { path: ['bin', /^busybox$/], is: 'busybox', package: 'busybox-static:arm64' },
  { path: ['bin', /^bash$/], is: 'bash', package: 'bash:arm64' },
  { path: ['etc', 'xen', 'scripts', /^block$/], is: "xl's scripts", package: 'xen-utils-common:arm64' },
  { path: ['usr', 'bin', /^xenstore-read$/], is: 'xenstore-read', package: 'xenstore-utils:arm64' },
  { path: ['lib', 'aarch64-linux-gnu', /^libc\.so\.6$/], is: 'the C library', package: 'libc6:arm64' },
] as const

/** Finds the parts in a tree, or in the folder that parts.sh was given; Trouble names every missing one and its package. */
export function findParts(folder: string): Parts {
  const root = existsSync(join(folder, 'root', 'usr')) ? join(folder, 'root') : folder
  const missing: string[] = []
  const find = (part: { path: readonly (string | RegExp)[]; is: string; package: string }): string => {
    const found = newest(root, part.path)
    if (found === undefined) missing.push(`${part.is} (package ${part.package})`)
    return found ?? ''
  }
  const parts = {
    root,
    uboot: find(needed.uboot),
    xen: find(needed.xen),
    kernel: find(needed.kernel),
    modules: find(needed.modules),
    tools: find(needed.tools),
  }
  for (const part of alsoNeeded) find(part)
  if (missing.length > 0) {
    throw new Trouble(`the parts folder lacks ${missing.join(', ')}`, {
      where: folder,
      advice: 'test/e2e/parts.sh FOLDER fetches all of them; by hand: apt-get download each package and dpkg -x it into the folder',
    })
  }
  const inDom0 = parts.tools.slice(root.length + 1, -'/xl'.length)
  return { ...parts, tools: inDom0 }
}

/** The path below `folder` that fits, the highest version when several do; Debian 13 has /lib and /bin under /usr. */
function newest(root: string, path: readonly (string | RegExp)[]): string | undefined {
  return walk(root, path) ?? walk(join(root, 'usr'), path)
}

function walk(folder: string, [step, ...rest]: readonly (string | RegExp)[]): string | undefined {
  if (step === undefined) return folder
  if (typeof step === 'string') return existsSync(join(folder, step)) ? walk(join(folder, step), rest) : undefined
  if (!existsSync(folder)) return undefined
  const names = readdirSync(folder).filter((name) => step.test(name)).sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
  for (const name of names) {
    const found = walk(join(folder, name), rest)
    if (found !== undefined) return found
  }
  return undefined
}
