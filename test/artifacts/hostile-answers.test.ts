/**
 * Answers that nobody should give, through the whole chain: what is typed stands in the answers file, `generate` makes
 * the artifacts, and U-Boot, xl and a reader of Markdown read them. Each value comes through exactly or is refused with
 * a sentence, and then nothing is written.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { readAnswersFile } from '../../src/answers/read.ts'
import { type AnswerKey, answerKeys, decisions, readAnswer, showAnswer } from '../../src/model/answers.ts'
import { invisible, visible } from '../../src/model/visible.ts'
import { inside, type Ran } from '../commands/inside.ts'
import { ownFolder } from '../commands/program.ts'
import { dtb } from '../dtb.ts'
import { boardTree } from './fixtures.ts'
import { contents } from './folder.ts'
import { command, commandsWith, gfmCells, seen, skeleton, xlOptions } from './readers.ts'

/** Files that are taken only when they are of one kind, and of which nothing but what they say is used. */
const ofOneKind: readonly AnswerKey[] = [
  'firmware.log',
  'native.log',
  'dom0-kernel.config',
  'guest.kernel-config',
  'guest.config-file',
]

/** The keys whose answers are free text, file names included; a board is one of those that have a page. */
const texts = answerKeys.filter(
  (key) => ['text', 'path'].includes(decisions[key].kind) && !ofOneKind.includes(key) && key !== 'board.id',
)

/** The answers that the hostile ones are put among. */
const house: Readonly<Record<string, string>> = {
  'goal.target': 'hardware',
  'goal.reach': 'guest',
  'board.id': 'other',
  'dtb.source': 'file',
  'dtb.file': 'board.dtb',
  'firmware.loader': 'u-boot',
  'firmware.log': 'none',
  'firmware.done': 'not-yet',
  'native.log': 'none',
  'native.console': 'ttyAMA0',
  'native.root': '/dev/mmcblk0p2',
  'native.cmdline': 'console=ttyAMA0',
  'native.done': 'not-yet',
  'xen.source': 'distribution',
  'dom0-kernel.source': 'distribution',
  'dom0-kernel.config': 'none',
  'dom0-userspace.system': 'debian',
  'dom0-userspace.suite': 'bookworm',
  'dom0-userspace.root': '/dev/mmcblk0p2',
  'dom0-userspace.bridge': 'yes',
  'dom0-userspace.interface': 'eth0',
  'dom0-userspace.done': 'not-yet',
  'boot-media.method': 'script',
  'guest.kernel-config': 'none',
  'guest.disk': 'device',
  'guest.disk-path': '/dev/vg0/guest1',
  'guest.disk-vdev': 'xvda',
  'guest.network': 'yes',
  'guest.bridge': 'xenbr0',
  'guest.config-file': 'none',
  'xen.file': 'none',
  'xen.version': '4.17',
  'xen.options': 'loglvl=all',
  'boot-media.device': 'mmc',
  'boot-media.partition': '0:1',
  'boot-media.names': 'own',
  'boot-media.dtb-name': 'board.dtb',
  'boot-media.xen-name': 'xen',
  'boot-media.kernel-name': 'Image',
  'boot-media.initrd-name': 'initrd.img',
  'boot-media.script-address': '0x40200000',
  'boot-media.addresses': 'planned',
  'console.dtuart': 'serial0',
  'dom0-kernel.file': 'none',
  'dom0-kernel.initrd': 'yes',
  'dom0-kernel.initrd-file': 'none',
  'dom0-kernel.memory': '768M',
  'dom0-kernel.vcpus': '2',
  'dom0-kernel.cmdline': 'console=hvc0',
  'guest.name': 'guest1',
  'guest.kernel': '/srv/xen/Image',
  'guest.kernel-file': 'none',
  'guest.ramdisk': '/srv/xen/initrd.img',
  'guest.ramdisk-file': 'none',
  'guest.memory': '256M',
  'guest.vcpus': '1',
  'guest.cmdline': 'console=hvc0',
}

/** What people and mischief type, short enough for every key. */
const values: readonly string[] = [
  `it's`,
  `'`,
  `''`,
  `"`,
  `say "hi"`,
  `"'"`,
  '$',
  '$HOME',
  '${filesize}',
  '$(reset)',
  '${ {{dtbVariable}} }',
  ';',
  'a; reset',
  ';reset',
  'a && reset',
  'a&&reset',
  'a || reset',
  'a | b',
  '|',
  'a|b|c',
  '\\|',
  'a\\|b',
  'a\\\\|b',
  '#',
  '# x',
  'a #b',
  '\\',
  'a\\',
  '\\\\',
  "\\'",
  '\\"',
  'a\\nb',
  '\\x1b',
  '\\0',
  '`',
  '`reset`',
  '``',
  '` `',
  '<',
  '<0x1>',
  '<b>x</b>',
  '<!-- x',
  '-->',
  '[',
  '[00]',
  '[x](y)',
  '![x](y)',
  ']]>',
  '(',
  '{',
  '{ a; }',
  '{{version}}',
  '{{{version}}}',
  '}}',
  '*',
  '**x**',
  '_x_',
  '~~x~~',
  '?',
  '[a-z]*',
  '!',
  '~',
  '~/x',
  '%s',
  '&amp;',
  '&#10;',
  '-',
  '-x',
  '--help',
  '-rf',
  '- x',
  '+ x',
  '1. x',
  '> x',
  '=',
  '===',
  '---',
  ':',
  '@x',
  'a: b',
  'none',
  './none',
  'None',
  '/',
  '//',
  '..',
  '../x',
  '../../etc/passwd',
  '/etc/passwd',
  'a/../b',
  'a//b',
  './a',
  'a/',
  '/a/',
  '/..',
  '/../..',
  'C:\\x',
  'CON',
  'a.',
  'a ',
  ' a',
  ' ',
  '  ',
  ' a  b ',
  '',
  'true',
  'no',
  '007',
  '0x10',
  '4.20',
  '~null',
  'null',
  '__proto__',
  'constructor',
  'if',
  'fi',
  'then',
  'done',
  'é',
  'Ünïcödé',
  '日本語',
  '😀',
  '\u010areset',
  '\u0a0dx',
  '\u200bx',
  'a\u202eb',
  '\u2028x',
  '\u00a0',
  '\ufeffx',
  '\u0301',
  '1:a',
  'ff:0',
  '0:1;',
  '/soc/uart@1:115200n8',
  "/soc/it's;$x",
  'uart,0+_.?#-',
  'web',
  'web-2.a+b_c',
  '\n',
  'a\nreset',
  'a\r\nb',
  '\r',
  '\t',
  'a\tb',
  '\0',
  'a\0b',
  '\x07',
  '\x1b',
  '\x1b[2J',
  '\x1b]0;x\x07',
  '\x7f',
  '\x80',
  '\x9b31m',
  '\x03',
]

/** The answers file as somebody types it: every character that YAML might mind in quotes and escaped. */
function answersFile(answers: Readonly<Record<string, string>>): string {
  const steps = [...new Set(Object.keys(answers).map((key) => key.split('.')[0]!))]
  const typed = (text: string) =>
    `"${[...text].map((c) => (/[ !#-[\]-~]/.test(c) ? c : `\\U${c.codePointAt(0)!.toString(16).padStart(8, '0')}`)).join('')}"`
  return `xenup: 2\n${steps
    .map(
      (step) =>
        `${step}:\n${Object.entries(answers)
          .filter(([key]) => key.startsWith(`${step}.`))
          .map(([key, text]) => `  ${key.slice(step.length + 1)}: ${typed(text)}\n`)
          .join('')}`,
    )
    .join('')}`
}

/**
 * A run of `generate` in a folder of its own, with the files there that the answers name; what was there before and
 * after.
 */
async function generated(set: Readonly<Record<string, string>>): Promise<{
  readonly ran: Ran
  readonly before: ReturnType<typeof contents>
  readonly after: ReturnType<typeof contents>
}> {
  const cage = ownFolder()
  // A few folders deep, so that a name with .. that got through would be seen.
  const folder = join(cage, 'a/b/c')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'board.dtb'), dtb(boardTree()))
  for (const key of texts.filter((key) => decisions[key].kind === 'path')) {
    const name = set[key]
    if (name !== undefined) standIn(folder, name, key)
  }
  writeFileSync(join(folder, 'xenup.answers.yaml'), answersFile({ ...house, ...set }))
  const before = contents(cage)
  const ran = await inside(folder, 'generate')
  const after = contents(cage)
  rmSync(cage, { recursive: true })
  return { ran, before, after }
}

/** Puts a file where an answer says, as far as the system has such names. */
function standIn(folder: string, name: string, key: AnswerKey): void {
  const path = join(folder, name)
  if (name === '' || name === 'none' || name.includes('\0') || !path.startsWith(`${folder}/`) || path.endsWith('/'))
    return
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, key === 'dtb.file' ? dtb(boardTree()) : 'no kernel at all')
}

/** Refused, with a sentence that can be printed, and nothing written; or all of it comes through. */
async function holds(set: Readonly<Partial<Record<AnswerKey, string>>>): Promise<'refused' | 'taken'> {
  const given = set as Readonly<Record<string, string>>
  const { ran, before, after } = await generated(given)
  const note = `${JSON.stringify(set)}\n${ran.err}`
  expect(
    ran.err.split('\n').filter((line) => invisible(line) !== undefined),
    note,
  ).toEqual([])
  expect(
    ran.out.split('\n').filter((line) => invisible(line) !== undefined),
    note,
  ).toEqual([])
  if (ran.status === 2) {
    expect(ran.err, note).toMatch(/^xenup: \S/m)
    expect(after, note).toEqual(before)
    return 'refused'
  }
  expect([0, 1], note).toContain(ran.status)
  const made = Object.fromEntries(
    Object.entries(after)
      .filter(([path]) => !(path in before) && path !== 'a/b/c/xenup-out')
      .map(([path, text]) => {
        expect(path, note).toMatch(/^a\/b\/c\/xenup-out\//)
        return [
          path.slice('a/b/c/xenup-out/'.length),
          text === 'folder' || path.endsWith('.scr') ? text : Buffer.from(text, 'latin1').toString('utf8'),
        ]
      }),
  )
  for (const [path, text] of Object.entries(before)) expect(after[path], note).toBe(text)
  for (const [path, text] of Object.entries(made)) {
    if (!path.endsWith('.scr'))
      expect(
        text.split('\n').filter((line) => invisible(line) !== undefined),
        `${path} ${note}`,
      ).toEqual([])
  }
  const answers = { ...house, ...given }
  uboot(made, answers, note)
  native(made, answers, note)
  xl(made, answers, note)
  shells(made, answers, note)
  reader(made, answers, note)
  const again = readAnswersFile(made['xenup.answers.yaml']!, 'again').answers
  for (const key of answerKeys)
    if (again[key] !== undefined) expect(showAnswer(key, again[key] as never), note).toBe(answers[key])
  return 'taken'
}

function uboot(made: Readonly<Record<string, string>>, answers: Readonly<Record<string, string>>, note: string): void {
  const script = made['boot/boot.cmd']!
  const both = (words: readonly string[]) => ({ old: words, modern: words })
  const xen = `console=dtuart${answers['console.dtuart'] === 'stdout-path' ? '' : ` dtuart=${answers['console.dtuart']}`} dom0_mem=768M dom0_max_vcpus=2${answers['xen.options'] === '' ? '' : ` ${answers['xen.options']}`}`
  expect(command(script, 'fdt set /chosen xen,xen-bootargs'), note).toEqual(
    both(['fdt', 'set', '/chosen', 'xen,xen-bootargs', xen]),
  )
  const dom0 = answers['dom0-kernel.cmdline']!
  expect(command(script, 'fdt set /chosen xen,dom0-bootargs'), note).toEqual(
    both(['fdt', 'set', '/chosen', 'xen,dom0-bootargs', dom0]),
  )
  // fdt set takes more words for more values, and these two for numbers and bytes (cmd/fdt.c, fdt_parse_prop).
  for (const line of [xen, dom0]) {
    expect(line, note).toMatch(/^[^<[]/)
    expect(line.length, note).toBeLessThan(1024)
  }
  const names = [
    answers['boot-media.dtb-name']!,
    answers['boot-media.xen-name']!,
    answers['boot-media.kernel-name']!,
    answers['boot-media.initrd-name']!,
  ]
  const loads = commandsWith(script, /^ {2}if (load .*)$/)
  expect(
    loads.map(({ old }) => old),
    note,
  ).toEqual(
    names.map((name) => ['load', 'mmc', answers['boot-media.partition'], expect.stringMatching(/^0x[0-9a-f]+$/), name]),
  )
  expect(
    loads.map(({ modern }) => modern),
    note,
  ).toEqual(loads.map(({ old }) => old))
  const failures = commandsWith(script, /setenv xenup_state failed; (echo .*)$/)
  for (const { old, modern } of failures) {
    expect(old, note).toEqual(['echo', expect.stringMatching(/^xenup: stopped: /)])
    expect(modern, note).toEqual(old)
  }
  for (const name of names) {
    expect(
      failures.some(({ old }) => old![1]!.startsWith(`xenup: stopped: ${name} is larger than its place of `)),
      note,
    ).toBe(true)
    expect(
      failures.some(({ old }) =>
        old![1]!.startsWith(
          `xenup: stopped: ${name} could not be loaded from mmc ${answers['boot-media.partition']}: `,
        ),
      ),
      note,
    ).toBe(true)
  }
  // No answer made or ended a command.
  expect(skeleton(script), note).toEqual(houseSkeleton)
  expect(Buffer.from(made['boot/boot.scr']!.slice(72), 'latin1').toString('utf8'), note).toBe(script)
  expect(skeleton(made['boot/boot.scr']!.slice(72)), note).toEqual(houseSkeleton)
}

/**
 * The script that boots without Xen has its command line, loads but Xen, and is made of the same pieces whatever was
 * answered.
 */
function native(made: Readonly<Record<string, string>>, answers: Readonly<Record<string, string>>, note: string): void {
  const script = made['boot/native.cmd']!
  const words = ['setenv', 'bootargs', answers['native.cmdline']!]
  expect(command(script, 'setenv bootargs'), note).toEqual({ old: words, modern: words })
  expect(
    commandsWith(script, /^ {2}if (load .*)$/).map(({ old }) => old!.at(-1)),
    note,
  ).toEqual([answers['boot-media.dtb-name'], answers['boot-media.kernel-name'], answers['boot-media.initrd-name']])
  expect(skeleton(script), note).toEqual(houseNative)
}

/**
 * What bash makes of the configuration for ImageBuilder and of the scripts: each value as it was typed, and nothing
 * run.
 */
function shells(made: Readonly<Record<string, string>>, answers: Readonly<Record<string, string>>, note: string): void {
  const config = made['boot/imagebuilder.cfg']
  const fits =
    [answers['dom0-kernel.cmdline']!, answers['xen.options']!, answers['console.dtuart']!].every(
      (line) => !/["'\\$]/.test(line),
    ) &&
    [
      answers['boot-media.dtb-name']!,
      answers['boot-media.xen-name']!,
      answers['boot-media.kernel-name']!,
      answers['boot-media.initrd-name']!,
    ].every((name) => !/^-| /.test(name))
  expect(config !== undefined, note).toBe(fits)
  const scripts = Object.entries(made).filter(([path]) => path.endsWith('.sh'))
  expect(
    scripts.map(([path]) => path),
    note,
  ).toEqual(['build/dom0-rootfs.sh', 'build/guest-disk.sh', 'stage.sh'])
  const show = `show() { printf '%s\\0' "$@"; echo; }`
  const input = [
    ...(config === undefined ? [] : [config, 'show "$DEVICE_TREE" "$XEN" "$DOM0_KERNEL" "$DOM0_RAMDISK" "$DOM0_CMD"']),
    'work=/nowhere here=H',
    ...made['stage.sh']!.split('\n')
      .filter((line) => /^ {2}file \w/.test(line))
      .map((line) => line.replace(/^ {2}file/, 'show')),
    ...made['build/dom0-rootfs.sh']!.split('\n')
      .filter((line) => line.endsWith('"$root/etc/fstab"'))
      .map((line) => line.replace('  echo', 'show').replace(/ > "\$root.*$/, '')),
  ].join('\n')
  const { status, stdout, stderr } = spawnSync('bash', ['-c', `${show}\n${input}\n`], { encoding: 'utf8' })
  expect({ status, stderr }, note).toEqual({ status: 0, stderr: '' })
  const names = ['dtb', 'xen', 'kernel', 'initrd'] as const
  const local = {
    dtb: 'dtb.file',
    xen: 'xen.file',
    kernel: 'dom0-kernel.file',
    initrd: 'dom0-kernel.initrd-file',
  } as const
  expect(
    // Where the scripts leave a file comes among its places.
    stdout.split('\0\n').map((line) => line.split('\0').filter((word) => !word.startsWith('/nowhere/'))),
    note,
  ).toEqual([
    ...(config === undefined
      ? []
      : [[...names.map((name) => answers[`boot-media.${name}-name`]), answers['dom0-kernel.cmdline']]]),
    ...names.map((name) => [
      name,
      answers[`boot-media.${name}-name`],
      expect.any(String),
      ...(answers[local[name]] === 'none' ? [] : [answers[local[name]]]),
      answers[`boot-media.${name}-name`],
    ]),
    ['boot-script', 'boot.scr', 'boot/boot.scr', 'H/boot/boot.scr'],
    ['native-script', 'native.scr', 'boot/native.scr', 'H/boot/native.scr'],
    ...(answers['dom0-userspace.root'] === 'none'
      ? []
      : [[`${answers['dom0-userspace.root']} / ext4 errors=remount-ro 0 1`]]),
    [''],
  ])
  for (const [path, text] of scripts) expect(bashFault(text), `${path} ${note}`).toBe('')
}

const known = new Map<string, string>()

/** What bash says against the syntax of a script; most come again and again. */
function bashFault(script: string): string {
  const fault = known.get(script) ?? spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' }).stderr
  known.set(script, fault)
  return fault
}

function xl(made: Readonly<Record<string, string>>, answers: Readonly<Record<string, string>>, note: string): void {
  const config = made[`guests/${answers['guest.name']}.cfg`]!
  expect(xlOptions(config), note).toEqual({
    name: answers['guest.name'],
    kernel: answers['guest.kernel'],
    ...(answers['guest.ramdisk'] !== 'none' && { ramdisk: answers['guest.ramdisk'] }),
    cmdline: answers['guest.cmdline'],
    on_crash: 'preserve',
    disk: `format=raw,vdev=${answers['guest.disk-vdev']},access=rw,target=${answers['guest.disk-path']}`,
    vif: `bridge=${answers['guest.bridge']}`,
  })
}

function reader(made: Readonly<Record<string, string>>, answers: Readonly<Record<string, string>>, note: string): void {
  const page = made['BRINGUP.md']!
  const { tables, blocks, items, headings, tags } = seen(page)
  const file = (key: string) =>
    answers[key] === 'none' ? expect.stringMatching(/^(yours|xenup-build\/\S+)$/) : visible(answers[key]!)
  const [medium, dom0, memory] = tables
  expect(medium, note).toEqual([
    ['file here', 'name on the medium', 'what it is'],
    ['boot/boot.scr', 'boot.scr', 'the boot script'],
    ['boot/native.scr', 'native.scr', 'the script that boots Linux without Xen'],
    [file('dtb.file'), answers['boot-media.dtb-name'], expect.stringMatching(/^device tree(, .*)?; at most /)],
    [file('xen.file'), answers['boot-media.xen-name'], expect.stringMatching(/^Xen(, .*)?; at most /)],
    [
      file('dom0-kernel.file'),
      answers['boot-media.kernel-name'],
      expect.stringMatching(/^dom0 kernel(, .*)?; at most /),
    ],
    [
      file('dom0-kernel.initrd-file'),
      answers['boot-media.initrd-name'],
      expect.stringMatching(/^dom0 initramfs(, .*)?; at most /),
    ],
  ])
  expect(dom0, note).toEqual([
    ['path in dom0', 'what it is'],
    [
      `/etc/xen/${answers['guest.name']}.cfg`,
      `the guest's configuration: guests/${answers['guest.name']}.cfg of this folder`,
    ],
    [answers['guest.kernel'], "the kernel of the guest: dom0's own"],
    ...(answers['guest.ramdisk'] === 'none'
      ? []
      : [[answers['guest.ramdisk'], 'the initramfs of the guest, with the drivers of a guest alone']]),
    [answers['guest.disk-path'], 'the device that is the disk of the guest'],
  ])
  const reasons = memory!.slice(1).map((row) => row[4]!)
  for (const key of ['dtb.file', 'xen.file', 'dom0-kernel.file', 'dom0-kernel.initrd-file']) {
    // A no-break space at the end of a cell is trimmed by marked, not by GFM.
    if (answers[key] !== 'none')
      expect(
        reasons.some((reason) => reason.includes(visible(answers[key]!).trim())),
        `${key} ${note}`,
      ).toBe(true)
  }
  if (answers['xen.file'] !== 'none')
    expect(
      items.some((item) => item.includes(visible(answers['xen.file']!).trim())),
      note,
    ).toBe(true)
  expect(
    memory!.every((row) => row.length === 5),
    note,
  ).toBe(true)
  for (const row of page.split('\n').filter((line) => line.startsWith('|')))
    expect([2, 3, 5], `${row} ${note}`).toContain(gfmCells(row).length)
  const dom0Line = answers['dom0-kernel.cmdline']!
  // Markdown drops blank lines of code, and shows no space at the end of a line that anybody could see.
  if (dom0Line.trim() !== '')
    expect(blocks, note).toContainEqual(
      expect.stringMatching(new RegExp(`^${dom0Line.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').trimEnd()} *\n?$`)),
    )
  expect(headings.filter(isAlways), note).toEqual(houseHeadings)
  // No answer made markup: a link, an image, emphasis, a rule.
  expect(
    tags.filter((tag) => !houseTags.includes(tag)),
    note,
  ).toEqual([])
}

/** These headings stand there only when there is something to say. */
const isAlways = (heading: string): boolean =>
  !['Open findings', 'Not checked', 'What is odd about this board'].includes(heading)

let houseSkeleton: readonly string[]
let houseNative: readonly string[]
let houseHeadings: readonly string[]
let houseTags: readonly string[]
beforeAll(async () => {
  // With one wrong file the page has all its parts.
  const { after } = await generated({ 'xen.file': 'x' })
  const text = (path: string) => Buffer.from(after[`a/b/c/xenup-out/${path}`]!, 'latin1').toString('utf8')
  houseSkeleton = skeleton(text('boot/boot.cmd'))
  houseNative = skeleton(text('boot/native.cmd'))
  houseHeadings = seen(text('BRINGUP.md')).headings.filter(isAlways)
  houseTags = [...seen(text('BRINGUP.md')).tags, 'strong', 'h2', 'ul', 'li']
})

/** What stands beside the hostile values: a file that makes a finding. */
const withFile = { 'xen.file': 'x' } as const

/** Answers that are refused for the same reasons, tried at once, and what each value is tried with in front as well. */
const together: readonly (readonly [front: string, ...keys: readonly AnswerKey[]])[] = [
  ['', 'xen.file', 'dom0-kernel.file', 'dom0-kernel.initrd-file', 'guest.kernel-file', 'guest.ramdisk-file'],
  ['', 'dtb.file'],
  ['x', 'boot-media.dtb-name', 'boot-media.xen-name', 'boot-media.kernel-name', 'boot-media.initrd-name'],
  ['0:1', 'boot-media.partition'],
  ['/x', 'console.dtuart'],
  ['', 'xen.options', 'guest.cmdline'],
  ['', 'dom0-kernel.cmdline'],
  ['', 'native.cmdline'],
  ['x', 'guest.name'],
  ['/x', 'guest.kernel', 'guest.ramdisk', 'guest.disk-path'],
  ['ttyS0', 'native.console'],
  ['/dev/', 'native.root', 'dom0-userspace.root'],
  ['x', 'dom0-userspace.interface', 'guest.bridge'],
  ['xvda', 'guest.disk-vdev'],
]

test('the house answers come through', async () => {
  expect(await holds(withFile)).toBe('taken')
})

describe('each text answer', () => {
  test('is among those that are tried', () => {
    expect(together.flatMap(([, ...keys]) => keys).sort()).toEqual([...texts].sort())
  })

  const taken = new Map<AnswerKey, number>()

  /**
   * Tries what the answers' own rules take, all at once; a refusal must not hide what one of the others would have
   * done.
   */
  async function tried(groups: readonly (readonly AnswerKey[])[], value: (key: AnswerKey) => string): Promise<void> {
    const keys = groups.flat().filter((key) => readAnswer(key, value(key)).ok)
    if (keys.length === 0) return
    if ((await holds({ ...withFile, ...Object.fromEntries(keys.map((key) => [key, value(key)])) })) === 'taken') {
      for (const key of keys) taken.set(key, (taken.get(key) ?? 0) + 1)
    } else if (groups.length > 1) for (const group of groups) await tried([group], value)
    else if (keys.length > 1) for (const key of keys) await tried([[key]], value)
  }

  const tenths = Array.from({ length: 10 }, (_, tenth) => values.filter((_, i) => i % 10 === tenth))
  // The device tree must be one, so its file cannot be the one that the others name.
  const groups = together.map(([, ...keys]) => keys).filter((keys) => !keys.includes('dtb.file'))
  const fronts = Object.fromEntries(together.flatMap(([front, ...keys]) => keys.map((key) => [key, front])))
  const fronted = together.filter(([front, key]) => front !== '' || key === 'dtb.file').map(([, ...keys]) => keys)

  test.each(tenths.map((some, i) => [i + 1, some] as const))(
    'values, part %i of ten: each comes through exactly or is refused',
    async (_, some) => {
      for (const value of some) await tried(groups, () => value)
    },
  )

  test.each(tenths.map((some, i) => [i + 1, some] as const))(
    'values, part %i of ten, behind what makes it fit: each comes through exactly or is refused',
    async (_, some) => {
      for (const value of some) await tried(fronted, (key) => fronts[key]! + value)
    },
  )

  test('came through with some values', () => {
    expect(texts.filter((key) => !taken.has(key))).toEqual([])
  })

  test.each(texts)('%s: what its own rule refuses, the file is refused for', async (key) => {
    const refused = values.filter((value) => !readAnswer(key, value).ok)
    for (const value of refused) expect(() => readAnswersFile(answersFile({ [key]: value }), 'x'), value).toThrow(key)
    for (const value of refused.filter((_, i) => i % 60 === 0))
      expect(await holds({ [key]: value }), value).toBe('refused')
  })
})

describe('length', () => {
  const long = (length: number) => 'k'.repeat(length)

  test.each([
    ['dom0-kernel.cmdline', 1023, 'taken'],
    ['dom0-kernel.cmdline', 1024, 'refused'],
    ['dom0-kernel.cmdline', 2048, 'refused'],
    ['guest.cmdline', 1023, 'taken'],
    ['guest.cmdline', 1024, 'taken'],
    ['guest.cmdline', 2047, 'taken'],
    ['guest.cmdline', 2048, 'refused'],
    // dtuart, dom0_mem and the like stand before the options, and all of it must fit.
    ['xen.options', 1023, 'refused'],
    ['xen.options', 1024, 'refused'],
    ['xen.options', 1023 - 'console=dtuart dtuart=serial0 dom0_mem=768M dom0_max_vcpus=2 '.length, 'taken'],
    ['xen.options', 1024 - 'console=dtuart dtuart=serial0 dom0_mem=768M dom0_max_vcpus=2 '.length, 'refused'],
    ['boot-media.kernel-name', 128, 'taken'],
    ['boot-media.kernel-name', 129, 'refused'],
    ['guest.name', 63, 'taken'],
    ['guest.name', 64, 'refused'],
    ['xen.file', 255, 'taken'],
    ['dom0-kernel.file', 300, 'refused'],
    ['console.dtuart', 900, 'taken'],
    ['console.dtuart', 1024, 'refused'],
  ] as const)('%s of %i characters is %s', async (key, length, want) => {
    // The system has no such file, which is a refusal too.
    if (length > 255 && decisions[key].kind === 'path')
      return expect((await inside(ownFolder(), 'generate', '--set', `${key}=${long(length)}`)).status).toBe(2)
    expect(await holds({ ...withFile, [key]: long(length) })).toBe(want)
  })

  test.each([
    [1024, 'taken'],
    [1025, 'refused'],
  ] as const)('a path in dom0 of %i characters is %s', async (length, want) => {
    expect(await holds({ ...withFile, 'guest.kernel': `/${long(length - 1)}` })).toBe(want)
    expect(await holds({ ...withFile, 'guest.ramdisk': `/${long(length - 1)}` })).toBe(want)
  })

  test('what stands in quotes counts as it was typed', async () => {
    expect(await holds({ ...withFile, 'dom0-kernel.cmdline': "'\\".repeat(511) })).toBe('taken')
    expect(await holds({ ...withFile, 'dom0-kernel.cmdline': "'\\".repeat(512) })).toBe('refused')
    expect(await holds({ ...withFile, 'guest.cmdline': '"\\'.repeat(1023) })).toBe('taken')
  })
})

test('whatever all of them hold at once, it comes through or is refused', async () => {
  const nasty = fc.string({
    unit: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...` "'$;#\\\`<[&|*?{}()~!-_=.:,@%+/aZ0`) },
      { weight: 1, arbitrary: fc.constantFrom('é', '\u010a', '\n', '\x1b', '日') },
    ),
    minLength: 1,
    maxLength: 24,
  })
  const fitting = (key: AnswerKey, shape: (text: string) => string = (text) => text) =>
    nasty.map(shape).map((text) => (readAnswer(key, text).ok ? text : house[key]!))
  const name = fc.string({ unit: fc.constantFrom(...' ._+@=~^-aZ0/'), minLength: 1, maxLength: 12 })
  const onMedium = (key: AnswerKey) => name.map((text) => (readAnswer(key, text).ok ? text : house[key]!))
  // A file must be there to be read: one of a name that this system has.
  const here = nasty
    .map((text) => text.replace(/[/\0\n\x1b]/g, '_'))
    .filter((text) => !['.', '..', 'none'].includes(text))
  let taken = 0
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        'xen.options': fitting('xen.options'),
        'dom0-kernel.cmdline': fitting('dom0-kernel.cmdline', (text) => `k${text}`),
        'guest.cmdline': fitting('guest.cmdline'),
        'console.dtuart': fitting('console.dtuart', (text) => `/${text}`),
        'guest.kernel': fitting('guest.kernel', (text) => `/${text}`),
        'guest.ramdisk': fitting('guest.ramdisk', (text) => `/${text}`),
        'boot-media.dtb-name': onMedium('boot-media.dtb-name'),
        'boot-media.xen-name': onMedium('boot-media.xen-name'),
        'boot-media.kernel-name': onMedium('boot-media.kernel-name'),
        'boot-media.initrd-name': onMedium('boot-media.initrd-name'),
        'xen.file': here,
        'dom0-kernel.file': here,
        'dom0-kernel.initrd-file': here,
      }),
      async (set) => {
        if ((await holds(set)) === 'taken') taken++
      },
    ),
    { numRuns: 30 },
  )
  expect(taken).toBeGreaterThan(20)
})
