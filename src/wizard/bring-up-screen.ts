/** At the board: what was written, what its console must show, and what it did show. */
import { diagnosisText } from '../diagnose/diagnosis-text.ts'
import { mapOf, tasksOf } from '../engine/build-screen.ts'
import type { Action, BringUpScreen } from '../engine/screen.ts'
import { positionOf, type Session } from '../engine/session.ts'
import { visible } from '../model/visible.ts'
import type { WriteReport } from '../model/write-report.ts'
import { evaluate } from '../project/evaluation.ts'
import { type Remedy, remedyText } from '../project/remedy.ts'
import { proofsIn, type Try } from '../project/tries.ts'
import type { BoardLog } from './board-log.ts'
import { type Feedback, refusalOf } from './feedback.ts'
import { leadAction } from './lead-action.ts'
import type { ShownWith } from './review-screen.ts'

/** What is known of the board. */
export interface AtTheBoard {
  readonly written: WriteReport
  /** The log that was compared with the checklist; missing before there is one. */
  readonly log: BoardLog | undefined
  readonly tries: readonly Try[]
  /** The name of a log that was pasted, and that the disk did not take. */
  readonly unsaved: string | undefined
}

export function bringUpScreen(
  session: Session,
  { written, log, tries, unsaved }: AtTheBoard,
  after: Feedback,
  { folder, library, words, columns }: ShownWith,
): BringUpScreen {
  const { planned } = evaluate(session)
  const step = session.steps.find(({ id }) => id === 'bring-up')
  const page = library.page('steps/bring-up')
  const expects = planned.ok ? planned.plan.expects : []
  const isDone = expects.length > 0 && expects.every((_, index) => log?.boot?.marks[index] !== undefined)
  return {
    kind: 'bring-up',
    written,
    folder,
    actions: [
      ...(unsaved === undefined ? [] : [saveAction(unsaved)]),
      ...actionsOf(planned.ok && planned.plan.qemu !== undefined, log?.remedy),
    ],
    ...(after.rehearsed !== undefined && { rehearsed: after.rehearsed }),
    ...(after.watched !== undefined && { watched: after.watched }),
    tasks: step ? tasksOf(step, positionOf(session).situation, words) : [],
    expects: expects.map(({ stage, line, proves }, index) => ({
      stage,
      line: visible(line),
      proves: visible(proves),
      ...(log && { seen: log.boot?.marks[index] !== undefined }),
    })),
    ...(log && { note: noteOf(log, columns) }),
    tries: tries.map(tryText),
    ...(page && { page: page.intro }),
    isExplaining: session.explaining ?? false,
    map: mapOf(session, words, proofsIn(tries)).map((one) =>
      one.id === 'bring-up'
        ? { ...one, state: isDone ? 'done' : 'here' }
        : one.state === 'here'
          ? { ...one, state: 'done' }
          : one,
    ),
    ...refusalOf(after),
  }
}

/** Why it went as it did, and which gates it opened. */
function noteOf({ judged, remedy, turned, early }: BoardLog, columns: number): string {
  const change = remedy && `${remedyText(remedy)} The first line below leads there.`
  return [
    ...turned.map(({ title, because }) => `Done: ${title}, because ${visible(because)}.`),
    diagnosisText(judged, columns, { way: false, change, early }).trimEnd(),
  ].join('\n')
}

/** When, which log, and what it came to. */
const tryText = ({ at, log, says, then }: Try): string =>
  visible(`${at.replace('T', ' ').replace(/Z$/, ' UTC')}  ${log}: ${says}${then === undefined ? '' : ` Then: ${then}`}`)

/** When there is room on the disk again. */
const saveAction = (name: string): Action => ({
  text: `save what you pasted as ${visible(name)}, and read it`,
  does: { kind: 'answer', text: name },
})

const actionsOf = (canRehearse: boolean, remedy: Remedy | undefined): readonly Action[] => [
  ...(remedy ? [{ ...leadAction(remedy, remedy.because), isNext: true } as const] : []),
  { text: 'done; leave', does: { kind: 'leave' } },
  {
    text: 'it printed something else: name a log',
    does: { kind: 'type', what: 'log', prompt: 'Which file has the log?' },
  },
  ...(canRehearse
    ? [
        {
          text: 'rehearse it in QEMU: name the folder with the parts',
          does: { kind: 'type', what: 'parts', prompt: 'Which folder has the parts?' },
        } as const,
      ]
    : []),
  {
    text: 'watch the console: name its port',
    does: { kind: 'type', what: 'port', prompt: 'Which port? (/dev/ttyUSB0, tcp://host:port)' },
  },
  { text: 'back to the review', does: { kind: 'back' } },
]
