/** Board pages as data: their front matter's facts, each with the page as evidence. */
import type { BoardPage } from '../model/board.ts'
import type { DeviceTreeFacts } from '../model/facts.ts'
import type { Page } from '../model/page.ts'
import type { Library } from './library.ts'

/** Every board that has a page. */
export const boardPages = (library: Library): readonly BoardPage[] =>
  library.all().filter(({ id }) => id.startsWith('boards/')).map(boardOf)

interface FrontMatter {
  readonly name: string
  readonly facts?: readonly { readonly key: string; readonly value: unknown; readonly assumes?: string }[]
  readonly firmware?: BoardPage['firmware']
  readonly 'script-address'?: bigint
}

/** `xenup content` has verified the form; here it is only turned into values. */
function boardOf(page: Page): BoardPage {
  const { name, facts = [], firmware = [], 'script-address': scriptAddress } = withAddresses(page.attributes) as FrontMatter
  return {
    id: page.id.slice('boards/'.length),
    name,
    firmware,
    ...(scriptAddress !== undefined && { scriptAddress }),
    facts: Object.fromEntries(facts.map(({ key, value, assumes }) => [key, {
      value,
      evidence: { file: `the page ${page.id}`, at: assumes ? `${key}, with ${assumes}` : key },
    }])) as DeviceTreeFacts,
  }
}

/** Addresses and sizes are written 0x… in pages; everywhere else they are bigint. */
function withAddresses(value: unknown): unknown {
  if (typeof value === 'string') return /^0x[0-9a-f]+$/.test(value) ? BigInt(value) : value
  if (Array.isArray(value)) return value.map(withAddresses)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withAddresses(inner)]))
}
