import { describe, expect, it } from 'vitest'
import { AnswersError } from '../../src/answers/problem.ts'
import { readAnswersBytes, readAnswersFile } from '../../src/answers/read.ts'
import { UserError } from '../../src/model/user-error.ts'

const read = (text: string) => readAnswersFile(text, 'a.yaml').answers

/** The faults of a text, as `line:column: what is wrong; what to do`. */
function faults(text: string | Uint8Array): readonly string[] {
  try {
    if (typeof text === 'string') readAnswersFile(text, 'a.yaml')
    else readAnswersBytes(text, 'a.yaml')
  } catch (error) {
    if (error instanceof AnswersError) return error.faults.map(({ line, column, says }) => `${line}:${column}: ${says}`)
    throw error
  }
  return []
}

describe('an answers file', () => {
  it('gives the answers that stand in it', () => {
    expect(
      read(
        'xenup: 2\ngoal:\n  target: qemu\nguest:\n  memory: 1.5G\n  vcpus: 2\nboot-media:\n  xen-address: 0x42000000\n',
      ),
    ).toEqual({
      'goal.target': 'qemu',
      'guest.memory': 1536n << 20n,
      'guest.vcpus': 2,
      'boot-media.xen-address': 0x42000000n,
    })
  })

  it('is taken letter by letter where there are no quotes', () => {
    expect(
      read(
        'xenup: 2\nxen: {version: 4.20, options: true}\nguest:\n  cmdline: 007\n  vcpus: 007\ndom0-kernel: {cmdline: 0x40200000, initrd: no}\n',
      ),
    ).toEqual({
      'xen.version': '4.20',
      'xen.options': 'true',
      'guest.cmdline': '007',
      'guest.vcpus': 7,
      'dom0-kernel.cmdline': '0x40200000',
      'dom0-kernel.initrd': 'no',
    })
  })

  it('is taken without the quotes where there are some', () => {
    expect(
      read(
        "xenup: '1'\nguest:\n  cmdline: \"a\\x20#b\"\n  kernel-file: 'it''s'\n  name: >-\n    guest1\n  vcpus: \"2\"\n",
      ),
    ).toEqual({ 'guest.cmdline': 'a #b', 'guest.kernel-file': "it's", 'guest.name': 'guest1', 'guest.vcpus': 2 })
  })

  it('may come from Windows, with CRLF and a byte order mark, or be JSON', () => {
    const answers = { 'goal.target': 'qemu', 'guest.name': 'a' }
    expect(read('\ufeffxenup: 1\r\ngoal:\r\n  target: qemu\r\nguest:\r\n  name: a\r\n')).toEqual(answers)
    expect(read('{"xenup": 1, "goal": {"target": "qemu"}, "guest": {"name": "a"}}')).toEqual(answers)
  })

  it('may repeat a value with an alias', () => {
    expect(read('xenup: 2\ndom0-kernel:\n  memory: &m 1G\nguest:\n  memory: *m\n')['guest.memory']).toBe(1n << 30n)
  })

  it('may hold an empty text, when it says so', () => {
    expect(read('xenup: 2\nxen:\n  options: ""\n')).toEqual({ 'xen.options': '' })
  })
})

describe('an answers file with mistakes', () => {
  it('is refused with all of them, each with its place and what to do', () => {
    const text = [
      'xenup: one',
      'memory: 2G',
      'guest.memory: 3G',
      'Guest:',
      '  memory: 5',
      'goal:',
      '  target: Qemo',
      '  id: other',
      '  target: qemu',
      'guest:',
      '  memroy: 2G',
      '  memory: 2',
      '  guest.name: x',
      '  vcpus: ~',
      '  cmdline:',
      '  name: {a: 1}',
      '  kernel: [a]',
      'boot-media:',
      '  xen-name: ../x',
      '  wholly-else: a',
      '__proto__:',
      '  constructor: 1',
      'xen:',
      '  __proto__: 1',
      '  constructor: 2',
      'dtb: file',
      'board:',
      '  - id: other',
      'console:',
      '',
    ].join('\n')
    expect(faults(text).join('\n')).toMatchInlineSnapshot(`
      "1:8: xenup "one" is not a version; write xenup: 2
      2:1: there is no step memory; memory belongs under dom0-kernel or guest, indented
      3:1: there is no step guest.memory; write guest: and below it, indented, memory:
      4:1: there is no step Guest; did you mean guest?
      7:11: goal.target "Qemo" is not one of qemu, hardware, fvp; did you mean qemu?
      8:3: goal has no answer id; id belongs under board
      9:3: goal.target is given a second time; keep one; the first stands on line 7
      11:3: guest has no answer memroy; did you mean memory?
      12:11: guest.memory "2" has no unit (Xen would take a bare number as KiB); write 2M or 2G
      13:3: guest has no answer guest.name; write name, without the guest.
      14:3: guest.vcpus has no value; write one, or remove the line and be asked
      15:3: guest.cmdline has no value; write one, or "" for an empty text, or remove the line and be asked
      16:9: guest.name has keys of its own; write one value, in quotes if it has a colon
      17:11: guest.kernel is a list; write one value
      19:13: boot-media.xen-name "../x" is not a name for the boot medium; letters, digits, . _ + @ = ~ ^ - and folders with / are, such as Image or xen/Image-6.1
      20:3: boot-media has no answer wholly-else; boot-media has device, method, partition, names, xen-name, kernel-name, initrd-name, dtb-name, script-address, addresses, xen-address, kernel-address, initrd-address, dtb-address
      21:1: there is no step __proto__; the steps are goal, board, firmware, dtb, native, xen, dom0-kernel, dom0-userspace, boot-media, console, guest
      24:3: xen has no answer __proto__; xen has source, file, version, early-printk, its, options
      25:3: xen has no answer constructor; xen has source, file, version, early-printk, its, options
      26:6: dtb has a value of its own, "file"; its answers stand below it, indented, with a space after the colon, such as source: value
      28:3: board is a list; write its answers as id: value, without dashes
      29:1: console has no answers under it; write them below it, indented, or remove the line"
    `)
  })

  it('is one UserError, whose message has a line for each', () => {
    const userError = (() => {
      try {
        read('xenup: 2\ngoal:\n  target: x\n  reach: y\n')
      } catch (error) {
        return error
      }
    })()
    expect(userError).toBeInstanceOf(UserError)
    expect((userError as UserError).message).toBe(
      [
        'a.yaml has 2 faults:',
        'a.yaml:3:11: goal.target "x" is not one of qemu, hardware, fvp; correct it, or leave it out and be asked',
        '     3 |   target: x',
        '       |           ^',
        'a.yaml:4:10: goal.reach "y" is not one of guest, dom0; correct it, or leave it out and be asked',
        '     4 |   reach: y',
        '       |          ^',
      ].join('\n'),
    )
  })

  it('is told the column in characters', () => {
    expect(faults('{xenup: 2, guest: {kernel-file: 😀é, name: "😀"}}')).toEqual([
      expect.stringMatching(/^1:43: guest\.name "😀" is not the name/),
    ])
    expect(faults('\ufeffxenup: 3')).toEqual([expect.stringMatching(/^1:8: /)])
  })

  it.each([
    [
      'a line that is not indented',
      'xenup: 2\ngoal:\ntarget: qemu\n',
      ['2:1: goal has no answers under it', '3:1: there is no step target; target belongs under goal, indented'],
    ],
    [
      'a line indented too little',
      'xenup: 2\ngoal:\n  target: qemu\n reach: dom0\n',
      ['4:1: this is indented otherwise', '4:2: there is no step reach; reach belongs under goal'],
    ],
    [
      'a line indented too much',
      'xenup: 2\ngoal:\n  target: qemu\n    reach: dom0\n',
      ['3:11: a second key begins in this value'],
    ],
    ['a tab', 'xenup: 2\ngoal:\n\ttarget: qemu\n', ['3:1: a tab is no indentation in YAML; use spaces']],
    [
      'a missing colon',
      'xenup: 2\ngoal:\n  target qemu\n  reach: dom0\n',
      ['3:3: there is no key: value on this line'],
    ],
    [
      'a missing space after the colon',
      'xenup: 2\ngoal:\n  target:qemu\n',
      [
        '3:3: goal has a value of its own, "target:qemu"; its answers stand below it, indented, with a space after the colon',
      ],
    ],
    ['a missing quote', 'xenup: 2\ngoal:\n  target: "qemu\nboard:\n  id: other\n', ['3:11: this quote is not closed']],
    [
      'a missing bracket',
      'xenup: 2\ngoal: {target: qemu\nboard:\n  id: other\n',
      ['3:1: a bracket is not closed before this'],
    ],
    [
      'a colon in a value',
      'xenup: 2\nguest:\n  cmdline: a: b\n',
      ['3:12: a second key begins in this value; put quotes around'],
    ],
    [
      'text after a quoted value',
      'xenup: 2\nguest:\n  cmdline: "a" b\n',
      ['3:16: this follows a value that has ended'],
    ],
    [
      'several mistakes of YAML',
      'xenup: 2\nguest:\n  name: @x\n  kernel: `a`\n  cmdline: "\\q"\n',
      ['3:9: no value begins with this character', '4:11: no value begins with this character', '5:13: no such escape'],
    ],
    [
      'an unfinished merge',
      'xenup: 2\n<<<<<<< HEAD\ngoal:\n=======\n>>>>>>> x\n',
      ['2:1: a merge was not finished here', '5:1: a merge was not finished here'],
    ],
    ['two documents', 'xenup: 2\n---\nxenup: 2\n', ['2:1: a second YAML document begins here']],
    ['a tag', 'xenup: 2\nguest:\n  name: !!str x\n  kernel: !foo /x\n', ['3:9: !!str is a tag', '4:11: !foo is a tag']],
    [
      'a question mark key',
      'xenup: 2\n? goal\n: target: qemu\n',
      ['2:1: a key is not written with a question mark here'],
    ],
    [
      'a merge key',
      'xenup: 2\nguest:\n  <<: {memory: 1G}\n',
      ['3:3: guest has no answer <<; maps are not merged here'],
    ],
    ['an alias for nothing', 'xenup: 2\nguest:\n  name: *nope\n', ['3:9: *nope stands for nothing']],
    [
      'an alias before its anchor',
      'xenup: 2\nguest:\n  memory: *m\ndom0-kernel:\n  memory: &m 1G\n',
      ['3:11: *m stands for nothing'],
    ],
    [
      'an alias for a step',
      'xenup: 2\ndom0-kernel: &d\n  vcpus: 1\nguest: *d\n',
      ['3:3: &d stands before a key, a step', '4:8: an alias cannot stand for the answers of guest'],
    ],
    ['an unknown directive', '%FOO\n---\nxenup: 2\n', ['1:1: this line with % is none']],
    ['a key without a name', 'xenup: 2\nguest:\n  : x\n', ['3:3: a key is missing before the colon']],
    ['a list', '- xenup: 2\n', ['1:1: this is not an answers file']],
    ['another kind of text', 'hello\n', ['1:1: this is not an answers file']],
    ['nothing', '', ['1:1: the version of the file is missing; write xenup: 2']],
    ['no version', 'goal:\n  target: qumu\n', ['1:1: the version of the file is missing', '2:11: goal.target "qumu"']],
    ['an empty version', 'xenup:\ngoal:\n  target: qemu\n', ['1:7: xenup "" is not a version; write xenup: 2']],
    ['a version of old', 'xenup: 0\n', ['1:8: xenup "0" is not a version; write xenup: 2']],
    ['a step given twice', 'xenup: 2\ngoal: {}\ngoal: {}\n', ['3:1: goal is given a second time; keep one']],
    [
      'keys without values in brackets',
      'xenup: 2\ngoal: {target, reach: }\n',
      ['2:8: goal.target has no value', '2:16: goal.reach has no value'],
    ],
  ])('%s is found and explained', (_, text, expected) => {
    const found = faults(text)
    expect(found.map((fault, index) => fault.slice(0, expected[index]?.length))).toEqual(expected)
    for (const fault of found) expect(fault).toMatch(/[;?]/)
  })

  it('of a newer xenup is not judged further', () => {
    expect(faults('xenup: 3\nfoo: 1\n')).toEqual([
      '1:8: this file has version 3, and this xenup reads versions up to 2: it is older than the one that wrote the file; use a newer xenup',
    ])
  })

  it('of a newer xenup names the release that can read it, when the file says so', () => {
    for (const line of [
      'xenup: 12 # read by xenup 1.4.0 and newer',
      '"xenup": "12"   # read by xenup 1.4.0 and newer\r',
    ])
      expect(faults(`${line}\nfoo: 1\n`)).toEqual([
        expect.stringMatching(
          /: it is older than the one that wrote the file; xenup 1\.4\.0 and newer read it, as it says$/,
        ),
      ])
    expect(faults('xenup: 12 # read by xenup 1.4.0 and newer, or by hand\n')).toEqual([
      expect.stringMatching(/use a newer xenup$/),
    ])
  })

  it.each(['', '~', 'null', 'Null', 'NULL'])('"guest.memory: %s" is no answer', (nothing) => {
    expect(faults(`xenup: 2\nguest:\n  memory: ${nothing}\n`)).toEqual([
      '3:3: guest.memory has no value; write one, or remove the line and be asked',
    ])
  })
})

describe('bytes that are no answers file', () => {
  it('are refused where they stop being UTF-8', () => {
    expect(faults(Uint8Array.from([...Buffer.from('xenup: 2\n# é'), 0xe2, 0x82, 0x28]))).toEqual([
      expect.stringMatching(/^2:4: these bytes are not UTF-8/),
    ])
    expect(faults(Uint8Array.from([...Buffer.from('xenup: 2\n# '), 0xef, 0x41]))).toEqual([
      expect.stringMatching(/^2:3: these bytes are not UTF-8/),
    ])
  })

  it('are taken when they are UTF-8, also with a character that looks like a mistake', () => {
    expect(readAnswersBytes(Buffer.from('xenup: 2\nguest:\n  kernel-file: é\ufffd\n'), 'a').answers).toEqual({
      'guest.kernel-file': 'é\ufffd',
    })
  })

  it('are called UTF-16 when that is what they are', () => {
    expect(faults(Buffer.from('\ufeffxenup: 2\n', 'utf16le'))).toEqual(['1:1: the file is UTF-16; save it as UTF-8'])
  })
})
