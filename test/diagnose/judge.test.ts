import { describe, expect, test } from 'vitest'
import type { Verdicts } from '../../src/model/finding.ts'
import { dom0Lines, goodBoot, silentBoot, uBootLines, xenLines } from '../console/boots.ts'
import { decorations } from '../console/decorations.ts'
import { causes, examples, judged, judgedLog } from './pages.ts'

const panic = [
  '(XEN) Panic on CPU 0:',
  '(XEN) Could not set up DOM0 guest OS (rc = -22)',
  '(XEN) Reboot in five seconds...',
]
const untranslated = [
  ...uBootLines,
  ...xenLines.slice(0, 9),
  '(XEN) Unable to retrieve address 1 for /axi/msi-controller@1000130000',
  '(XEN) Device tree generation failed (-22).',
  ...panic,
]

describe('a good boot', () => {
  test('has no cause, whatever noise is in it', () => {
    const noise = ['(XEN) d0v0: vGICD: unhandled word write 0x000000ffffffff to ICACTIVER4']
    const { came, causes: found, harmless } = judged([...uBootLines, ...xenLines, ...noise, ...dom0Lines])
    expect([came, found]).toEqual(['good', []])
    expect(harmless.map(({ symptom }) => symptom.id)).toContain('icactiver')
  })

  test('is one of xl dmesg too, which has no line of dom0', () => {
    expect(judged(xenLines).came).toBe('good')
  })

  test('may have a flaw that stops nothing, which is then what is told of', () => {
    const flawed = goodBoot.with(
      goodBoot.indexOf('(XEN) Brought up 2 CPUs'),
      '(XEN) Failed to bring up CPU 1 (error -6)',
    )
    expect(judged(flawed)).toMatchObject({ came: 'wrong', causes: [{ symptom: { id: 'cpu-not-online' } }] })
  })

  const withLine = (line: string, at: number) =>
    judged(goodBoot.filter((one) => !one.includes('all files are loaded')).toSpliced(at, 0, line))
  const ids = (all: readonly { readonly symptom: { readonly id: string } }[]) => all.map(({ symptom }) => symptom.id)

  test('went on from a file that its script did not find, which is worth a look', () => {
    const { came, noticed } = withLine("Failed to load 'overlays.txt'", 5)
    expect([came, ids(noticed)]).toEqual(['good', ['load-failed']])
  })

  test('tells of places that U-Boot tried before it found the script, which is harmless', () => {
    const { came, noticed, harmless } = withLine('** Invalid partition 1 **', 4)
    expect([came, ids(noticed)]).toEqual(['good', []])
    expect(ids(harmless)).toContain('bad-device')
  })
})

describe('the first line that tells', () => {
  test('is the cause, and the noise after it follows from it', () => {
    const [cause, ...others] = judged(untranslated).causes
    expect(others).toEqual([])
    expect(cause).toMatchObject({
      says: expect.stringContaining('cannot translate address 1 of /axi/msi-controller@1000130000'),
      confidence: 'sure',
    })
    expect(cause!.echoes.map(({ symptom }) => symptom.id)).toEqual(['dom0-tree-failed', 'xen-panic', 'dom0-not-built'])
  })

  test('stands in its context', () => {
    const [sighting] = judged(untranslated).causes[0]!.sightings
    const [before, after] = [sighting!.before, sighting!.after].map((lines) => lines.map(({ whole }) => whole))
    expect(before).toEqual(untranslated.slice(18, 20))
    expect(after).toEqual(untranslated.slice(21, 23))
  })

  test("is U-Boot's, where Xen's panic three stages later is its echo", () => {
    const log = [
      "Failed to load 'Image'",
      'Starting kernel ...',
      ...xenLines.slice(0, 8),
      '(XEN) Missing kernel boot module?',
      ...panic,
    ]
    const found = judged(log)
    expect(causes(found)).toEqual(['load-failed'])
    expect(found.causes[0]!.echoes.map(({ symptom }) => symptom.id)).toContain('dom0-kernel-missing')
  })

  test("is U-Boot's fdt command that failed, for whatever the tree lacks later", () => {
    const log = [
      'No FDT memory address configured. Please configure',
      'Starting kernel ...',
      ...xenLines.slice(0, 8),
      '(XEN) Missing kernel boot module?',
      ...panic,
    ]
    expect(causes(judged(log))).toEqual(['fdt-not-told'])
  })

  test('of xl stands before the three lines with which xl ends', () => {
    const log = [
      ...goodBoot,
      'Parsing config from guest1.cfg',
      'xc: error: panic: xg_dom_core.c:690: xc_dom_find_loader: no loader found: Invalid kernel',
      'libxl: error: libxl_dom.c:571:libxl__build_dom: xc_dom_parse_image failed',
      'libxl: error: libxl_create.c:1249:domcreate_rebuild_done: Domain 2:cannot (re-)build domain: -3',
    ]
    expect(causes(judged(log))).toEqual(['no-loader'])
  })

  test('is only the panic where nothing else tells', () => {
    expect(causes(judged(['(XEN) Panic on CPU 0:', '(XEN) Something new']))).toEqual(['xen-panic'])
  })
})

describe('a silence', () => {
  test('has several causes, ranked, each with what decides it', () => {
    const { came, causes: found, next } = judged(silentBoot)
    expect(came).toBe('silent')
    expect(causes({ causes: found }).slice(0, 2)).toEqual(['silent-no-console', 'silent-wrong-mode'])
    expect(found.every(({ confidence }) => confidence === 'possible')).toBe(true)
    expect(found[0]!.symptom.sure).toContain('fdt print /aliases')
    expect(next).toBe('Xen version …')
  })

  test('is told by what the boot loader printed before it', () => {
    const chosen = ['chosen {', '  xen,xen-bootargs = "console=dtuart dtuart=ttyS0";', '};']
    const [first] = judged([...silentBoot.slice(0, -1), ...chosen, 'Starting kernel ...']).causes
    expect(first).toMatchObject({ symptom: { id: 'silent-dtuart-name' }, confidence: 'likely' })
    expect(first!.says).toContain('dtuart=ttyS0')
  })

  const passed = ['dtuart-missing', 'dtuart-driver', 'dtuart-release', 'dtuart-disabled', 'dtuart-unusable']
  const verdicts = (over: Partial<Verdicts>): Verdicts => ({ findings: [], passed: [], notChecked: [], ...over })

  test('is not what the answers rule out', () => {
    const { causes: found, ruledOut } = judged(silentBoot, { verdicts: verdicts({ passed }) })
    expect(causes({ causes: found })[0]).toBe('silent-wrong-mode')
    expect(ruledOut.map(({ symptom }) => symptom.id)).toEqual(['silent-no-console'])
    expect(ruledOut[0]!.because).toContain('the answers passed dtuart-missing')
  })

  test('is not ruled out by answers, when a line shows it, or what was booted is not what they make', () => {
    const chosen = (line: string) => [
      ...silentBoot.slice(0, -1),
      `xen,xen-bootargs = "${line}";`,
      'Starting kernel ...',
    ]
    const known = { verdicts: verdicts({ passed }), planned: { xen: 'dtuart=serial0', dom0: 'console=hvc0' } }
    const first = (log: readonly string[]) => causes(judged(log, known))[0]
    expect(first(chosen('dtuart=serial0'))).toBe('silent-wrong-mode')
    expect(first(chosen('dtuart=serial1'))).toBe('silent-no-console')
    expect(first(chosen('dtuart=ttyS0'))).toBe('silent-dtuart-name')
    const byHand = silentBoot.filter((line) => !line.startsWith('xenup: '))
    expect(first(byHand)).toBe('silent-no-console')
  })

  test('keeps what no check can see, though all checks passed', () => {
    const all = [
      'tree-modules',
      'overlap',
      'xen-alignment',
      'reserved-overlap',
      'outside-memory',
      'module-sizes',
      'file-damaged',
    ]
    const found = judged(silentBoot, { verdicts: verdicts({ passed: all }) }).causes
    expect(found.find(({ symptom }) => symptom.id === 'silent-memory')!.because).toContain(
      'and not that the files on the medium are whole',
    )
  })

  test('is first what the console shows to be wrong, and last what it shows to be well', () => {
    const over = silentBoot.map((line) => line.replace('0x42000000', '0x40680000'))
    const [first] = judged(over).causes
    expect(first!.symptom.id).toBe('silent-memory')
    expect(first!.because).toBe(
      'the console shows that Xen (0x40600000 to 0x40710008) and dom0 kernel (0x40680000 to 0x425ee000) overlap',
    )
    expect(
      judged(
        silentBoot.map((line) => line.replace('tree is at 0x40400000', 'tree is at 0x40400000, 0x8000 bytes')),
      ).causes.at(-1)!.because,
    ).toBe('it is sometimes the reason, though the places that the console shows do not overlap')
  })

  test('is first what a check finds in the answers', () => {
    const finding = {
      rule: 'overlap',
      severity: 'error',
      says: 'Xen and the kernel overlap',
      at: 'boot-media',
    } as const
    const [first] = judged(silentBoot, { verdicts: verdicts({ findings: [finding] }) }).causes
    expect(first).toMatchObject({ symptom: { id: 'silent-memory' }, confidence: 'likely' })
    expect(first!.because).toContain('Xen and the kernel overlap')
  })

  test('is not the mode, where another boot of the same capture shows that Xen ran', () => {
    const found = judged([...uBootLines, ...xenLines, ...dom0Lines, ...silentBoot])
    expect(found.ruledOut.map(({ symptom }) => symptom.id)).toContain('silent-wrong-mode')
  })

  test('of dom0 is told by the line that is missing', () => {
    const silent = [...uBootLines, ...xenLines]
    expect(causes(judged(silent))[0]).toBe('dom0-no-command-line')
    const given = silent.toSpliced(-8, 0, '(XEN) CMDLINE[0000000042000000]:chosen console=ttyAMA0')
    expect(causes(judged(given))[0]).toBe('dom0-cmdline-no-hvc0')
  })
})

describe('several boots in one capture', () => {
  test('the last one is judged, and another when asked for', () => {
    const both = `${[...untranslated, ...goodBoot].join('\n')}\n`
    expect(judgedLog(both)).toMatchObject({ number: 2, counts: { came: 'good' } })
    expect(judgedLog(both, { boot: 1 })).toMatchObject({ number: 1, counts: { came: 'wrong' } })
    expect(judgedLog(both, { boot: 3 })).toBeUndefined()
  })

  test('the one before counts where the board started again after a panic, and had hardly begun', () => {
    const again = [...untranslated, ...uBootLines.slice(0, 3)]
    expect(judgedLog(`${again.join('\n')}\n`)).toMatchObject({ number: 1, counts: { came: 'wrong' } })
  })
})

describe('whatever is put around the lines', () => {
  test.each(Object.entries(decorations))('%s changes nothing', (_, decorate) => {
    expect(causes(judged(untranslated.map(decorate)))).toEqual(['xen-address-not-translated'])
    expect(judged(goodBoot.map(decorate)).came).toBe('good')
    expect(causes(judged(silentBoot.map(decorate)))[0]).toBe('silent-no-console')
  })

  test('and however the bytes come in pieces', () => {
    for (const size of [1, 7, 4096])
      expect(causes(judged(untranslated, { size }))).toEqual(['xen-address-not-translated'])
  })

  test('a first and a last line that are cut do not matter', () => {
    const cut = untranslated.join('\n').slice(9, -9)
    expect(causes(judged(cut))).toEqual(['xen-address-not-translated'])
  })

  test('a cause after a hundred thousand lines of noise is found, and the noise is counted', () => {
    const noise = Array<string>(100_000).fill('(XEN) d0v0: vGICD: unhandled word write 0x000000ffffffff to ICACTIVER4')
    const { causes: found, harmless } = judged([...xenLines.slice(0, 9), ...noise, ...untranslated.slice(20)])
    expect(causes({ causes: found })).toEqual(['xen-address-not-translated'])
    expect(harmless[0]!.count).toBeGreaterThanOrEqual(10_000)
  })
})

describe('what is harmless', () => {
  const harmless = examples.filter(([{ kind }]) => kind === 'harmless')
  test.each(harmless.map(([symptom, log]) => [symptom.id, log] as const))('%s is never a cause', (id, log) => {
    const found = judged(log)
    expect(causes(found)).not.toContain(id)
    expect(found.harmless.map(({ symptom }) => symptom.id)).toContain(id)
  })
})

test('a text that is no console comes to nothing', () => {
  expect(judgedLog('Dear all,\nplease find attached the minutes.\n')).toBeUndefined()
  expect(judgedLog('')).toBeUndefined()
})
