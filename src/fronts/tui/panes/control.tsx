/** What the user acts on: the list, or the field with its cursor. */
import type { ReactElement } from 'react'
import { ChoiceList, type ControlProps, choiceLines } from './choice-list.tsx'
import { fieldLines, TextField } from './text-field.tsx'

export function Control(props: ControlProps): ReactElement {
  return props.ui.field ? <TextField {...props} /> : <ChoiceList {...props} />
}

/** How many lines it takes. */
export const controlHeight = (props: ControlProps): number =>
  (props.ui.field ? fieldLines(props) : choiceLines(props)).length
