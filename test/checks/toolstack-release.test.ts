import { expect, test } from 'vitest'
import { toolstackRelease } from '../../src/checks/toolstack-release.ts'
import { fact, file } from './material.ts'
import { describeCheck, findings } from './table.ts'

const needs = 'a system for dom0 whose tools are known (dom0-userspace.system: debian)'

test('where no Debian has the tools, they are to be built, and that is a warning', () => {
  expect(findings(toolstackRelease, { 'xen.version': '4.22', 'read:xen.file': undefined })).toMatchObject([
    { severity: 'warning', fix: 'Use Xen 4.17, or build Xen and its tools (xen.source: build).' },
  ])
  expect(
    findings(toolstackRelease, { 'xen.version': '4.22', 'xen.source': 'build', 'read:xen.file': undefined }),
  ).toMatchObject([
    { severity: 'warning', fix: 'Build the tools of the same release on dom0: bash build/xen.sh --tools.' },
  ])
})

test('on 32 bits Debian 13 has no tools of Xen at all', () => {
  const small = { arch: fact('arm32' as const), 'dom0-userspace.suite': 'trixie', 'read:xen.file': undefined } as const
  expect(findings(toolstackRelease, { ...small, 'xen.version': '4.20' })).toMatchObject([
    {
      severity: 'warning',
      says: 'Debian 13 has no tools of Xen for 32 bits, and Xen 4.20 is to boot',
      fix: 'Build Xen and its tools (xen.source: build).',
    },
  ])
  expect(findings(toolstackRelease, { ...small, 'xen.version': '4.17' })).toMatchObject([
    { severity: 'error', fix: 'Use Debian 12 (bookworm).' },
  ])
})

describeCheck(toolstackRelease, {
  passes: {
    'Xen and tools of Debian 12': {},
    'Xen and tools of Debian 13': {
      'xen.version': '4.20',
      'dom0-userspace.suite': 'trixie',
      'read:xen.file': undefined,
    },
    'another answer than the binary, whose release has a check of its own': { 'xen.version': '4.20' },
  },
  fails: {
    'the Xen of Debian 13 under the tools of Debian 12': [
      { 'xen.version': '4.20', 'read:xen.file': undefined },
      'The tools of Debian 12 (bookworm) are of Xen 4.17, and Xen 4.20 is to boot',
    ],
    'a binary of another release than was answered': [
      { 'read:xen.file': file('xen', 'xen', { 'xen.version': '4.19' }) },
      'Xen 4.19 is to boot',
    ],
    'a build of the newest': [
      { 'xen.version': '4.22', 'xen.source': 'build', 'read:xen.file': undefined },
      'Xen 4.22 is to boot',
    ],
  },
  whole: [
    { 'xen.version': '4.20', 'read:xen.file': undefined },
    {
      rule: 'toolstack-release',
      severity: 'error',
      says: 'The tools of Debian 12 (bookworm) are of Xen 4.17, and Xen 4.20 is to boot: xl would refuse to work with it',
      at: 'answer dom0-userspace.suite',
      also: 'answer xen.version',
      fix: 'Use Debian 13 (trixie), or Xen 4.17.',
    },
  ],
  missing: {
    'xen.version': 'an answer to xen.version (the Xen release that will boot)',
    'dom0-userspace.system': 'an answer to dom0-userspace.system (what dom0 runs)',
  },
  lacks: {
    'a system of the user': [{ 'dom0-userspace.system': 'own', 'dom0-userspace.suite': undefined }, needs],
    'an initramfs with everything in it': [
      { 'dom0-userspace.system': 'initramfs', 'dom0-userspace.suite': undefined },
      needs,
    ],
  },
})
