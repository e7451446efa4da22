/**
 * `xenup`: the wizard. Picks a front end that the terminal can take, and starts the walk where the answers file ends.
 */
import { basename } from 'node:path'
import { writeArtifacts } from '../artifacts/write.ts'
import { version } from '../content/package-file.ts'
import { replay } from '../engine/replay.ts'
import { answersToKeep, notKept, type Session } from '../engine/session.ts'
import type { Front } from '../fronts/front.ts'
import { findingsText } from '../model/finding-text.ts'
import type { Command, Io } from '../model/io.ts'
import { UserError } from '../model/user-error.ts'
import { visible } from '../model/visible.ts'
import { wrap } from '../model/wrap.ts'
import { AnswersOnDisk } from '../project/answers-on-disk.ts'
import { artifactsOf } from '../project/artifacts.ts'
import { evaluate } from '../project/evaluation.ts'
import { loadLayers } from '../project/layers.ts'
import { library, openSession, settleAll } from '../project/open.ts'
import { commonOptions, folderOf, type ProjectPaths, projectPaths } from '../project/paths.ts'
import { type FilesKnown, fileReader } from '../project/user-file.ts'
import { reportWritten, statusAfter } from '../report/written.ts'
import { Walk } from '../wizard/walk.ts'
import { noMore, readOptions } from './options.ts'

const options = {
  ...commonOptions,
  yes: { type: 'boolean', short: 'y' },
  plain: { type: 'boolean' },
  accessible: { type: 'boolean' },
  force: { type: 'boolean' },
  save: { type: 'boolean' },
} as const

export const wizard: Command = async (args, io) => {
  const { values, positionals } = readOptions('', args, options)
  noMore('', positionals)
  const places = projectPaths(values, io)
  const way = wayFor(values, io)
  const isTalk = !values.yes && io.stdinIsTTY && io.stdoutIsTTY
  const layers = loadLayers(places.layers, io)
  const pages = library()
  const session = openSession(layers.answers, values.set ?? [], pages, { save: values.save ?? false })
  const file = new AnswersOnDisk(places.answers, layers.loaded, layers.below)
  if (values.yes) return everySuggestion(session, file, places, io, values.force ?? false)
  const known: FilesKnown = new Map()
  if (!isTalk) throw noTerminal(session, places, io)
  const front = await frontFor(way, io)
  const walk = new Walk(front, { library: pages, file, layers, places, io, known, teach: fileReader(places, known) })
  // Before anything listens to Ctrl-C: a long log among the answers is read at once, and can be stopped.
  const { session: begun } = replay(session, fileReader(places, known, io.err), { takeSuggestions: false })
  const stop = io.whenStopped(() => walk.stop())
  try {
    return await walk.run(begun)
  } finally {
    stop()
    front.close()
  }
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
  places: ProjectPaths,
  io: Io,
  force: boolean,
): Promise<number> {
  const { session, taken } = settleAll(start, places, io.err)
  for (const { key, text, because } of taken)
    io.err(`${wrap(`${key}: ${visible(text)}, because ${visible(because)}`, io.columns, '  ')}\n`)
  file.save(answersToKeep(session))
  const says = notKept(session)
  if (says !== undefined) io.err(`${wrap(`xenup: ${says}`, io.columns, '  ')}\n`)
  const ready = evaluate(session)
  io.err(findingsText(ready.verdicts, io.columns))
  if (!ready.planned.ok) return 1
  const artifacts = await artifactsOf(ready.planned.plan, ready, file.loaded, places)
  const written = writeArtifacts(places.output, artifacts, version(), { force })
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
