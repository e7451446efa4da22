/**
 * The set-up of a run: options, answers file, replay, plan, verdicts, artifacts. What generate, check, rehearse and the
 * wizard's review share.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { steps } from '../../steps/index.ts'
import { newAnswersText, schemaFile, setAnswers } from '../answers/document.ts'
import { type LoadedAnswers, loadAnswers } from '../answers/save.ts'
import { schemaText } from '../answers/schema.ts'
import { parseSetting } from '../answers/set.ts'
import type { Artifact, Templates } from '../artifacts/render.ts'
import { judge } from '../checks/judge.ts'
import { boardPages } from '../content/board-page.ts'
import { type Library, loadLibrary } from '../content/library.ts'
import { packageFile } from '../content/package-file.ts'
import { type Replayed, replay } from '../engine/replay.ts'
import { begin, type Session, standing } from '../engine/session.ts'
import { openGates } from '../engine/states.ts'
import type { Situation } from '../engine/step.ts'
import type { AnswerKey, Answers } from '../model/answers.ts'
import type { Learnt } from '../model/facts.ts'
import type { Verdicts } from '../model/finding.ts'
import type { MappedStep } from '../model/mapped-step.ts'
import type { FilesRead, Material } from '../model/material.ts'
import type { Plan, Planned } from '../model/plan.ts'
import { Trouble } from '../model/trouble.ts'
import { visible } from '../model/visible.ts'
import { plan } from '../plan/index.ts'
import { learnUserFile, userFileStamp } from './file.ts'
import { version } from './index.ts'
import type { Io } from './io.ts'

export const answersName = 'xenup.answers.yaml'

/** Options that generate, check, rehearse and the wizard have in common. */
export const commonOptions = {
  answers: { type: 'string', short: 'a' },
  output: { type: 'string', short: 'o' },
  set: { type: 'string', multiple: true },
} as const

/** Where a run reads and writes. */
export interface Places {
  /** The answers file. */
  readonly answers: string
  /** The folder for artifacts. */
  readonly output: string
  /** Where relative files of the answers are looked for, in this order. */
  readonly folders: readonly string[]
}

/** The places that the options name; the defaults lie in the working folder. */
export function placesOf(values: { answers?: string | undefined; output?: string | undefined }, io: Io): Places {
  const answers = resolve(io.cwd, values.answers ?? answersName)
  return { answers, output: resolve(io.cwd, values.output ?? 'xenup-out'), folders: [dirname(answers), io.cwd] }
}

/** A session over saved answers with the settings of --set on top. */
export function openSession(saved: Answers, settings: readonly string[], library: Library): Session {
  const set = Object.fromEntries(settings.map(parseSetting).map(({ key, value }) => [key, value]))
  return begin(steps, boardPages(library), { ...saved, ...set })
}

/** Reads the file that an answer names; one that has not changed since is not read again. */
export function teacher(places: Places): (path: string) => Learnt {
  const known = new Map<string, { readonly stamp: string; readonly learnt: Learnt }>()
  return (path) => {
    const stamp = userFileStamp(path, places.folders)
    const before = known.get(path)
    if (before?.stamp === stamp) return before.learnt
    const learnt = learnUserFile(path, places.folders)
    known.set(path, { stamp, learnt })
    return learnt
  }
}

/** Everything that follows from settled answers. */
export interface SetUp {
  readonly answers: Answers
  /** The steps whose gate is not passed yet. */
  readonly open: readonly MappedStep[]
  readonly planned: Planned
  readonly verdicts: Verdicts
}

/** What is known as far as a session is settled; the plan is not part of it. */
export function materialOf(session: Session): Material {
  const { answers, facts, files, board } = standing(session).situation
  return { ...facts, ...filesRead(files), ...answers, ...(board && { board }) }
}

const filesRead = (files: Situation['files']): Partial<FilesRead> =>
  Object.fromEntries(Object.entries(files).map(([key, learnt]) => [`read:${key}`, learnt])) as Partial<FilesRead>

/** Plans and judges a session in which everything is settled. */
export function setUp(session: Session): SetUp {
  const { answers, facts, files, board, arch } = standing(session).situation
  const planned = plan({ answers, facts, files: filesRead(files), board, arch })
  const verdicts = judge({ ...materialOf(session), ...(planned.ok && { plan: planned.plan }) })
  const open = openGates(session)
  if (planned.ok) return { answers, open, planned, verdicts }
  const refusals = planned.refusals.map((refusal) => ({ rule: 'plan', severity: 'error', ...refusal }) as const)
  return { answers, open, planned, verdicts: { ...verdicts, findings: [...refusals, ...verdicts.findings] } }
}

/**
 * The artifacts of a plan; the answers file is one of them. Where it is the very file that was read, it is left as it
 * is.
 */
export async function artifactsOf(
  ready: Plan,
  { answers, open, verdicts }: SetUp,
  loaded: LoadedAnswers | undefined,
  places: Places,
): Promise<readonly Artifact[]> {
  const { render } = await import('../artifacts/render.ts')
  const files = {
    dtb: 'dtb.file',
    xen: 'xen.file',
    kernel: 'dom0-kernel.file',
    initrd: 'dom0-kernel.initrd-file',
  } as const
  const localFiles = Object.fromEntries(
    Object.entries(files).flatMap(([role, key]) =>
      answers[key] && answers[key] !== 'none' ? [[role, answers[key]]] : [],
    ),
  )
  const rendered = render(ready, { version: version(), verdicts, open, localFiles }, templates())
  // Left out, it would be taken for one that is no longer needed, and removed.
  const isOwn = places.answers === join(places.output, answersName)
  const text = isOwn ? loaded?.document.text : answersText(answers, loaded)
  return [
    ...rendered,
    ...(text === undefined ? [] : [{ path: answersName, bytes: Buffer.from(text) }]),
    { path: schemaFile, bytes: Buffer.from(schemaText()) },
  ]
}

/** The answers file with these answers: comments and order of the loaded one are kept. */
export const answersText = (answers: Answers, loaded: LoadedAnswers | undefined): string =>
  loaded ? setAnswers(loaded.document, answers) : newAnswersText(answers)

/** Loads the answers file; without one, trouble that names the ways to get one. */
export function loadOrExplain(places: Places, io: Io): LoadedAnswers {
  const loaded = loadAnswers(places.answers)
  if (loaded) return loaded
  throw new Trouble('there is no answers file', {
    where: relative(io.cwd, places.answers) || places.answers,
    advice: 'Make one with xenup (the wizard) or xenup --yes, or name another with -a.',
  })
}

/** Replays to the end, or trouble that names everything that stands in the way. */
export function settleAll(session: Session, places: Places): Replayed {
  const replayed = replay(session, teacher(places), { takeSuggestions: true })
  const { refused, stoppedAt } = replayed
  const faults = [
    ...refused.map(({ key, says }) => `${key}: ${says}`),
    // After a refusal it may be its consequence: without a device tree nothing says where RAM is.
    ...(stoppedAt && refused.length === 0
      ? [`${stoppedAt}: there is no answer, and nothing to suggest one from; ${hintFor(stoppedAt)}`]
      : []),
  ]
  if (faults.length === 0) return replayed
  throw new Trouble(faults.map((fault) => visible(fault)).join('\n  '), {
    where: basename(places.answers),
    advice:
      stoppedAt && refused.length === 0
        ? `Answer it with --set ${stoppedAt}=…, in the file, or in the wizard (xenup).`
        : 'Change the answers in the file, with --set, or in the wizard (xenup).',
  })
}

const hintFor = (key: AnswerKey): string => `"xenup explain ${key}" tells how to find out`

let templatesRead: Templates | undefined

/** The templates in the package, by their path without `.hbs`; read once. */
export const templates = (): Templates => (templatesRead ??= readTemplates())

function readTemplates(): Templates {
  const folder = packageFile('templates')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.hbs'))
    .sort()
  return new Map(
    files.map((file) => [file.slice(0, -'.hbs'.length).split(sep).join('/'), readFileSync(join(folder, file), 'utf8')]),
  )
}

/** The pages in the package. */
export const library = (): Library => loadLibrary()
