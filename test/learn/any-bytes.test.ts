/** Learning is total: whatever the bytes, facts or an error in one sentence; and what is learnt can be shown. */
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseFile } from '../../src/learn/file.ts'
import type { DeviceTreeFacts, ParsedFile } from '../../src/model/facts.ts'
import { UserError } from '../../src/model/user-error.ts'
import { inspectionJson, inspectionText } from '../../src/report/inspection.ts'
import { dtb, type Tree, type Value } from '../dtb.ts'
import { kernelWithConfig, legacyImage, legacyParts, linuxImage, xenImage, xenZImage, zImage } from '../read/images.ts'
import { mutated } from '../read/mutated.ts'
import { programFile } from '../rehearse/elf-file.ts'
import { houseTree } from './board.ts'

const limit = 1n << 64n

/** Facts that hold together, or an error that can be read. */
function expectFactsOrTrouble(bytes: Uint8Array): void {
  let learnt: ParsedFile
  try {
    learnt = parseFile(bytes, 'a file')
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    expect(error.where).toBe('a file')
    expect(error.message).toMatch(/^[^\n]{10,1500}$/)
    expect(error.message).not.toMatch(/undefined|NaN/)
    return
  }
  expect(learnt.size).toBe(BigInt(bytes.length))
  expectSense(learnt.facts)
  expect(() => JSON.parse(inspectionJson([learnt]))).not.toThrow()
  // The tests' own names hold no control character but what a mutation put there, and that must not reach a terminal.
  expect(inspectionText(learnt, 80)).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f]|undefined|NaN/)
}

function expectSense(facts: DeviceTreeFacts): void {
  const judged = [facts.psci, facts.gic, facts.timer, facts.stdout].flatMap((fact) => (fact ? [fact.value] : []))
  for (const one of [...judged, ...(facts.uarts?.value ?? [])]) {
    expect(one.usable).toBe(one.problems.length === 0)
    for (const problem of one.problems) expect(problem).not.toMatch(/undefined|NaN|^$/)
  }
  for (const { base, size } of [...(facts['memory.banks']?.value ?? []), ...(facts['memory.reserved']?.value ?? [])]) {
    expect(base >= 0n && base < limit && size > 0n && size < limit).toBe(true)
  }
  for (const { base, driver, since } of facts.uarts?.value ?? []) {
    expect(base === undefined || (base >= 0n && base < limit)).toBe(true)
    expect((driver === undefined) === (since === undefined)).toBe(true)
    expect(since ?? '4.4').toMatch(/^(<=)?\d+\.\d+$/)
  }
  for (const fact of Object.values(facts)) expect(fact.value).not.toBeUndefined()
}

describe('any bytes', () => {
  test('teach something, or are an error', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), expectFactsOrTrouble), { numRuns: 500 })
  })

  test('behind any magic teach something, or are an error', () => {
    const beginnings = [
      dtb({}),
      xenImage(),
      linuxImage(),
      legacyImage(),
      gzipSync(xenImage()),
      new Uint8Array(programFile('libc.so.6')),
      Buffer.from('070701'),
      Buffer.from('MZ\0\0zimg'),
    ]
    fc.assert(
      fc.property(
        fc.constantFrom(...beginnings),
        fc.nat(100),
        fc.uint8Array({ maxLength: 100 }),
        (beginning, length, more) => {
          expectFactsOrTrouble(new Uint8Array(Buffer.concat([beginning.subarray(0, length), more])))
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('changed in a good file teach something, or are an error', () => {
    const files = [
      dtb(houseTree, { memreserve: [[0x4000_0000n, 0x1000n]] }),
      dtb(houseTree, { version: 16, nops: true }),
      xenImage(),
      gzipSync(linuxImage()),
      xenZImage(),
      zImage({
        payload: gzipSync(kernelWithConfig('CONFIG_XEN=y\n', '')),
        table: { unpacked: 1 << 20, bss: 5 },
        behind: dtb({}),
      }),
      legacyImage({ compression: 1, data: gzipSync(linuxImage()) }),
      legacyImage({ type: 4, data: legacyParts([zImage(), linuxImage()]) }),
      gzipSync(legacyImage({ data: zImage() })),
      Buffer.from(
        '# Linux/arm64 6.1.176 Kernel Configuration\nCONFIG_XEN=y\n# CONFIG_DEBUG_LL is not set\nCONFIG_CMDLINE="a\\"b"\n',
      ),
    ]
    fc.assert(fc.property(fc.constantFrom(...files).chain(mutated), expectFactsOrTrouble), { numRuns: 3000 })
  })
})

/**
 * Trees out of the words that matter, put together without sense: what a mutation of bytes would take years to find.
 */
const senseless: fc.Arbitrary<Tree> = (() => {
  const number = fc.oneof(
    fc.nat(5),
    fc.constantFrom(0, 1, 2, 3, 0x1000, 0x7fffffff, 0x80000000, 0xffffffff),
    fc.integer({ min: 0, max: 0xffffffff }),
  )
  const cellsOf = fc.array(number, { minLength: 1, maxLength: 24 })
  const compatible = fc.subarray(
    [
      'arm,pl011',
      'ns16550a',
      'fsl,imx6q-uart',
      'arm,gic-400',
      'arm,gic-v3',
      'arm,cortex-a9-gic',
      'arm,psci',
      'arm,psci-1.0',
      'ARM,PSCI-0.2',
      'arm,armv8-timer',
      'arm,cortex-a53',
      'arm,cortex-a9',
      'apm,xgene-storm',
      'simple-bus',
      'constructor',
      '__proto__',
      '',
    ],
    { minLength: 1, maxLength: 3 },
  )
  const path = fc.constantFrom(
    '/serial@1',
    '/soc/serial@1',
    '/soc',
    '/',
    '',
    'serial0',
    'serial0:115200n8',
    '/gone',
    ':',
  )
  const raw = fc.uint8Array({ maxLength: 9 })
  const values: Readonly<Record<string, fc.Arbitrary<Value>>> = {
    '#address-cells': number,
    '#size-cells': number,
    '#interrupt-cells': number,
    '#redistributor-regions': number,
    'reg-io-width': number,
    cpu_on: number,
    phandle: fc.nat(6),
    'linux,phandle': fc.nat(6),
    'interrupt-parent': fc.nat(6),
    reg: cellsOf,
    'assigned-addresses': cellsOf,
    ranges: fc.oneof(fc.constant(true as const), cellsOf),
    interrupts: cellsOf,
    'interrupts-extended': cellsOf,
    'interrupt-map': cellsOf,
    'interrupt-map-mask': cellsOf,
    'interrupt-controller': fc.constant(true as const),
    compatible,
    model: path,
    'stdout-path': path,
    serial0: path,
    serial1: path,
    status: fc.constantFrom('okay', 'ok', 'disabled', ''),
    method: fc.constantFrom('smc', 'hvc', ''),
    device_type: fc.constantFrom('memory', 'cpu', 'pci', ''),
    'enable-method': fc.constantFrom('psci', 'spin-table'),
    'interrupt-names': fc
      .subarray(['sec-phys', 'phys', 'virt', 'hyp-phys'])
      .map((names) => (names.length > 0 ? names : [''])),
  }
  const properties = fc.record(
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        fc.oneof({ weight: 6, arbitrary: value }, { weight: 1, arbitrary: raw }),
      ]),
    ),
    { requiredKeys: [] },
  )
  const name = fc.constantFrom(
    'serial@1',
    'serial@2',
    'uart',
    'soc',
    'bus@0',
    'pcie@1',
    'gic',
    'timer',
    'psci',
    'cpus',
    'cpu@0',
    'cpu@1',
    'memory',
    'memory@0',
    'reserved-memory',
    'aliases',
    'chosen',
    'firmware',
  )
  return fc.letrec<{ node: Tree }>((tie) => ({
    node: fc
      .tuple(
        properties,
        fc.oneof(
          { maxDepth: 4, depthIdentifier: 'tree' },
          fc.constant({}),
          fc.dictionary(name, tie('node') as fc.Arbitrary<Tree>, { maxKeys: 6 }),
        ),
      )
      .map(([own, children]): Tree => ({ ...own, ...children })),
  })).node
})()

describe('a tree put together without sense', () => {
  test('teaches something, or is an error', () => {
    fc.assert(
      fc.property(senseless, fc.constantFrom(16, 17), (tree, version) =>
        expectFactsOrTrouble(dtb(tree, { version: version as 16 | 17 })),
      ),
      { numRuns: 1500 },
    )
  })

  test('in place of any node of the house board teaches something, or is an error', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(houseTree).filter((key) => key.includes(':') || /^[a-z]+(@|$)/.test(key))),
        senseless,
        (key, node) => {
          const before = houseTree[key]
          expectFactsOrTrouble(
            dtb({
              ...houseTree,
              [key]: typeof before === 'object' && !Array.isArray(before) ? { ...(before as Tree), ...node } : node,
            }),
          )
        },
      ),
      { numRuns: 1500 },
    )
  })

  test('teaches the same when it is learnt again', () => {
    fc.assert(
      fc.property(senseless, (tree) => {
        const bytes = dtb({ ...houseTree, ...tree })
        expect(parseFile(bytes, 'x')).toEqual(parseFile(bytes.slice(), 'x'))
      }),
      { numRuns: 200 },
    )
  })
})
