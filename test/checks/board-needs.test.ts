import { expect, test } from 'vitest'
import { boardNeeds } from '../../src/checks/board-needs.ts'
import { boardPage, file } from './material.ts'
import { describeCheck, findings } from './table.ts'

const source = 'here'
const xen = boardPage({ needs: { xen: { since: '4.20', says: 'its clocks come by calls of firmware.', source } } })
const unstable = boardPage({ needs: { xen: { since: '4.23', says: 'its UART has a driver since then', source } } })
const linux = boardPage({ needs: { linux: { since: '6.12', says: '6.1 does not know it', source } } })
const debian = boardPage({ needs: { debian: { since: 'trixie', says: 'Linux 6.1 does not know it', source } } })
const own = boardPage({ needs: { builtKernel: { says: "Debian's kernels lack the SoC", source } } })
const acpi = boardPage({
  needs: { xenConfig: { options: ['CONFIG_ACPI=y'], says: 'there is no device tree', source } },
})
const kernel = (version: string) => file('Image', 'arm64-image', { 'linux.version': version })
const without = { 'read:xen.file': undefined, 'read:dom0-kernel.file': undefined } as const

test('where no Debian has the Xen that is needed, it is to be built', () => {
  expect(findings(boardNeeds, { ...without, board: unstable })).toMatchObject([
    { fix: 'Use Xen 4.23 or newer, which no Debian packages: answer xen.source with build.' },
  ])
})

describeCheck(boardNeeds, {
  passes: {
    'a board that needs nothing of the sort': {},
    'the Xen that is needed': { ...without, board: xen, 'xen.version': '4.20' },
    'a newer one': { ...without, board: xen, 'xen.version': '4.23' },
    'a binary that is new enough': { board: xen, 'read:xen.file': file('xen', 'xen', { 'xen.version': '4.21' }) },
    'the Debian that is needed': { ...without, board: debian, 'dom0-userspace.suite': 'trixie' },
    'an older Debian with a kernel of its own': { board: debian, 'read:dom0-kernel.file': kernel('6.17.2') },
    'an older Debian with a kernel that is built': { ...without, board: debian, 'dom0-kernel.source': 'build' },
    'a kernel that is built, new enough': { ...without, board: linux, 'dom0-kernel.source': 'build' },
    'a kernel that nobody knows': { ...without, board: linux, 'dom0-userspace.suite': undefined },
    'a kernel of the user, where none of Debian does': { board: own, 'read:dom0-kernel.file': kernel('6.1') },
    'a kernel that is built, where none of Debian does': { ...without, board: own, 'dom0-kernel.source': 'build' },
    'a Xen that is built with what is needed': { ...without, board: acpi, 'xen.source': 'build' },
  },
  fails: {
    'a binary that is too old, whatever was answered': [
      { board: xen, 'xen.version': '4.20' },
      'needs Xen 4.20, and Xen 4.17 is to boot',
    ],
    'a kernel that is too old': [
      { board: linux, 'read:dom0-kernel.file': kernel('6.1.0-50-arm64') },
      'needs Linux 6.12, and dom0 is to run Linux 6.1.0-50-arm64',
    ],
    "a Debian's kernel that is too old": [{ ...without, board: linux }, 'dom0 is to run Linux 6.1: 6.1 does not'],
    'a Debian that does not know the board': [
      { ...without, board: debian },
      'needs Debian 13, and dom0 is to run Debian 12 with its Linux 6.1',
    ],
    'a kernel of Debian on a SoC that it lacks': [
      { ...without, board: own },
      "needs a kernel that is built for it, and dom0 is to run that of Debian 12: Debian's kernels lack the SoC",
    ],
    'a package of Xen where an option is missing': [
      { ...without, board: acpi, 'xen.source': 'distribution' },
      'a Xen that is built with CONFIG_ACPI=y, and packages are not',
    ],
  },
  whole: [
    { ...without, board: xen },
    {
      rule: 'board-needs',
      severity: 'error',
      says: 'House Board needs Xen 4.20, and Xen 4.17 is to boot: its clocks come by calls of firmware',
      at: 'answer xen.version',
      fix: 'Use Xen 4.20 or newer; Debian 13 packages 4.20.',
    },
  ],
  missing: {
    board: 'a board that has a page (board.id)',
    'xen.version': 'an answer to xen.version (the Xen release that will boot)',
  },
})
