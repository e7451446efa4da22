/** Board pages as data: their front matter, each fact with the page as evidence. */
import type { BoardPage, QuirkEffect } from '../model/board.ts'
import type { DeviceTreeFacts } from '../model/facts.ts'
import type { Page } from '../model/page.ts'
import type { Library } from './library.ts'

const known = new WeakMap<Library, readonly BoardPage[]>()

/** Every board that has a page; the page of `other` is about none. A library is gone through once. */
export function boardPages(library: Library): readonly BoardPage[] {
  const boards =
    known.get(library) ??
    library
      .all('boards')
      .filter(({ id }) => id !== 'boards/other')
      .map(boardOf)
  known.set(library, boards)
  return boards
}

type Written = Omit<BoardPage, 'id' | 'facts' | 'quirks' | 'xenPlatform' | 'earlyPrintk'> & {
  readonly facts: readonly { readonly key: string; readonly value: unknown; readonly assumes?: string }[]
  readonly quirks?: readonly {
    readonly says: string
    readonly source: string
    readonly effect?: Readonly<Record<string, unknown>>
  }[]
  readonly 'xen-platform'?: BoardPage['xenPlatform']
  readonly 'early-printk'?: NonNullable<BoardPage['earlyPrintk']>
}

/** `xenup content` has verified the form; here it is only turned into values. */
function boardOf(page: Page): BoardPage {
  const {
    facts,
    quirks = [],
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
    firmware: same.firmware ?? [],
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

/** In a page an effect is one key with its value. */
function effectOf(effect: Readonly<Record<string, unknown>>): QuirkEffect {
  const [kind, value] = Object.entries(effect)[0] as [QuirkEffect['kind'], unknown]
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
