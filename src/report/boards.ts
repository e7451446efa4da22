/** The boards that have a page: as a list with their status, and one of them with all that its page knows. */
import { type BoardPage, type QuirkEffect, type StatusLevel, statusWords, type UBootVariable } from '../model/board.ts'
import { loaders } from '../model/boot-method.ts'
import { debianName } from '../model/debian.ts'
import { type FirmwareFile, originInWords, placeInWords } from '../model/firmware-file.ts'
import { hex, humanSize } from '../model/quantity.ts'
import type { Range } from '../model/range.ts'
import { wrap } from '../model/wrap.ts'

type Row = readonly [title: string, says: string | undefined, source?: string | undefined]

/** By how well it is proven that Xen runs there, then by id. */
export function boardList(boards: readonly BoardPage[], columns: number): string {
  const width = Math.max(...boards.map(({ id }) => id.length))
  return (Object.keys(statusWords) as StatusLevel[])
    .flatMap((level) => {
      const here = boards.filter(({ status }) => status.level === level).toSorted((a, b) => (a.id < b.id ? -1 : 1))
      if (here.length === 0) return []
      const lines = here.map(({ id, arch, name }) => {
        const head = `  ${id.padEnd(width)}  ${arch}  `
        return head + wrap(name, columns - head.length).replaceAll('\n', `\n${' '.repeat(head.length)}`)
      })
      return [`${wrap(`${level}: ${statusWords[level]}`, columns)}\n${lines.join('\n')}\n`]
    })
    .join('\n')
}

/** Titles in a column, and beside each what is said and where it is written. */
function rowLines(rows: readonly Row[], columns: number): string {
  const width = Math.max(...rows.map(([title]) => title.length))
  const indent = ' '.repeat(width + 4)
  const lines = rows.map(([title, says, source]) => {
    const text = wrap(says ?? 'not known', columns - indent.length).split('\n')
    const from =
      source === undefined
        ? []
        : wrap(`(${source})`, columns - indent.length - 2)
            .split('\n')
            .map((line) => `  ${line}`)
    return [`  ${title.padEnd(width)}  ${text[0]}`, ...[...text.slice(1), ...from].map((line) => indent + line)].join(
      '\n',
    )
  })
  return lines.join('\n')
}

/** What a page knows of a board, each thing with its source; what it does not know is said. */
export function boardCard(board: BoardPage, columns: number): string {
  const isImpossible = board.status.level === 'impossible'
  const rows: readonly Row[] = [
    ['status', `${board.status.level}: ${board.status.says}`, board.status.source],
    ['architecture', board.arch],
    ['SoC', board.soc],
    // Of a board on which Xen cannot run nothing else is asked.
    ...(isImpossible ? [] : knownOf(board)),
  ]
  const lines = rowLines(rows, columns)
  const more = isImpossible ? 'The reason, and what to do' : 'Cables, switches, firmware and the rest'
  return `${board.name}\n\n${lines}\n\n${more}: xenup explain ${board.id}\n`
}

/** What decides whether a board boots, in a few lines; nothing where its page knows of nothing. */
export function boardBrief(board: BoardPage, columns: number): string {
  const rows = [...stopRows(board), ...needRows(board), ...lossRows(board), ...fileRows(board)]
  return rows.length === 0
    ? ''
    : `${rowLines(
        rows.map(([title, says]) => [title, says]),
        columns,
      )}\n\nSources, addresses and memory: xenup boards ${board.id}\n`
}

const stopRows = ({ stops }: BoardPage): readonly Row[] =>
  stops.map(({ says, xenSays, source }) => ['stops', xenSays ? `${says}: "${xenSays}"` : says, source])

const lossRows = ({ loses }: BoardPage): readonly Row[] =>
  loses.map(({ device, says, source }) => ['loses', `${device}: ${says}`, source])

const fileRows = ({ firmwareFiles }: BoardPage): readonly Row[] =>
  firmwareFiles.map((file) => ['firmware file', fileWords(file), file.source])

function knownOf(board: BoardPage): readonly Row[] {
  const { ram } = board
  return [
    ...stopRows(board),
    ...needRows(board),
    ...lossRows(board),
    ['started by', loaders[board.loader].name],
    ...fileRows(board),
    [
      'EL2 (HYP)',
      board.el2 && `${{ yes: 'yes', no: 'no', firmware: 'with other firmware' }[board.el2.usable]}: ${board.el2.says}`,
      board.el2?.source,
    ],
    ['other CPUs', board.smp && [board.smp.how, board.smp.says].filter(Boolean).join(': '), board.smp?.source],
    ['UART', board.serial && serialWords(board.serial), board.serial?.source],
    ['RAM', ram && [`from ${hex(ram.base)}`, ram.says, ram.placeholder].filter(Boolean).join('; '), ram?.source],
    ...(ram?.layouts ?? []).map(
      ({ size, banks, source }): Row => [`RAM, ${humanSize(size)}`, banks.map(rangeWords).join(', '), source],
    ),
    ...board.firmware.map(
      (region): Row => [
        'kept by firmware',
        `${region.name}, ${rangeWords(region)}${region.stays ? ', when Xen runs, too' : ''}: ${region.because}`,
        region.source,
      ],
    ),
    ['device tree', board.dtb && [board.dtb.file, ...(board.dtb.also ?? [])].join(', '), board.dtb?.source],
    ['U-Boot', board.uboot?.defconfig, board.uboot?.source],
    ...board.addresses.map((one): Row => [one.variable, variableWords(one), one.source]),
    ...board.media.map(({ device, partition, source }): Row => ['boots from', `${device} ${partition}`, source]),
    [
      'code in Xen',
      board.xenPlatform && `${board.xenPlatform.file}, since ${board.xenPlatform.since}`,
      board.xenPlatform?.source,
    ],
    [
      'early printk',
      board.earlyPrintk && `${board.earlyPrintk.choice} at ${hex(board.earlyPrintk.base)}`,
      board.earlyPrintk?.source,
    ],
    ...board.quirks.map(
      ({ says, effect, source }): Row => ['quirk', effect ? `${says}; ${effectWords(effect)}` : says, source],
    ),
  ]
}

/** The least that will do; of a page that asks for nothing, no row. */
function needRows({ needs: { xen, linux, debian, builtKernel, xenConfig } }: BoardPage): readonly Row[] {
  return [
    ...(builtKernel ? [['needs a kernel', `built for it: ${builtKernel.says}`, builtKernel.source] as const] : []),
    ...(xen ? [['needs Xen', `${xen.since} or newer: ${xen.says}`, xen.source] as const] : []),
    ...(linux ? [['needs Linux', `${linux.since} or newer: ${linux.says}`, linux.source] as const] : []),
    ...(debian
      ? [['needs Debian', `${debianName(debian.since)} or newer: ${debian.says}`, debian.source] as const]
      : []),
    ...(xenConfig
      ? [['Xen built with', `${xenConfig.options.join(', ')}: ${xenConfig.says}`, xenConfig.source] as const]
      : []),
  ]
}

const rangeWords = ({ base, size }: Range): string => `${hex(base)} to ${hex(base + size - 1n)}`

/** A value, and of which U-Boot it is, where releases differ. */
function variableWords({ value, since, until }: UBootVariable): string {
  const releases = [since && `from U-Boot ${since} on`, until && `before U-Boot ${until}`].filter(Boolean).join(', ')
  return releases ? `${hex(value)} ${releases}` : hex(value)
}

/** `u-boot.bin on the boot partition, read by …; from …`. */
function fileWords({ name, place, readBy, from, when }: FirmwareFile): string {
  return [
    `${name}, ${placeInWords(place, name)}`,
    when && `needed ${when}`,
    `read by ${readBy}`,
    `from ${from.map(originInWords).join(', or ')}`,
  ]
    .filter(Boolean)
    .join('; ')
}

function serialWords({ dtuart, console, baud, says }: NonNullable<BoardPage['serial']>): string {
  return [dtuart && `dtuart=${dtuart}`, console && `${console} in Linux`, baud && `${baud} baud`, says]
    .filter(Boolean)
    .join('; ')
}

/** What xenup does about a quirk. */
function effectWords(effect: QuirkEffect): string {
  switch (effect.kind) {
    case 'remove-node':
      return `${effect.node} is removed from the device tree`
    case 'disable-node':
      return `${effect.node} is disabled in the device tree`
    case 'dma-limit':
      return `everything is loaded below ${hex(effect.below)}`
    case 'firmware-file':
      return `${effect.path} is written`
    case 'no-variable':
      return `nothing rests on ${effect.variable}`
    case 'script-name':
      return `the boot script is called ${effect.name}, too`
  }
}
