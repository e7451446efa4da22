/** The network interface that a tree calls its first. */
import type { DtNode } from '../../read/fdt.ts'
import { isEnabled, nodeAt, pathOf } from './node.ts'
import { readAliases } from './uart.ts'

/**
 * Where the alias ethernet0 leads, when something is there and enabled: systemd 251 and newer call that interface end0
 * (names_devicetree in src/udev/udev-builtin-net_id.c).
 */
export function readEthernet(root: DtNode): string | undefined {
  const node = nodeAt(root, readAliases(root).get('ethernet0') ?? '')
  return node && isEnabled(node) ? pathOf(node) : undefined
}
