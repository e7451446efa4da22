/** UserError as one or two lines for stderr. */
import type { UserError } from '../model/user-error.ts'
import { visible } from '../model/visible.ts'

/** `xenup: board.dtb: what is wrong`, and what to do on a line of its own. */
export function userErrorText(userError: UserError): string {
  // "xenup generate: …" says already who speaks.
  const isCommand = userError.where === 'xenup' || userError.where?.startsWith('xenup ')
  const where = userError.where === undefined ? '' : `${visible(userError.where)}: `
  const advice = userError.advice === undefined ? '' : `  ${visible(userError.advice, { lines: true })}\n`
  return `${isCommand ? '' : 'xenup: '}${where}${visible(userError.message, { lines: true })}\n${advice}`
}
