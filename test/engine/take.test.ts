/** Going on without asking: the express lane, the rest of a step, and what an answer that was changed takes with it. */
import { describe, expect, test } from 'vitest'
import { advance, positionOf, type Session } from '../../src/engine/session.ts'
import { carryOn, followedText, goExpress, takeRest } from '../../src/engine/take.ts'
import { MiB } from '../../src/model/quantity.ts'
import { teach } from '../steps/boards.ts'
import { back, entered, openKey, settledTexts, start, toBoard, type, walk } from './walk.ts'

const express = (session: Session): Session => goExpress({ ...session, lane: 'express' }, teach)
const toReview = (session: Session): Session => walk(session)
const jump = (session: Session, to: string): Session => advance(session, { kind: 'jump', to })

describe('the express lane', () => {
  test('asks nothing more for QEMU', () => {
    expect(openKey(express(walk(start(), {}, 'firmware.loader')))).toBeUndefined()
  })

  test('asks of a board only what nothing answers: its tree, the files, the interface', () => {
    const asked: string[] = []
    let session = express(walk(start(), { 'goal.target': 'hardware', 'board.id': 'other' }, 'firmware.loader'))
    for (let key = openKey(session); key !== undefined; key = openKey(session)) {
      asked.push(key)
      session = goExpress(type(session, key === 'dtb.file' ? 'sbc.dtb' : entered(session)!), teach)
    }
    expect(asked).toEqual([
      'dtb.file',
      'xen.file',
      'dom0-userspace.interface',
      'dom0-kernel.file',
      'dom0-kernel.initrd-file',
      'boot-media.device',
    ])
  })

  test('comes to the same answers as Enter at every question', () => {
    const lane = express(walk(start(), {}, 'firmware.loader'))
    expect(settledTexts(lane)).toEqual(settledTexts(toReview(start())))
  })

  test('leads back to the question before it, and past it on again', () => {
    const lane = express(walk(start(), {}, 'dtb.source'))
    expect(openKey(back(lane))).toBe('board.id')
    expect(openKey(goExpress(type(back(lane), 'qemu-virt-arm64'), teach))).toBeUndefined()
  })
})

describe('what is suggested for the rest', () => {
  test('of the step leads to the next step', () => {
    const there = walk(start(), {}, 'xen.file')
    expect(positionOf(takeRest(there, teach, 'step')).open?.step.id).toBe('dom0-userspace')
  })

  test('of the walk leads to the review', () => {
    expect(openKey(takeRest(start(), teach, 'end'))).toBeUndefined()
  })

  test('stops at a question that has no suggestion', () => {
    const there = walk(start(), { 'goal.target': 'hardware', 'board.id': 'other' }, 'firmware.loader')
    expect(openKey(takeRest(there, teach, 'end'))).toBe('dtb.file')
  })

  test('stops at a suggestion that is refused, and says why', () => {
    const there = walk(
      start({ 'dtb.file': 'gone.dtb' }),
      { 'goal.target': 'hardware', 'board.id': 'other' },
      'firmware.loader',
    )
    const session = takeRest(there, teach, 'end')
    expect(openKey(session)).toBe('dtb.file')
    expect(session.refusal).toContain('gone.dtb')
  })

  test('from the first question on can be gone back from', () => {
    expect(openKey(back(takeRest(start(), teach, 'end')))).toBe('goal.target')
  })
})

describe('a jump', () => {
  const done = toReview(start({}))

  test('is undone by going back', () => {
    expect(openKey(back(jump(done, 'guest.name')))).toBeUndefined()
  })

  test('leads on to where one was with the answers of before', () => {
    const { session, followed } = carryOn(type(jump(done, 'guest.vcpus'), '2'), teach)
    expect(openKey(session)).toBeUndefined()
    expect(followed).toEqual([])
    expect(settledTexts(session)).toEqual({ ...settledTexts(done), 'guest.vcpus': '2' })
  })

  test('tells which answers followed, because they had been as suggested', () => {
    const sizes = toReview(walk(start(), toBoard('sizes.dtb')))
    const { session, followed } = carryOn(type(jump(sizes, 'dtb.ram'), '4G'), teach)
    expect(openKey(session)).toBeUndefined()
    const memory = followed.find(({ key }) => key === 'dom0-kernel.memory')!
    expect(session.saved['dom0-kernel.memory']).toBeGreaterThan(512n * MiB)
    expect(followedText(memory)).toMatch(/^How much memory does dom0 get\? \d+M became \d+(M|G), because it leaves /)
  })

  test('leaves an answer that was given, whatever is suggested now', () => {
    const own = toReview(walk(start(), { ...toBoard('sizes.dtb'), 'dom0-kernel.memory': '400M' }))
    const { session, followed } = carryOn(type(jump(own, 'dtb.ram'), '4G'), teach)
    expect(session.saved['dom0-kernel.memory']).toBe(400n * MiB)
    expect(followed.map(({ key }) => key)).not.toContain('dom0-kernel.memory')
  })

  test('asks what was not asked before, and then goes on', () => {
    const first = carryOn(type(jump(done, 'guest.disk'), 'file'), teach)
    expect(openKey(first.session)).toBe('guest.disk-path')
    let session = first.session
    while (openKey(session)?.startsWith('guest.disk') === true)
      ({ session } = carryOn(type(session, entered(session)!), teach))
    expect(openKey(session)).toBeUndefined()
  })

  test('stops at an answer that is refused now, and says why', () => {
    const no = toReview(walk(start(), { 'dom0-userspace.system': 'own', 'dom0-kernel.initrd': 'no' }))
    const { session } = carryOn(type(jump(no, 'dom0-userspace.system'), 'initramfs'), teach)
    expect(openKey(session)).toBe('dom0-kernel.initrd')
    expect(session.refusal).toContain('dom0 runs from its initramfs')
  })
})
