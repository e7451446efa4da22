/** What each load and each module came from: the keys that `why` gets for blocks that repeat. */
import type { LoadRole, TreeEdit } from '../model/plan.ts'

const placed = 'boot-media.device boot-media.partition boot-media.addresses'

/** Of a file in memory. */
export const originsOfLoad: Readonly<Record<LoadRole, string>> = {
  dtb: `boot-media.dtb-name dtb.source read:dtb.file ${placed} boot-media.dtb-address plan:load.dtb`,
  xen: `boot-media.xen-name read:xen.file ${placed} boot-media.xen-address plan:load.xen`,
  kernel: `boot-media.kernel-name read:dom0-kernel.file ${placed} boot-media.kernel-address plan:load.kernel`,
  initrd: `boot-media.initrd-name dom0-kernel.initrd read:dom0-kernel.initrd-file ${placed} boot-media.initrd-address plan:load.initrd`,
}

/** Of a module's node. */
export const originsOfModule = (node: string, role: LoadRole): string => `plan:module.${node} plan:load.${role}`

/** Of a change to the tree; `index` counts in the plan's list. */
export const originsOfEdit = ({ from }: TreeEdit, index: number): string => `${from} plan:tree-edit.${index}`

/** Of what is reserved in the tree. */
export const originsOfReservation = (index: number): string => `board.id memory.reserved plan:reservation.${index}`

/** Of a file for the board's firmware. */
export const originsOfFirmware = (index: number): string => `board.id plan:firmware.${index}`
