/** What templates see of the files that a board's first stages read before anything of ours. */
import { debianNames } from '../model/arch.ts'
import { isNetwork } from '../model/boot-medium.ts'
import type { Suite } from '../model/debian.ts'
import { type FirmwareFile, originInWords, placeInWords } from '../model/firmware-file.ts'
import type { Plan } from '../model/plan.ts'
import type { PackagedFile } from './file-sources.ts'

/** A file that `stage.sh --fetch` gets, the name that it gets, and the part of Debian's archive that has it. */
export interface FetchedFile extends PackagedFile {
  readonly name: string
  readonly component: string
}

/** The files for the handbook, for stage.sh, and those that come from packages of this suite. */
export function boardFilesView({ bootFiles, arch, medium }: Plan, suite: Suite) {
  const fetchedOf = (file: FirmwareFile) => fetchedFrom(file, debianNames[arch], suite)
  return {
    boardFiles: bootFiles.map((file) => ({
      name: file.name,
      place: placeInWords(file.place, file.name),
      readBy: file.readBy,
      origin: originWords(file),
      when: file.when ?? false,
      // dd counts in blocks of 512 bytes, and every boot ROM in whole ones.
      blocks: file.place.kind === 'raw' ? String(file.place.offset / 512n) : false,
      isFetched: fetchedOf(file) !== undefined,
    })),
    // A TFTP server's folder is not where the first stages look.
    stagedBoardFiles: isNetwork(medium.device)
      ? []
      : bootFiles.flatMap(({ place, ...file }) =>
          place.kind === 'partition'
            ? [
                {
                  path: place.path,
                  origin: originWords(file),
                  when: file.when ?? '',
                  name: file.name,
                  // Linux' tree of that name does as well: the firmware fills it in.
                  isTree: file.name.endsWith('.dtb'),
                },
              ]
            : [],
        ),
    boardFetches: bootFiles.flatMap((file) => fetchedOf(file) ?? []),
  }
}

const originWords = ({ from }: Pick<FirmwareFile, 'from'>): string => from.map(originInWords).join(', or ')

/** The first package that has the file for this machine, in this suite. */
function fetchedFrom({ name, from }: FirmwareFile, machine: string, suite: Suite): FetchedFile | undefined {
  const origin = from.find(
    (one) =>
      one.kind === 'debian' &&
      (one.suites === undefined || one.suites.includes(suite)) &&
      ['all', machine, undefined].includes(one.arch),
  )
  return origin?.kind === 'debian'
    ? { package: origin.package, path: origin.file.replace(/^\//, ''), name, component: origin.component ?? 'main' }
    : undefined
}
