import { describe, expect, test } from 'vitest'
import { faultsAfter, faultsOf, pagesWith } from './small-library.ts'

describe("a board's front matter", () => {
  test.each([
    ['has no name', ['name: Pine A64+\n', ''], '1: has no name in its front matter'],
    ['has no architecture', ['arch: arm64\n', ''], '1: lacks arch'],
    [
      'has an architecture that Xen does not run on',
      ['arch: arm64', 'arch: x86'],
      '4: has arch that is not one of arm64, arm32',
    ],
    [
      'has a key that nobody reads',
      ['soc:', 'chip: A64\nsoc:'],
      expect.stringMatching(/^5: has chip, which nobody reads; there are name, /),
    ],
    ['has a status without a source', [', source: sunxi.c', ''], '7: lacks status.source'],
    [
      'has a status of its own making',
      ['platform-code', 'works'],
      '7: has status.level that is not one of upstream-ci, platform-code, downstream, plausible, not-viable',
    ],
    ['has a compatible that is not in a list', ["['pine64,pine64-plus']", 'pine64'], '8: has match that is not a list'],
    [
      'has an address in decimal',
      ['0x4fc00000', '1337982976'],
      '10: has addresses.value that is not an address or size written 0x… in lower case, without quotes',
    ],
    [
      'has an address in capitals',
      ['0x4fa00000', '0x4FA00000'],
      '11: has addresses.value that is not an address or size written 0x… in lower case, without quotes',
    ],
    [
      'has a UART by a name that Xen does not take',
      ['dtuart: serial0', 'dtuart: ttyS0'],
      '12: has serial.dtuart that is not written like serial0 or /soc/serial@7e215040',
    ],
    [
      'has a partition that YAML reads as a time',
      ["partition: '0:1'", 'partition: 1'],
      "14: has media.partition that is not written like '0:1', in quotes",
    ],
    [
      'has a device that U-Boot does not load from',
      ['device: mmc', 'device: floppy'],
      expect.stringMatching(/^14: has media\.device that is not one of virtio, mmc, /),
    ],
    [
      'has an effect that nobody brings about',
      ['disable-node', 'burn-node'],
      '17: has quirks.effect that is not { key: … } with one key of remove-node, disable-node, dma-limit, firmware-file, no-variable, script-name',
    ],
    [
      'has an effect on what is no path',
      ['/soc/gpu@1', 'gpu'],
      '17: has quirks.effect.disable-node that is not written like /soc/serial@7e215040',
    ],
    [
      'has two effects in one',
      ['{ disable-node: /soc/gpu@1 }', '{ disable-node: /soc/gpu@1, dma-limit: 0x40000000 }'],
      expect.stringMatching(/^17: has quirks\.effect that is not /),
    ],
    ['has a firmware region without a reason', [', because: firmware put it there', ''], '20: lacks firmware.because'],
    [
      'has a region of firmware without a source',
      [', source: a log }\nneeds', ' }\nneeds'],
      '20: lacks firmware.source',
    ],
    [
      'needs a release of Xen that there is not',
      ["since: '4.14'", "since: '4.2'"],
      expect.stringMatching(/^22: has needs\.xen\.since that is not one of 4\.14, 4\.15, /),
    ],
    ['needs something without a reason', ['says: older ones are silent, ', ''], '22: lacks needs.xen.says'],
    ['has a stop and nothing to do about it', ['fix: Take another., ', ''], '24: lacks stops.fix'],
    [
      'has a stop with a condition that nobody judges',
      ['el2: not-shown', 'weather: bad'],
      '24: has stops.when.weather, which nobody reads; there are xen-since, xen-before, gic, el2',
    ],
    [
      'loses a device that matters to nobody',
      ['matters: network', 'matters: much'],
      '25: has loses.matters that is not one of disk, network',
    ],
    [
      'has a file of firmware that lies nowhere',
      ['place: { raw: 0x2000 }', 'place: the card'],
      '29: has firmware-files.place that is not { key: … } with one key of partition, raw, elsewhere',
    ],
    [
      'has a file of firmware whose path leads out of the medium',
      ['{ raw: 0x2000 }', '{ partition: ../u-boot.bin }'],
      '29: has firmware-files.place.partition that is not written like overlays/bcm2712d0.dtbo',
    ],
    [
      'has a file of firmware from a Debian that there is not',
      ['[trixie]', '[sid]'],
      '30: has firmware-files.from.debian.suites that is not one of bookworm, trixie',
    ],
    [
      'has more RAM than it says',
      ['size: 0x40000000, banks', 'size: 0x20000000, banks'],
      '34: has banks of RAM that are more than its size, 0x20000000',
    ],
    [
      'has banks of RAM that overlap',
      [/banks: .*(?= source: a log)/, 'banks: [{ base: 0x0, size: 0x9 }, { base: 0x8, size: 0x1 }],'],
      '34: has banks of RAM that overlap or are not in order',
    ],
    [
      'has a variable since a U-Boot that there was not',
      ['0x4fc00000, source', '0x4fc00000, since: 2025.13, source'],
      "10: has addresses.since that is not written like '2025.07', in quotes",
    ],
    ['has firmware that is not a list', [/firmware:\n.*\n/, 'firmware: none\n'], '19: has firmware that is not a list'],
    ['has no facts', [/facts:\n.*(?=---)/s, ''], '1: lacks facts'],
    ['has a fact without a source', ['    source: its device tree\n---', '---'], '37: lacks facts.source'],
    ['has a fact without a value', [/ {4}value: \[\{ base.*\n/, ''], '37: lacks facts.value'],
    [
      'has a fact that no device tree has',
      ['memory.banks', 'memory.bank'],
      expect.stringMatching(/^37: has facts\.key that is not one of model, compatible, arch, /),
    ],
    [
      'has a size that is a plain number',
      ['0x80000000', '2147483648'],
      '38: has memory.banks.size that is not an address or size written 0x… in lower case, without quotes',
    ],
    [
      'has a value with a key that nobody reads',
      ['size: 0x80000000', 'size: 0x80000000, end: 0xc0000000'],
      '38: has memory.banks.end, which nobody reads; there are base, size',
    ],
    ['has a fact twice', [/( {2}- key: memory.*?)(?=---)/s, '$1$1'], '41: has a second fact memory.banks'],
  ] as const)('%s', (_what, [from, to], fault) => {
    const [line, ...more] = faultsAfter('boards/pine64', (text) => text.replace(from, to))
    expect(more).toEqual([])
    expect(line?.replace('content/boards/pine64.md:', '')).toEqual(fault)
  })

  test('names no board that another page names', () => {
    const [twin] = pagesWith().filter(({ id }) => id === 'boards/pine64')
    expect(faultsOf(pagesWith({ 'boards/twin': twin!.text }))).toEqual([
      'content/boards/twin.md:8: has match pine64,pine64-plus, which is that of content/boards/pine64.md too',
    ])
    expect(faultsOf(pagesWith({ 'boards/twin': twin!.text.replace('arch: arm64', 'arch: arm32') }))).toEqual([])
  })

  test('of boards without a page says nothing of a board', () => {
    expect(faultsAfter('boards/other', (text) => text.replace('summary:', 'arch: arm64\nsummary:'))).toEqual([
      'content/boards/other.md:3: has arch in its front matter, which nobody reads; there are name, summary',
    ])
  })
})
