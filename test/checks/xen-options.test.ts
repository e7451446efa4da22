import { expect, test } from 'vitest'
import { xenOptions } from '../../src/checks/xen-options.ts'
import { readAnswer } from '../../src/model/answers.ts'
import { type Changes, fact } from './material.ts'
import { describeCheck, findings } from './table.ts'

/** The house has Xen 4.17 on arm64, of a distribution. */
const options = (text: string, release = '4.17', more: Changes = {}): Changes => {
  const version = readAnswer('xen.version', release)
  if (!version.ok) throw new Error(release)
  return { 'xen.options': text, 'xen.version': version.value, ...more }
}
const arm32: Changes = { arch: fact('arm32') }
const built: Changes = { 'xen.source': 'build' }

describeCheck(xenOptions, {
  passes: {
    'what is suggested': options('loglvl=all guest_loglvl=all noreboot'),
    'no options at all': options(''),
    'blanks between and around them': options('  bootscrub=0   sync_console '),
    'options whose names only begin alike': options('console_timestamps=boot console_to_ring', '4.22'),
    'an option of the release': options('maxcpus=1', '4.17'),
    'a form with words, flags and limits': options(
      'bootscrub=idle bootscrub=off bootscrub loglvl=error/all vwfi=native',
    ),
    'a flag in all its spellings': options('sync_console=1 no-sync_console hmp-unsafe=enable noreboot=yes'),
    'a list': options('gnttab=max-ver:1,no-transitive iommu=no dom0-iommu=passthrough,strict'),
    'sizes and numbers as C writes them': options('conring_size=64k conring_size=0x8000 maxcpus=0x2 tbuf_size='),
    'SVE of dom0, in a release that has it': options('dom0=sve=128', '4.18'),
    'the heap of 32 bits, there': options('xenheap_megabytes=64', '4.17', arm32),
    'words of Linux, which another check finds': options('root=/dev/vda2 quiet rootwait'),
    'the default scheduler by name': options('sched=credit2'),
    'what xenup writes itself, word for word': options('console=dtuart loglvl=all'),
  },
  fails: {
    'dom0_mem a second time': [
      options('dom0_mem=1G'),
      'The option dom0_mem=1G comes after the one that dom0-kernel.memory makes',
    ],
    'dom0_mem in the syntax of x86': [
      options('loglvl=all dom0_mem=512M,max:512M'),
      'The option dom0_mem=512M,max:512M is in the syntax of x86; Xen on Arm takes one size, and of this it takes 512M',
    ],
    'dom0_mem with no more than a limit': [options('dom0_mem=max:512M'), 'of this it takes nothing'],
    'dom0_mem without a unit': [
      options('dom0_mem=768'),
      'has no unit, and Xen counts in KiB then: dom0 would get 768 KiB',
    ],
    'dom0_mem in words that end in a number': [options('dom0_mem=about512'), 'has no size that Xen can read'],
    'dom0_mem in words': [options('dom0_mem=lots'), 'has no size that Xen can read'],
    dom0_max_vcpus: [options('dom0_max_vcpus=4'), 'dom0-kernel.vcpus'],
    dtuart: [options('dtuart=serial2'), 'dtuart=serial2', 'console.dtuart'],
    'the console of a PC': [options('console=com1'), 'console=com1', 'no console com1, and Xen would be silent'],
    "the null scheduler in today's releases": [
      options('sched=null'),
      'where whoever built it chose CONFIG_SCHED_NULL',
      'Could not find scheduler: null',
      'a virtual CPU without a CPU of its own never runs',
    ],
    'the null scheduler where every build has it': [
      options('sched=null', '4.14'),
      /^With sched=null a virtual CPU without a CPU of its own never runs$/,
    ],
    'the serial port of a PC': [
      options('com1=115200,8n1,0x3e8,5console=com1,vg', '4.14'),
      'Xen 4.14 reads com1=115200,8n1,0x3e8,5console=com1,vg and does nothing with it on Arm',
    ],
    'it in a newer release': [options('com1=115200,8n1'), 'is an option of Xen on x86', 'parameter "com1" unknown!'],
    "GRUB's filler": [
      options('placeholder'),
      'placeholder is an option of Xen on x86',
      'parameter "placeholder" unknown!',
    ],
    'it where the first lines are kept': [options('placeholder', '4.21'), 'unknown! in its very first lines'],
    'an option with no- in its name': [options('no-real-mode'), 'parameter "no-real-mode" unknown!'],
    'a BIOS service': [options('edd=off'), 'edd=off is an option of Xen on x86'],
    'a microcode': [options('ucode=scan'), 'of Xen on x86'],
    'an option of x86 inside one of both': [
      options('iommu=no-intremap'),
      'parameter "iommu" has invalid value "no-intremap"',
    ],
    'what is heard and not followed': [options('iommu=yes,verbose'), 'prints no more for it'],
    "dom0's kind of x86": [options('dom0=pvh', '4.20'), 'parameter "dom0" has invalid value "pvh"'],
    'an option that came later': [
      options('maxcpus=1', '4.16'),
      'The option maxcpus is in Xen since 4.17: Xen 4.16 says parameter "maxcpus" unknown!',
    ],
    'an option that went': [options('extra_guest_irqs=64', '4.20'), 'of Xen on x86'],
    'an option that is read and not used': [options('extra_guest_irqs=64', '4.18'), 'does nothing with it'],
    'the heap of 32 bits on 64': [options('xenheap_megabytes=64'), 'is for arm32 only'],
    'an option that few builds have': [options('llc-coloring=on', '4.22'), 'built with CONFIG_LLC_COLORING=y'],
    'a flag that is none': [options('sync_console=maybe'), 'parameter "sync_console" has invalid value "maybe"'],
    'a negated word with a value': [options('no-bootscrub=idle'), 'has invalid value "idle"'],
    'a number with a unit': [options('maxcpus=2x'), 'has invalid value "2x"'],
    'a size with too much unit': [options('conring_size=64KiB'), 'has invalid value "64KiB"'],
    'a level that is none': [options('loglvl=verbose'), 'has invalid value "verbose"'],
    'a word that Xen takes for another': [options('vwfi=natvie'), 'Xen takes vwfi=natvie for vwfi=trap'],
    'a slip of the finger': [
      options('gest_loglvl=all'),
      'has an option gest_loglvl; guest_loglvl is near it: Xen says parameter "gest_loglvl" unknown!',
    ],
    'a word of nowhere': [options('quux=1'), /has an option quux: Xen says/],
    'a name that every object has': [options('constructor'), 'has an option constructor'],
  },
  whole: [
    options('loglvl=all dom0_mem=1G'),
    {
      rule: 'xen-options',
      severity: 'warning',
      says: 'The option dom0_mem=1G comes after the one that dom0-kernel.memory makes, and Xen takes the last',
      at: 'answer xen.options',
      also: 'answer dom0-kernel.memory',
      fix: 'Take it out, and answer dom0-kernel.memory instead.',
    },
  ],
  missing: {
    'xen.options': 'an answer to xen.options (further Xen command line options)',
    'xen.version': 'an answer to xen.version (the Xen release that will boot)',
  },
})

test('what stops dom0 is an error', () => {
  expect(findings(xenOptions, options('dom0_mem=768')).map(({ severity }) => severity)).toEqual(['error'])
  expect(findings(xenOptions, options('dom0_mem=1G')).map(({ severity }) => severity)).toEqual(['warning'])
})

test('all bad options are found at once', () => {
  expect(findings(xenOptions, options('dom0_mem=1G sched=null dtuart=serial0'))).toHaveLength(3)
})

test('what is only unknown, or chosen by who builds, is a note', () => {
  const severity = (changes: Changes) => findings(xenOptions, changes).map((one) => one.severity)
  expect(severity(options('quux=1'))).toEqual(['note'])
  expect(severity(options('iommu=yes,verbose'))).toEqual(['note'])
  expect(severity(options('llc-coloring=on', '4.22', built))).toEqual(['note'])
  expect(severity(options('llc-coloring=on', '4.22'))).toEqual(['warning'])
  expect(severity(options('placeholder'))).toEqual(['warning'])
})
