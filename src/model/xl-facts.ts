/** Facts of a guest's configuration for xl (xl.cfg(5)). */

/** A value as xl's grammar has it: a number, a string, or a list of them. */
export type XlValue = bigint | string | readonly XlValue[]

/** One setting: `+=` is already joined to what stood before. */
export interface XlSetting {
  readonly key: string
  readonly value: XlValue
  /** The line of the key. */
  readonly line: number
}

/** A key that xl ignores, and the one that was perhaps meant. */
export interface XlUnknownKey {
  readonly key: string
  readonly line: number
  readonly meant?: string
}

/** A disk as xl takes it apart (xl-disk-configuration(5)). */
export interface XlDisk {
  readonly raw: string
  readonly line: number
  readonly target?: string
  readonly format?: string
  readonly vdev?: string
  readonly access?: 'ro' | 'rw'
  /** Other settings: backendtype, script, cdrom … */
  readonly more: Readonly<Record<string, string>>
  /** The prefix of old times: `phy:`, `file:`, `tap:aio:`. */
  readonly deprecated?: string
  readonly problems: readonly string[]
}

/** A network interface: its settings by their names (xl-network-configuration(5)). */
export interface XlVif {
  readonly raw: string
  readonly line: number
  readonly settings: Readonly<Record<string, string>>
  readonly problems: readonly string[]
}

/** What a guest's configuration says. */
export interface XlValues {
  readonly 'xl.settings': readonly XlSetting[]
  readonly 'xl.unknown': readonly XlUnknownKey[]
  readonly 'xl.disks': readonly XlDisk[]
  readonly 'xl.vifs': readonly XlVif[]
  /** How its lines end; xl takes no carriage return. */
  readonly 'xl.lineEnds': 'lf' | 'crlf'
  /** Why xl would not take the file, or not as it is meant; each with its line. */
  readonly 'xl.problems': readonly string[]
}
