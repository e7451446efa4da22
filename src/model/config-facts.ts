/** Facts of a Linux kernel's configuration: a .config, or the one inside a kernel (CONFIG_IKCONFIG). */

/** What a configuration says of what matters to Xen. */
export interface ConfigValues {
  /** The kernel release in its header: `6.1.176`. */
  readonly 'config.version': string
  readonly 'config.arch': 'arm64' | 'arm32' | 'x86' | 'riscv'
  /**
   * True for a whole configuration, as a build writes it: a symbol that it does not name is n. False for a fragment or
   * a defconfig, which leave to Kconfig what they do not name.
   */
  readonly 'config.whole': boolean
  /**
   * y, m, n or the text of each symbol that matters (src/model/kernel-options.ts), by its name without CONFIG_. What a
   * whole configuration does not name is n; what a fragment does not name is missing.
   */
  readonly 'config.values': Readonly<Record<string, string>>
  /** The line on which each of them stands; a symbol that a whole configuration does not name has none. */
  readonly 'config.lines': Readonly<Record<string, number>>
  /** Lines that Kconfig would not take, and symbols set twice. */
  readonly 'config.problems': readonly string[]
  /**
   * Whether a kernel holds its configuration: `unreadable` when what holds it is packed in a way that is not unpacked
   * here.
   */
  readonly 'config.embedded': 'yes' | 'no' | 'unreadable'
}
