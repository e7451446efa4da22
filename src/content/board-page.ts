/** Board pages as data: their front matter, each fact with the page as evidence. */
import type { BoardPage, FirmwareRegion, QuirkEffect } from '../model/board.ts'
import type { BoardNeeds, Stop } from '../model/board-needs.ts'
import type { DeviceTreeFacts } from '../model/facts.ts'
import type { FirmwareFile, FirmwareOrigin, FirmwarePlace } from '../model/firmware-file.ts'
import type { Page } from '../model/page.ts'
import { impossibleBoards, impossiblePage } from './impossible-boards.ts'
import type { Library } from './library.ts'

const known = new WeakMap<Library, readonly BoardPage[]>()

/**
 * Every board in the catalogue: those with a page of their own, then those on which Xen cannot run. The page of `other`
 * is about none. A library is gone through once.
 */
export function boardPages(library: Library): readonly BoardPage[] {
  const boards = known.get(library) ?? [
    ...library
      .all('boards')
      .filter(({ id }) => id !== 'boards/other' && id !== impossiblePage)
      .map(boardOf),
    ...impossibleBoards(library.page(impossiblePage)),
  ]
  known.set(library, boards)
  return boards
}

type OneKey = Readonly<Record<string, unknown>>

type Written = Omit<
  BoardPage,
  'id' | 'facts' | 'quirks' | 'xenPlatform' | 'earlyPrintk' | 'needs' | 'stops' | 'firmwareFiles' | 'firmware'
> & {
  readonly needs?: Omit<BoardNeeds, 'xenConfig' | 'builtKernel'> & {
    readonly 'xen-config'?: NonNullable<BoardNeeds['xenConfig']>
    readonly 'built-kernel'?: NonNullable<BoardNeeds['builtKernel']>
  }
  readonly stops?: readonly (Omit<Stop, 'xenSays' | 'when'> & {
    readonly 'xen-says'?: string
    readonly when?: Readonly<Record<string, string>>
  })[]
  readonly 'firmware-files'?: readonly (Omit<FirmwareFile, 'readBy' | 'place' | 'from'> & {
    readonly 'read-by': string
    readonly place: OneKey
    readonly from: readonly OneKey[]
  })[]
  readonly firmware?: readonly (Omit<FirmwareRegion, 'stays'> & { readonly stays?: boolean })[]
  readonly facts: readonly { readonly key: string; readonly value: unknown; readonly assumes?: string }[]
  readonly quirks?: readonly {
    readonly says: string
    readonly source: string
    readonly effect?: OneKey
  }[]
  readonly 'xen-platform'?: BoardPage['xenPlatform']
  readonly 'early-printk'?: NonNullable<BoardPage['earlyPrintk']>
}

/** What lists of boards show, and what a device tree is matched with. */
const headKeys = ['name', 'summary', 'arch', 'soc', 'target', 'status', 'match'] as const

/** What is taken from the page when asked for, and only then: of all boards one is chosen. */
const lateKeys = {
  loader: true,
  dtb: true,
  uboot: true,
  addresses: true,
  ram: true,
  serial: true,
  el2: true,
  smp: true,
  xenPlatform: true,
  earlyPrintk: true,
  media: true,
  quirks: true,
  needs: true,
  stops: true,
  loses: true,
  firmwareFiles: true,
  firmware: true,
  facts: true,
} as const satisfies Readonly<Record<Exclude<keyof BoardPage, 'id' | (typeof headKeys)[number]>, true>>

/** That part of a front matter that lists show. */
export const headOf = (attributes: Page['attributes']): Page['attributes'] =>
  Object.fromEntries(headKeys.flatMap((key) => (key in attributes ? [[key, attributes[key]]] : [])))

function boardOf(page: Page): BoardPage {
  let whole: BoardPage | undefined
  const board = { id: page.id.slice('boards/'.length), ...(page.head ?? headOf(page.attributes)) }
  for (const key of Object.keys(lateKeys) as (keyof typeof lateKeys)[])
    Object.defineProperty(board, key, { enumerable: true, get: () => (whole ??= wholeBoard(page))[key] })
  return board as BoardPage
}

/** `xenup content` has verified the form; here it is only turned into values. */
function wholeBoard(page: Page): BoardPage {
  const {
    facts,
    quirks = [],
    needs: { 'xen-config': xenConfig, 'built-kernel': builtKernel, ...needs } = {},
    stops = [],
    'firmware-files': firmwareFiles = [],
    firmware = [],
    'xen-platform': xenPlatform,
    'early-printk': early,
    ...same
  } = withAddresses(page.attributes) as Written
  return {
    ...same,
    id: page.id.slice('boards/'.length),
    loader: same.loader ?? 'u-boot',
    addresses: same.addresses ?? [],
    media: same.media ?? [],
    needs: { ...needs, ...(xenConfig && { xenConfig }), ...(builtKernel && { builtKernel }) },
    stops: stops.map(stopOf),
    loses: same.loses ?? [],
    firmwareFiles: firmwareFiles.map(({ 'read-by': readBy, place, from, ...file }) => ({
      ...file,
      readBy,
      place: placeOf(place),
      from: from.map(originOf),
    })),
    firmware: firmware.map(({ stays = false, ...region }) => ({ ...region, stays })),
    quirks: quirks.map(({ effect, ...told }) => ({ ...told, ...(effect && { effect: effectOf(effect) }) })),
    ...(xenPlatform && { xenPlatform }),
    ...(early && { earlyPrintk: { ...early, choice: String(early.choice) } }),
    facts: Object.fromEntries(
      facts.map(({ key, value, assumes }) => [
        key,
        {
          value,
          evidence: { file: `the page ${page.id}`, at: assumes ? `${key}, with ${assumes}` : key },
        },
      ]),
    ) as DeviceTreeFacts,
  }
}

function stopOf({ 'xen-says': xenSays, when = {}, ...stop }: NonNullable<Written['stops']>[number]): Stop {
  const { 'xen-since': xenSince, 'xen-before': xenBefore, ...same } = when
  return {
    ...stop,
    ...(xenSays !== undefined && { xenSays }),
    when: { ...same, ...(xenSince !== undefined && { xenSince }), ...(xenBefore !== undefined && { xenBefore }) },
  }
}

/** In a page a choice of several kinds is one key with its value. */
const kindAndValue = <K extends string>(one: OneKey): [K, unknown] => Object.entries(one)[0] as [K, unknown]

function placeOf(place: OneKey): FirmwarePlace {
  const [kind, value] = kindAndValue<FirmwarePlace['kind']>(place)
  if (kind === 'raw') return { kind, offset: value as bigint }
  return kind === 'partition' ? { kind, path: value as string } : { kind, says: value as string }
}

function originOf(origin: OneKey): FirmwareOrigin {
  const [kind, value] = kindAndValue<FirmwareOrigin['kind']>(origin)
  if (kind === 'debian') return { kind, ...(value as { readonly package: string; readonly file: string }) }
  if (kind === 'url') return { kind, url: value as string }
  return kind === 'xenup' ? { kind, path: value as string } : { kind, says: value as string }
}

function effectOf(effect: OneKey): QuirkEffect {
  const [kind, value] = kindAndValue<QuirkEffect['kind']>(effect)
  switch (kind) {
    case 'remove-node':
    case 'disable-node':
      return { kind, node: value as string }
    case 'dma-limit':
      return { kind, below: value as bigint }
    case 'firmware-file':
      return { kind, ...(value as { readonly path: string; readonly lines: readonly string[] }) }
    case 'no-variable':
      return { kind, variable: value as string }
    case 'script-name':
      return { kind, name: value as string }
  }
}

/** Addresses and sizes are written 0x… in pages; everywhere else they are bigint. */
function withAddresses(value: unknown): unknown {
  if (typeof value === 'string') return /^0x[0-9a-f]+$/.test(value) ? BigInt(value) : value
  if (Array.isArray(value)) return value.map(withAddresses)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withAddresses(inner)]))
}
