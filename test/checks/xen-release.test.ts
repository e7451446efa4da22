import { expect, test } from 'vitest'
import { xenRelease } from '../../src/checks/xen-release.ts'
import { releases } from '../../src/model/xen-release.ts'
import { file } from './material.ts'
import { describeCheck, findings } from './table.ts'

const binary = (version?: string) => ({
  'read:xen.file': file('xen', 'xen', {
    'image.arch': 'arm64',
    ...(version !== undefined && { 'xen.version': version }),
  }),
})

describeCheck(xenRelease, {
  passes: {
    'a binary of the release that was chosen': {},
    'a file that names no release: its format is found fault with elsewhere': binary(),
  },
  fails: {
    'a newer binary': [binary('4.20'), 'Xen 4.17 was chosen, and xen is Xen 4.20'],
    'an older binary': [binary('4.14'), 'Xen 4.17 was chosen, and xen is Xen 4.14'],
    'a binary of a release without a table': [binary('4.15'), 'xen is Xen 4.15'],
  },
  whole: [
    binary('4.20'),
    {
      rule: 'xen-release',
      severity: 'warning',
      says: 'Xen 4.17 was chosen, and xen is Xen 4.20',
      at: 'answer xen.version',
      also: 'xen its header',
      fix: 'Set xen.version to 4.20, so that what holds for it is checked, or give the other file.',
    },
  ],
  missing: {
    'xen.version': 'an answer to xen.version (the Xen release that will boot)',
    'read:xen.file': 'the Xen binary (xen.file)',
  },
})

test.each(['4.24', '4.12'])('never tells to set xen.version to %s, which is no answer', (version) => {
  expect(findings(xenRelease, binary(version))[0]?.fix).toBe(
    `xenup has no table for Xen ${version}: choose the nearest release (${releases.join(', ')}), and expect ${version} on the console.`,
  )
})
