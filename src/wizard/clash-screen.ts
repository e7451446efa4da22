/** A file that was edited where its new text differs too: both versions side by side, and what can be done. */
import type { Fate } from '../artifacts/fate.ts'
import { mapOf } from '../engine/build-screen.ts'
import type { Action, ClashScreen, ShownClash, Tried } from '../engine/screen.ts'
import type { Session } from '../engine/session.ts'
import { type Clash, type EditChoice, rangesText } from '../model/edited-files.ts'
import { visible } from '../model/visible.ts'
import { type Feedback, refusalOf } from './feedback.ts'
import type { ShownWith } from './review-screen.ts'

/** Which of the files that clash is shown. */
export interface ClashShown {
  readonly fate: Fate
  readonly number: number
  readonly of: number
}

export function clashScreen(
  session: Session,
  { fate, number, of }: ClashShown,
  tried: Tried,
  after: Feedback,
  { folder, library, words }: ShownWith,
): ClashScreen {
  const page = library.section('review', 'A file that you edited')?.markdown
  return {
    kind: 'clash',
    file: visible(`${folder}/${fate.path}`),
    number,
    of,
    says: says(fate),
    places: (fate.clashes ?? []).map(shown),
    actions: actionsFor(fate),
    tried,
    ...(page !== undefined && { page }),
    isExplaining: session.explaining ?? false,
    map: mapOf(session, words),
    ...refusalOf(after),
  }
}

function says({ isBaseKnown, clashes }: Fate): string {
  if (!clashes) return 'You edited it, and it changes too; lines cannot be compared here.'
  if (!isBaseKnown) return 'It is not as xenup wrote it, and what it was before is not known. Here the two differ:'
  return 'You edited lines that the new text changes as well; what else you edited is carried over with "both". Here they clash:'
}

const shown = ({ at, mine, new: next }: Clash): ShownClash => ({
  where: at.last < at.first ? `before your line ${at.first}` : `your ${rangesText([at])}`,
  mine: mine.map(shownLine),
  new: next.map(shownLine),
})

const shownLine = (line: string): string => visible(line.replace(/\r$/, '').replaceAll('\t', '    '))

function actionsFor({ path, clashes }: Fate): readonly Action[] {
  const settle = (text: string, choice: EditChoice): Action => ({ text, does: { kind: 'settle', path, choice } })
  // What Enter does without reading leaves a script that boots.
  return [
    settle('later: the file stays, and the new text is laid beside it', 'merge'),
    settle('mine: the file stays as it is, and that is settled', 'mine'),
    settle('new: the new text, with a copy of mine kept beside it', 'new'),
    ...(clashes ? [settle('both: in the file, between markers, for you to settle in an editor', 'markers')] : []),
    { text: 'go back; nothing is written', does: { kind: 'back' } },
  ]
}
