/** Answers that have no effect, since their question is not asked: said with --set, or left over in the answers file. */
import type { UnaskedAnswer } from '../model/unasked.ts'
import { atAnswer, defineCheck, type Found } from './check.ts'

export const unusedAnswer = defineCheck({
  id: 'unused-answer',
  needs: ['unasked'],
  run({ unasked }) {
    return grouped(unasked).map((group): Found => {
      const { isSet, because } = group[0]!
      const names = group.map(({ key, text }) => (isSet ? `${key}=${text}` : key)).join(', ')
      const isAre = group.length === 1 ? 'is' : 'are'
      const why = because ? `${because.key} is ${because.text}` : 'what the files say leaves nothing to ask'
      const change = because && `Answer ${because.key} with ${because.instead.join(' or ')}`
      const it = group.length === 1 ? 'it' : 'them'
      return {
        severity: isSet ? 'warning' : 'note',
        says: isSet
          ? `${names} (--set) ${isAre} not asked, and ${group.length === 1 ? 'has' : 'have'} no effect: ${why}`
          : `The answers file has ${names}, which ${isAre} not asked: ${why}`,
        at: group.map(({ key }) => atAnswer(key)).join(', '),
        ...(because && { also: atAnswer(because.key) }),
        fix: isSet
          ? `${change ? `${change}, or leave` : 'Leave'} ${it} out.`
          : `${change ? `${change} for ${it} to count; else` : 'Here'} ${it === 'it' ? 'it stays a suggestion' : 'they stay suggestions'} for another time.`,
      }
    })
  },
})

/** Those with one reason make one finding. */
function grouped(all: readonly UnaskedAnswer[]): readonly (readonly UnaskedAnswer[])[] {
  const groups = new Map<string, UnaskedAnswer[]>()
  for (const one of all) {
    const id = `${one.isSet} ${one.because?.key} ${one.because?.instead.join()}`
    groups.set(id, [...(groups.get(id) ?? []), one])
  }
  return [...groups.values()]
}
