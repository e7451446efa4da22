/** Review and board as they are drawn; `<3>` stands for the list, with the most lines that it may take. */
import { describe, expect, test } from 'vitest'
import { reportParts } from '../../../src/fronts/tui/panes/report-pane.tsx'
import type { Ui } from '../../../src/fronts/tui/ui.ts'
import { nothingWritten } from '../../../src/model/write-report.ts'
import { at, bringUp, file, finding, place, review, text, tried } from './screens.ts'

function shown(
  screen: Parameters<typeof reportParts>[0]['screen'],
  ui: Partial<Ui> = {},
  more: Parameters<typeof place>[0] = {},
): string {
  const { above, most } = reportParts({ ui: at(screen, ui), screen, place: place({ height: 30, ...more }) })
  return text([...above, `<${most}>`])
}

describe('the review', () => {
  test('counts what was found, and shows the files with what becomes of them', () => {
    const files = [
      file('boot/boot.cmd', ' x'),
      { ...file('stage.sh', ' x'), state: 'changes' },
      file('a/very/long/path/that/does/not/fit/in', ' x'),
    ]
    expect(shown(review({ tried: tried({ files }) }))).toMatchInlineSnapshot(`
      "b(Look it over, then write)
      g(0 errors, 0 warnings, 0 notes (f shows)
      g(them).)

      Files for out (a shows them line by
      line):
        boot/boot.cmd
        stage.sh  q(changes)
        a/very/long/path/that/does/not/fit/~

      <29>"
    `)
  })
  test('shows errors in full, and counts the rest', () => {
    const findings = [
      finding({ fix: 'Move it.' }),
      finding({ severity: 'warning' }),
      finding({ severity: 'warning' }),
      finding({ severity: 'note' }),
    ]
    expect(
      shown(review({ tried: tried({ findings, notChecked: [{ rule: 'gic', missing: ['a tree'] }] }) })),
    ).toMatchInlineSnapshot(`
      "b(Look it over, then write)
      !(1 error, 2 warnings, 1 note; 1 check)
      !(could not be made (f shows them).)
      !(error: Xen lies on the kernel.)
        Move it.

      Files for out (a shows them line by
      line):

      <29>"
    `)
  })
  test('warns, and counts what could not be checked', () => {
    const notChecked = [
      { rule: 'gic', missing: [] },
      { rule: 'timer', missing: [] },
    ]
    expect(
      shown(review({ tried: tried({ findings: [finding({ severity: 'warning' })], notChecked }) })),
    ).toMatchInlineSnapshot(`
      "b(Look it over, then write)
      w(0 errors, 1 warning, 0 notes; 2 checks)
      w(could not be made (f shows them).)

      Files for out (a shows them line by
      line):

      <29>"
    `)
  })
  test('says first what stands in the way', () => {
    expect(shown(review({ refusal: 'boot.cmd: too long' }), { says: 'nothing to copy' })).toMatchInlineSnapshot(`
      "b(Look it over, then write)
      !(boot.cmd: too long)
      w(nothing to copy)
      g(0 errors, 0 warnings, 0 notes (f shows)
      g(them).)

      Files for out (a shows them line by
      line):

      <27>"
    `)
  })
  test('scrolls what there is no room for', () => {
    const files = Array.from({ length: 20 }, (_, index) => file(`file${index}`, ' x'))
    expect(shown(review({ tried: tried({ files }) }), {}, { height: 10 })).toMatchInlineSnapshot(`
      "b(Look it over, then write)
      g(0 errors, 0 warnings, 0 notes (f shows)
      g(them).)

      Files for out (a shows them line by
      line):
      q( v Page Down reads on)
      <9>"
    `)
    expect(shown(review({ tried: tried({ files }) }), { tops: { ask: 3 } }, { height: 10 })).toMatchInlineSnapshot(`
      "b(Look it over, then write)
      Files for out (a shows them line by
      line):
        file0
        file1
        file2
      q(^v Page Down reads on)
      <9>"
    `)
    expect(shown(review({ tried: tried({ files }) }), { tops: { ask: 1 } }, { height: 10 })).toContain(
      '^v Page Down reads on',
    )
    expect(shown(review({ tried: tried({ files }) }), { tops: { ask: 99 } }, { height: 10 })).toMatchInlineSnapshot(`
      "b(Look it over, then write)
        file15
        file16
        file17
        file18
        file19
      q(^  Page Down reads on)
      <9>"
    `)
  })
  test('scrolls nothing that just fits', () => {
    const files = Array.from({ length: 3 }, (_, index) => file(`file${index}`, ' x'))
    expect(shown(review({ tried: tried({ files }) }), {}, { height: 13 })).not.toContain('Page Down')
    expect(shown(review({ tried: tried({ files }) }), {}, { height: 12 })).toContain('Page Down')
  })
})

describe('the board', () => {
  const expects = [
    { stage: 'u-boot', line: 'U-Boot 2024', proves: 'U-Boot runs.' },
    { stage: 'xen', line: '(XEN) Xen version', proves: 'Xen runs, and its console works.' },
    { stage: 'dom0', line: 'Linux version', proves: 'dom0 runs.' },
  ]
  const seen = (...which: readonly boolean[]) => expects.map((one, index) => ({ ...one, seen: which[index]! }))
  const written = { ...nothingWritten, written: ['a', 'b'] }

  test('before there is a log: what was written, and what each line proves', () => {
    expect(shown(bringUp({ written, expects }))).toMatchInlineSnapshot(`
      "b(At the board: compare the console)
      2 files were written to out.
      Follow out/BRINGUP.md; c shows the
      commands. In this order the console must
      show:
       1. a(u-boot: U-Boot 2024)
          q(U-Boot runs.)
       2. a(xen: (XEN) Xen version)
          q(Xen runs, and its console works.)
       3. a(dom0: Linux version)
          q(dom0 runs.)

      <29>"
    `)
  })
  test('tells of all that became of files', () => {
    const all = {
      ...nothingWritten,
      written: ['a', 'd'],
      restored: ['d'],
      merged: [{ path: 'm', lines: [{ first: 3, last: 4 }] }],
      unchanged: ['c'],
      kept: ['e'],
      clashing: [{ path: 'k', isBaseKnown: true, lines: [{ first: 7, last: 7 }] }],
      beside: { k: 'k.new' },
      removed: ['r'],
      keptStale: ['s'],
    }
    expect(shown(bringUp({ written: all }))).toMatchInlineSnapshot(`
      "b(At the board: compare the console)
      2 files were written to out.
      out/d was written again: it had been
        deleted.
      out/m was merged: yours are lines 3-4.
      As you edited it: e.
      out/r was removed: it is no longer made.
      1 file was as it should be.
      w(out/k was edited by hand where the new)
      w(  text differs too (line 7); it is left,)
      w(  and the new text is in out/k.new.)
      w(  Choose: --conflict markers has both in)
      w(  the file, --take-new the new text with)
      w(  yours beside it, --keep-mine yours.)
      w(out/s is no longer needed, but was)
      w(  edited by hand or made read-only, and)
      w(  is left.)
      w(  Remove it, let --take-new do it and)
      w(  keep a copy, or make it your own with)
      w(  --keep-mine.)
      Follow out/BRINGUP.md; c shows the
      commands. In this order the console must
      show:

      <29>"
    `)
  })
  test('tells that nothing had to be written', () => {
    expect(shown(bringUp({ written: { ...written, written: [], unchanged: ['a', 'b'] } }))).toMatchInlineSnapshot(`
      "b(At the board: compare the console)
      2 files were as they should be.
      Follow out/BRINGUP.md; c shows the
      commands. In this order the console must
      show:

      <29>"
    `)
  })
  test('with a log: which lines were seen, what should have come next, and what the log says', () => {
    expect(
      shown(bringUp({ written, expects: seen(true, false, false), note: 'a U-Boot of 2024\n  on a board' })),
    ).toMatchInlineSnapshot(`
      "b(At the board: compare the console)
      w(b(1 of 3 lines were seen; after "U-Boot))
      w(b(2024" there should have come "(XEN) Xen))
      w(b(version".))
      a(a U-Boot of 2024)
      a(  on a board)

      b(The checklist)
      g([x]) a(u-boot: U-Boot 2024)
      w([ ]) a(xen: (XEN) Xen version)
          q(Xen runs, and its console works.)
      w([ ]) a(dom0: Linux version)

      <29>"
    `)
    expect(shown(bringUp({ written, expects: seen(true, true, true) }))).toMatchInlineSnapshot(`
      "b(At the board: compare the console)
      w(b(3 of 3 lines were seen, and the last of))
      w(b(them is there.))
      g([x]) a(u-boot: U-Boot 2024)
      g([x]) a(xen: (XEN) Xen version)
      g([x]) a(dom0: Linux version)

      <29>"
    `)
    expect(shown(bringUp({ written, expects: seen(false, false, false) }))).toMatchInlineSnapshot(`
      "b(At the board: compare the console)
      w(b(0 of 3 lines were seen; after nothing))
      w(b(there should have come "U-Boot 2024".))
      w([ ]) a(u-boot: U-Boot 2024)
          q(U-Boot runs.)
      w([ ]) a(xen: (XEN) Xen version)
      w([ ]) a(dom0: Linux version)

      <29>"
    `)
  })
  test('breaks long lines of the console and what they prove', () => {
    const long = [
      {
        stage: 'xen',
        line: '(XEN) Command line: console=dtuart dtuart=serial0',
        proves: 'The command line came through, with every option that was asked for.',
      },
    ]
    expect(shown(bringUp({ expects: long }))).toMatchInlineSnapshot(`
      "b(At the board: compare the console)
      Follow out/BRINGUP.md; c shows the
      commands. In this order the console must
      show:
       1. a(xen: (XEN) Command line:)
          a(console=dtuart dtuart=serial0)
          q(The command line came through, with)
          q(every option that was asked for.)

      <29>"
    `)
  })
  test('tells how far a rehearsal came, and what went wrong with it', () => {
    expect(shown(bringUp({ rehearsed: 'The guest runs.', refusal: 'the log: it is no text' }))).toMatchInlineSnapshot(`
      "b(At the board: compare the console)
      !(the log: it is no text)
      b(In QEMU: The guest runs.)
      Follow out/BRINGUP.md; c shows the
      commands. In this order the console must
      show:

      <28>"
    `)
  })
})
