/** Which board: a page with facts, or none and a .dtb that tells. */
import { question, type Situation, type Step } from '../src/engine/step.ts'
import { type BoardPage, boardsLike, sentence, statusWords } from '../src/model/board.ts'
import { nearest } from '../src/model/nearest.ts'

export const board: Step = {
  id: 'board',
  title: 'Which board',
  after: ['goal'],
  topics: ['board.lane'],
  questions: [
    question({
      key: 'board.id',
      title: 'Which board is it?',
      suggest({ answers, boards }) {
        const target = answers['goal.target']
        if (target === 'hardware')
          return { value: 'other', because: 'its own .dtb tells which board it is', restsOn: 'guess' }
        const model = boards.find(
          (one) => one.target === target && (target !== 'qemu' || one.arch === (answers['goal.arch'] ?? 'arm64')),
        )
        return (
          model && {
            value: model.id,
            because:
              target === 'qemu'
                ? "the goal is a software model, and this is QEMU's machine for virtual boards"
                : 'the goal is a software model of Arm, and this is one',
          }
        )
      },
      // What is suggested stands first: a board's own tree, or the model.
      offers: (situation) => [
        ...(situation.answers['goal.target'] === 'hardware' ? [other] : []),
        ...offered(situation).map(({ id, name, status }) => {
          if (status.level === 'impossible')
            return { value: id, label: name, disabled: `Xen cannot run on it: ${sentence(status.says)}` }
          return status.level === 'not-viable'
            ? {
                value: id,
                label: name,
                disabled: `${sentence(status.says)} With a tree of your own that cures it, choose other.`,
              }
            : { value: id, label: `${name} (${statusWords[status.level]})` }
        }),
        ...(situation.answers['goal.target'] === 'hardware' ? [] : [other]),
      ],
      refuse: (value, { boards, answers }) => {
        if (value === 'other') return undefined
        const chosen = boards.find(({ id }) => id === value)
        if (!chosen) return unknown(value, boards)
        const { id, target, arch, status } = chosen
        if (target !== answers['goal.target'])
          return `${id} is ${kinds[target]}, and goal.target is ${answers['goal.target']}: choose another board here, or ${target} there.`
        if (target === 'qemu' && arch !== (answers['goal.arch'] ?? arch))
          return `${id} is a machine of ${arch}, and goal.arch is ${answers['goal.arch']}: change one of the two.`
        if (status.level === 'impossible')
          return `Xen cannot run on ${chosen.name}: ${sentence(status.says)} "xenup explain ${id}" tells more, and "xenup boards" lists boards on which it runs.`
        if (status.level === 'not-viable')
          return `Xen does not run on ${id} as it is: ${sentence(status.says)} With a tree of your own that cures it, choose other; "xenup explain ${id}" tells more.`
        return undefined
      },
    }),
  ],
}

const other = { value: 'other', label: 'a board that its own .dtb describes' } as const

const kinds = { hardware: 'a board', qemu: 'a software model', fvp: 'a software model' } as const

/** The boards for what the goal is, those with the best prospects first. */
function offered({ boards, answers }: Situation): readonly BoardPage[] {
  const levels = Object.keys(statusWords)
  return boards
    .filter(
      ({ target, arch }) =>
        target === answers['goal.target'] && (target !== 'qemu' || arch === (answers['goal.arch'] ?? arch)),
    )
    .sort((a, b) => levels.indexOf(a.status.level) - levels.indexOf(b.status.level))
}

function unknown(value: string, boards: readonly BoardPage[]): string {
  const close = nearest(
    value,
    boards.map(({ id }) => id),
  )
  const near = [
    ...new Set([...(close === undefined ? [] : [close]), ...boardsLike(value, boards).map(({ id }) => id)]),
  ].slice(0, 4)
  return `There is no page about a board ${value}${near.length > 0 ? `; near it: ${near.join(', ')}` : ''}. "xenup boards" lists them all, and other takes any board by its .dtb.`
}
