/** What an answer would do, before it is given: the findings it brings, the lines it makes, the memory map. */
import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Fate } from '../artifacts/fate.ts'
import type { Artifact } from '../artifacts/render.ts'
import { inspectFolder } from '../artifacts/write.ts'
import type { Library } from '../content/library.ts'
import { answered, type FileReader } from '../engine/replay.ts'
import type { ShownFinding, ShownLine, Tried } from '../engine/screen.ts'
import { type Asked, advance, positionOf, type Session } from '../engine/session.ts'
import { suggestionFor } from '../engine/suggestion.ts'
import { decisions, showAnswer } from '../model/answers.ts'
import { inOneLine } from '../model/file-kind-words.ts'
import type { Finding } from '../model/finding.ts'
import { type MappedMemory, mappedMemory } from '../model/memory-map.ts'
import type { Plan } from '../model/plan.ts'
import { visible } from '../model/visible.ts'
import type { ProjectPaths } from '../project/paths.ts'
import { leadsOf } from './lead-action.ts'
import type { Outcome, Outcomes } from './outcomes.ts'

/** What trying needs. */
export interface TrialContext {
  readonly outcomes: Outcomes
  readonly teach: FileReader
  readonly places: ProjectPaths
  readonly library: Library
}

/** The whole of the settled answers, compared with what lies on the disk. */
export async function asItStands(session: Session, shop: TrialContext): Promise<Tried> {
  const outcome = await shop.outcomes.of(session)
  const fates = new Map(inspectFolder(shop.places.output, outcome.artifacts).map((one) => [one.path, one]))
  const { diffArrays } = await import('diff')
  const against = (artifact: Artifact): readonly ShownLine[] => {
    const fate = fates.get(artifact.path)
    const lines = linesOf(artifact, shop.library)
    if (!fate?.onDisk || fate.state === 'same') return lines
    const texts = lines.map(({ text }) => text)
    const result = fate.write ? textOf(fate.write) : texts
    // What is the user's in the new text has no reason of ours.
    const there = isEqual(result, texts) ? lines : mixed(lines, diffArrays([...texts], [...result]))
    return merged(there, diffArrays([...textOf(fate.onDisk)], [...result]))
  }
  return {
    ...common(outcome, undefined, session, shop.library),
    files: outcome.artifacts.map((artifact) => ({
      path: artifact.path,
      state: stateWords[fates.get(artifact.path)?.state ?? 'new'],
      lines: against(artifact),
    })),
  }
}

/** What a text as the answer of the open question would do. */
export async function tryAnswer(session: Session, text: string, shop: TrialContext): Promise<Tried> {
  const { open } = positionOf(session)
  if (!open) return asItStands(session, shop)
  const isPath = decisions[open.question.key].kind === 'path'
  const completions = isPath ? completionsOf(text, shop.places.folders) : []
  const next = tryOn(session, text, shop.teach)
  if (next.refusal !== undefined) {
    return { text, refusal: visible(next.refusal), completions, findings: [], passed: [], notChecked: [], files: [] }
  }
  const read = next.learnt[open.question.key]
  const other = otherAnswer(session, open, text)
  const outcome = await shop.outcomes.of(next)
  const before = other === undefined ? undefined : await shop.outcomes.of(tryOn(session, other, shop.teach))
  return {
    text,
    ...common(outcome, before, next, shop.library),
    completions,
    ...(read && isPath && text !== 'none' && { note: visible(`${inOneLine(read)}.`) }),
    files: outcome.artifacts.map((artifact) => ({
      path: artifact.path,
      state: '',
      lines: touched(artifact, before, open.question.key, shop.library),
    })),
  }
}

/** Findings that are there after an answer and were not before it. */
export async function findingsBrought(
  before: Session,
  after: Session,
  { outcomes, library }: TrialContext,
): Promise<readonly ShownFinding[]> {
  return common(await outcomes.of(after), await outcomes.of(before), after, library).findings.filter(
    ({ isNew }) => isNew,
  )
}

/** One session for each answer, so that its outcome is known the next time. */
const tried = new WeakMap<Session, Map<string, Session>>()

/** The session after an answer of the open question. */
export function tryOn(session: Session, text: string, teach: FileReader): Session {
  let known = tried.get(session)
  if (!known) tried.set(session, (known = new Map()))
  const event = answered(session, text, teach)
  const key = event.kind === 'answer' && event.learnt ? `${text}\0${event.learnt.size}` : text
  let next = known.get(key)
  if (!next) known.set(key, (next = advance(session, event)))
  return next
}

/** What to compare with: the suggestion; for the suggestion itself another offer, if there is one. */
function otherAnswer(session: Session, open: Asked, text: string): string | undefined {
  const { key, offers } = open.question
  const suggestion = suggestionFor(session, open)
  const suggested = suggestion && showAnswer(key, suggestion.value)
  if (suggested !== undefined && suggested !== text) return suggested
  const other = offers?.(open.situation).find(
    ({ value, disabled }) => disabled === undefined && showAnswer(key, value) !== text,
  )
  return other && showAnswer(key, other.value)
}

function common(
  { verdicts, missing, says, plan }: Outcome,
  before: Outcome | undefined,
  session: Session,
  library: Library,
): Omit<Tried, 'text' | 'files'> {
  const known = new Set((before ?? { verdicts }).verdicts.findings.map(({ says, at }) => `${says} ${at}`))
  const question = missing && session.steps.flatMap(({ questions }) => questions).find(({ key }) => key === missing)
  const unplanned = says ?? (question ? `"${question.title}" has to be answered first.` : undefined)
  return {
    completions: [],
    findings: verdicts.findings.map(
      (finding): ShownFinding => ({
        ...finding,
        says: visible(finding.says),
        at: visible(finding.at),
        isNew: !known.has(`${finding.says} ${finding.at}`),
        ...leadsOf(finding, session),
        ...pageOf(finding, library),
        ...(finding.also !== undefined && { also: visible(finding.also) }),
        ...(finding.fix !== undefined && { fix: visible(finding.fix) }),
      }),
    ),
    passed: verdicts.passed,
    notChecked: verdicts.notChecked.map(({ rule, missing }) => ({ rule, missing: missing.map((one) => visible(one)) })),
    ...(unplanned !== undefined && { unplanned: visible(unplanned) }),
    ...(plan && { memory: memoryOf(plan) }),
  }
}

/** The whole page of the check that found it. */
function pageOf({ rule }: Finding, library: Library): Pick<ShownFinding, 'page'> {
  const page = library.page(`checks/${rule}`)
  if (!page) return {}
  return { page: page.sections.map(({ heading, markdown }) => `## ${heading}\n\n${markdown}`).join('\n\n') }
}

/** The names in a plan can come from a file. */
function memoryOf(plan: Plan): MappedMemory {
  const memory = mappedMemory(plan)
  if ('unplaced' in memory) return memory
  const regions = memory.regions.map((region) => ({
    ...region,
    name: visible(region.name),
    because: visible(region.because),
  }))
  return { ...memory, regions }
}

function linesOf(artifact: Artifact, library: Library): readonly ShownLine[] {
  const { lines: blocks = [] } = artifact
  return textOf(artifact.bytes).map((text, index): ShownLine => {
    const block = blocks[index]
    const why =
      block &&
      library.page(`artifacts/${block.page}`)?.sections.find(({ heading }) => heading === block.section)?.markdown
    const from =
      block && block.from.length > 0 ? `\n\nMade from: ${block.from.map((key) => `\`${key}\``).join(', ')}.` : ''
    return { text, isTouched: false, against: ' ', ...(why !== undefined && { why: why + from }) }
  })
}

/** Lit up is what another answer would make differently; where there is no other, what was made from this one. */
function touched(artifact: Artifact, before: Outcome | undefined, key: string, library: Library): readonly ShownLine[] {
  const { lines: blocks = [] } = artifact
  const other = before?.artifacts.find(({ path }) => path === artifact.path)
  const known = other && new Set(textOf(other.bytes))
  const isNewFile = before !== undefined && before.plan !== undefined && !other
  return linesOf(artifact, library).map((line, index) => ({
    ...line,
    isTouched:
      line.text !== '' && (isNewFile || (known ? !known.has(line.text) : (blocks[index]?.from.includes(key) ?? false))),
  }))
}

/** A file in lines; what is no text has none to show. */
function textOf(bytes: Uint8Array): readonly string[] {
  const text = Buffer.from(bytes).toString('utf8')
  if (text.includes('\0')) return [`(${bytes.length} bytes, no text)`]
  return visible(text, { lines: true }).replace(/\t/g, '    ').replace(/\n$/, '').split('\n')
}

const isEqual = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((line, at) => line === other[at])

/** The lines of a merged text: those of the template, and the user's. */
function mixed(lines: readonly ShownLine[], changes: readonly Change[]): readonly ShownLine[] {
  let at = 0
  return changes.flatMap(({ added, removed, value }) => {
    if (added) return value.map((text): ShownLine => ({ text, isTouched: false, against: ' ' }))
    const part = lines.slice(at, (at += value.length))
    return removed ? [] : part
  })
}

type Change = { readonly added?: boolean; readonly removed?: boolean; readonly value: readonly string[] }

function merged(lines: readonly ShownLine[], changes: readonly Change[]): readonly ShownLine[] {
  let at = 0
  return changes.flatMap(({ added, removed, value }) => {
    if (removed) return value.map((text): ShownLine => ({ text, isTouched: false, against: '-' }))
    const part = lines.slice(at, (at += value.length))
    return added ? part.map((line): ShownLine => ({ ...line, against: '+' })) : part
  })
}

/** True of the words for a file that a write makes anew or changes. */
export const willBeWritten = (state: string): boolean =>
  [stateWords.new, stateWords.deleted, stateWords.outdated, stateWords.merged].includes(state)

const stateWords: Readonly<Record<Fate['state'], string>> = {
  new: 'new',
  deleted: 'was deleted: will be written again',
  same: 'unchanged',
  outdated: 'changes',
  edited: 'edited by hand: stays as it is',
  merged: 'changes; your edits are carried over',
  clash: 'changes where you edited it: you will be asked',
  marked: 'changes where you edited it: gets both, between markers',
  conflicted: 'has markers left: stays as it is',
  replaced: 'edited by hand: will be replaced, with a copy kept',
  'read-only': 'changes, but is read-only: stays as it is',
  held: 'not made from a script with markers',
  beside: 'new, beside the file of that name',
  copy: 'a copy of yours',
  stale: 'no longer made: will be removed',
  'stale-edited': 'no longer made, edited by hand: stays',
}

/** Names that a path may go on with: a folder ends with a slash. Beside the answers first, as files are looked for. */
function completionsOf(text: string, folders: readonly string[]): readonly string[] {
  const cut = text.lastIndexOf('/') + 1
  const [folder, start] = [text.slice(0, cut), text.slice(cut)]
  const found = new Set<string>()
  for (const base of new Set(folder.startsWith('/') ? ['/'] : folders)) {
    try {
      for (const entry of readdirSync(resolve(base, folder), { withFileTypes: true })) {
        if (!entry.name.startsWith(start) || (entry.name.startsWith('.') && !start.startsWith('.'))) continue
        // What cannot be shown cannot be typed.
        if (visible(entry.name) === entry.name) found.add(join(folder, entry.name) + (entry.isDirectory() ? '/' : ''))
      }
    } catch {
      /* No such folder, or none that may be read: nothing to offer. */
    }
    if (found.size > 500) break
  }
  const dot = text.startsWith('./') ? './' : ''
  return [...found]
    .sort()
    .slice(0, 200)
    .map((path) => (dot && !path.startsWith('./') ? dot + path : path))
}
