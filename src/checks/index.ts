/** Every check, in the order of the boot. */
import type { Check } from './check.ts'
import { mediumNames } from './medium-names.ts'
import { overlap } from './overlap.ts'
import { outsideMemory } from './outside-memory.ts'
import { xenAlignment } from './xen-alignment.ts'
import { deviceTreeSize } from './device-tree-size.ts'
import { lineLength } from './line-length.ts'
import { xenFileFormat } from './xen-file-format.ts'
import { xenRelease } from './xen-release.ts'
import { xenOptions } from './xen-options.ts'
import { virtualization } from './virtualization.ts'
import { psciConduit } from './psci-conduit.ts'
import { gic } from './gic.ts'
import { timer } from './timer.ts'
import { dtuartMissing } from './dtuart-missing.ts'
import { dtuartDisabled } from './dtuart-disabled.ts'
import { dtuartDriver } from './dtuart-driver.ts'
import { dtuartRelease } from './dtuart-release.ts'
import { dtuartUnusable } from './dtuart-unusable.ts'
import { dom0Memory } from './dom0-memory.ts'
import { dom0MemoryPieces } from './dom0-memory-pieces.ts'
import { dom0Vcpus } from './dom0-vcpus.ts'
import { dom0KernelFormat } from './dom0-kernel-format.ts'
import { initrdFormat } from './initrd-format.ts'
import { dom0Console } from './dom0-console.ts'
import { guestMemory } from './guest-memory.ts'
import { memoryTotal } from './memory-total.ts'
import { guestKernelFormat } from './guest-kernel-format.ts'
import { guestKernelArch } from './guest-kernel-arch.ts'
import { boardTree } from './board-tree.ts'
import { entryMode } from './entry-mode.ts'
import { nativeKernel } from './native-kernel.ts'
import { treeModules } from './tree-modules.ts'
import { treeBootargs } from './tree-bootargs.ts'
import { reservedOverlap } from './reserved-overlap.ts'
import { mixedCommandLines } from './mixed-command-lines.ts'
import { xsm } from './xsm.ts'
import { dom0Root } from './dom0-root.ts'
import { toolstackRelease } from './toolstack-release.ts'
import { guestVcpus } from './guest-vcpus.ts'
import { guestConsole } from './guest-console.ts'
import { guestRoot } from './guest-root.ts'
import { guestBridge } from './guest-bridge.ts'
import { dom0KernelConfig } from './dom0-kernel-config.ts'
import { guestKernelConfig } from './guest-kernel-config.ts'
import { dom0RootDriver } from './dom0-root-driver.ts'
import { guestRootDriver } from './guest-root-driver.ts'
import { guestDebugLl } from './guest-debug-ll.ts'
import { appendedDtb } from './appended-dtb.ts'
import { xlSyntax } from './xl-syntax.ts'
import { xlKeys } from './xl-keys.ts'
import { xlDevices } from './xl-devices.ts'
import { xlGuest } from './xl-guest.ts'
import { fileDamaged } from './file-damaged.ts'
import { moduleSizes } from './module-sizes.ts'
import { addressLimit } from './address-limit.ts'
import { earlyConsole } from './early-console.ts'

export const checks: readonly Check[] = [
  overlap, outsideMemory, addressLimit, xenAlignment, deviceTreeSize, lineLength, mediumNames, fileDamaged, moduleSizes,
  reservedOverlap, treeModules, treeBootargs,
  xenFileFormat, xenRelease, xenOptions, mixedCommandLines, xsm,
  boardTree, virtualization, entryMode, psciConduit, gic, timer,
  dtuartMissing, dtuartDisabled, dtuartDriver, dtuartRelease, dtuartUnusable,
  dom0Memory, dom0MemoryPieces, dom0Vcpus, dom0KernelFormat, nativeKernel, initrdFormat, dom0Console, earlyConsole, dom0Root,
  dom0KernelConfig, dom0RootDriver, appendedDtb, toolstackRelease,
  guestMemory, memoryTotal, guestKernelFormat, guestKernelArch,
  guestVcpus, guestConsole, guestRoot, guestBridge,
  guestKernelConfig, guestRootDriver, guestDebugLl,
  xlSyntax, xlKeys, xlDevices, xlGuest,
]
