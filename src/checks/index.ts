/** Every check, in the order of the boot: of a set-up, and of a script or configuration that was brought along. */
import { addressLimit } from './address-limit.ts'
import { appendedDtb } from './appended-dtb.ts'
import { boardLosses } from './board-losses.ts'
import { boardNeeds } from './board-needs.ts'
import { boardStops } from './board-stops.ts'
import { boardTree } from './board-tree.ts'
import type { Check } from './check.ts'
import { deviceTreeSize } from './device-tree-size.ts'
import { dom0Console } from './dom0-console.ts'
import { dom0KernelConfig } from './dom0-kernel-config.ts'
import { dom0KernelFormat } from './dom0-kernel-format.ts'
import { dom0Memory } from './dom0-memory.ts'
import { dom0MemoryPieces } from './dom0-memory-pieces.ts'
import { dom0Root } from './dom0-root.ts'
import { dom0RootDriver } from './dom0-root-driver.ts'
import { dom0Tree } from './dom0-tree.ts'
import { dom0Vcpus } from './dom0-vcpus.ts'
import { dtuartDisabled } from './dtuart-disabled.ts'
import { dtuartDriver } from './dtuart-driver.ts'
import { dtuartMissing } from './dtuart-missing.ts'
import { dtuartRelease } from './dtuart-release.ts'
import { dtuartUnusable } from './dtuart-unusable.ts'
import { earlyConsole } from './early-console.ts'
import { entryMode } from './entry-mode.ts'
import { fileDamaged } from './file-damaged.ts'
import { firmwareCalls } from './firmware-calls.ts'
import { gic } from './gic.ts'
import { gicIts } from './gic-its.ts'
import { guestBridge } from './guest-bridge.ts'
import { guestConsole } from './guest-console.ts'
import { guestDebugLl } from './guest-debug-ll.ts'
import { guestKernelArch } from './guest-kernel-arch.ts'
import { guestKernelConfig } from './guest-kernel-config.ts'
import { guestKernelFormat } from './guest-kernel-format.ts'
import { guestMemory } from './guest-memory.ts'
import { guestRoot } from './guest-root.ts'
import { guestRootDriver } from './guest-root-driver.ts'
import { guestVcpus } from './guest-vcpus.ts'
import { initrdFormat } from './initrd-format.ts'
import { lineLength } from './line-length.ts'
import { mediumNames } from './medium-names.ts'
import { memoryTotal } from './memory-total.ts'
import { mixedCommandLines } from './mixed-command-lines.ts'
import { moduleSizes } from './module-sizes.ts'
import { nativeKernel } from './native-kernel.ts'
import { outsideMemory } from './outside-memory.ts'
import { overlap } from './overlap.ts'
import { psciConduit } from './psci-conduit.ts'
import { reservedOverlap } from './reserved-overlap.ts'
import { rootMedium } from './root-medium.ts'
import { scriptCommandLines } from './script-command-lines.ts'
import { scriptModules } from './script-modules.ts'
import { scriptRoom } from './script-room.ts'
import { scriptSpacing } from './script-spacing.ts'
import { scriptStart } from './script-start.ts'
import { scriptSyntax } from './script-syntax.ts'
import { scriptWindow } from './script-window.ts'
import { timer } from './timer.ts'
import { toolstackRelease } from './toolstack-release.ts'
import { treeBootargs } from './tree-bootargs.ts'
import { treeModules } from './tree-modules.ts'
import { treeParts } from './tree-parts.ts'
import { unusedAnswer } from './unused-answer.ts'
import { virtualization } from './virtualization.ts'
import { xenAlignment } from './xen-alignment.ts'
import { xenFileFormat } from './xen-file-format.ts'
import { xenOptions } from './xen-options.ts'
import { xenRelease } from './xen-release.ts'
import { xlDevices } from './xl-devices.ts'
import { xlGuest } from './xl-guest.ts'
import { xlKeys } from './xl-keys.ts'
import { xlPassthrough } from './xl-passthrough.ts'
import { xlSyntax } from './xl-syntax.ts'
import { xsm } from './xsm.ts'

/** Checks of a set-up. */
export const checks: readonly Check[] = [
  unusedAnswer,
  overlap,
  outsideMemory,
  addressLimit,
  xenAlignment,
  deviceTreeSize,
  lineLength,
  mediumNames,
  fileDamaged,
  moduleSizes,
  reservedOverlap,
  treeModules,
  treeBootargs,
  xenFileFormat,
  xenRelease,
  xenOptions,
  mixedCommandLines,
  xsm,
  boardTree,
  boardNeeds,
  boardStops,
  boardLosses,
  virtualization,
  entryMode,
  psciConduit,
  treeParts,
  gic,
  timer,
  dom0Tree,
  gicIts,
  firmwareCalls,
  dtuartMissing,
  dtuartDisabled,
  dtuartDriver,
  dtuartRelease,
  dtuartUnusable,
  dom0Memory,
  dom0MemoryPieces,
  dom0Vcpus,
  dom0KernelFormat,
  nativeKernel,
  initrdFormat,
  dom0Console,
  earlyConsole,
  dom0Root,
  rootMedium,
  dom0KernelConfig,
  dom0RootDriver,
  appendedDtb,
  toolstackRelease,
  guestMemory,
  memoryTotal,
  guestKernelFormat,
  guestKernelArch,
  guestVcpus,
  guestConsole,
  guestRoot,
  guestBridge,
  guestKernelConfig,
  guestRootDriver,
  guestDebugLl,
  xlSyntax,
  xlKeys,
  xlDevices,
  xlGuest,
  xlPassthrough,
]

/** Checks of what only a script or configuration of somebody else can have wrong. */
const ofTexts: readonly Check[] = [
  scriptSyntax,
  scriptStart,
  scriptModules,
  scriptRoom,
  scriptCommandLines,
  scriptSpacing,
  scriptWindow,
]

/** What a script or configuration is held against: these, and those of a set-up that are about what it decides. */
export const scriptChecks: readonly Check[] = [
  ...ofTexts,
  overlap,
  outsideMemory,
  addressLimit,
  xenAlignment,
  deviceTreeSize,
  lineLength,
  fileDamaged,
  reservedOverlap,
  xenFileFormat,
  xenRelease,
  xenOptions,
  mixedCommandLines,
  xsm,
  virtualization,
  entryMode,
  psciConduit,
  treeParts,
  gic,
  timer,
  dom0Tree,
  dtuartMissing,
  dtuartDisabled,
  dtuartDriver,
  dtuartRelease,
  dtuartUnusable,
  dom0Memory,
  dom0MemoryPieces,
  dom0Vcpus,
  dom0KernelFormat,
  initrdFormat,
  dom0Console,
  earlyConsole,
  dom0Root,
  rootMedium,
  appendedDtb,
]

/** Each check that there is, once. */
export const allChecks: readonly Check[] = [...checks, ...ofTexts]
