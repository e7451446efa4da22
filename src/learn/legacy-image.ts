/** What a U-Boot legacy image says, and what is inside it. */
import type { FileValues } from '../model/facts.ts'
import type { FileKind } from '../model/file-kind.ts'
import { peekGzip, unpackGzip } from '../read/gzip.ts'
import { kindOf } from '../read/kind.ts'
import { type LegacyImage, readLegacyImage } from '../read/legacy-image.ts'
import type { AddFact } from './fact-collector.ts'
import { type ImageLocation, learnImage, programs } from './image.ts'
import { unwrap } from './unwrap.ts'

/** Facts of the header, and of the kernel behind it. */
export function learnLegacyImage(bytes: Uint8Array, { path, within }: ImageLocation, learn: AddFact): void {
  const image = unwrap(readLegacyImage(bytes), path)
  const header = (field: string, at: number): string => `${within}${field} at ${at}`
  const problems = [...image.problems]
  learn('uimage.name', image.name, header('ih_name', 32))
  learn('uimage.os', image.os, header('ih_os', 28))
  learn('uimage.type', image.type, header('ih_type', 30))
  learn('uimage.compression', image.compression, header('ih_comp', 31))
  learn('uimage.load', BigInt(image.load), header('ih_load', 16))
  learn('uimage.entry', BigInt(image.entry), header('ih_ep', 20))
  learn('uimage.dataSize', BigInt(image.dataSize), header('ih_size', 12))
  if (image.parts)
    learn(
      'uimage.parts',
      image.parts.map((part) => BigInt(part.length)),
      `${within}the table at 64`,
    )
  learnContent(image, { path, within: `${within}behind the header, ` }, problems, learn)
  // Last, so that it stands above what the content says: this is what U-Boot and Xen go by.
  learn('image.arch', archOf(image.arch), header('ih_arch', 29))
  if (problems.length > 0) learn('uimage.problems', problems, `${within}the header and its checksums`)
}

/** Of a multi-file image the first file is the kernel (U-Boot doc/usage/cmd/bootm.rst). */
function learnContent(
  { data, parts, compression, arch }: LegacyImage,
  place: ImageLocation,
  problems: string[],
  learn: AddFact,
): void {
  const content = parts?.[0] ?? data
  const kind = kindOf(content)
  const at = `${place.within}its first bytes`
  if (kind === 'gzip' && compression === 'none')
    problems.push('its content is gzip, and the header calls it uncompressed: U-Boot starts it as it is')
  if (compression === 'gzip' && kind !== 'gzip') problems.push('the header calls its content gzip, and it is not')
  if (kind === 'gzip') return learnPacked(content, place, arch, problems, learn)
  learn(
    'uimage.holds',
    programs.includes(kind) && kind !== 'uimage' ? learnImage(content, kind, place, learn) : kind,
    at,
  )
  compareArch(kind, arch, problems)
}

function learnPacked(
  content: Uint8Array,
  place: ImageLocation,
  arch: string,
  problems: string[],
  learn: AddFact,
): void {
  const peeked = peekGzip(content)
  if (!peeked.ok) return void problems.push(`its content looks like gzip, and ${peeked.says}`)
  const inside = kindOf(peeked.document)
  const at = `${place.within}unpacked, its first bytes`
  if (!programs.includes(inside) || inside === 'uimage') return learn('uimage.holds', inside, at)
  const unpacked = unpackGzip(content)
  if (!unpacked.ok) return void problems.push(`its content is gzip, and ${unpacked.says}`)
  learn('gzip.unpackedSize', BigInt(unpacked.document.length), `${place.within}its unpacked content`)
  learn(
    'uimage.holds',
    learnImage(unpacked.document, inside, { path: place.path, within: `${place.within}unpacked, ` }, learn),
    at,
  )
  compareArch(inside, arch, problems)
}

function compareArch(kind: FileKind, arch: string, problems: string[]): void {
  const inside = kind === 'arm64-image' ? 'arm64' : kind === 'zimage' ? 'arm' : undefined
  if (inside && inside !== arch)
    problems.push(`its header says ${arch}, and what it holds is for ${inside} (mkimage -A)`)
}

function archOf(name: string): FileValues['image.arch'] | undefined {
  return name === 'arm64'
    ? 'arm64'
    : name === 'arm'
      ? 'arm32'
      : name === 'x86' || name === 'x86_64'
        ? 'x86'
        : name === 'riscv'
          ? 'riscv'
          : undefined
}
