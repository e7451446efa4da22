/** A board's page with what a test says of it. */
import type { BoardPage } from '../src/model/board.ts'

/** A page of a board that nobody has built. */
export const boardPage = (says: Partial<BoardPage> & { readonly id: string }): BoardPage => ({
  name: says.id,
  summary: 'A board.',
  arch: 'arm64',
  target: 'hardware',
  loader: 'u-boot',
  status: { level: 'plausible', says: 'Nobody has tried.', source: 'the tests' },
  match: [],
  addresses: [],
  media: [],
  quirks: [],
  needs: {},
  stops: [],
  loses: [],
  firmwareFiles: [],
  firmware: [],
  facts: {},
  ...says,
})

/** `scriptaddr` in U-Boot's default environment. */
export const scriptaddr = (value: bigint): BoardPage['addresses'] => [
  { variable: 'scriptaddr', value, source: 'the tests' },
]
