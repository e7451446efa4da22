import { describe, expect, test } from 'vitest'
import { questionScreen } from '../../src/engine/build-screen.ts'
import { answered, replay } from '../../src/engine/replay.ts'
import { settledAnswers } from '../../src/engine/session.ts'
import { teach } from '../steps/boards.ts'
import { conversations, enter, openKey, settledTexts, start, type Typed, toBoard, walk, words } from './walk.ts'

const resume = (saved: Typed) => replay(start(saved), teach, { takeSuggestions: false })
const accept = (saved: Typed) => replay(start(saved), teach, { takeSuggestions: true })

describe('going on from saved answers', () => {
  test('stops at the first question without one', () => {
    const { session, stoppedAt, taken, refused } = resume({
      'goal.target': 'hardware',
      'goal.reach': 'guest',
      'dom0-kernel.memory': '1G',
    })
    expect(stoppedAt).toBe('board.id')
    expect(openKey(session)).toBe('board.id')
    expect({ taken, refused }).toEqual({ taken: [], refused: [] })
  })

  test.each(Object.entries(conversations))('of %s comes to the same end', (_, typed) => {
    const done = walk(start(), typed)
    expect(done.refusal).toBeUndefined()
    const again = resume(settledTexts(done))
    expect(again.stoppedAt).toBeUndefined()
    expect(settledAnswers(again.session)).toEqual(settledAnswers(done))
  })

  test('reads the files again, so that what they teach is known', () => {
    const { session } = resume({
      ...toBoard('sbc.dtb'),
      'goal.reach': 'guest',
      'board.id': 'other',
      'firmware.loader': 'u-boot',
      'firmware.log': 'none',
      'firmware.done': 'not-yet',
      'dtb.source': 'file',
    })
    expect(openKey(session)).toBe('native.log')
    expect(session.learnt['dtb.file']?.path).toBe('sbc.dtb')
  })

  test('stops at an answer that is refused now, and says why on the screen', () => {
    const { session, stoppedAt, refused } = resume({
      ...toBoard('not-there.dtb'),
      'goal.reach': 'guest',
      'board.id': 'other',
      'firmware.loader': 'u-boot',
      'firmware.log': 'none',
      'firmware.done': 'not-yet',
      'dtb.source': 'file',
      'xen.file': 'none',
    })
    expect(stoppedAt).toBe('dtb.file')
    expect(refused).toEqual([
      { key: 'dtb.file', text: 'not-there.dtb', says: 'not-there.dtb: there is no such file. Check the path.' },
    ])
    expect(questionScreen(session, words())).toMatchObject({
      key: 'dtb.file',
      refusal: refused[0]!.says,
      suggestion: { text: 'not-there.dtb', because: 'it is your earlier answer' },
    })
    expect(enter(session).refusal).toBe(refused[0]!.says)
  })
})

describe('taking every suggestion', () => {
  test('answers everything on the house board, and tells what was taken and why', () => {
    const { session, taken, refused, stoppedAt } = accept({ 'guest.name': 'web', 'guest.memory': '512M' })
    expect(openKey(session)).toBeUndefined()
    expect({ refused, stoppedAt }).toEqual({ refused: [] })
    expect(taken.map(({ key }) => key)).not.toContain('guest.name')
    expect(taken.find(({ key }) => key === 'dom0-kernel.vcpus')).toEqual({
      key: 'dom0-kernel.vcpus',
      text: '2',
      because: '2 CPUs found in the page boards/qemu-virt-arm64 /cpus, and two are plenty for dom0',
    })
    for (const { because } of taken) expect(because).toMatch(/\S/)
    expect(settledTexts(session)).toMatchObject({
      'guest.name': 'web',
      'guest.memory': '512M',
      'board.id': 'qemu-virt-arm64',
    })
  })

  test('stops where nothing can be suggested', () => {
    expect(accept({ 'goal.target': 'hardware' }).stoppedAt).toBe('dtb.file')
  })

  test('names all refused answers in one run', () => {
    const { refused } = accept({
      'goal.target': 'hardware',
      'board.id': 'qemu-virt-arm64',
      'dtb.source': 'firmware',
      'guest.kernel': 'none',
      'guest.kernel-file': 'not-there',
    })
    expect(refused.map(({ key }) => key)).toEqual(['board.id', 'guest.kernel', 'guest.kernel-file'])
    for (const { says } of refused) expect(says).toMatch(/\S/)
  })

  test('asks for nothing that would follow from a file that is not there', () => {
    const { refused, stoppedAt } = accept({
      'goal.target': 'hardware',
      'dtb.file': 'not-there.dtb',
      'guest.kernel': 'none',
    })
    expect(refused.map(({ key }) => key)).toContain('dtb.file')
    expect(stoppedAt).toBeUndefined()
  })

  test('does not overrule an answer that is given, even where the wizard would suggest another', () => {
    const { refused } = accept({
      'goal.target': 'hardware',
      'board.id': 'qemu-virt-arm64',
      'dtb.source': 'file',
      'dtb.file': 'sbc.dtb',
    })
    expect(refused).toEqual([
      { key: 'board.id', text: 'qemu-virt-arm64', says: expect.stringContaining('is a software model') as string },
    ])
  })

  test('stops at a memory size that the tree does not tell', () => {
    expect(accept({ 'goal.target': 'hardware', 'dtb.file': 'no-memory.dtb' }).stoppedAt).toBe('dtb.memory-base')
    expect(
      accept({ 'goal.target': 'hardware', 'dtb.file': 'no-memory.dtb', 'dtb.memory-base': '0x80000000' }).stoppedAt,
    ).toBe('dtb.memory-size')
    expect(accept(toBoard('no-memory.dtb')).stoppedAt).toBeUndefined()
  })
})

describe('the reading of a file', () => {
  test('is not tried for the word none, nor for a question that names no file', () => {
    const never = () => {
      throw new Error('nothing is to be read')
    }
    expect(answered(walk(start(), {}, 'xen.file'), 'none', never)).toEqual({ kind: 'answer', text: 'none' })
    expect(answered(walk(start(), {}, 'guest.kernel'), '/srv/xen/Image', never)).toEqual({
      kind: 'answer',
      text: '/srv/xen/Image',
    })
  })

  test('lets a bug through: it is not the answer that is wrong', () => {
    expect(() =>
      answered(walk(start(), {}, 'xen.file'), 'xen', () => {
        throw new TypeError('oops')
      }),
    ).toThrow('oops')
  })
})
