/** The boards that have a page: as a list with their status, and one of them with all that its page knows. */
import { type BoardPage, type QuirkEffect, type StatusLevel, statusWords } from '../model/board.ts'
import { loaders } from '../model/boot-method.ts'
import { hex } from '../model/quantity.ts'
import { wrap } from '../model/wrap.ts'

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

/** What a page knows of a board, each thing with its source; what it does not know is said. */
export function boardCard(board: BoardPage, columns: number): string {
  const rows: readonly (readonly [title: string, says: string | undefined, source?: string | undefined])[] = [
    ['status', `${board.status.level}: ${board.status.says}`, board.status.source],
    ['architecture', board.arch],
    ['SoC', board.soc],
    ['started by', loaders[board.loader].name],
    [
      'EL2 (HYP)',
      board.el2 && `${{ yes: 'yes', no: 'no', firmware: 'with other firmware' }[board.el2.usable]}: ${board.el2.says}`,
      board.el2?.source,
    ],
    ['other CPUs', board.smp && [board.smp.how, board.smp.says].filter(Boolean).join(': '), board.smp?.source],
    ['UART', board.serial && serialWords(board.serial), board.serial?.source],
    ['RAM', board.ram && [`from ${hex(board.ram.base)}`, board.ram.says].filter(Boolean).join('; '), board.ram?.source],
    ['device tree', board.dtb && [board.dtb.file, ...(board.dtb.also ?? [])].join(', '), board.dtb?.source],
    ['U-Boot', board.uboot?.defconfig, board.uboot?.source],
    ...board.addresses.map(({ variable, value, source }) => [variable, hex(value), source] as const),
    ...board.media.map(({ device, partition, source }) => ['boots from', `${device} ${partition}`, source] as const),
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
      ({ says, effect, source }) => ['quirk', effect ? `${says}; ${effectWords(effect)}` : says, source] as const,
    ),
  ]
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
  return `${board.name}\n\n${lines.join('\n')}\n\nCables, switches, firmware and the rest: xenup explain ${board.id}\n`
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
