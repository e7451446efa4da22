/**
 * `xenup`: the wizard. Picks a front end that the terminal can take, and starts the walk where the answers file ends.
 */
import { basename, relative } from 'node:path'
import { writeArtifacts } from '../artifacts/write.ts'
import { version } from '../content/package-file.ts'
import { replay } from '../engine/replay.ts'
import { answersToKeep, notKept, positionOf, type Session } from '../engine/session.ts'
import type { Front } from '../fronts/front.ts'
import { findingsText } from '../model/finding-text.ts'
import type { Command, Io } from '../model/io.ts'
import { Interrupted, UserError } from '../model/user-error.ts'
import { visible } from '../model/visible.ts'
import { wrap } from '../model/wrap.ts'
import { AnswersOnDisk } from '../project/answers-on-disk.ts'
import { artifactsOf } from '../project/artifacts.ts'
import { evaluate } from '../project/evaluation.ts'
import { loadLayers } from '../project/layers.ts'
import { nearbyFiles } from '../project/nearby-files.ts'
import { rewriteCommand, tellOldForms } from '../project/old-forms.ts'
import { library, openSession, settleAll } from '../project/open.ts'
import { commonOptions, folderOf, type ProjectPaths, projectPaths } from '../project/paths.ts'
import { provenanceOf } from '../project/provenance.ts'
import { settingsOf } from '../project/settings.ts'
import { type FilesKnown, fileReader } from '../project/user-file.ts'
import { reportWritten, statusAfter } from '../report/written.ts'
import { Walk } from '../wizard/walk.ts'
import type { WalkContext } from '../wizard/walk-context.ts'
import { isAgreed } from './ask.ts'
import { editChoices, editOptions } from './edit-options.ts'
import { noMore, readOptions } from './options.ts'

const options = {
  ...commonOptions,
  yes: { type: 'boolean', short: 'y' },
  plain: { type: 'boolean' },
  accessible: { type: 'boolean' },
  ...editOptions,
  save: { type: 'boolean' },
} as const

export const wizard: Command = async (args, io) => {
  const { values, positionals } = readOptions('', args, options)
  noMore('', positionals)
  const places = projectPaths(values, io)
  const choices = editChoices(values, [], { command: '', places, io })
  const way = wayFor(values, io)
  const isTalk = !values.yes && io.stdinIsTTY && io.stdoutIsTTY
  const layers = loadLayers(places.layers, io)
  tellOldForms(layers, io)
  const pages = library()
  const session = openSession(layers.answers, settingsOf(values.set, io), pages, { save: values.save ?? false })
  const file = new AnswersOnDisk(places.answers, layers.loaded, layers.below)
  const known: FilesKnown = new Map()
  if (values.yes) {
    const teach = fileReader(places, { known, tell: io.err, withHash: true })
    return everySuggestion(session, file, { places, teach, library: pages, io, choices })
  }
  if (!isTalk) throw noTerminal(session, places, io)
  await rewriteIfOld(file, io)
  const front = await frontFor(way, io)
  const teach = fileReader(places, { known, withHash: true })
  const walk = new Walk(front, { library: pages, file, layers, places, io, known, teach, choices })
  // Before anything listens to Ctrl-C: a long log among the answers is read at once, and can be stopped.
  const telling = fileReader(places, { known, tell: io.err, withHash: true })
  const { session: begun } = replay(session, telling, { takeSuggestions: false })
  const stop = io.whenStopped(() => walk.stop())
  try {
    return await walk.run(begun)
  } finally {
    stop()
    front.close()
  }
}

/** The wizard saves each answer, and versions are not mixed: an older file is rewritten first, when the user says so. */
async function rewriteIfOld(file: AnswersOnDisk, io: Io): Promise<void> {
  if (!file.isOld) return
  if (await isAgreed('Rewrite it now, to go on?', 'yes', io)) return file.rewrite()
  const command = rewriteCommand(relative(io.cwd, file.path) || file.path)
  throw new Interrupted(
    `Nothing was changed. The wizard goes on once it is rewritten (${command}); the other commands read it as it is.\n`,
  )
}

type Way = 'tui' | 'plain' | 'accessible'

/**
 * The full screen where the terminal can show one, unless lines are wished for: by option, by environment, for a screen
 * reader.
 */
function wayFor(values: { plain?: boolean | undefined; accessible?: boolean | undefined }, { env }: Io): Way {
  const isSet = (name: string): boolean => !['', '0', 'false', undefined].includes(env[name])
  if (values.accessible || isSet('ACCESSIBLE') || isSet('INK_SCREEN_READER')) return 'accessible'
  if (values.plain) return 'plain'
  // A dumb terminal moves no cursor, and prompts that redraw themselves would fill it with escape sequences.
  return env['TERM'] === 'dumb' ? 'accessible' : 'tui'
}

async function frontFor(way: Way, io: Io): Promise<Front> {
  const drawn = (color: boolean) => async (markdown: string, width: number) =>
    (await import('../content/render-page.ts')).show(markdown, { width, color })
  const { stdin, stdout, color, columns, env } = io
  switch (way) {
    case 'tui':
      return (await import('../fronts/tui/tui-front.ts')).tuiFront({
        stdin,
        stdout,
        color,
        env,
        page: drawn(color),
        ...io.terminal,
      })
    case 'plain': {
      const { plainFront } = await import('../fronts/plain/plain-front.ts')
      const { ansiPaint, noPaint } = await import('../fronts/plain/text.ts')
      return plainFront({ stdin, stdout, columns, paint: color ? ansiPaint : noPaint, page: drawn(color) })
    }
    case 'accessible':
      return (await import('../fronts/accessible/accessible-front.ts')).accessibleFront({
        stdin,
        stdout,
        page: drawn(false),
      })
  }
}

/** `--yes`: the same walk with every suggestion taken. */
async function everySuggestion(
  start: Session,
  file: AnswersOnDisk,
  { places, teach, library, io, choices }: Pick<WalkContext, 'places' | 'teach' | 'library' | 'io' | 'choices'>,
): Promise<number> {
  // Files are looked for once the board is known, as in the wizard.
  const { board } = positionOf(replay(start, teach, { takeSuggestions: true }).session).situation
  const { session, taken } = settleAll({ ...start, nearby: nearbyFiles(places, board, teach) }, places, teach)
  for (const { key, text, because } of taken)
    io.err(`${wrap(`${key}: ${visible(text)}, because ${visible(because)}`, io.columns, '  ')}\n`)
  file.save(answersToKeep(session))
  const says = notKept(session)
  if (says !== undefined) io.err(`${wrap(`xenup: ${says}`, io.columns, '  ')}\n`)
  const ready = evaluate(session)
  io.err(findingsText(ready.verdicts, io.columns))
  if (!ready.planned.ok) return 1
  const artifacts = await artifactsOf(ready.planned.plan, ready, file.loaded, places)
  const written = writeArtifacts(places.output, artifacts, version(), choices, provenanceOf(session, library))
  reportWritten(written, folderOf(places, io), io)
  return statusAfter(written, ready.verdicts)
}

/** Without a terminal nobody can be asked: what would have been, and the commands that need none. */
function noTerminal(session: Session, places: ProjectPaths, io: Io): UserError {
  const { taken, refused, stoppedAt } = replay(session, fileReader(places), { takeSuggestions: true })
  const open = [...taken.map(({ key }) => key), ...refused.map(({ key }) => key), ...(stoppedAt ? [stoppedAt] : [])]
  const asked =
    open.length > 0 ? `it would have asked for ${open.join(', ')}` : 'it would have shown what it is about to write'
  const missing = stoppedAt ? ` --set ${stoppedAt}=…` : ''
  return new UserError(wrap(`there is no terminal to ask on; ${asked}`, io.columns - 'xenup: '.length, '  '), {
    where: 'xenup',
    advice: `Take every suggestion: xenup --yes${missing}\n  Or, with answers in ${basename(places.answers)}: xenup generate${missing}`,
  })
}
