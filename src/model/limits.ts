/**
 * How much is read of what comes from outside: one table for the readers and for CONTRIBUTING.md. With these no input takes
 * more than 200 MB of memory.
 */

/** A limit: what it is on, how many of what, and why that is enough. */
export interface Limit {
  readonly on: string
  readonly most: number
  readonly of:
    | 'bytes'
    | 'characters'
    | 'lines'
    | 'levels'
    | 'nodes'
    | 'properties'
    | 'ranges'
    | 'symbols'
    | 'variables'
    | 'items'
    | 'records'
  readonly because: string
}

const MiB = 1 << 20

export const limits = {
  path: { on: 'a path', most: 4096, of: 'characters', because: 'PATH_MAX of Linux, include/uapi/linux/limits.h' },
  answers: { on: 'an answers file', most: MiB, of: 'bytes', because: 'a real one has a few KiB' },
  answersDepth: { on: 'how deep it is nested', most: 16, of: 'levels', because: 'a real one has two' },
  answersLines: { on: 'its lines', most: 10_000, of: 'lines', because: 'a real one has a hundred' },
  answersTokens: {
    on: 'words, marks and lines in it',
    most: 20_000,
    of: 'items',
    because: 'a real one has a few hundred',
  },
  faults: { on: 'its faults', most: 1000, of: 'items', because: 'nobody mends more by hand' },
  file: { on: 'a file that an answer names', most: 1 << 30, of: 'bytes', because: 'the largest initramfs has 200 MiB' },
  beginning: {
    on: 'what tells the kind of a file',
    most: 1 << 18,
    of: 'bytes',
    because: 'more is read where it teaches',
  },
  deviceTree: { on: 'a device tree', most: 16 * MiB, of: 'bytes', because: 'Xen takes 2 MiB (MAX_FDT_SIZE)' },
  nodes: { on: 'its nodes', most: 1 << 15, of: 'nodes', because: 'the largest of Linux have some 5,000' },
  properties: { on: 'its properties', most: 1 << 17, of: 'properties', because: 'those have some 30,000' },
  nodeDepth: { on: 'how deep they are nested', most: 64, of: 'levels', because: 'FDT_MAX_DEPTH of Linux' },
  texts: { on: 'the texts in a property', most: 1 << 16, of: 'bytes', because: 'no command line comes near' },
  ranges: {
    on: 'banks of RAM, and reserved regions',
    most: 1024,
    of: 'ranges',
    because: 'Xen takes 256 (NR_MEM_BANKS)',
  },
  uarts: { on: 'nodes that look like UARTs', most: 512, of: 'nodes', because: 'a board has below 100' },
  program: { on: 'a kernel, Xen or uImage', most: 96 * MiB, of: 'bytes', because: "a distribution's Image has 60 MiB" },
  packed: { on: 'one that is packed', most: 32 * MiB, of: 'bytes', because: 'an Image of 60 MiB is packed to 20 MiB' },
  unpacked: { on: 'what it unpacks to', most: 96 * MiB, of: 'bytes', because: 'as of one that is not packed' },
  payload: { on: 'the kernel in a zImage', most: 40 * MiB, of: 'bytes', because: 'those of 32 bits have 20 MiB' },
  config: { on: 'a kernel configuration that is packed', most: 4 * MiB, of: 'bytes', because: 'one has some 300 KiB' },
  symbols: { on: 'its symbols', most: 1 << 16, of: 'symbols', because: 'Linux has some 20,000' },
  xlConfig: { on: "a guest's configuration", most: 1 << 18, of: 'bytes', because: 'one has some KiB' },
  xlSettings: { on: 'its settings', most: 1024, of: 'items', because: 'xl knows some 200 keys' },
  xlItems: { on: 'items of a list in it', most: 256, of: 'items', because: 'no guest has as many devices' },
  text: { on: 'a text (a log, a configuration)', most: 4 * MiB, of: 'bytes', because: 'the log of a boot has 100 KiB' },
  lines: { on: 'the lines of a log', most: 1 << 16, of: 'lines', because: 'that of a boot has some thousand' },
  line: { on: 'a line of a console', most: 8192, of: 'characters', because: 'no command line comes near' },
  variables: { on: "U-Boot's variables", most: 512, of: 'variables', because: 'a board has some hundred' },
  cpioFiles: { on: 'files in an initramfs', most: 1 << 18, of: 'items', because: "a distribution's modules are 5,000" },
  xzIndex: { on: 'the index of an xz file', most: MiB, of: 'bytes', because: 'a record is some bytes for megabytes' },
  artifact: { on: 'a file in the output folder', most: MiB, of: 'bytes', because: 'the handbook has 100 KiB' },
  differing: { on: 'lines that differ, for --diff', most: 5000, of: 'lines', because: 'nobody reads more' },
  written: {
    on: 'the texts that were written last, unpacked',
    most: 4 * MiB,
    of: 'bytes',
    because: 'a set has some 100 KiB',
  },
  merged: { on: 'the lines of a file that is merged', most: 5000, of: 'lines', because: 'the handbook has a thousand' },
  tries: { on: 'the record of tries', most: MiB, of: 'bytes', because: 'a try is some 500 bytes' },
} as const satisfies Readonly<Record<string, Limit>>

/** `32 MiB`, `512 KiB`, or a number of things. */
export function limitText({ most, of }: Limit): string {
  if (of !== 'bytes') return `${most.toLocaleString('en')} ${of}`
  return most >= MiB ? `${most / MiB} MiB` : `${most / 1024} KiB`
}

/** The table in Markdown. */
export const limitsTable = (): string =>
  ['| limit on | most | because |', '|---|---|---|']
    .concat(Object.values(limits).map((limit) => `| ${limit.on} | ${limitText(limit)} | ${limit.because} |`))
    .join('\n')
