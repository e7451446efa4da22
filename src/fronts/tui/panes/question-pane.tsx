/** A question: what it asks, what can be chosen or typed, what that would do; the page below as far as there is room. */
import type { ReactElement } from 'react'
import type { QuestionScreen } from '../../../engine/screen.ts'
import { fit, wrapTo } from '../fit.ts'
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

/** How many lines stay free below a list for what the chosen one would do: a finding and what to do about it. */
const listEffect = 4

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
  const isLow = height < 14
  const effect = effectLines(screen, ui, place)
  const because = becauseLines(screen, ui, place)
  const purpose = purposeLines(screen, place)
  const kept =
    (height >= 18 ? Math.min(4, purpose.length + 2) : 0) +
    Math.min(4, urgent.length) +
    Math.min(3, because.length) +
    (ui.field ? Math.min(2, effect.length) : isLow ? 2 : listEffect)
  const most = Math.max(3, height - title.length - kept)
  const control = controlHeight({ ui, screen, place, height: most })
  let room = height - title.length - control
  const take = (lines: readonly string[], upTo = lines.length): readonly string[] => {
    const taken = lines.slice(0, Math.max(0, Math.min(upTo, room)))
    room -= taken.length
    return taken
  }
  const urgentTaken = take(urgent)
  const reasons = take(because, isLow ? 2 : 4)
  // Below a list that is longer than its room, what the choices would do must not move the list.
  const isWindow = !ui.field && control === most
  const effects = isWindow ? take(inLines(effect, isLow ? 2 : listEffect, place)) : take(effect, isLow ? 2 : 8)
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

/** These lines on as many as `height`, whether there are fewer or more; what is left out is told once it is chosen. */
function inLines(lines: readonly string[], height: number, { width, theme }: Place): readonly string[] {
  const isCut = lines.length > height
  const more = theme.quiet(fit(`  ${theme.marks.more} Enter chooses it and tells the rest`, width, theme.marks.cut))
  return Array.from({ length: height }, (_, at) => (isCut && at === height - 1 ? more : (lines[at] ?? '')))
}
