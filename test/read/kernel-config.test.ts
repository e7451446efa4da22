import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { looksLikeKernelConfig, readKernelConfig } from '../../src/read/kernel-config.ts'
import { mutated } from './mutated.ts'

const built = `#
# Automatically generated file; DO NOT EDIT.
# Linux/arm64 6.1.176 Kernel Configuration
#
CONFIG_CC_VERSION_TEXT="gcc-12 (Debian \\"12.2\\") C:\\\\x"
CONFIG_XEN=y
CONFIG_XENFS=m
# CONFIG_DEBUG_LL is not set
CONFIG_NR_CPUS=256
CONFIG_BASE=0xffff
`

const values = (text: string): Record<string, string> =>
  Object.fromEntries([...readKernelConfig(text).symbols].map(([symbol, { value }]) => [symbol, value]))

describe('a kernel configuration', () => {
  test('gives each symbol its value; "is not set" is n', () => {
    expect(values(built)).toEqual({
      CC_VERSION_TEXT: 'gcc-12 (Debian "12.2") C:\\x',
      XEN: 'y',
      XENFS: 'm',
      DEBUG_LL: 'n',
      NR_CPUS: '256',
      BASE: '0xffff',
    })
  })

  test("knows each symbol's line, the release and the architecture", () => {
    const { symbols, header, whole } = readKernelConfig(built)
    expect([symbols.get('XEN')?.line, header, whole]).toEqual([6, { arch: 'arm64', version: '6.1.176', line: 3 }, true])
  })

  test('that came through Windows reads the same', () => {
    expect(values(built.replaceAll('\n', '\r\n'))).toEqual(values(built))
  })

  test('without a title and with few symbols that are not set is a fragment', () => {
    expect(readKernelConfig('CONFIG_XEN=y\n# CONFIG_DEBUG_LL is not set\n').whole).toBe(false)
    expect(
      readKernelConfig(Array.from({ length: 400 }, (_, index) => `# CONFIG_A${index} is not set\n`).join('')).whole,
    ).toBe(true)
  })

  test.each<[string, string]>([
    ['CONFIG_XEN=yes', 'line 2: CONFIG_XEN has a value that is neither y, m, n, a number nor text in double quotes'],
    ['CONFIG_XEN="y', 'line 2: CONFIG_XEN has a value that is neither y, m, n, a number nor text in double quotes'],
    ['CONFIG_XEN= y', 'line 2: CONFIG_XEN has a value that is neither y, m, n, a number nor text in double quotes'],
    ['CONFIG_XEN', 'line 2: it is neither CONFIG_…=…, nor "# CONFIG_… is not set", nor a comment'],
    ['XEN=y', 'line 2: it is neither CONFIG_…=…, nor "# CONFIG_… is not set", nor a comment'],
    ['CONFIG_ARM64=n', 'line 2: CONFIG_ARM64 is n here and y on line 1; the last one counts'],
  ])('tells the line that Kconfig would not take: %s', (line, problem) => {
    expect(readKernelConfig(`CONFIG_ARM64=y\n${line}\n`).problems).toEqual([problem])
  })

  test('names at most twenty of them', () => {
    expect(readKernelConfig('what?\n'.repeat(100)).problems).toHaveLength(20)
  })
})

describe('a text is taken for a kernel configuration', () => {
  test.each<[string, string, boolean]>([
    ['as a build writes it', built, true],
    ['as a fragment', 'CONFIG_XEN=y\n', true],
    ['with a line that is wrong', `${built}oops\n`, true],
    [
      "not when it is Xen's own",
      '#\n# Automatically generated file; DO NOT EDIT.\n# Xen/arm 4.17.5 Configuration\n#\nCONFIG_ARM_64=y\n',
      false,
    ],
    [
      "not when it is U-Boot's",
      '#\n# Automatically generated file; DO NOT EDIT.\n# U-Boot 2023.01 Configuration\n#\nCONFIG_ARM=y\n',
      false,
    ],
    [
      "not when it is BusyBox's",
      "#\n# Automatically generated make config: don't edit\n# Busybox version: 1.35.0\n#\nCONFIG_ASH=y\n",
      false,
    ],
    [
      'not when it only speaks of options',
      'To run under Xen set\nCONFIG_XEN=y\nand boot again.\nThen look at the log.\n',
      false,
    ],
    ['not when it is empty', '\n\n', false],
    ['not when it is a shell script', '#!/bin/sh\nexport ARCH=arm64\nmake\n', false],
  ])('%s', (_, text, expected) => {
    expect(looksLikeKernelConfig(text)).toBe(expected)
  })
})

test('a string of megabytes is read, and one with a quote in it is none', () => {
  const long = 'a\\"'.repeat(1 << 20)
  expect(readKernelConfig(`CONFIG_CMDLINE="${long}"\n`).symbols.get('CMDLINE')?.value).toHaveLength(2 << 20)
  expect(readKernelConfig(`CONFIG_CMDLINE="${long}"x"\n`).problems).toHaveLength(1)
  expect(readKernelConfig('CONFIG_CMDLINE="a\\"\n').problems).toHaveLength(1)
})

test('more symbols than Linux will ever have are left out, and told once', () => {
  const { symbols, problems } = readKernelConfig(
    Array.from({ length: 70_000 }, (_, index) => `CONFIG_A${index}=y\n`).join(''),
  )
  expect(symbols.size).toBe(1 << 16)
  expect(problems).toEqual(['line 65537: there are more than 65,536 symbols, and the rest is not read'])
})

test('whatever happens to a configuration, it is read, and each problem is a sentence with its line', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        mutated(Buffer.from(built)).map((bytes) => Buffer.from(bytes).toString('latin1')),
        fc.string({ unit: 'binary', maxLength: 300 }),
      ),
      (text) => {
        looksLikeKernelConfig(text)
        for (const problem of readKernelConfig(text).problems) expect(problem).toMatch(/^line \d+: [^\n]+$/)
      },
    ),
    { numRuns: 1500 },
  )
})
