import { expect, test } from 'vitest'
import { xlSyntax } from '../../src/checks/xl-syntax.ts'
import { parseFile } from '../../src/learn/file.ts'
import { file, xlConfig } from './material.ts'
import { describeCheck, findings } from './table.ts'

/** A configuration as its file has it. */
const text = (content: string) => ({ 'read:guest.config-file': parseFile(Buffer.from(content), 'guest.cfg') })
const good = 'name = "guest1"\nkernel = "/srv/xen/Image"\nmemory = 256\n'

describeCheck(xlSyntax, {
  passes: {
    'the house configuration': {},
    'a plain one': text(good),
    'lists over lines': text(`${good}vif = [\n  'bridge=xenbr0',\n]\n`),
  },
  fails: {
    'line ends of Windows': [text(good.replaceAll('\n', '\r\n')), 'its lines end in CR LF, and xl takes LF only'],
    'memory with a unit': [text(good.replace('256', '256M')), 'the value of memory is 256M'],
    'text without quotes': [
      text(good.replace('"/srv/xen/Image"', '/srv/xen/Image')),
      'guest.cfg, or not as it is meant: line 2',
    ],
    'a list that is none': [
      text(`${good}disk = "phy:/dev/vg0/guest,xvda,w"\n`),
      'line 4: disk is a single value, and xl takes a list',
    ],
    'a key set twice': [text(`${good}memory = 512\n`), 'In guest.cfg, line 4: memory is set on line 3 already'],
    'something else': [
      { 'read:guest.config-file': file('notes.txt', 'text') },
      'notes.txt has hardly a setting that xl knows',
    ],
  },
  whole: [
    {
      'read:guest.config-file': xlConfig(
        { name: 'g' },
        { 'xl.problems': ['line 2: the line ends where xl wants a value for kernel'] },
      ),
    },
    {
      rule: 'xl-syntax',
      severity: 'error',
      says: 'xl would not take guest.cfg, or not as it is meant: line 2: the line ends where xl wants a value for kernel',
      at: 'answer guest.config-file',
      also: 'guest.cfg',
      fix: 'Mend the line: key = "text", key = 1, or key = [ "item", "item" ].',
    },
  ],
  missing: { 'read:guest.config-file': 'an xl configuration of your own (guest.config-file)' },
})

test('line ends of Windows are told how to change', () => {
  expect(findings(xlSyntax, text(good.replaceAll('\n', '\r\n')))[0]?.fix).toBe(
    'Change its line ends: sed -i "s/\\r$//" FILE, or dos2unix.',
  )
})

test('of many faults the first are told, and how many there are', () => {
  const found = findings(xlSyntax, {
    'read:guest.config-file': xlConfig(
      { name: 'g' },
      { 'xl.problems': Array.from({ length: 12 }, (_, index) => `line ${index + 1}: xl cannot read this`) },
    ),
  })
  expect(found).toHaveLength(9)
  expect(found.at(-1)).toMatchObject({ severity: 'note', says: 'There are more faults in guest.cfg: 12 in all' })
})
