import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { questionScreen } from '../../src/engine/build-screen.ts'
import { replay } from '../../src/engine/replay.ts'
import { advance, positionOf, type Session, settledAnswers } from '../../src/engine/session.ts'
import { suggestionFor } from '../../src/engine/suggestion.ts'
import { type AnswerKey, decisions, showAnswer } from '../../src/model/answers.ts'
import { fileNames, teach } from '../steps/boards.ts'
import { back, enter, entered, openKey, settledTexts, start, type Typed, toBoard, type, walk, words } from './walk.ts'

describe('an answer', () => {
  test('opens the next question and counts as settled', () => {
    const session = type(start(), 'hardware')
    expect(openKey(session)).toBe('goal.reach')
    expect(settledTexts(session)).toEqual({ 'goal.target': 'hardware' })
  })

  test('that is refused leaves the session where it was, with the reason', () => {
    const before = walk(start(), {}, 'dom0-kernel.memory')
    const after = type(before, '768')
    expect(after).toEqual({
      ...before,
      refusal: '"768" has no unit (Xen would take a bare number as KiB); write 768M or 768G',
    })
    expect(questionScreen(after, words())).toMatchObject({
      key: 'dom0-kernel.memory',
      refusal: after.refusal!,
      suggestion: { text: '768M' },
    })
  })

  test('that is refused by the step, because of an earlier answer, leaves it there too', () => {
    const before = type(type(start(), 'hardware'), 'guest')
    const after = type(before, 'qemu-virt-arm64')
    expect(after).toEqual({
      ...before,
      refusal:
        'qemu-virt-arm64 is a software model, and goal.target is hardware: choose another board here, or qemu there.',
    })
  })

  test('that is refused shows no control character of what was typed', () => {
    const session = type(walk(start(), {}, 'guest.name'), 'a\x1b[2J\u202eb')
    expect(session.refusal).toBe('"a\\x1b[2J\\u{202e}b" is not the name of the guest; it is written like guest1')
  })

  test('after a refusal makes the refusal go away', () => {
    const session = enter(type(walk(start(), {}, 'guest.name'), ''))
    expect(session.refusal).toBeUndefined()
    expect(openKey(session)).toBe('guest.kernel')
  })

  test('to nothing, when all is answered, changes nothing', () => {
    const done = walk(start())
    expect(openKey(done)).toBeUndefined()
    expect(advance(done, { kind: 'answer', text: 'qemu' })).toEqual(done)
    expect(questionScreen(done, words())).toBeUndefined()
  })
})

describe('going back', () => {
  test('opens the question before, with the answer as what Enter gives', () => {
    const session = back(type(walk(start(), {}, 'dom0-kernel.memory'), '1G'))
    expect(openKey(session)).toBe('dom0-kernel.memory')
    expect(entered(session)).toBe('1G')
    expect(suggestionFor(session, positionOf(session).open!)?.because).toMatch(
      /^it is your earlier answer \(suggested: 768M, because it leaves the larger part/,
    )
  })

  test('keeps all later answers: Enter, Enter, Enter brings one back', () => {
    const there = walk(
      start(),
      {
        'xen.options': 'bootscrub=0',
        'boot-media.names': 'own',
        'boot-media.xen-name': 'xen-4.17',
        'console.dtuart': '/pl011@9000000:115200',
      },
      'guest.name',
    )
    let session = there
    while (openKey(session) !== 'goal.reach') session = back(session)
    expect(settledTexts(session)).toEqual({ 'goal.target': 'qemu', 'goal.arch': 'arm64' })
    expect(settledTexts(walk(session, {}, 'guest.name'))).toEqual(settledTexts(there))
  })

  test('offers an earlier choice again, and not the one first suggested', () => {
    const session = back(type(start(), 'hardware'))
    expect(entered(session)).toBe('hardware')
    expect(
      entered(
        back(walk(start(), { 'dom0-userspace.system': 'own', 'dom0-kernel.initrd': 'no' }, 'dom0-kernel.memory')),
      ),
    ).toBe('no')
    expect(entered(back(walk(start(), { ...toBoard('sbc.dtb'), 'console.dtuart': 'stdout-path' }, 'guest.name')))).toBe(
      'stdout-path',
    )
  })

  test('at the first question says so and stays', () => {
    const session = back(start())
    expect(openKey(session)).toBe('goal.target')
    expect(session.refusal).toBe('This is the first question; Ctrl-C leaves, and everything is saved.')
  })

  test('from the end opens the last question', () => {
    expect(openKey(back(walk(start())))).toBe('guest.config-file')
    expect(openKey(back(walk(start(), { 'goal.reach': 'dom0' })))).toBe('console.dtuart')
  })

  test('skips questions that are not asked', () => {
    expect(openKey(back(walk(start(), { 'guest.ramdisk': 'none' }, 'guest.memory')))).toBe('guest.ramdisk')
  })
})

describe('a jump', () => {
  const jump = (session: Session, to: string): Session => advance(session, { kind: 'jump', to })
  const refusalOf = (session: Session): string | undefined => session.refusal

  test('goes back to a question, or to the first of a step, and forgets no answer', () => {
    const done = walk(start(), { 'guest.name': 'web' })
    for (const [to, key] of [
      ['guest.name', 'guest.name'],
      ['guest', 'guest.name'],
      ['goal', 'goal.target'],
    ] as const) {
      const there = jump(done, to)
      expect(openKey(there), to).toBe(key)
      expect(there.saved).toEqual(done.saved)
      expect(refusalOf(there)).toBeUndefined()
    }
  })

  test('goes on over what was answered before, to where it leads or to the review', () => {
    const done = walk(start(), toBoard('sbc.dtb'))
    const first = jump(done, 'goal')
    expect(openKey(first)).toBe('goal.target')
    const there = jump(first, 'guest.memory')
    expect(openKey(there)).toBe('guest.memory')
    expect(there.settled).toEqual(done.settled.slice(0, done.settled.indexOf('guest.memory')))
    expect(jump(first, 'review')).toEqual({ ...done, learnt: done.learnt })
  })

  test('stops at the first question that has no answer yet, and names it', () => {
    const there = jump(type(start(), 'qemu'), 'guest.memory')
    expect(openKey(there)).toBe('goal.arch')
    expect(refusalOf(there)).toBe('"Which Arm: 64- or 32-bit?" comes before that, and has no answer yet.')
  })

  test('stops at a file that was named before and has not been read on this walk', () => {
    const earlier = settledTexts(walk(start(), toBoard('sbc.dtb')))
    const there = jump(start(earlier), 'dom0-kernel.memory')
    expect(openKey(there)).toBe('dtb.file')
    expect(refusalOf(there)).toMatch(/^".*" comes before that, and has no answer yet\.$/)
    expect(positionOf(there).situation.facts).not.toHaveProperty(['memory.banks'])
  })

  test('takes a file that was answered with none as it was: there is nothing to read', () => {
    const done = walk(start(), { 'xen.file': 'none' })
    const there = jump(start(settledTexts(done)), 'guest.memory')
    expect(openKey(there)).toBe('guest.memory')
  })

  test('to what is not asked on this way is refused, and moves nothing', () => {
    const done = walk(start(), { 'goal.reach': 'dom0' })
    const first = jump(done, 'goal')
    expect(jump(first, 'guest.memory')).toEqual({ ...first, refusal: 'guest.memory is not asked on this way.' })
  })

  test('stops where an earlier answer is refused on the new way', () => {
    const software = walk(start(), {}, 'dtb.source')
    const there = jump(type(jump(software, 'goal'), 'hardware'), 'dtb.source')
    expect(openKey(there)).not.toBe('dtb.source')
    expect(refusalOf(there)).toBeDefined()
  })
})

describe('an earlier answer that is changed', () => {
  const done = walk(start(), { ...toBoard('sbc.dtb'), 'guest.name': 'web', 'guest.memory': '1G' })
  const backTo = (session: Session, key: AnswerKey): Session =>
    openKey(session) === key ? session : backTo(back(session), key)

  test('takes questions out of what is settled, and loses none of their answers', () => {
    const dom0Only = walk(type(backTo(done, 'goal.reach'), 'dom0'))
    expect(openKey(dom0Only)).toBeUndefined()
    expect(Object.keys(settledTexts(dom0Only)).filter((key) => key.startsWith('guest.'))).toEqual([])
    expect(dom0Only.saved['guest.name']).toBe('web')
    expect(settledTexts(walk(type(backTo(dom0Only, 'goal.reach'), 'guest')))).toEqual(settledTexts(done))
  })

  test('leads another way, to questions that were not asked before', () => {
    const own = type(backTo(done, 'boot-media.addresses'), 'own')
    expect(openKey(own)).toBe('boot-media.dtb-address')
    expect(entered(own)).toBeUndefined()
  })

  test('takes what a file taught away with the file, and brings it back', () => {
    expect(positionOf(done).situation.facts['cpu.count']?.value).toBe(8)
    const software = walk(type(backTo(done, 'goal.target'), 'qemu'), {
      'board.id': 'qemu-virt-arm64',
      'dtb.source': 'firmware',
    })
    expect(positionOf(software).situation.facts['cpu.count']?.value).toBe(2)
    expect(positionOf(software).situation.files['dtb.file']).toBeUndefined()
    const again = walk(type(backTo(software, 'goal.target'), 'hardware'), { 'board.id': 'other', 'dtb.source': 'file' })
    expect(positionOf(again).situation.facts['cpu.count']?.value).toBe(8)
  })

  test('is not held against it: what can no longer be picked is not what Enter gives', () => {
    const software = walk(start(), {}, 'dtb.source')
    const hardware = walk(type(backTo(software, 'goal.target'), 'hardware'), {}, 'board.id')
    expect(hardware.saved['board.id']).toBe('qemu-virt-arm64')
    expect(entered(hardware)).toBe('other')
  })
})

describe('a question about a file', () => {
  test('teaches facts, which later questions use', () => {
    const session = walk(start(), toBoard('sbc.dtb'), 'console.dtuart')
    expect(entered(session)).toBe('serial2')
    expect(settledTexts(session)['dom0-kernel.memory']).toBe('1536M')
  })

  test('whose tree is that of a known board stands for its page, where no board was named', () => {
    const boardOf = (session: Session) => positionOf(session).situation.board?.id
    expect(boardOf(walk(start(), toBoard('sbc.dtb')))).toBe('sbc')
    expect(boardOf(walk(start(), toBoard('late-uart.dtb')))).toBeUndefined()
  })

  test('tells on the next screen what the file turned out to be', () => {
    const session = walk(start(), toBoard('sbc.dtb'), 'native.log')
    expect(questionScreen(session, words())?.note).toMatch(/^sbc.dtb\b.*device tree/)
    expect(questionScreen(enter(session), words())?.note).toBeUndefined()
  })

  test('refuses a file that is not there, and one that is something else, and stays open', () => {
    const at = walk(start(), { 'goal.target': 'hardware' }, 'dtb.file')
    expect(type(at, 'not-there.dtb')).toEqual({
      ...at,
      refusal: 'not-there.dtb: there is no such file. Check the path.',
    })
    expect(type(at, 'Image').refusal).toBe(
      'Image is not a device tree (its content is: arm64-image). A .dtb starts with d0 0d fe ed.',
    )
    expect(type(at, 'overlay.dtbo').refusal).toBe(
      'overlay.dtbo describes no CPU that xenup knows: is it an overlay, or the tree of a coprocessor?',
    )
    expect(type(at, 'none').refusal).toBe('A device tree is needed here: name the .dtb.')
    expect(enter(at)).toEqual({ ...at, refusal: '"" is empty; name a file' })
    expect(type(at, 'board\x1b.dtb').refusal).toBe(
      '"board\\x1b.dtb" has an escape character at character 6; rename the file',
    )
  })

  test('forgets what an earlier file taught when none is named instead', () => {
    const withOld = walk(start(), { 'xen.file': 'old-xen' }, 'xen.version')
    expect(entered(withOld)).toBe('4.14')
    const without = type(back(withOld), 'none')
    expect(positionOf(without).situation.files['xen.file']).toBeUndefined()
    expect(entered(without)).toBe('4.20')
  })
})

describe('the explanation', () => {
  test('is on the screen until something is answered, and changes nothing else', () => {
    const before = walk(start(), {}, 'xen.version')
    const explaining = advance(before, { kind: 'explain' })
    expect(explaining).toEqual({ ...before, explaining: true })
    expect(questionScreen(explaining, words({ purpose: 'What boots.', page: '# Xen' }))).toMatchObject({
      key: 'xen.version',
      purpose: 'What boots.',
      page: '# Xen',
    })
    expect(enter(explaining).explaining).toBeUndefined()
    expect(advance(explaining, { kind: 'refuse', says: 'no.' }).explaining).toBeUndefined()
  })
})

/** What somebody may do at the keyboard. */
const doing = fc.oneof(
  { weight: 6, arbitrary: fc.constant('enter' as const) },
  { weight: 3, arbitrary: fc.constant('back' as const) },
  { weight: 1, arbitrary: fc.constant('explain' as const) },
  { weight: 6, arbitrary: fc.record({ pick: fc.nat({ max: 999 }), odd: fc.boolean() }) },
)

/** Texts to try at a kind of question: good ones, and some that are refused. */
const texts: Readonly<Record<string, readonly string[]>> = {
  path: [...fileNames, 'none', ''],
  size: ['128M', '1G', '16G', '300K', '768', '0M'],
  count: ['1', '8', '0', 'many'],
  address: ['0x42000000', '0x1', '42000000'],
  text: [
    'qemu-virt-arm64',
    'other',
    'guest2',
    '/srv/xen/Image',
    'serial0',
    '/serial@2',
    'console=hvc0 quiet',
    'xen-4.20',
    '1:2',
    'none',
    '',
    '$(reboot)',
  ],
}

/** A walk of single acts; what to type is picked by number from what suits the open question. */
function randomWalk(
  acts: readonly (typeof doing extends fc.Arbitrary<infer T> ? T : never)[],
  watch: (before: Session, after: Session) => void = () => {},
): Session {
  let session = start()
  for (const act of acts) {
    const { open } = positionOf(session)
    const before = session
    if (act === 'back') session = back(session)
    else if (act === 'explain') session = advance(session, { kind: 'explain' })
    else if (act === 'enter' || !open) session = enter(session)
    else {
      const { key } = open.question
      const values =
        decisions[key].kind === 'choice'
          ? (decisions[key] as { values?: readonly string[] }).values!
          : texts[decisions[key].kind]!
      session = type(session, act.odd ? '\x1bodd' : values[act.pick % values.length]!)
    }
    watch(before, session)
  }
  return session
}

/** Answers all that is open: Enter where that is taken, else the first text that is. */
function through(session: Session, typed: Typed = {}): Session {
  for (let now = session; ; ) {
    const { open } = positionOf(now)
    if (!open) return now
    const { key } = open.question
    let next: Session | undefined
    for (const text of [typed[key], entered(now), ...(texts[decisions[key].kind] ?? [])]) {
      if (text === undefined) continue
      next = type(now, text)
      if (next.refusal === undefined) break
    }
    if (!next || next.refusal !== undefined) throw new Error(`nothing is taken at ${key}: ${next?.refusal}`)
    now = next
  }
}

const acts = fc.array(doing, { maxLength: 80 })

describe('whatever is typed, taken back and explained on the way', { timeout: 60_000 }, () => {
  test('the settled answers are those of somebody who typed the same values straight through', () => {
    fc.assert(
      fc.property(acts, (all) => {
        const wandered = through(randomWalk(all))
        const straight = through(start(), settledTexts(wandered))
        expect(settledTexts(straight)).toEqual(settledTexts(wandered))
        expect(positionOf(straight).situation).toEqual(positionOf(wandered).situation)
        expect(positionOf(straight).answered.map(({ question }) => question.key)).toEqual(
          positionOf(wandered).answered.map(({ question }) => question.key),
        )
      }),
      { numRuns: 200 },
    )
  })

  test('no answer is lost, a refusal changes nothing, and only questions still asked count', () => {
    fc.assert(
      fc.property(acts, (all) => {
        randomWalk(all, (before, after) => {
          expect(Object.keys(after.saved)).toEqual(expect.arrayContaining(Object.keys(before.saved)))
          if (after.refusal !== undefined) {
            const { refusal: _, explaining: _e, ...calm } = before
            expect(after).toEqual({ ...calm, refusal: after.refusal })
          }
          const asked = positionOf(after).answered.map(({ question }) => question.key)
          expect(Object.keys(settledAnswers(after))).toEqual(asked)
          for (const key of asked) expect(settledAnswers(after)[key]).toEqual(after.saved[key])
        })
      }),
      { numRuns: 150 },
    )
  })

  test('starting again from the answers file goes on at the open question or behind it, with the same answers', () => {
    fc.assert(
      fc.property(acts, (all) => {
        const left = randomWalk(all)
        const { session, refused } = replay({ ...start(), saved: left.saved }, teach, { takeSuggestions: false })
        const before = settledTexts(left)
        expect(settledTexts(session)).toMatchObject(before)
        expect(session.saved).toEqual(left.saved)
        // What was accepted once may be refused again only behind the place where the walk was left.
        for (const { key } of refused) expect(before[key]).toBeUndefined()
        expect(settledTexts(through(session))).toEqual(settledTexts(through(left, settledTexts(session))))
      }),
      { numRuns: 150 },
    )
  })

  test('no screen has a character that steers the terminal', () => {
    fc.assert(
      fc.property(acts, (all) => {
        randomWalk(all, (_, after) => {
          const screen = questionScreen(after, words())
          expect(JSON.stringify(screen ?? {})).not.toMatch(/\\u00[01]|\\u007f|[\x7f-\x9f]/)
          if (screen?.suggestion) expect(screen.suggestion.because).toMatch(/\S/)
        })
      }),
      { numRuns: 100 },
    )
  })
})

test('what is shown of a value reads back to it', () => {
  const done = walk(start(), toBoard('no-memory.dtb'))
  for (const [key, value] of Object.entries(settledAnswers(done))) {
    const text = showAnswer(key as AnswerKey, value as never)
    expect(decisions[key as AnswerKey].read(text), key).toEqual({ ok: true, value })
  }
})
