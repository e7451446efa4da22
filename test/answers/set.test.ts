import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSetting } from '../../src/answers/set.ts'
import { answerKeys, readAnswer } from '../../src/model/answers.ts'
import { nearest } from '../../src/model/nearest.ts'
import { UserError } from '../../src/model/user-error.ts'
import { validText } from './valid-answers.ts'

function refusal(setting: string): string {
  try {
    parseSetting(setting)
  } catch (error) {
    if (error instanceof UserError) return `${error.where}: ${error.message}`
    throw error
  }
  return 'taken'
}

describe('--set', () => {
  it('gives one answer, split at the first equals sign', () => {
    expect(parseSetting('guest.memory=512M')).toEqual({ key: 'guest.memory', value: 512n << 20n })
    expect(parseSetting('dom0-kernel.cmdline=console=hvc0 root=/dev/vda2')).toEqual({
      key: 'dom0-kernel.cmdline',
      value: 'console=hvc0 root=/dev/vda2',
    })
    expect(parseSetting('xen.options=')).toEqual({ key: 'xen.options', value: '' })
  })

  it('understands a key of an older form, and says which was written', () => {
    expect(parseSetting('boot-media.way=overlay')).toEqual({
      key: 'boot-media.method',
      value: 'overlay',
      was: 'boot-media.way',
    })
    expect(refusal('boot-media.xen=../x')).toMatch(
      /^--set: boot-media\.xen "\.\.\/x" is not a name for the boot medium/,
    )
  })

  it('takes every text that its decision takes', () => {
    for (const key of answerKeys) {
      fc.assert(
        fc.property(validText(key), (text) => {
          expect({ ok: true, value: parseSetting(`${key}=${text}`).value }).toEqual(readAnswer(key, text))
        }),
        { numRuns: 10 },
      )
    }
  })

  it.each([
    ['guest.memory', '--set: "guest.memory" has no ='],
    ['guest.memroy=2G', '--set: there is no answer guest.memroy; did you mean guest.memory?'],
    ['dom0.memory=2G', '--set: there is no answer dom0.memory; did you mean dom0-kernel.memory or guest.memory?'],
    ['vcpus=2', '--set: there is no answer vcpus; did you mean dom0-kernel.vcpus or guest.vcpus?'],
    ['goal.colour=red', '--set: there is no answer goal.colour; goal has target, arch, reach'],
    ['=x', '--set: there is no answer ""; a key is a step and a name, such as goal.target; the steps are'],
    ['__proto__=x', '--set: there is no answer __proto__; a key is a step and a name'],
    ['constructor.name=x', '--set: there is no answer constructor.name; did you mean guest.name?'],
    ['\x1b[2J=x', '--set: there is no answer \\x1b[2J; a key is'],
    ['goal.target=QEMU', '--set: goal.target "QEMU" is not one of qemu, hardware, fvp; did you mean qemu?'],
    ['guest.memory=2', '--set: guest.memory "2" has no unit'],
    ['guest.name=a\x1b[2J', '--set: guest.name "a\\x1b[2J" is not the name'],
    ['guest.kernel-file=', '--set: guest.kernel-file "" is empty; name a file'],
    [
      'guest.kernel-file=a\ud800',
      '--set: guest.kernel-file "a\\u{d800}" has the invisible character U+D800 at character 2, half of a character',
    ],
  ])('refuses %j with advice', (setting, says) => {
    expect(refusal(setting).slice(0, says.length)).toBe(says)
  })
})

describe('the nearest word', () => {
  it('is the one that was mistyped: a letter too many, too few, wrong, or two swapped', () => {
    for (const typed of ['memoryy', 'memry', 'mamory', 'memroy', 'MEMORY'])
      expect(nearest(typed, ['name', 'memory', 'vcpus'])).toBe('memory')
  })

  it('is none when nothing is near', () => {
    expect(nearest('colour', ['name', 'memory', 'vcpus'])).toBeUndefined()
    expect(nearest('x', ['y'])).toBeUndefined()
    expect(nearest('', ['a'])).toBeUndefined()
    expect(nearest('m'.repeat(100_000), ['memory'])).toBeUndefined()
  })

  it('is the word itself when it is valid, and one of the words at most', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string({ minLength: 1, maxLength: 64 })), (typed, words) => {
        const found = nearest(typed, words)
        if (found !== undefined) expect(words).toContain(found)
        for (const word of words) expect(nearest(word, words)?.toLowerCase()).toBe(word.toLowerCase())
      }),
    )
  })
})
