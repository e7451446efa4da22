/** Trouble as one or two lines for stderr. */
import type { Trouble } from '../model/trouble.ts'
import { visible } from '../model/visible.ts'

/** `xenup: board.dtb: what is wrong`, and what to do on a line of its own. */
export function tell(trouble: Trouble): string {
  // "xenup generate: …" says already who speaks.
  const isCommand = trouble.where === 'xenup' || trouble.where?.startsWith('xenup ')
  const where = trouble.where === undefined ? '' : `${visible(trouble.where)}: `
  const advice = trouble.advice === undefined ? '' : `  ${visible(trouble.advice, { lines: true })}\n`
  return `${isCommand ? '' : 'xenup: '}${where}${visible(trouble.message, { lines: true })}\n${advice}`
}
