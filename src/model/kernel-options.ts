/**
 * What Xen needs of a Linux kernel's configuration, and what it is better without: one table for the fragments that are
 * made and for the configurations that are checked.
 *
 * Sources: Linux arch/arm64/Kconfig, arch/arm/Kconfig (XEN, ARM_APPENDED_DTB, CMDLINE_FORCE), arch/arm/Kconfig.debug
 * (DEBUG_LL), drivers/xen/Kconfig, drivers/tty/hvc/Kconfig, drivers/block/Kconfig, drivers/net/Kconfig,
 * kernel/configs/xen.config.
 */

/**
 * What an option is good for; a word of its own for each reason, so that fragments and findings can explain it once.
 */
export type KernelReason =
  | 'xen'
  | 'console'
  | 'toolstack'
  | 'grants'
  | 'backends'
  | 'disk-backend'
  | 'network-backend'
  | 'bridge'
  | 'tun'
  | 'file-disks'
  | 'balloon'
  | 'disk-frontend'
  | 'network-frontend'
  | 'vuart'
  | 'device-nodes'
  | 'root-file-system'
  | 'initramfs'
  | 'high-memory'
  | 'appended-dtb'
  | 'debug-ll'
  | 'command-line'
  | 'zboot'

/** One option and the value that is right for it. */
export interface KernelOption {
  /** Without CONFIG_. */
  readonly symbol: string
  readonly for: 'dom0' | 'guest' | 'both'
  /** Only there; both when it is missing. */
  readonly arch?: 'arm64' | 'arm32'
  readonly want: 'y' | 'n'
  /** Kconfig lets it be a module, and a module does: dom0 loads it once it has its root file system. */
  readonly module?: true
  /**
   * required: without it there is no Xen, no console, no toolstack or no guest. wanted: something is missing or in the
   * way.
   */
  readonly need: 'required' | 'wanted'
  readonly why: KernelReason
  /** What a fragment says to get it, where one line is not enough. */
  readonly lines?: readonly string[]
}

/** In the order in which a fragment lists them. */
export const kernelOptions: readonly KernelOption[] = [
  { symbol: 'XEN', for: 'both', want: 'y', need: 'required', why: 'xen' },
  { symbol: 'HVC_XEN', for: 'both', want: 'y', need: 'required', why: 'console' },
  { symbol: 'HVC_XEN_FRONTEND', for: 'both', want: 'y', need: 'wanted', why: 'console' },

  { symbol: 'XEN_DEV_EVTCHN', for: 'dom0', want: 'y', module: true, need: 'required', why: 'toolstack' },
  { symbol: 'XEN_PRIVCMD', for: 'dom0', want: 'y', module: true, need: 'required', why: 'toolstack' },
  { symbol: 'XENFS', for: 'dom0', want: 'y', module: true, need: 'required', why: 'toolstack' },
  { symbol: 'XEN_COMPAT_XENFS', for: 'dom0', want: 'y', need: 'wanted', why: 'toolstack' },
  { symbol: 'XEN_SYS_HYPERVISOR', for: 'dom0', want: 'y', need: 'wanted', why: 'toolstack' },
  { symbol: 'XEN_GNTDEV', for: 'dom0', want: 'y', module: true, need: 'required', why: 'grants' },
  { symbol: 'XEN_GRANT_DEV_ALLOC', for: 'dom0', want: 'y', module: true, need: 'wanted', why: 'grants' },
  { symbol: 'XEN_BACKEND', for: 'dom0', want: 'y', need: 'required', why: 'backends' },
  { symbol: 'XEN_BLKDEV_BACKEND', for: 'dom0', want: 'y', module: true, need: 'wanted', why: 'disk-backend' },
  { symbol: 'XEN_NETDEV_BACKEND', for: 'dom0', want: 'y', module: true, need: 'wanted', why: 'network-backend' },
  { symbol: 'XEN_BALLOON', for: 'dom0', want: 'y', need: 'wanted', why: 'balloon' },
  // net/bridge/Kconfig: built in only where IPv6 is, and arm64's defconfig has IPv6 as a module.
  {
    symbol: 'BRIDGE',
    for: 'dom0',
    want: 'y',
    module: true,
    need: 'wanted',
    why: 'bridge',
    lines: ['CONFIG_IPV6=y', 'CONFIG_BRIDGE=y'],
  },
  { symbol: 'TUN', for: 'dom0', want: 'y', module: true, need: 'wanted', why: 'tun' },
  { symbol: 'BLK_DEV_LOOP', for: 'dom0', want: 'y', module: true, need: 'wanted', why: 'file-disks' },

  { symbol: 'XEN_BLKDEV_FRONTEND', for: 'guest', want: 'y', module: true, need: 'wanted', why: 'disk-frontend' },
  { symbol: 'XEN_NETDEV_FRONTEND', for: 'guest', want: 'y', module: true, need: 'wanted', why: 'network-frontend' },
  { symbol: 'SERIAL_AMBA_PL011', for: 'guest', want: 'y', need: 'wanted', why: 'vuart' },
  { symbol: 'SERIAL_AMBA_PL011_CONSOLE', for: 'guest', want: 'y', need: 'wanted', why: 'vuart' },

  { symbol: 'DEVTMPFS', for: 'both', want: 'y', need: 'wanted', why: 'device-nodes' },
  { symbol: 'DEVTMPFS_MOUNT', for: 'both', want: 'y', need: 'wanted', why: 'device-nodes' },
  { symbol: 'BLK_DEV_INITRD', for: 'both', want: 'y', need: 'wanted', why: 'initramfs' },
  { symbol: 'EXT4_FS', for: 'both', want: 'y', module: true, need: 'wanted', why: 'root-file-system' },

  { symbol: 'ARM_LPAE', for: 'both', arch: 'arm32', want: 'y', need: 'wanted', why: 'high-memory' },
  { symbol: 'ARM_APPENDED_DTB', for: 'dom0', arch: 'arm32', want: 'n', need: 'wanted', why: 'appended-dtb' },
  { symbol: 'DEBUG_LL', for: 'dom0', arch: 'arm32', want: 'n', need: 'wanted', why: 'debug-ll' },
  { symbol: 'DEBUG_LL', for: 'guest', arch: 'arm32', want: 'n', need: 'required', why: 'debug-ll' },
  // There is none to force when it is empty; only then does Kconfig not ask for CMDLINE_FORCE at all.
  {
    symbol: 'CMDLINE_FORCE',
    for: 'both',
    want: 'n',
    need: 'required',
    why: 'command-line',
    lines: ['CONFIG_CMDLINE=""'],
  },
  { symbol: 'EFI_ZBOOT', for: 'both', arch: 'arm64', want: 'n', need: 'wanted', why: 'zboot' },
]

/** Symbols that are read beside those of the table: they explain them, or tell about the kernel. */
const alsoRead = [
  'ARM64',
  'ARM',
  'XEN_DOM0',
  'XEN_UNPOPULATED_ALLOC',
  'SWIOTLB_XEN',
  'XEN_XENBUS_FRONTEND',
  'ARM_ATAG_DTB_COMPAT',
  'EARLY_PRINTK',
  'CMDLINE',
  'CMDLINE_EXTEND',
  'MODULES',
  'IKCONFIG',
  'CPU_V6',
  'CPU_V7',
  'SMP',
  'ARM_PSCI',
  'ARM64_4K_PAGES',
  'ARM64_16K_PAGES',
  'ARM64_64K_PAGES',
  'CPU_BIG_ENDIAN',
  'BLK_DEV_DM',
  // Drivers of the disks that root= can name (src/checks/dom0-root-driver.ts).
  'MMC',
  'MMC_BLOCK',
  'SCSI',
  'BLK_DEV_SD',
  'BLK_DEV_NVME',
  'VIRTIO_BLK',
  'ROOT_NFS',
  'IP_PNP',
]

/** All symbols whose values are read from a configuration. */
export const symbolsRead: readonly string[] = [...new Set([...kernelOptions.map(({ symbol }) => symbol), ...alsoRead])]

/** The options that matter to a kernel there. */
export const kernelOptionsFor = (domain: 'dom0' | 'guest', arch: 'arm64' | 'arm32'): readonly KernelOption[] =>
  kernelOptions.filter((option) => (option.for === domain || option.for === 'both') && (option.arch ?? arch) === arch)
