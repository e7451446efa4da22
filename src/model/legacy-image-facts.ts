/** Facts of U-Boot's legacy images (uImage). */
import type { FileKind } from './file-kind.ts'

/** What the header says, and what lies behind it (U-Boot include/image.h). */
export interface LegacyImageValues {
  readonly 'uimage.name': string
  /** U-Boot's short names: linux, u-boot, firmware …; a number when U-Boot has none. */
  readonly 'uimage.os': string
  /** kernel, ramdisk, multi, script, flat_dt …; a number when U-Boot has none. */
  readonly 'uimage.type': string
  /** none, gzip, bzip2, lzma, lzo, lz4, zstd; a number when U-Boot has none. */
  readonly 'uimage.compression': string
  readonly 'uimage.load': bigint
  readonly 'uimage.entry': bigint
  /** Bytes behind the header, as the header counts them. */
  readonly 'uimage.dataSize': bigint
  /** What is inside, unpacked when it is packed with gzip. */
  readonly 'uimage.holds': FileKind
  /** Bytes of each file of a multi-file image. */
  readonly 'uimage.parts': readonly bigint[]
  /** What is wrong with it: checksums, a cut-off end, a header that does not fit what is inside. */
  readonly 'uimage.problems': readonly string[]
}
