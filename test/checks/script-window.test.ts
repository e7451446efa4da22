import { scriptWindow } from '../../src/checks/script-window.ts'
import { GiB, MiB } from '../../src/model/quantity.ts'
import { configWith } from '../script/scripts.ts'
import { fact, houseLoadsWith, load, plan } from './material.ts'
import { describeCheck } from './table.ts'

const config = (...changes: readonly (readonly [string, string])[]) => ({ 'boot.seen': configWith(...changes) })
const start = (text: string) => config(['MEMORY_START="0x40000000"', `MEMORY_START="${text}"`])
const end = (text: string) => config(['MEMORY_END="0xb0000000"', `MEMORY_END="${text}"`])
const kept = (base: bigint) => ({
  'memory.reserved': fact([{ base, size: 16n * MiB, path: '/reserved-memory/optee' }]),
})

describeCheck(scriptWindow, {
  passes: {
    'a window in RAM': config(),
    'a script, which has none': {},
    'RAM that nobody told': { ...start('0x0'), 'memory.banks': undefined, plan: plan({ banks: [] }) },
    'the house with decimal numbers': start('1073741824'),
    'RAM from 0 on, as on many boards': { ...start('0x0'), 'memory.banks': fact([{ base: 0n, size: 4n * GiB }]) },
    'reserved memory near the end': { ...config(), ...kept(0xa000_0000n) },
  },
  fails: {
    'MEMORY_START outside RAM': [start('0x80000'), 'MEMORY_START 0x80000 does not lie in RAM'],
    'MEMORY_END behind RAM': [end('0x140000000'), 'MEMORY_END 0x140000000 lies behind the end of RAM at 0xc0000000'],
    'both exchanged': [end('0x3fffffff'), 'MEMORY_END 0x3fffffff is not above MEMORY_START 0x40000000'],
    'no number': [end('all'), 'all is no address'],
    'a window that holds nothing': [end('0x40100000'), 'there is no room for'],
    'files that do not fit': [
      { ...end('0x42000000'), plan: plan({ loads: houseLoadsWith(load('kernel', 0x4100_0000n, 64n * MiB)) }) },
      'there is no room for the',
    ],
    'memory that the tree keeps': [
      { ...config(), ...kept(0x4300_0000n) },
      'The device tree reserves 0x43000000 to 0x44000000',
    ],
  },
  whole: [
    start('0x80000'),
    {
      rule: 'script-window',
      severity: 'error',
      says: 'MEMORY_START 0x80000 does not lie in RAM: U-Boot would load to where there is nothing',
      at: 'xen.config:1:1',
      also: 'RAM: 0x40000000 to 0xc0000000',
      fix: 'Write 0x40000000, where RAM begins.',
    },
  ],
  missing: { 'boot.seen': 'a boot script or configuration (check --script)' },
})
