/**
 * The lines that tell how far a boot came: a row a line. The handbook's checklist, the wizard's bring-up, the rehearsal's
 * stages and the reading of logs are made from it.
 */

import { ownLinePattern } from '../model/line-pattern.ts'
import { bootLoaderLines } from './boot-loader-lines.ts'
import type { ConsoleLine } from './line.ts'
import { linuxLines } from './linux-lines.ts'
import type { Course, Signpost, Wanted } from './signpost.ts'
import { xenLines } from './xen-lines.ts'

const rows = { ...bootLoaderLines, ...xenLines, ...linuxLines }

export type SignpostId = keyof typeof rows

/** A signpost, and the part of its line that the plan decides. */
export interface Mark {
  readonly signpost: SignpostId
  readonly is?: string | undefined
}

/** All of them, in the order of a boot. */
export const signposts: Readonly<Record<SignpostId, Signpost>> = rows
export const signpostIds = Object.keys(rows) as readonly SignpostId[]

const speakers: Readonly<Record<Signpost['by'], readonly ConsoleLine['by'][]>> = {
  machine: ['other'],
  xen: ['xen'],
  dom0: ['other', 'dom0'],
  guest: ['guest'],
}

const plain = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
const patternOf = ({ says, line, is }: Signpost): RegExp =>
  line ??
  new RegExp(
    `^${says
      .split('{}')
      .map(plain)
      .join(`(?<is>${is?.source ?? ''})`)}`,
  )

/** Texts of which every line that is a signpost holds one: to look for in long captures. */
export const signpostLiterals = (): readonly string[] =>
  signpostIds.flatMap((id) => ownLinePattern(patternOf(signposts[id]).source).literals)

interface Looked {
  readonly id: SignpostId
  readonly pattern: RegExp
}

/** The rows made ready to look for, by who speaks: for the first line of a log, as most commands read none. */
let lookedBy: Readonly<Record<ConsoleLine['by'], readonly Looked[]>> | undefined

function readyToLook(): NonNullable<typeof lookedBy> {
  const looked = signpostIds.map((id) => ({ id, pattern: patternOf(signposts[id]), by: speakers[signposts[id].by] }))
  const of = (one: ConsoleLine['by']) => looked.filter(({ by }) => by.includes(one))
  return { xen: of('xen'), dom0: of('dom0'), guest: of('guest'), other: of('other') }
}

/** The signposts that a line is by its words and its speaker; which of several `under` holds, its boot says. */
export function signpostsAt({ text, by }: Pick<ConsoleLine, 'text' | 'by'>): readonly Mark[] {
  lookedBy ??= readyToLook()
  return lookedBy[by].flatMap(({ id, pattern }) => {
    const match = pattern.exec(text)
    return match ? [{ signpost: id, is: match.groups?.['is'] }] : []
  })
}

/** Whether what was found is what was looked for. */
export const isThat = (wanted: Wanted, found: Mark): boolean =>
  wanted.signpost === found.signpost && (wanted.is === undefined || wanted.is === found.is)

/** What people look for, and what it proves. */
export function expected({ signpost, is = '' }: Mark): { readonly line: string; readonly proves: string } {
  const { says, proves } = signposts[signpost]
  return { line: says.replace('{}', () => is).trim(), proves: proves.replace('{}', () => is) }
}

/**
 * What the console must show, in order, when a plan boots; only what surely comes. `before` is what its way of booting
 * shows before Xen's first line.
 */
export const marksOf = (before: readonly Mark[], course: Course): readonly Mark[] => [
  ...before,
  ...signpostIds.flatMap((id): readonly Mark[] => {
    const promised = signposts[id].when?.(course) ?? false
    if (promised === false) return []
    return [{ signpost: id, ...(promised !== true && { is: promised }) }]
  }),
]
