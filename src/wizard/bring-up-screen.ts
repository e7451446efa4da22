/** At the board: what was written, what its console must show, and what it did show. */
import type { Boot } from '../console/timeline.ts'
import { mapOf, tasksOf } from '../engine/build-screen.ts'
import type { Action, BringUpScreen } from '../engine/screen.ts'
import { positionOf, type Session } from '../engine/session.ts'
import type { ParsedFile } from '../model/facts.ts'
import { visible } from '../model/visible.ts'
import type { WriteReport } from '../model/write-report.ts'
import { evaluate } from '../project/evaluation.ts'
import { inspectionText } from '../report/inspection.ts'
import { type Feedback, refusalOf } from './feedback.ts'
import type { ShownWith } from './review-screen.ts'

/** A log that was read at the board, and its last boot against what the plan expects. */
export interface ReadLog {
  readonly learnt: ParsedFile
  readonly boot: Boot | undefined
}

/** `log` is what was compared with the checklist; missing before there is one. */
export function bringUpScreen(
  session: Session,
  written: WriteReport,
  log: ReadLog | undefined,
  after: Feedback,
  { folder, library, words, columns }: ShownWith,
): BringUpScreen {
  const { planned } = evaluate(session)
  const step = session.steps.find(({ id }) => id === 'bring-up')
  const page = library.page('steps/bring-up')
  return {
    kind: 'bring-up',
    written,
    folder,
    actions: actionsOf(planned.ok && planned.plan.qemu !== undefined),
    ...(after.rehearsed !== undefined && { rehearsed: after.rehearsed }),
    ...(after.watched !== undefined && { watched: after.watched }),
    tasks: step ? tasksOf(step, positionOf(session).situation, words) : [],
    expects: planned.ok
      ? planned.plan.expects.map(({ stage, line, proves }, index) => ({
          stage,
          line: visible(line),
          proves: visible(proves),
          ...(log && { seen: log.boot?.marks[index] !== undefined }),
        }))
      : [],
    ...(log && { note: inspectionText(log.learnt, Math.min(columns, 100)).trimEnd() }),
    ...(page && { page: page.intro }),
    isExplaining: session.explaining ?? false,
    map: mapOf(session, words).map((one) =>
      one.id === 'bring-up' ? { ...one, state: 'here' } : one.state === 'here' ? { ...one, state: 'done' } : one,
    ),
    ...refusalOf(after),
  }
}

const actionsOf = (canRehearse: boolean): readonly Action[] => [
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
