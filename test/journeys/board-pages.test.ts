/** What a board's page says and what a check finds is the same: for every board, from the suggestions alone. */
import { describe, expect, test } from 'vitest'
import { boardPages } from '../../src/content/board-page.ts'
import { replay } from '../../src/engine/replay.ts'
import { begin } from '../../src/engine/session.ts'
import type { Answers } from '../../src/model/answers.ts'
import { type BoardPage, clause } from '../../src/model/board.ts'
import type { ParsedFile } from '../../src/model/facts.ts'
import type { Finding } from '../../src/model/finding.ts'
import { evaluate } from '../../src/project/evaluation.ts'
import { library } from '../../src/project/open.ts'
import { steps } from '../../steps/index.ts'

const pages = library()
const boards = boardPages(pages)
const bootable = boards.filter(({ status }) => status.level !== 'not-viable' && status.level !== 'impossible')

/** What is found for a board whose tree says what the page says, with every suggestion taken but for these answers. */
function found({ id, target, arch, facts }: BoardPage, typed: Answers = {}): readonly Finding[] {
  // How much RAM there is, a page of a board with DIMMs cannot know.
  const answers: Answers = {
    'goal.target': target,
    'goal.arch': arch,
    'board.id': id,
    'dtb.memory-size': 1n << 30n,
    ...typed,
  }
  const teach = (path: string): ParsedFile => ({ path, kind: 'dtb', size: 1n << 16n, facts })
  const { session, refused, stoppedAt } = replay(begin(steps, boards, answers), teach, { takeSuggestions: true })
  expect(refused).toEqual([])
  expect(stoppedAt).toBeUndefined()
  return evaluate(session).verdicts.findings
}

const by = (rule: string, findings: readonly Finding[]) => findings.filter((one) => one.rule === rule)

describe.each(bootable.map((board) => ({ id: board.id, board })))('$id', ({ board }) => {
  const findings = found(board)

  test('is suggested nothing that is older than its page needs', () => {
    expect(by('board-needs', findings)).toEqual([])
    expect(by('dtuart-release', findings)).toEqual([])
  })

  test('is an error where its page is certain of a stop, and only there', () => {
    const gic = board.facts.gic?.value.path
    const certain = board.stops.filter(({ when }) => when.gic === undefined || when.gic === gic)
    const errors = by('board-stops', findings)
    expect(errors.map(({ severity }) => severity)).toEqual(certain.map(() => 'error'))
    certain.forEach(({ says }, index) => expect(errors[index]!.says).toContain(clause(says)))
  })

  test('tells of each device that loses something', () => {
    expect(by('board-losses', findings)).toHaveLength(board.loses.length)
  })
})

describe('with Xen 4.17 and Debian 12', () => {
  const old = { 'xen.source': 'distribution', 'xen.version': '4.17', 'dom0-userspace.suite': 'bookworm' } as const
  const errors = (id: string) => by('board-needs', found(boards.find((one) => one.id === id)!, old))

  test.each([
    ['rock5b', ['needs Xen 4.20', 'needs Debian 13']],
    ['rpi5', ['needs Debian 13']],
    ['imx8mp-evk', ['needs Xen 4.23']],
    ['imx8qm-mek', ['needs Xen 4.19']],
    ['am625-sk', ['needs Xen 4.19']],
    ['s32g3', ['needs Xen 4.20']],
  ])('%s is an error that names what it needs', (id, needed) => {
    const says = errors(id).map((one) => one.says)
    expect(says).toHaveLength(needed.length)
    needed.forEach((words, index) => expect(says[index]).toContain(words))
    expect(errors(id).map(({ severity }) => severity)).toEqual(needed.map(() => 'error'))
  })

  test.each(['rpi4', 'cubietruck', 'zcu102'])('%s, which needs nothing newer, has no such error', (id) => {
    expect(errors(id)).toEqual([])
  })
})

test('a page that speaks of a certain end in its text has it among its stops', () => {
  const certain = /panic is certain|has no plan for this machine|hard part/
  const told = bootable.filter(({ id }) => {
    const { intro, sections } = pages.page(`boards/${id}`)!
    return certain.test([intro, ...sections.map(({ markdown }) => markdown)].join('\n'))
  })
  expect(told.map(({ id }) => id)).toEqual(['ampere-ava', 'mustang', 'odroid-xu'])
  expect(told.filter(({ stops }) => stops.length === 0)).toEqual([])
})

test('a tree of a chip on which Xen cannot run is an error, on a board without a page, too', () => {
  const pi3 = boards.find(({ id }) => id === 'rpi3')!
  const other = { 'dtb.file': 'bcm2837-rpi-3-b.dtb', 'dtb.memory-base': 0n }
  const evidence = { file: 'bcm2837-rpi-3-b.dtb', at: '/' }
  const facts = {
    compatible: { value: ['raspberrypi,3-model-b', 'brcm,bcm2837'], evidence },
    arch: { value: 'arm32', evidence },
  } as const
  expect(by('board-stops', found({ ...pi3, id: 'other', arch: 'arm32', facts }, other))).toMatchObject([
    { severity: 'error', says: expect.stringMatching(/^Xen cannot run on Raspberry Pi 3 .* no GIC/) },
  ])
})
