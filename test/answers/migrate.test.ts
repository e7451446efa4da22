import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { split } from '../../src/answers/keys.ts'
import { migratedText } from '../../src/answers/migrate.ts'
import { AnswersError } from '../../src/answers/problem.ts'
import { readAnswersFile } from '../../src/answers/read.ts'
import { type AnswerForm, answerForms } from '../../src/model/answer-forms.ts'
import type { AnswerKey } from '../../src/model/answers.ts'
import { usersFileOf } from './users-file.ts'

const file = 'xenup.answers.yaml'
const read = (text: string, forms?: readonly AnswerForm[]) => readAnswersFile(text, file, forms)
const migrated = (text: string, forms?: readonly AnswerForm[]) => migratedText({ file, text }, forms)

function faults(text: string): readonly string[] {
  try {
    read(text)
    return []
  } catch (error) {
    if (!(error instanceof AnswersError)) throw error
    return error.faults.map(({ line, column, says }) => `${line}:${column}: ${says}`)
  }
}

/** What version 1 called an answer. */
const calledInVersion1 = (key: AnswerKey): string => {
  const renames = answerForms.flatMap(({ changes }) =>
    changes.flatMap((change) => Object.entries(change.renames ?? {})),
  )
  return split(renames.find(([, now]) => now === key)?.[0] ?? key).name
}

describe('an answers file of version 1', () => {
  it('is read, with what it calls otherwise and where', () => {
    const { answers, version, old } = read('xenup: 1\nboot-media:\n  kernel: Image\n\n  way: script\n')
    expect(answers).toEqual({ 'boot-media.kernel-name': 'Image', 'boot-media.method': 'script' })
    expect(version).toBe(1)
    expect(old).toMatchObject([
      { was: 'boot-media.kernel', key: 'boot-media.kernel-name', line: 3 },
      { was: 'boot-media.way', key: 'boot-media.method', line: 5 },
    ])
  })

  it('may have new names too, for what they mean is clear', () => {
    expect(read('xenup: 1\nboot-media: {kernel: Image, method: script}\n').answers).toEqual({
      'boot-media.kernel-name': 'Image',
      'boot-media.method': 'script',
    })
  })

  it('is told its faults by the names that stand in it', () => {
    expect(faults('xenup: 1\nboot-media:\n  xen: ../x\n  kernel:\n  way: scirpt\n  initrd: [a]\n')).toEqual([
      expect.stringMatching(/^3:8: boot-media\.xen "\.\.\/x" is not a name for the boot medium; /),
      '4:3: boot-media.kernel has no value; write one, or remove the line and be asked',
      '5:8: boot-media.way "scirpt" is not one of script, imagebuilder, overlay; did you mean script?',
      '6:11: boot-media.initrd is a list; write one value',
    ])
  })

  it('is told of an answer under both names, with both places', () => {
    expect(faults('xenup: 1\nboot-media:\n  xen: a\n  dtb: b\n  xen-name: a\n')).toEqual([
      '5:3: boot-media.xen-name and boot-media.xen are one answer, which is called boot-media.xen-name now; keep one; the first stands on line 3',
    ])
  })

  it('does not lend its names to version 2, which says what they are called', () => {
    expect(faults('xenup: 2\nboot-media:\n  xen: a\n  xen-name: a\n')).toEqual([
      '3:3: boot-media has no answer xen; it is called boot-media.xen-name since version 2',
    ])
  })

  it('is rewritten on the lines concerned alone, however it is written', () => {
    fc.assert(
      fc.property(usersFileOf(1, calledInVersion1), ({ text, says, comments }) => {
        const after = migrated(text)
        expect(read(after).answers).toEqual(read(text).answers)
        expect(Object.keys(read(after).answers).sort()).toEqual([...says.keys()].sort())
        expect(read(after).version).toBe(2)
        for (const comment of comments) expect(after).toContain(comment)
        const meant = new Set(read(text).old.map(({ line }) => line))
        const [before, now] = [text, after].map((one) => one.split('\n')) as [string[], string[]]
        expect(now).toHaveLength(before.length)
        const others = now.filter((line, index) => line !== before[index] && !meant.has(index + 1))
        expect(others).toEqual([expect.stringContaining('xenup')])
        expect(migrated(after)).toBe(after)
      }),
      { numRuns: 60 },
    )
  })

  it.each([
    ['xenup: 1\n', 'xenup: 2 # read by xenup 0.1.0 and newer\n'],
    ['xenup:   "1"\r\n', 'xenup:   "2" # read by xenup 0.1.0 and newer\r\n'],
    ['xenup: 1 # ours\n', 'xenup: 2 # ours\n'],
    ['{ xenup: 1 }', '{ xenup: 2 }'],
  ])('%j becomes %j', (text, wanted) => expect(migrated(text)).toBe(wanted))
})

describe('a later form may', () => {
  const forms: readonly AnswerForm[] = [
    {
      version: 2,
      since: '1.0.0',
      changes: [
        { because: 'it is of Xen', renames: { 'guest.output': 'xen.speech' } },
        { because: 'of one word', renames: { 'guest.ram': 'guest.memory', 'goal.how-far': 'goal.aim' } },
      ],
    },
    {
      version: 3,
      since: '2.0.0',
      changes: [
        { because: 'it is a command line', renames: { 'xen.speech': 'xen.options', 'goal.aim': 'goal.reach' } },
        { because: 'it was a number', values: { 'goal.reach': { '1': 'dom0', '2': 'guest' } } },
      ],
    },
  ]

  it('write a value otherwise, in the quotes that it needs, also where an alias stands for it', () => {
    const text = 'xenup: 2\nguest: { cmdline: &n 2 } # ours\ngoal:\n  aim:  *n  # all of it\n'
    expect(read(text, forms).answers).toEqual({ 'guest.cmdline': '2', 'goal.reach': 'guest' })
    expect(migrated(text, forms)).toBe(
      'xenup: 3 # read by xenup 2.0.0 and newer\nguest: { cmdline: &n 2 } # ours\ngoal:\n  reach:  guest  # all of it\n',
    )
  })

  it('call a key otherwise twice, and leave a value that it does not know to be refused by its name', () => {
    expect(migrated('xenup: 1\ngoal: {how-far: 1}\n', forms)).toBe(
      'xenup: 3 # read by xenup 2.0.0 and newer\ngoal: {reach: dom0}\n',
    )
    expect(() => read('xenup: 1\ngoal: {how-far: 3}\n', forms)).toThrow('2:17: goal.how-far "3" is not one of')
  })

  it.each([
    [
      'lines, with its comments',
      'xenup: 1\n\nguest:\n  name: a\n\n  # what Xen says\n  # all of it\n  output: noreboot # for now\n  ram: 1G\n',
      'xenup: 3 # read by xenup 2.0.0 and newer\n\nxen:\n  # what Xen says\n  # all of it\n  # for now\n  options: noreboot\n\nguest:\n  name: a\n\n  memory: 1G\n',
    ],
    [
      'lines, as the only answer of its step, to a step that is there',
      'xenup: 1\nxen:\n    file: none\nguest:\n  output: "a # b"\n# end\n',
      'xenup: 3 # read by xenup 2.0.0 and newer\nxen:\n    file: none\n    options: "a # b"\n# end\n',
    ],
    [
      'brackets, from the front',
      'xenup: 1\nguest: {output: a, name: b}\nxen: {file: none}\n',
      'xenup: 3 # read by xenup 2.0.0 and newer\nguest: { name: b}\nxen: {file: none, options: a}\n',
    ],
    [
      'brackets, from the end, and brackets around all',
      '{xenup: 1, guest: {name: b, output: a}, xen: {file: none}}',
      '{xenup: 3, guest: {name: b}, xen: {file: none, options: a}}',
    ],
    [
      'brackets, as the only one of its step',
      '{xenup: 1, guest: {output: a}, xen: {file: none}}',
      '{xenup: 3, xen: {file: none, options: a}}',
    ],
    [
      'an alias, and what another alias stands for',
      'xenup: 1\nguest:\n  name: &n web\n  output: *n\n  cmdline: &c b\ngoal: {how-far: 2}\nxen:\n  file: *c\n',
      'xenup: 3 # read by xenup 2.0.0 and newer\nguest:\n  name: &n web\n  cmdline: &c b\ngoal: {reach: guest}\nxen:\n  file: *c\n  options: web\n',
    ],
  ])('move an answer to another step: %s', (_, text, wanted) => {
    expect(migrated(text, forms)).toBe(wanted)
    expect(read(wanted, forms).answers).toEqual(read(text, forms).answers)
  })

  it('move an answer out of any file, and every other one stays, with every comment', () => {
    const moved: readonly AnswerForm[] = [
      {
        version: 2,
        since: '1.0.0',
        changes: [{ because: 'of dom0', renames: { 'guest.vcpus': 'dom0-kernel.vcpus' } }],
      },
    ]
    fc.assert(
      fc.property(usersFileOf(1), ({ text, says, comments }) => {
        fc.pre(says.has('guest.vcpus') && !says.has('dom0-kernel.vcpus'))
        const before = read(text, moved).answers
        const after = migrated(text, moved)
        expect(read(after, moved).answers).toEqual(before)
        expect(before['dom0-kernel.vcpus']).toBeDefined()
        for (const comment of comments) expect(after).toContain(comment)
      }),
      { numRuns: 60 },
    )
  })
})
