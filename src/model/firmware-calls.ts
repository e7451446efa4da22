/** Which calls of dom0 to firmware (SMC) Xen hands on: those of SCMI, and what the code for a board lets through. */
import type { ScmiFact, ScmiUser } from './facts.ts'
import { hasFeatureSince } from './xen-release.ts'

/** SCMI over SMC, on in every build (xen/arch/arm/firmware/Kconfig, SCMI_SMC, default y). */
export const scmiSince = '4.20'

/** True when dom0 reaches the firmware that this node stands for. */
export const isForwarded = ({ isForwardable }: ScmiFact, release: string): boolean =>
  isForwardable && hasFeatureSince(release, scmiSince)

/** What a root device hangs on: `mmc` for cards and eMMC, else the controller's kind. */
export type RootBus = 'mmc' | 'usb' | 'sata' | 'pcie'

/** The bus of a root device or boot medium by its name; nothing where the name does not say. */
export function rootBusOf(root: string | undefined, medium: string | undefined): RootBus | undefined {
  if (root?.startsWith('/dev/mmcblk')) return 'mmc'
  if (root?.startsWith('/dev/nvme')) return 'pcie'
  if (root?.startsWith('/dev/') || root === 'none') return undefined
  return medium === 'mmc' || medium === 'usb'
    ? medium
    : medium === 'scsi'
      ? 'sata'
      : medium === 'nvme'
        ? 'pcie'
        : undefined
}

/** True for a controller of that bus, by the name of its node (Devicetree Specification v0.4, 2.2.2). */
export const isController = ({ path }: ScmiUser, bus: RootBus): boolean =>
  controllers[bus].test(path.slice(path.lastIndexOf('/') + 1))

const controllers: Readonly<Record<RootBus, RegExp>> = {
  mmc: /^(mmc|sdhci|sdmmc|dwmmc|emmc)(@|$)/,
  usb: /^usb(@|$)/,
  sata: /^sata(@|$)/,
  pcie: /^pcie?(@|$)/,
}
