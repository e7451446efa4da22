/** What an initramfs says of the memory that it needs: its parts, packed and unpacked. */
import type { ParsedFile } from '../model/facts.ts'
import type { RandomAccess } from '../model/random-access.ts'
import { ramdiskParts } from '../read/ramdisk.ts'
import { factCollector } from './fact-collector.ts'

/** The file with what its parts unpack to, where it is an initramfs; a packed kernel is none. */
export function withRamdisk(learnt: ParsedFile, file: RandomAccess): ParsedFile {
  const holds = learnt.facts['gzip.holds']?.value
  if (learnt.facts['gzip.unpackedSize'] || (holds !== undefined && holds !== 'cpio')) return learnt
  const parts = ramdiskParts(file)
  if (parts.length === 0) return learnt
  const facts = factCollector(learnt.path)
  facts.learn('ramdisk.parts', parts, 'its headers and trailers')
  return { ...learnt, facts: { ...learnt.facts, ...facts.all } }
}
