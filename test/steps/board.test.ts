import { describe, expect, test } from 'vitest'
import { offered, refused, situation, suggested } from './asked.ts'

const software = situation({ 'goal.target': 'qemu' })
const hardware = situation({ 'goal.target': 'hardware' })

describe('the goal', () => {
  test('is suggested to be a software model with a guest, which needs nothing', () => {
    expect(suggested('goal.target', situation())).toEqual(['qemu', 'nothing has to be bought or wired, and a board can follow with the same steps'])
    expect(suggested('goal.reach', software)?.[0]).toBe('guest')
  })
})

describe('the board', () => {
  test("is QEMU's machine for a software model", () => {
    expect(suggested('board.id', software)).toEqual(['qemu-virt-arm64', "the goal is a software model, and this is QEMU's machine for virtual boards"])
    expect(offered('board.id', software)).toEqual([['qemu-virt-arm64'], ['other']])
    expect(refused('board.id', 'qemu-virt-arm64', software)).toBeUndefined()
  })

  test("is the user's own on hardware, where QEMU's machine is neither offered nor taken", () => {
    expect(suggested('board.id', hardware)?.[0]).toBe('other')
    expect(offered('board.id', hardware)).toEqual([['qemu-virt-arm64', 'it is a software model; change goal.target to qemu'], ['other']])
    expect(refused('board.id', 'qemu-virt-arm64', hardware)).toBe('qemu-virt-arm64 is a software model, and goal.target is hardware: choose other here, or qemu there.')
    expect(refused('board.id', 'other', hardware)).toBeUndefined()
  })
})
