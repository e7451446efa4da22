/**
 * The boards on which Xen cannot run, all on one page: its front matter lists them, each with one of a few reasons.
 * They are in the catalogue, so that who looks for one finds the reason.
 */
import type { BoardPage } from '../model/board.ts'
import type { Page } from '../model/page.ts'
import { type Form, list, mapping, oneOf, text, written } from './form.ts'

/** The id of the page. */
export const impossiblePage = 'boards/impossible'

const reasons = ['no-gic', 'no-virtualization'] as const

type Reason = (typeof reasons)[number]

const reason = mapping({ says: text, source: text })

/** The form of its front matter, besides name and summary. */
export const impossibleForm: Readonly<Record<string, Form>> = {
  because: mapping(Object.fromEntries(reasons.map((one) => [one, reason]))),
  boards: list(
    mapping({
      id: written(/^[a-z0-9][a-z0-9-]*$/, 'rpi3'),
      name: text,
      arch: oneOf('arm64', 'arm32'),
      soc: text,
      match: list(written(/^[!-~]+$/, 'raspberrypi,3-model-b')),
      because: oneOf(...reasons),
      source: text,
    }),
  ),
}

interface Written {
  readonly because: Readonly<Record<Reason, { readonly says: string; readonly source: string }>>
  readonly boards: readonly (Pick<BoardPage, 'id' | 'name' | 'arch' | 'match'> & {
    readonly soc: string
    readonly because: Reason
    readonly source: string
  })[]
}

/** Each as a board of which nothing is known but that Xen cannot run on it. */
export function impossibleBoards(page: Page | undefined): readonly BoardPage[] {
  if (!page) return []
  const { because, boards } = page.attributes as unknown as Written
  return boards.map(({ because: why, source, ...board }) => ({
    ...board,
    summary: `Xen cannot run on it: ${because[why].says}.`,
    target: 'hardware',
    loader: 'u-boot',
    status: { level: 'impossible', says: because[why].says, source: `${source}; ${because[why].source}` },
    addresses: [],
    media: [],
    quirks: [],
    needs: {},
    stops: [],
    loses: [],
    firmwareFiles: [],
    firmware: [],
    facts: {},
  }))
}
