/** `xenup explain boot/boot.cmd:42`: a line of an artifact, what it came from, and why it is there. */
import { relative } from 'node:path'
import type { Block } from '../artifacts/blocks.ts'
import { artifactPages, pageOf } from '../artifacts/pages.ts'
import type { Artifact } from '../artifacts/render.ts'
import { inspectFolder } from '../artifacts/write.ts'
import type { Library } from '../content/library.ts'
import { type PageStyle, show, showPage } from '../content/render-page.ts'
import type { Io } from '../model/io.ts'
import { toJson } from '../model/json.ts'
import type { Page } from '../model/page.ts'
import { UserError } from '../model/user-error.ts'
import { visible } from '../model/visible.ts'
import { artifactsOf } from '../project/artifacts.ts'
import { evaluate } from '../project/evaluation.ts'
import { type OriginReader, originReader } from '../project/line-origins.ts'
import { openProject } from '../project/open.ts'
import { originsText } from '../report/origins.ts'

/** What was asked for: a name, and the lines of it. */
export interface ArtifactAsked {
  readonly name: string
  readonly lines?: { readonly first: number; readonly last: number }
}

/** Reads `boot.cmd:10-20`; nothing when it cannot be about an artifact. */
export function artifactAsked(id: string): ArtifactAsked | undefined {
  const [, name = '', from, to] = /^(.+?)(?::(\d{1,9})(?:-(\d{1,9}))?)?$/.exec(id) ?? []
  const isArtifact = Object.keys(artifactPages).some((path) => isMeant(name, path) || isOneOf(name, path))
  if (!isArtifact) return undefined
  return { name, ...(from !== undefined && { lines: { first: Number(from), last: Number(to ?? from) } }) }
}

/** A path is meant by any end of it, and by one that begins outside: `boot.cmd`, `xenup-out/boot/boot.cmd`. */
const isMeant = (name: string, path: string): boolean =>
  name === path || path.endsWith(`/${name}`) || name.endsWith(`/${path}`)

/** `guests/[guest].cfg` is known by its ending, `firmware/[firmware]` by its folder. */
function isOneOf(name: string, path: string): boolean {
  const [, folder = '', ending = ''] = /^(.*)\[\w+\](.*)$/.exec(path) ?? []
  return ending === '' ? folder !== '' && name.includes(folder) : name.endsWith(ending)
}

interface Options {
  readonly answers?: readonly string[] | undefined
  readonly output?: string | undefined
  readonly set?: string[] | undefined
  readonly json?: boolean | undefined
}

/**
 * Renders the artifacts as `generate` would, and explains; one without a template needs no answers, its page says all.
 */
export async function explainArtifact(
  asked: ArtifactAsked,
  values: Options,
  library: Library,
  io: Io,
  look: PageStyle,
): Promise<number> {
  const { templates } = await import('../project/templates.ts')
  const whole = Object.keys(artifactPages).find((path) => isMeant(asked.name, path) && !templates.has(path))
  if (whole !== undefined) return explainWhole(whole, values, library, io, look)
  const { session, layers, places } = openProject(values, io)
  const ready = evaluate(session)
  if (!ready.planned.ok) {
    const { says, fix } = ready.planned.refusals[0]!
    throw new UserError(`${says}, so there are no artifacts to explain`, { where: 'xenup explain', advice: fix })
  }
  const { plan } = ready.planned
  const rendered = (isWanted?: (template: string) => boolean) =>
    artifactsOf(plan, ready, layers.loaded, places, isWanted)
  const meant = await rendered((template) => isMeant(asked.name, template) || isOneOf(asked.name, template))
  const isThere = meant.some(({ path }) => isMeant(asked.name, path))
  const artifact = theOne(asked.name, isThere ? meant : await rendered())
  const [onDisk] = inspectFolder(places.output, [artifact])
  if (onDisk && !['new', 'deleted', 'same'].includes(onDisk.state)) {
    io.err(
      `xenup: ${visible(relative(io.cwd, places.output))}/${artifact.path} differs from what is explained here; "xenup generate --diff" shows how\n`,
    )
  }
  const origins = originReader(session, plan)
  const blocks = artifact.lines!
  const text = Buffer.from(artifact.bytes).toString('utf8').split('\n').slice(0, blocks.length)
  const { first, last } = linesOf(asked, artifact.path, text.length)
  const runs = runsOf(blocks).flatMap((run) => {
    const clipped = { ...run, first: Math.max(run.first, first), last: Math.min(run.last, last) }
    return clipped.first <= clipped.last ? [clipped] : []
  })
  if (values.json) io.out(`${asJson(artifact.path, text, runs, library, origins)}\n`)
  else if (!asked.lines) io.out(await outline(artifact.path, runs, text, library, look))
  else {
    // Among several lines the blank ones say nothing.
    const shown = runs.length > 1 ? runs.filter(({ block }) => block) : runs
    io.out((await Promise.all(shown.map((run) => inFull(artifact.path, run, text, library, origins, look)))).join('\n'))
  }
  return 0
}

async function explainWhole(
  path: string,
  { json }: Options,
  library: Library,
  io: Io,
  look: PageStyle,
): Promise<number> {
  const page = artifactPage(path, library)
  io.out(
    json
      ? `${toJson({ xenup: 1, artifact: path, page: page.id, lines: [], sections: {} })}\n`
      : await showPage(page, look),
  )
  return 0
}

function artifactPage(path: string, library: Library): Page {
  const page = library.page(`artifacts/${pageOf(path)}`)
  if (!page) throw new Error(`no page explains ${path}`)
  return page
}

function theOne(name: string, artifacts: readonly Artifact[]): Artifact {
  const meant = artifacts.filter(({ path }) => isMeant(name, path))
  const [one, ...others] =
    meant.filter(({ path }) => path === name).length === 1 ? meant.filter(({ path }) => path === name) : meant
  if (one && others.length === 0) return one
  const paths = artifacts.map(({ path }) => path)
  throw one
    ? new UserError(`${name} is the name of ${meant.length} artifacts`, {
        where: 'xenup explain',
        advice: `Say which: ${meant.map(({ path }) => path).join(', ')}.`,
      })
    : new UserError(`there is no artifact ${name} with these answers`, {
        where: 'xenup explain',
        advice: `There are ${paths.join(', ')}.`,
      })
}

function linesOf(
  { lines }: ArtifactAsked,
  path: string,
  count: number,
): { readonly first: number; readonly last: number } {
  if (!lines) return { first: 1, last: count }
  if (lines.first >= 1 && lines.last >= lines.first && lines.last <= count) return lines
  throw new UserError(`${path} has lines 1 to ${count}`, {
    where: 'xenup explain',
    advice: `Ask for one of them, or for several: ${path}:1-${count}.`,
  })
}

/** Lines that follow each other in one block. */
interface Run {
  readonly first: number
  readonly last: number
  readonly block: Block | undefined
}

/** Blank lines belong to no run; those inside a block part it in two only when it goes on in another. */
function runsOf(lines: readonly (Block | undefined)[]): readonly Run[] {
  const runs: Run[] = []
  lines.forEach((block, index) => {
    const last = runs.at(-1)
    if (last && (block === last.block || (!block && lines.slice(index).find(Boolean) === last.block)))
      runs[runs.length - 1] = { ...last, last: index + 1 }
    else runs.push({ first: index + 1, last: index + 1, block })
  })
  return runs
}

const idOf = ({ page, section }: Block): string => `${page}/${section}`

function sectionOf(block: Block, library: Library) {
  const section = library.page(`artifacts/${block.page}`)?.sections.find(({ heading }) => heading === block.section)
  if (!section) throw new Error(`content/artifacts/${block.page}.md has no section ${block.section}`)
  return section
}

async function inFull(
  path: string,
  { first, last, block }: Run,
  text: readonly string[],
  library: Library,
  origins: OriginReader,
  look: PageStyle,
): Promise<string> {
  const place = first === last ? `${path}:${first}` : `${path}:${first}-${last}`
  const code = text
    .slice(first - 1, last)
    .map((line, index) => `${String(first + index).padStart(5)}  ${visible(line)}`.trimEnd())
    .join('\n')
  const head = `${place}\n\n${code}\n\n`
  if (!block) return `${head}Blank: it parts the blocks before and after it.\n`
  const from = originsText(origins(block.from), look.width)
  const why = await show(sectionOf(block, library).markdown, look)
  return `${head}${from === '' ? '' : `It came from:\n\n${from}\n`}Why it is there (${idOf(block)}):\n\n${why}`
}

async function outline(
  path: string,
  runs: readonly Run[],
  text: readonly string[],
  library: Library,
  look: PageStyle,
): Promise<string> {
  const items = runs.flatMap(({ first, last, block }) => {
    if (!block) return []
    const end = text.slice(0, last).findLastIndex((line) => line.trim() !== '') + 1
    const [sentence = ''] = /^[^]*?[.:](?=\s|$)/.exec(sectionOf(block, library).markdown) ?? []
    return [`- \`${path}:${first}${end > first ? `-${end}` : ''}\` ${sentence.replace(/\n/g, ' ')}`]
  })
  return show(`# ${path}\n\n${artifactPage(path, library).intro}\n\n${items.join('\n')}`, look)
}

function asJson(
  path: string,
  text: readonly string[],
  runs: readonly Run[],
  library: Library,
  origins: OriginReader,
): string {
  const blocks = runs.flatMap(({ block }) => block ?? [])
  const lines = runs.flatMap(({ first, last, block }) =>
    text.slice(first - 1, last).map((line, index) => ({
      line: first + index,
      text: line,
      ...(block && line.trim() !== '' && { block: idOf(block), from: origins(block.from) }),
    })),
  )
  const sections = Object.fromEntries(
    blocks.map((block) => {
      const { markdown, sources } = sectionOf(block, library)
      return [idOf(block), { why: markdown, sources }]
    }),
  )
  return toJson({ xenup: 1, artifact: path, page: artifactPage(path, library).id, lines, sections })
}
