import { describe, expect, test } from 'vitest'
import { labels, offered, refused, situation, suggested } from './asked.ts'

const software = situation({ 'goal.target': 'qemu' })
const hardware = situation({ 'goal.target': 'hardware' })

describe('the goal', () => {
  test('is suggested to be a software model with a guest, which needs nothing', () => {
    expect(suggested('goal.target', situation())).toEqual([
      'qemu',
      'nothing has to be bought or wired, and a board can follow with the same steps',
    ])
    expect(suggested('goal.reach', software)?.[0]).toBe('guest')
  })
})

describe('the board', () => {
  test("is QEMU's machine for a software model", () => {
    expect(suggested('board.id', software)).toEqual([
      'qemu-virt-arm64',
      "the goal is a software model, and this is QEMU's machine for virtual boards",
    ])
    expect(offered('board.id', software)).toEqual([['qemu-virt-arm64'], ['other']])
    expect(refused('board.id', 'qemu-virt-arm64', software)).toBeUndefined()
  })

  test("is the user's own on hardware, where boards are offered by their prospects, and QEMU's machine is not", () => {
    expect(suggested('board.id', hardware)).toEqual(['other', 'its own .dtb tells which board it is'])
    expect(offered('board.id', hardware)).toEqual([
      ['other'],
      ['sbc'],
      ['no-hyp', 'Its CPUs have no EL2. With a tree of your own that cures it, choose other.'],
    ])
    expect(labels('board.id', hardware)).toEqual([
      'a board that its own .dtb describes',
      'An SBC (Xen has code or settings for it)',
      'A board without EL2',
    ])
    expect(refused('board.id', 'sbc', hardware)).toBeUndefined()
    expect(refused('board.id', 'other', hardware)).toBeUndefined()
    expect(refused('board.id', 'qemu-virt-arm64', hardware)).toBe(
      'qemu-virt-arm64 is a software model, and goal.target is hardware: choose another board here, or qemu there.',
    )
    expect(refused('board.id', 'sbc', software)).toBe(
      'sbc is a board, and goal.target is qemu: choose another board here, or hardware there.',
    )
  })

  test('on which Xen does not run is refused with the reason that its page gives', () => {
    expect(refused('board.id', 'no-hyp', hardware)).toBe(
      'Xen does not run on no-hyp as it is: Its CPUs have no EL2. With a tree of your own that cures it, choose other; "xenup explain no-hyp" tells more.',
    )
  })

  test('without a page is refused with what is near by its letters, its name or its compatible', () => {
    expect(refused('board.id', 'sbx', hardware)).toBe(
      'There is no page about a board sbx; near it: sbc. "xenup boards" lists them all, and other takes any board by its .dtb.',
    )
    expect(refused('board.id', 'maker', hardware)).toMatch(/^There is no page about a board maker; near it: sbc\. /)
    expect(refused('board.id', 'zzz', hardware)).toMatch(/^There is no page about a board zzz\. /)
  })
})
