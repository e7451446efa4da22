/** The files that a board's first stages need before U-Boot or UEFI can start anything of ours. */
import type { Suite } from './debian.ts'
import { hex } from './quantity.ts'
import type { Sourced } from './sourced.ts'

/** Where a file comes from; of several ways the first is the nearest. */
export type FirmwareOrigin =
  /** A package of Debian, and the file in it; in the suites that have it, for another architecture than the board's. */
  | {
      readonly kind: 'debian'
      readonly package: string
      readonly file: string
      readonly suites?: readonly Suite[]
      readonly arch?: string
      /** The part of the archive, where it is not main. */
      readonly component?: string
    }
  | { readonly kind: 'url'; readonly url: string }
  /** Built by hand as the page tells, or had from the maker: in words. */
  | { readonly kind: 'build' | 'vendor'; readonly says: string }
  /** xenup writes it: the path of the artifact. */
  | { readonly kind: 'xenup'; readonly path: string }

/** Where it has to lie. */
export type FirmwarePlace =
  /** A file on the boot partition, which xenup stages: its path there. */
  | { readonly kind: 'partition'; readonly path: string }
  /** Outside of the partitions of the boot medium, so many bytes from its start. */
  | { readonly kind: 'raw'; readonly offset: bigint }
  /** In a flash memory or on another medium: in words. */
  | { readonly kind: 'elsewhere'; readonly says: string }

export interface FirmwareFile extends Sourced {
  readonly name: string
  /** Who reads it. */
  readonly readBy: string
  readonly place: FirmwarePlace
  readonly from: readonly FirmwareOrigin[]
  /** When it is needed, where it is not always. */
  readonly when?: string
}

/** `on the boot partition as boot/x.bin`, `0x2000 from the start of the medium`. */
export function placeInWords(place: FirmwarePlace, name: string): string {
  switch (place.kind) {
    case 'partition':
      return `on the boot partition${place.path === name ? '' : ` as ${place.path}`}`
    case 'raw':
      return `${hex(place.offset)} from the start of the medium`
    case 'elsewhere':
      return place.says
  }
}

/** One way to get the file. */
export function originInWords(origin: FirmwareOrigin): string {
  switch (origin.kind) {
    case 'debian':
      return `${origin.file} of Debian's package ${origin.package}${debianWords(origin)}`
    case 'url':
      return origin.url
    case 'xenup':
      return `xenup, which writes ${origin.path}`
    case 'build':
    case 'vendor':
      return `${origin.kind === 'build' ? 'a build: ' : ''}${origin.says}`
  }
}

/** ` (bookworm and trixie, non-free-firmware)` */
function debianWords({ suites = [], component }: Extract<FirmwareOrigin, { readonly kind: 'debian' }>): string {
  const words = [suites.join(' and '), component].filter(Boolean).join(', ')
  return words === '' ? '' : ` (${words})`
}
