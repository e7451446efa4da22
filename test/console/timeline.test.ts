import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ConsoleReader, consoleLines } from '../../src/console/reader.ts'
import { expected, type Mark, marksOf } from '../../src/console/signposts.ts'
import { type Boot, keptBoots, missingNext, Timeline } from '../../src/console/timeline.ts'
import { dom0Lines, goodBoot, silentBoot, text, uBootLines, xenLines } from './boots.ts'
import { decorations } from './decorations.ts'

/** What the plan of the house board promises. */
const course = marksOf(
  [
    { signpost: 'script', is: 'Xen' },
    ...['Xen', 'dom0 kernel', 'dom0 initramfs', 'device tree'].map((is): Mark => ({ signpost: 'load', is })),
    { signpost: 'handover' },
  ],
  { release: '4.17', tellsPsci: true, gic: 'v2', cpus: 2, dom0Megabytes: 768n, guest: 'guest1' },
)

function timelineOf(capture: string): Timeline {
  const timeline = new Timeline(course)
  for (const line of consoleLines(capture)) timeline.take(line)
  return timeline
}
const lastOf = (...boots: readonly (readonly string[])[]): Boot => timelineOf(boots.map(text).join('')).last!
const startedIn = (...boots: readonly (readonly string[])[]): number => timelineOf(boots.map(text).join('')).started
const seen = ({ marks }: Boot): readonly string[] =>
  course.filter((_, index) => marks[index]).map((mark) => expected(mark).line)
const next = (boot: Boot): string | undefined => {
  const mark = missingNext(course, boot)
  return mark && expected(mark).line
}
const efiStart = ['Xen 4.17 (c/s x) EFI loader', "Using configuration file 'xen.cfg'"]

/** What a boot comes to, wherever it stands in a capture. */
const verdict = (boot: Boot | undefined) => ({
  seen: boot && seen(boot),
  reached: [...(boot?.reached.keys() ?? [])].sort(),
  last: boot?.last?.text,
  end: boot?.end?.why,
  isUnderXen: boot?.isUnderXen,
})

describe('a boot', () => {
  test('that lacks nothing has all marks, and no end', () => {
    const boot = lastOf(goodBoot)
    expect(seen(boot)).toHaveLength(course.length)
    expect(next(boot)).toBeUndefined()
    expect(boot.end).toBeUndefined()
    expect(boot.marks.map((mark) => mark!.line)).toEqual([5, 6, 7, 8, 9, 11, 15, 16, 17, 18, 19, 20, 21, 23, 26, 33])
  })

  test('that falls silent ended after its last line, and the next that should have come is named', () => {
    const boot = lastOf(silentBoot)
    expect(boot.last).toMatchObject({ signpost: 'handover', text: 'Starting kernel ...', line: 11 })
    expect(boot.lastLine).toEqual({ text: 'Starting kernel ...', line: 11 })
    expect(next(boot)).toBe('Xen version 4.17')
    expect(boot.end).toBeUndefined()
  })

  test("in which Xen panics has its end there, with Xen's reason", () => {
    const panic = ['(XEN) Panic on CPU 0:', '(XEN) Could not set up DOM0 guest OS', '(XEN) Reboot in five seconds...']
    expect(lastOf(uBootLines, xenLines, ['(XEN) ******', ...panic]).end).toEqual({
      signpost: 'xen-panic',
      is: undefined,
      why: 'Xen panicked',
      line: 24,
      text: 'Panic on CPU 0:',
      reason: 'Could not set up DOM0 guest OS',
    })
  })

  test('that goes on after an end has not ended: a prompt where somebody loads another file', () => {
    const boot = lastOf([uBootLines[1]!, 'Bad Linux ARM64 Image magic!', '=> booti 0x40600000', 'Starting kernel ...'])
    expect(boot.end).toBeUndefined()
  })

  test('without Xen is told from one of dom0 by what Linux finds', () => {
    const dom0Alone = dom0Lines.slice(0, 4)
    expect([...lastOf(dom0Alone).reached.keys()]).toEqual(['dom0-linux', 'dom0-version', 'xen-support'].sort())
    expect(seen(lastOf(dom0Alone))).toEqual(['Booting Linux on physical CPU', 'Xen 4.17 support found'])
    expect(seen(lastOf(uBootLines, dom0Alone.slice(0, 3)))).not.toContain('Booting Linux on physical CPU')
  })
})

describe('of several boots in one capture', () => {
  test('the last one is judged: the second dies at Starting kernel', () => {
    const boot = lastOf(goodBoot, silentBoot)
    expect(seen(boot).at(-1)).toBe('Starting kernel ...')
    expect(next(boot)).toBe('Xen version 4.17')
    expect(startedIn(goodBoot, silentBoot)).toBe(2)
    expect(boot.from).toBe(goodBoot.length + 1)
  })

  test.each<[string, readonly (readonly string[])[], number]>([
    ['U-Boot twice without its SPL', [uBootLines.slice(1), uBootLines.slice(1)], 2],
    ['Xen twice, with its first line', [xenLines, xenLines], 2],
    ['Xen twice, from its banner on', [xenLines.slice(3), xenLines.slice(3)], 2],
    ['early printk twice', [['- UART enabled -', ...xenLines, '- UART enabled -', ...xenLines]], 2],
    ['Linux without Xen twice', [dom0Lines.slice(0, 3), dom0Lines.slice(0, 3)], 2],
    ['the end of one and another', [dom0Lines.slice(4), goodBoot], 2],
    ['Xen under EFI twice', [efiStart, efiStart], 2],
    ['early printk and nothing else twice', [['- UART enabled -'], ['- UART enabled -']], 2],
    ['TF-A twice with U-Boot between', [['NOTICE:  BL31: v2.9'], uBootLines, ['NOTICE:  BL31: v2.9']], 2],
    ["U-Boot's start, once its version was shown", [uBootLines, ['=> version', '=> reset', uBootLines[1]!]], 2],
    ["U-Boot's start, though dom0 showed its lines", [goodBoot, ['# dmesg'], uBootLines], 2],
    ["dom0's own lines, shown by sudo", [goodBoot, ['user@board:~$ sudo dmesg'], dom0Lines.slice(0, 3)], 1],
    ["dom0's own lines, shown by its journal", [goodBoot, ['# journalctl -k'], dom0Lines.slice(0, 3)], 1],
    ["Xen's lines after a word like dmesg", [goodBoot, ['# cat dmesg.txt'], xenLines], 2],
    ["Xen's lines after a word that ends in dmesg", [goodBoot, ['# mydmesg'], xenLines], 2],
    ['lines before any boot', [['hello', 'noise'], goodBoot], 1],
    ['each stage of a boot once', [goodBoot], 1],
    ['the banners of TPL, SPL, TF-A and U-Boot', [['U-Boot TPL 2023.01 (x)', 'NOTICE:  BL31: v2.9', ...goodBoot]], 1],
    ['the early printk of other CPUs', [['- UART enabled -', ...xenLines, '- CPU 00000001 booting -']], 1],
    ['a guest that Linux runs in, without a prefix', [goodBoot, dom0Lines.slice(0, 3)], 1],
    ["dom0's own lines, shown again", [goodBoot, ['root@board:~# dmesg'], dom0Lines.slice(0, 3)], 1],
    ["Xen's own lines, shown again", [goodBoot, ['# xl dmesg'], xenLines], 1],
    ["U-Boot's version, shown again", [uBootLines, ['=> version', uBootLines[1]!, '=> boot']], 1],
  ])('%s counts right', (_, boots, count) => {
    expect(startedIn(...boots)).toBe(count)
  })

  test.each([
    ['xl console guest1', true],
    ['dmesg', false],
    ['xl dmesg', false],
  ])("Linux that starts after # %s is a guest's: %s", (command, isGuests) => {
    const boot = lastOf(goodBoot, [`root@board:~# ${command}`, 'Machine model: A'], dom0Lines.slice(0, 3))
    expect(boot.reached.has('guest-linux')).toBe(isGuests)
  })

  test('the last is judged as it is alone, whatever stood before it', () => {
    const lines = [...goodBoot, 'Kernel panic - not syncing: x', '(XEN) Panic on CPU 0:', 'hello', '=> printenv']
    const piece = fc.array(fc.constantFrom(...lines), { maxLength: 40 })
    fc.assert(
      fc.property(piece, fc.nat(goodBoot.length), (before, length) => {
        const last = goodBoot.slice(0, 1 + length)
        expect(verdict(lastOf(before, last))).toEqual(verdict(lastOf(last)))
      }),
      { numRuns: 500 },
    )
  })
})

describe('a timeline', () => {
  test('is the same whatever the pieces in which a capture comes', () => {
    const capture = Buffer.from(text([...goodBoot, ...silentBoot]))
    fc.assert(
      fc.property(fc.array(fc.nat(capture.length), { maxLength: 30 }), (cuts) => {
        const [timeline, reader] = [new Timeline(course), new ConsoleReader()]
        const edges = [0, ...cuts.sort((a, b) => a - b), capture.length]
        edges.slice(1).forEach((end, index) => {
          for (const line of reader.push(capture.subarray(edges[index], end))) timeline.take(line)
        })
        for (const line of reader.end()) timeline.take(line)
        expect(timeline.boots.map(verdict)).toEqual(timelineOf(capture.toString()).boots.map(verdict))
      }),
    )
  })

  test('is the same whatever stands around the lines', () => {
    const plain = timelineOf(text([...goodBoot, ...silentBoot])).boots.map(verdict)
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Object.keys(decorations)), { minLength: 1, maxLength: 3 }), (around) => {
        const decorated = [...goodBoot, ...silentBoot].map((line) =>
          around.reduce((inner, name) => decorations[name]!(inner), line),
        )
        expect(timelineOf(text(decorated)).boots.map(verdict)).toEqual(plain)
      }),
      { numRuns: 200 },
    )
  })

  test('comes out of any bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(fc.constantFrom(...goodBoot)), (noise, lines) => {
        for (const boot of timelineOf(`${noise}\n${text(lines)}${noise}`).boots)
          expect(boot.to).toBeGreaterThanOrEqual(boot.from)
      }),
    )
  })

  test('keeps the last boots of a board that boots for ever, and counts them all', () => {
    const timeline = new Timeline(course)
    const boots = keptBoots + 100
    for (let count = 0; count < boots; count++) for (const line of consoleLines(text(silentBoot))) timeline.take(line)
    expect(timeline.started).toBe(boots)
    expect(timeline.boots).toHaveLength(keptBoots)
  })

  test('holds a line of each signpost and no more, however long a boot is', () => {
    const timeline = new Timeline(course)
    for (const line of consoleLines(text(goodBoot))) timeline.take(line)
    const before = JSON.stringify([...timeline.last!.reached]).length
    for (let count = 0; count < 5000; count++)
      for (const line of consoleLines(`vm${count}  1  256  1  -b----  0.4\n(XEN) d1v0 ${'x'.repeat(300)}\n`))
        timeline.take(line)
    expect(JSON.stringify([...timeline.last!.reached])).toHaveLength(before)
    expect(timeline.last!.lastLine!.text.length).toBeLessThanOrEqual(300)
  })
})
