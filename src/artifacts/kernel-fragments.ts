/**
 * The kernel fragments: the options of the table that a kernel needs, in groups, each with its reason in a few words.
 */
import { type KernelOption, type KernelReason, kernelOptionsFor } from '../model/kernel-options.ts'
import type { Plan } from '../model/plan.ts'

const says: Readonly<Record<KernelReason, string>> = {
  xen: 'Support for Xen itself; on Arm it brings XEN_DOM0 along.',
  console: 'hvc0, the console that goes through Xen.',
  toolstack: 'What xl talks to Xen and xenstore through.',
  grants: 'Memory shared between domains, as backends and consoles use it.',
  backends: 'The other half of the devices of guests.',
  'disk-backend': 'Disks of guests, served by the kernel.',
  'network-backend': 'Network interfaces of guests, served by the kernel.',
  bridge: 'The bridge that connects guests to the network.',
  tun: 'Interfaces made by programs, for emulated network cards.',
  'file-disks': 'Files as disks of guests.',
  balloon: 'Memory that can be given back to Xen.',
  'disk-frontend': 'The disk of the guest, /dev/xvda.',
  'network-frontend': 'The network interface of the guest.',
  vuart: 'The emulated serial port, ttyAMA0, for vuart = "sbsa_uart".',
  'device-nodes': '/dev is filled before any program runs.',
  'root-file-system': 'The file system of the root device, without an initramfs.',
  initramfs: 'An initramfs can be handed over.',
  'high-memory': 'RAM above 4 GiB.',
  'appended-dtb': 'The kernel must take the device tree that Xen made, not one glued to its end.',
  'debug-ll': 'Early debug output writes to a UART that is not there under Xen, and dies of it.',
  'command-line': 'The command line comes from Xen; a built-in one would win.',
  zboot: 'Xen starts a plain Image, and unpacks no zboot image.',
}

/** One fragment, as its template shows it. */
export interface Fragment {
  readonly whom: string
  readonly arch: Plan['arch']
  readonly file: string
  readonly defconfig: string
  readonly groups: readonly {
    readonly reason: KernelReason
    readonly says: string
    readonly from: string
    readonly lines: readonly string[]
  }[]
}

/** The fragment for dom0 or the guest. */
export function fragmentFor(domain: 'dom0' | 'guest', arch: Plan['arch']): Fragment {
  const options = kernelOptionsFor(domain, arch)
  const reasons = [...new Set(options.map(({ why }) => why))]
  return {
    whom: domain === 'dom0' ? 'dom0' : 'the guest',
    arch,
    file: `${domain}.config`,
    defconfig: arch === 'arm64' ? 'defconfig' : 'multi_v7_defconfig',
    groups: reasons.map((reason) => ({
      reason,
      says: says[reason],
      from: 'plan:arch',
      lines: options.filter(({ why }) => why === reason).flatMap(linesOf),
    })),
  }
}

/** As Kconfig writes it (Linux Documentation/kbuild/kconfig-language.rst): what is off is a comment of a fixed form. */
const linesOf = ({ symbol, want, lines }: KernelOption): readonly string[] =>
  lines ?? [want === 'y' ? `CONFIG_${symbol}=y` : `# CONFIG_${symbol} is not set`]
