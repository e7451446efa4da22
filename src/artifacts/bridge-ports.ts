/** Which network interfaces become ports of dom0's bridge. */

/**
 * What the one wired interface of a board is called: by the kernel, by udev after the device tree's alias, in a guest of
 * Xen, by its place on PCI, by its address on USB (systemd.net-naming-scheme(7)); as shell patterns.
 */
const firstNames = ['eth0', 'end0', 'enX0', 'en*s0', 'enx*']

/** The ports of a bridge. */
export interface BridgePorts {
  /** Shell patterns, with spaces between them, as systemd matches names. */
  readonly patterns: string
  /** The same as regular expressions, for bridge-utils. */
  readonly regexps: string
  /** False where only the one that was answered is taken. */
  readonly several: boolean
}

/**
 * The interfaces that the bridge takes. One of the usual names stands for all of them, so that the bridge is not empty
 * where udev chose another; a name like eth1 was meant. The interfaces that guests have in dom0, vif…, match none.
 */
export function bridgePorts(answered: string): BridgePorts {
  const several = /^(eth0|end0|enX0|en\w*s0|enx\w*)$/.test(answered)
  const names = several ? [answered, ...firstNames.filter((name) => name !== answered)] : [answered]
  const patterns = names.join(' ')
  return { patterns, regexps: patterns.replaceAll('.', '\\.').replaceAll('*', '.*'), several }
}
