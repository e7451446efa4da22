import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newAnswersText, setAnswers } from '../../src/answers/document.ts'
import { readAnswersFile } from '../../src/answers/read.ts'
import { type AnswerKey, type Answers, answerKeys, readAnswer, showAnswer } from '../../src/model/answers.ts'
import { usersFile } from './users-file.ts'
import { shown, trickyTexts, validAnswers } from './valid-answers.ts'

const MiB = 1n << 20n
const read = (text: string) => readAnswersFile(text, 'xenup.answers.yaml')
const edited = (text: string, answers: Answers): string => setAnswers(read(text).document, answers)

describe('a new answers file', () => {
  it('tells editors where its schema is, has a version, and says above each answer what it is about', () => {
    expect(
      newAnswersText({
        'goal.target': 'qemu',
        'xen.version': '4.20',
        'boot-media.partition': '0:1',
        'boot-media.xen-address': 0x42000000n,
        'dom0-kernel.initrd': 'yes',
        'guest.memory': 512n * MiB,
        'guest.vcpus': 2,
        'guest.cmdline': '',
      }),
    ).toMatchInlineSnapshot(`
      "# yaml-language-server: $schema=./xenup.answers.schema.json
      # $schema: ./xenup.answers.schema.json
      # Your answers to xenup. Change them as you like: comments, blank lines and order are kept.
      xenup: 2 # read by xenup 0.1.0 and newer

      goal:
        # what Xen is to run on
        target: qemu

      xen:
        # the Xen release that will boot
        version: "4.20"

      dom0-kernel:
        # does dom0 boot with an initramfs
        initrd: "yes"

      boot-media:
        # device and partition as U-Boot writes them
        partition: "0:1"
        # where Xen is loaded
        xen-address: 0x42000000

      guest:
        # memory for the guest
        memory: 512M
        # virtual CPUs for the guest
        vcpus: 2
        # the command line of the guest kernel
        cmdline: ""
      "
    `)
  })

  it('has the version alone when nothing was answered yet', () => {
    expect(read(newAnswersText({})).answers).toEqual({})
  })

  it('reads back to the same answers, whatever they are', () => {
    fc.assert(
      fc.property(validAnswers, (answers) => {
        expect(shown(read(newAnswersText(answers)).answers)).toEqual(shown(answers))
      }),
      { numRuns: 60 },
    )
  })

  it('keeps every text that YAML would read as something else', () => {
    for (const text of trickyTexts) {
      for (const key of ['xen.options', 'dtb.file'] as const) {
        const reading = readAnswer(key, text)
        if (reading.ok) expect(read(newAnswersText({ [key]: text })).answers[key]).toBe(text)
      }
    }
  })

  it('is the same when the answers came one by one, in any order', () => {
    fc.assert(
      fc.property(
        validAnswers.chain((answers) =>
          fc.tuple(
            fc.constant(answers),
            fc.shuffledSubarray(Object.keys(answers) as AnswerKey[], { minLength: Object.keys(answers).length }),
          ),
        ),
        ([answers, order]) => {
          const oneByOne = order.reduce((text, key) => edited(text, { [key]: answers[key] }), newAnswersText({}))
          expect(oneByOne).toBe(newAnswersText(answers))
        },
      ),
      { numRuns: 25 },
    )
  })
})

describe('an answers file that is written again', () => {
  it('changes nothing when no answer changed', () => {
    fc.assert(
      fc.property(usersFile, ({ text }) => {
        expect(edited(text, read(text).answers)).toBe(text)
      }),
      { numRuns: 60 },
    )
  })

  it('keeps all comments and all other answers through any edits', () => {
    fc.assert(
      fc.property(usersFile, fc.array(validAnswers, { minLength: 1, maxLength: 3 }), ({ text, comments }, edits) => {
        let [now, expected] = [text, read(text).answers]
        for (const edit of edits) {
          now = edited(now, edit)
          expected = { ...expected, ...edit }
          expect(shown(read(now).answers)).toEqual(shown(expected))
        }
        expect(now.match(/# c\d+ key: "value" \{/g) ?? []).toEqual(comments)
      }),
      { numRuns: 60 },
    )
  })

  it('only has something inserted when an answer is added', () => {
    fc.assert(
      fc.property(usersFile, validAnswers, ({ text, says }, answers) => {
        const added = answerKeys.find((key) => answers[key] !== undefined && !says.has(key))
        if (added === undefined) return
        const now = edited(text, { [added]: answers[added] })
        let same = 0
        while (same < text.length && text[same] === now[same]) same++
        expect(now.endsWith(text.slice(same))).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('keeps a spelling that means the same', () => {
    const text =
      'xenup: 2\nguest:\n  memory: 2048M   # plenty\n  vcpus: "02"\nboot-media:\n  xen-address: 0X4200_'.replace(
        '_',
        '0000\n',
      )
    expect(edited(text, { 'guest.memory': 2048n * MiB, 'guest.vcpus': 2, 'boot-media.xen-address': 0x42000000n })).toBe(
      text,
    )
  })

  it('changes one value and leaves the columns of the rest', () => {
    expect(
      edited('# mine\nxenup: 2\n\n\nguest:   # first try\n    memory:    2048M   # plenty\n    name: "guest1"\n', {
        'guest.memory': 512n * MiB,
      }),
    ).toBe('# mine\nxenup: 2\n\n\nguest:   # first try\n    memory:    512M   # plenty\n    name: "guest1"\n')
  })

  it('adds an answer in the order of the questions, with the indentation that is there', () => {
    expect(
      edited('xenup: 2\r\nguest: # g\r\n    # the name\r\n    name: a\r\n\r\n    # its CPUs\r\n    vcpus: 1\r\n# end', {
        'guest.memory': 512n * MiB,
        'goal.target': 'qemu',
      }),
    ).toBe(
      'xenup: 2\r\n\r\ngoal:\r\n  # what Xen is to run on\r\n  target: qemu\r\n\r\nguest: # g\r\n    # the name\r\n    name: a\r\n    # memory for the guest\r\n    memory: 512M\r\n\r\n    # its CPUs\r\n    vcpus: 1\r\n# end',
    )
  })

  it('puts the first answer of a step above the comment of the next', () => {
    expect(edited('xenup: 2\nguest:\n  # so many: enough\n  vcpus: 1\n', { 'guest.name': 'g' })).toBe(
      'xenup: 2\nguest:\n  # the name of the guest\n  name: g\n  # so many: enough\n  vcpus: 1\n',
    )
  })

  it('leaves a comment that is indented under a step with its step', () => {
    expect(edited('xenup: 2\ngoal:\n  target: qemu\n\n  # reach: dom0, later\n', { 'board.id': 'other' })).toBe(
      'xenup: 2\ngoal:\n  target: qemu\n\n  # reach: dom0, later\n\nboard:\n  # the board page to take facts from, or other\n  id: other\n',
    )
  })

  it('keeps a file in JSON valid YAML', () => {
    const text = edited('{"xenup":2,"goal":{"target":"qemu"}}', {
      'goal.target': 'hardware',
      'goal.reach': 'dom0',
      'guest.cmdline': 'a, b',
    })
    expect(text).toBe('{"xenup":2,"goal":{"target": hardware, reach: dom0}, guest: { cmdline: "a, b" }}')
  })

  it('writes a long value in a block as one line, and keeps the comment on its first', () => {
    expect(
      edited(
        'xenup: 2\nguest:\n  cmdline: >- # why\n    console=hvc0\n    quiet\n\n\n  # next\n  vcpus: 1\n'
          .replace('  vcpus: 1\n', '')
          .replace('guest:\n', 'guest:\n  vcpus: 1\n'),
        { 'guest.cmdline': 'quiet' },
      ),
    ).toBe('xenup: 2\nguest:\n  vcpus: 1\n  cmdline: quiet # why\n\n\n  # next\n')
  })

  it('writes out the aliases of a value that changes, and keeps those of one that stays', () => {
    const text = 'xenup: 2\ndom0-kernel:\n  memory: &m 1G\n  vcpus: &v 2\nguest: {memory: *m, vcpus: *v}\n'
    expect(edited(text, { 'dom0-kernel.memory': 2048n * MiB })).toBe(
      'xenup: 2\ndom0-kernel:\n  memory: &m 2G\n  vcpus: &v 2\nguest: {memory: 1G, vcpus: *v}\n',
    )
    expect(edited(text, { 'guest.vcpus': 1 })).toBe(
      'xenup: 2\ndom0-kernel:\n  memory: &m 1G\n  vcpus: &v 2\nguest: {memory: *m, vcpus: 1}\n',
    )
  })

  it('keeps answers to questions that are not asked any more', () => {
    expect(edited('xenup: 2\ngoal:\n  target: qemu\n', { 'goal.reach': 'dom0' })).toContain('target: qemu')
  })

  it('takes no notice of an answer that is there as undefined', () => {
    const text = 'xenup: 2\ngoal:\n  target: qemu\n'
    expect(edited(text, { 'goal.target': undefined } as never)).toBe(text)
  })
})

it('every value is written so that its decision reads it back', () => {
  fc.assert(
    fc.property(validAnswers, (answers) => {
      for (const key of answerKeys) {
        const value = answers[key]
        if (value !== undefined) expect(readAnswer(key, showAnswer(key, value))).toEqual({ ok: true, value })
      }
    }),
  )
})
