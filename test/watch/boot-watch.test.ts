import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dom0Lines, goodBoot, silentBoot, text, uBootLines, xenLines } from '../console/boots.ts'
import { watched } from './watched.ts'

const panics = [
  ...uBootLines,
  ...xenLines.slice(0, 9),
  '(XEN) IRQ 33 is already used by Xen',
  '(XEN) Device tree generation failed (-16).',
  '(XEN) Panic on CPU 0:',
  '(XEN) Could not set up DOM0 guest OS',
]

describe('a boot that is watched', () => {
  test('climbs, each rung told once with its time since the first line', () => {
    const { says, waits } = watched()
    expect(says(text(uBootLines.slice(0, 2)))).toEqual([
      '0 s: the first part of U-Boot runs, and sets up the RAM',
      '0 s: U-Boot runs',
    ])
    expect(waits(2.5)).toEqual([])
    expect(says(text(uBootLines.slice(2, 6)))).toEqual([
      '2.5 s: U-Boot found the script and runs it',
      '2.5 s: Xen is in memory, and fits its place',
    ])
    expect(says(text(uBootLines.slice(6, 7)))).toEqual([])
  })

  test('ticks the lines of a plan, with answers', () => {
    const course = [
      { signpost: 'handover', stage: 'u-boot', line: 'Starting kernel ...', proves: 'it jumped' },
      { signpost: 'xen-version', stage: 'xen', line: '(XEN) Xen version', proves: 'Xen speaks' },
    ]
    const { says, state, watch } = watched({ course })
    expect(says(text(uBootLines)).at(-1)).toBe('0 s: U-Boot jumped into Xen (1 of 2)')
    expect(state()).toMatchObject({ seen: 1, course: 2, next: '(XEN) Xen version' })
    says(text(xenLines))
    expect(watch.marks.map((mark) => mark?.text)).toEqual([
      'Starting kernel ...',
      expect.stringContaining('Xen version 4.17.5'),
    ])
  })

  test('that stalls is diagnosed at once, and once for each stall', () => {
    const { says, waits } = watched()
    says(text(silentBoot))
    expect(waits(19)).toEqual([])
    expect(waits(2)).toEqual(['nothing for 20 s after Starting kernel ...', 'silent: silent-no-console'])
    expect(waits(300)).toEqual([])
    expect(says(text(xenLines.slice(0, 4)))[0]).toMatch(/^goes on after 3\d\d s$/)
    expect(waits(21)[0]).toMatch(/^nothing for 20 s after Xen version 4\.17\.5/)
  })

  test('that panics is diagnosed at once, with what stands after the panic', () => {
    const { says, waits } = watched()
    expect(says(text(panics))).not.toContain('wrong: irq-used-by-xen')
    expect(waits(2)).toEqual(['wrong: irq-used-by-xen'])
    expect(waits(60)).toEqual([])
  })

  test('whose machine ends with the panic is diagnosed all the same, and its absence is no stall', () => {
    const { says, goes, waits } = watched()
    says(text(panics))
    expect(goes()).toEqual(['wrong: irq-used-by-xen'])
    expect(goes()).toEqual([])
    expect(waits(60)).toEqual([])
  })

  test('that panics and starts again at once is diagnosed before the next one', () => {
    const { says } = watched()
    const told = says(text([...panics, ...uBootLines]))
    expect(told.slice(told.indexOf('wrong: irq-used-by-xen')).slice(0, 3)).toEqual([
      'wrong: irq-used-by-xen',
      'boot 2',
      '0 s: the first part of U-Boot runs, and sets up the RAM',
    ])
  })

  test.each([
    '=> ',
    'board login: ',
    'Password: ',
    'root@board:~# ',
    'ZynqMP> ',
    'grub> ',
    'Shell> ',
    '(initramfs) ',
    '$ ',
    '(or press Control-D to continue): ',
  ])('that waits at the prompt %j has not stalled', (prompt) => {
    const { says, waits } = watched()
    says(`${text(uBootLines.slice(0, 3))}${prompt}`)
    expect(waits(60)).toEqual([])
  })

  test.each(['Loading: ####', 'Uncompressing Linux... '])('that waits in the middle of %j has', (open) => {
    const { says, waits } = watched()
    says(`${text(uBootLines.slice(0, 4))}${open}`)
    expect(waits(21)[0]).toMatch(/^nothing for 20 s/)
  })

  test('that went well is never told to stall', () => {
    const { says, waits } = watched()
    says(text(goodBoot.slice(0, -4)))
    expect(waits(300)).toEqual([])
  })

  test('is diagnosed at the prompt when a command there went wrong', () => {
    const { says, waits } = watched()
    says(`${text([...uBootLines, ...xenLines, ...dom0Lines.slice(0, 6)])}board login: `)
    expect(waits(3)).toEqual([])
    says('root\nroot@board:~# xl create guest1.cfg\nCould not find bridge device xenbr0\nroot@board:~# ')
    expect(waits(30)).toEqual(['wrong: no-bridge'])
  })

  test('of which nothing comes is told of once', () => {
    const { waits } = watched()
    expect(waits(60)).toEqual(['nothing at all for 20 s'])
  })

  test('of which garbage comes is told of once', () => {
    const { says } = watched()
    const noise = Buffer.from(Array.from({ length: 1000 }, (_, index) => 128 + (index % 100))).toString('latin1')
    expect(says(noise)).toEqual(['garbage'])
    expect(says(noise)).toEqual([])
  })

  test('is kept byte for byte, its boots apart, its prompt too', () => {
    const { says, waits, log, ends } = watched()
    const first = `\0\x1b[2J${text(panics).replaceAll('\n', '\r\n')}`
    says(first.slice(0, 50))
    says(first.slice(50))
    says(text(uBootLines))
    says('=> ')
    waits(2)
    expect(log).toEqual([first, `${text(uBootLines)}=> `])
    says('boot\n')
    ends()
    expect(log[1]).toBe(`${text(uBootLines)}=> boot\n`)
  })

  test('comes to the same however it is torn', () => {
    const whole = `${text([...panics, ...goodBoot])}board:~# `
    const told = (sizes: readonly number[]) => {
      const { says, ends, log } = watched()
      const lines: string[] = []
      for (let at = 0, index = 0; at < whole.length; index++) {
        const size = sizes[index % sizes.length]!
        lines.push(...says(whole.slice(at, at + size)))
        at += size
      }
      const { judged } = ends()
      return { lines, log, came: judged?.counts.came }
    }
    const expected = told([whole.length])
    expect(expected.came).toBe('good')
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 5 }), (sizes) => {
        expect(told(sizes)).toEqual(expected)
      }),
      { numRuns: 30 },
    )
  })

  test('after a panic and a hardly begun boot, the panic counts in the end', () => {
    const { says, ends } = watched()
    says(text([...panics, ...uBootLines.slice(0, 3)]))
    const { judged } = ends()
    expect(judged).toMatchObject({ number: 1, counts: { came: 'wrong' } })
  })
})
