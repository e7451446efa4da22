/** A question: what it asks, what can be chosen or typed, what that would do; the page below as far as there is room. */
import type { ReactElement } from 'react'
import type { QuestionScreen } from '../../../engine/screen.ts'
import { wrapTo } from '../fit.ts'
import type { Place } from '../place.ts'
import type { Ui } from '../ui.ts'
import { Control, controlHeight } from './control.tsx'
import { Lines } from './lines.tsx'
import { becauseLines, effectLines, pageLines, purposeLines, toDoLines } from './question-lines.ts'
import { urgentLines } from './urgent-lines.ts'

export interface QuestionProps {
  readonly ui: Ui
  readonly screen: QuestionScreen
  readonly place: Place
}

export function QuestionPane(props: QuestionProps): ReactElement {
  const { place } = props
  const { above, most, below } = questionParts(props)
  return (
    <>
      <Lines lines={above} width={place.width} />
      <Control {...props} height={most} />
      <Lines lines={below} width={place.width} />
    </>
  )
}

/** The lines above and below the list or field, and how many lines that may take itself. */
export interface QuestionParts {
  readonly above: readonly string[]
  readonly most: number
  readonly below: readonly string[]
}

/** What is being done comes first; what explains it gets the room that is left. */
export function questionParts({ ui, screen, place }: QuestionProps): QuestionParts {
  const { width, height, theme } = place
  const title = wrapTo(screen.title, width).map((line) => theme.strong(line))
  const urgent = urgentLines(screen, ui, place)
  const effect = effectLines(screen, ui, place)
  const because = becauseLines(screen, ui, place)
  const purpose = purposeLines(screen, place)
  const kept =
    (height >= 18 ? Math.min(4, purpose.length + 2) : 0) +
    Math.min(4, urgent.length) +
    Math.min(3, because.length) +
    Math.min(2, effect.length)
  const most = Math.max(3, height - title.length - kept)
  let room = height - title.length - controlHeight({ ui, screen, place, height: most })
  const take = (lines: readonly string[], upTo = lines.length): readonly string[] => {
    const taken = lines.slice(0, Math.max(0, Math.min(upTo, room)))
    room -= taken.length
    return taken
  }
  const isLow = height < 14
  const urgentTaken = take(urgent)
  const reasons = take(because, isLow ? 2 : 4)
  const effects = take(effect, isLow ? 2 : 8)
  // Too little room for the purpose is room for the rest of why.
  const moreReasons = room <= 2 ? take(because.slice(reasons.length)) : []
  const told = room > 2 ? take(['', ...purpose]) : []
  const gap = told.length > 0 ? take(['']) : []
  // Where much is explained below, what is suggested stands apart from the list.
  const apart = room > 6 && !ui.field && reasons.length > 0 ? take(['']) : []
  const toDo = take(toDoLines(screen, place, room))
  const page = toDo.length > 0 ? [] : take(pageLines(screen, ui, place, room))
  return {
    above: [...title, ...urgentTaken, ...told, ...gap],
    most,
    below: [...apart, ...reasons, ...moreReasons, ...effects, ...toDo, ...page],
  }
}
