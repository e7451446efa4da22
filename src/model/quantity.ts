/**
 * Addresses and sizes: how people write them and how we show them.
 *
 * Both are `bigint`, in bytes, from the reader to the template.
 */

const units: Readonly<Record<string, bigint>> = { K: 1n << 10n, M: 1n << 20n, G: 1n << 30n, T: 1n << 40n }

export const KiB = 1n << 10n
export const MiB = 1n << 20n
export const GiB = 1n << 30n

/** An address as `0x4000_0000` would be in C: `0x40000000`. */
export const hex = (value: bigint): string => `0x${value.toString(16)}`

/**
 * A size with the largest unit that divides it, as Xen's command line takes it: `768M`, `2G`, `12K`, `100` bytes as
 * `100B`.
 */
export function sizeWithUnit(bytes: bigint): string {
  for (const unit of ['G', 'M', 'K']) {
    const factor = units[unit]!
    if (bytes !== 0n && bytes % factor === 0n) return `${bytes / factor}${unit}`
  }
  return `${bytes}B`
}

/** A size for people: `33.1 MiB`, `2 GiB`, `512 bytes`. */
export function humanSize(bytes: bigint): string {
  for (const [unit, factor] of [
    ['TiB', 1n << 40n],
    ['GiB', GiB],
    ['MiB', MiB],
    ['KiB', KiB],
  ] as const) {
    if (bytes < factor) continue
    const tenths = (bytes * 10n + factor / 2n) / factor
    return tenths % 10n === 0n ? `${tenths / 10n} ${unit}` : `${tenths / 10n}.${tenths % 10n} ${unit}`
  }
  return `${bytes} bytes`
}

/**
 * Reads a size such as `768M`, `2G`, `1.5G` or `512 MiB`.
 *
 * A bare number is refused: to Xen `768` means 768 KiB (xen-command-line.pandoc, dom0_mem), to people it means MiB.
 */
export function parseSize(text: string): { ok: true; bytes: bigint } | { ok: false; says: string } {
  const match = /^(\d+)(?:\.(\d{1,3}))?\s*([KMGT])?(i?B)?$/i.exec(text.trim())
  if (!match) return { ok: false, says: 'is not a size; write a number and a unit, such as 768M or 2G' }
  const [, whole, fraction, unit] = match
  if (!unit)
    return { ok: false, says: `has no unit (Xen would take a bare number as KiB); write ${whole}M or ${whole}G` }
  const factor = units[unit.toUpperCase()]!
  const scale = 10n ** BigInt(fraction?.length ?? 0)
  const scaled = BigInt(whole! + (fraction ?? '')) * factor
  if (scaled % scale !== 0n) return { ok: false, says: 'is not a whole number of bytes' }
  return { ok: true, bytes: scaled / scale }
}

/** Rounds up to a multiple of `step`. */
export const roundUp = (value: bigint, step: bigint): bigint => ((value + step - 1n) / step) * step

/** Rounds down to a multiple of `step`. */
export const roundDown = (value: bigint, step: bigint): bigint => (value / step) * step
