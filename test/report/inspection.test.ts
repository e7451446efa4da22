import { describe, expect, test } from 'vitest'
import { parseFile } from '../../src/learn/file.ts'
import { kindWords } from '../../src/model/file-kind-words.ts'
import { toJson } from '../../src/model/json.ts'
import { inspectionJson, inspectionText } from '../../src/report/inspection.ts'
import { dtb } from '../dtb.ts'
import { board } from '../learn/board.ts'
import { fileWith, linuxImage } from '../read/images.ts'

const userError = board({
  psci: { method: 'hvc' },
  'uart: pl011@9000000': { status: 'disabled' },
  aliases: { serial0: '/pl011@9000000' },
  'reserved-memory': { '#address-cells': 2, '#size-cells': 2, 'optee@41000000': { reg: [0x4100_0000n, 0x10_0000n] } },
})

describe('what was learnt, as text', () => {
  test("from the house board's tree, with what Xen cannot use", () => {
    expect(
      inspectionText(parseFile(dtb(userError, { memreserve: [[0x4000_0000n, 0x1000n]] }), 'virt.dtb'), 100),
    ).toMatchInlineSnapshot(`
      "virt.dtb: a device tree
        model                linux,dummy-virt  (/ model)
        compatible           linux,dummy-virt  (/ compatible)
        arch                 arm64  (/cpus/cpu@* compatible)
        cpu.count            2  (/cpus/cpu@* status)
        cpu.models           arm,cortex-a57  (/cpus/cpu@* compatible)
        cpu.enableMethods    psci  (/cpus/cpu@* enable-method)
        cpu.virtualization   yes  (/cpus/cpu@* compatible)
        psci                 /psci  1.0  hvc  NOT usable by Xen
                             - its method is hvc, and Xen, which runs in EL2 itself, calls firmware by smc
                               only
                             (/psci compatible, method)
        gic                  /intc@8000000  v2  usable by Xen  (/intc@8000000 compatible, reg, interrupts)
        timer                /timer  usable by Xen  (/timer compatible, interrupts)
        memory.banks         0x40000000 to 0xc0000000  2 GiB  (/memory@40000000 reg)
        memory.reserved      0x41000000 to 0x41100000  1 MiB  /reserved-memory/optee@41000000
                             0x40000000 to 0x40001000  4 KiB  /memreserve/
                             (/reserved-memory/* reg, /memreserve/)
        uarts                /pl011@9000000 (serial0)
                               0x9000000  pl011 driver, since Xen 4.3 or before  NOT usable
                               - it is disabled (status is not okay, here or above)
                             (/pl011@9000000)
        stdout               /pl011@9000000  NOT usable by Xen
                             - it is disabled (status is not okay, here or above)
                             (/chosen stdout-path)
        iommus               none  (/ (no node of an IOMMU))
        chosen.cells         2 of address, 2 of size  (/chosen #address-cells, #size-cells, or those of /)
        tree.lacks           nothing  (the whole tree)
        dom0.stops           none: Xen comes through  (the whole tree)
      "
    `)
  })

  test('from a kernel', () => {
    expect(
      inspectionText(parseFile(linuxImage('6.1.0-50-arm64', { imageSize: 0x21f_0000n }), 'Image'), 100),
    ).toMatchInlineSnapshot(`
      "Image: an arm64 Linux Image
        file.size            148 bytes (148 bytes)  (its size)
        image.arch           arm64  ("ARM\\x64" at 56)
        image.size           33.9 MiB (35586048 bytes)  (image_size at 16)
        image.textOffset     0x0  (text_offset at 8)
        image.pageSize       4K  (flags at 24)
        image.endian         little  (flags at 24)
        image.anywhere       true  (flags at 24)
        linux.version        6.1.0-50-arm64  (its banner)
        config.embedded      no  (no IKCFG_ST in it (CONFIG_IKCONFIG))
      "
    `)
  })

  test('from what nobody knows', () => {
    expect(inspectionText({ path: 'a.fit', kind: 'fit', size: 5n, facts: {} }, 80)).toBe(
      'a.fit: a FIT image\n  Nothing that xenup knows how to read.\n',
    )
  })

  test('shows what steers a terminal, from names and values alike', () => {
    const tree = board({
      model: 'a\x1b[2Jb',
      'uart: pl011@9000000': undefined,
      'serial@\x1b[31m': { compatible: 'x\x9by' },
      aliases: { serial0: '/serial@\x1b[31m' },
      chosen: { 'stdout-path': 'c\x07' },
    })
    expect(inspectionText(parseFile(dtb(tree), 'a\rb.dtb'), 80)).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f]/)
  })

  test('has words for every kind', () => {
    for (const [kind, words] of Object.entries(kindWords) as [keyof typeof kindWords, string][]) {
      expect(words).toMatch(/^(an? |text$|nothing that )/)
      expect(inspectionText({ path: 'x', kind, size: 0n, facts: {} }, 80)).toContain(`x: ${words}\n`)
    }
  })
})

describe('what was learnt, as JSON', () => {
  test('is one document, with addresses and sizes in hexadecimal', () => {
    const files = [parseFile(dtb(board()), 'virt.dtb'), parseFile(fileWith({ 0: '070701' }), 'initrd')]
    const text = inspectionJson(files)
    expect(text.endsWith('\n')).toBe(true)
    const { xenup, files: told } = JSON.parse(text) as {
      xenup: number
      files: { path: string; kind: string; facts: Record<string, { value: unknown; evidence: unknown }> }[]
    }
    expect(xenup).toBe(1)
    expect(told.map(({ path, kind }) => [path, kind])).toEqual([
      ['virt.dtb', 'dtb'],
      ['initrd', 'cpio'],
    ])
    expect(Object.keys(told[0]!)).toEqual(['path', 'kind', 'facts'])
    expect(told[0]!.facts['memory.banks']).toEqual({
      value: [{ base: '0x40000000', size: '0x80000000' }],
      evidence: { file: 'virt.dtb', at: '/memory@40000000 reg' },
    })
    expect(told[0]!.facts['cpu.count']).toEqual({ value: 2, evidence: { file: 'virt.dtb', at: '/cpus/cpu@* status' } })
    expect(told[1]!.facts).toEqual({ 'file.size': { value: '0x6', evidence: { file: 'initrd', at: 'its size' } } })
  })

  test('leaves no bigint behind, however deep', () => {
    expect(toJson({ a: [{ b: 255n }] })).toBe('{\n  "a": [\n    {\n      "b": "0xff"\n    }\n  ]\n}')
  })
})
