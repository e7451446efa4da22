/** What is shown, sent elsewhere: to an editor, a pager, the clipboard of the terminal. */
import type { Screen } from '../../engine/screen.ts'
import { type KeyResult, saying } from './key-result.ts'
import type { Ui } from './ui.ts'

/** A typed answer in $EDITOR; whatever else is shown, in $PAGER. */
export function editOrPage(ui: Ui, screen: Screen): KeyResult {
  if (ui.pane === 'ask' && ui.field && screen.kind === 'question') {
    return { ui, event: { kind: 'edit', text: ui.isTouched ? ui.field.text : (screen.suggestion?.text ?? '') } }
  }
  const text = textOf(ui, screen)
  return text === undefined
    ? saying(ui, 'there is nothing here for an editor or a pager')
    : { ui, event: { kind: 'page', text } }
}

/** To the clipboard of the terminal: commands of the tasks, or the artifact that is shown. */
export function copy(ui: Ui, screen: Screen): KeyResult {
  const text = ui.pane === 'artifacts' ? textOf(ui, screen) : commandsOf(screen)
  return text === undefined || text === ''
    ? saying(ui, 'there is nothing to copy here')
    : { ...saying(ui, 'sent to the clipboard of your terminal, if it has one (OSC 52)'), effect: { copy: text } }
}

function textOf(ui: Ui, screen: Screen): string | undefined {
  switch (ui.pane) {
    case 'artifacts':
      return screen.tried?.files[ui.file]?.lines
        .filter(({ against }) => against !== '-')
        .map(({ text }) => text)
        .join('\n')
    case 'why':
    case 'ask':
      return screen.page
    case 'tasks':
      return commandsOf(screen)
    default:
      return undefined
  }
}

const commandsOf = (screen: Screen): string | undefined =>
  'tasks' in screen && screen.tasks.length > 0 ? screen.tasks.flatMap(({ commands }) => commands).join('\n') : undefined
