import { scriptSpacing } from '../../src/checks/script-spacing.ts'
import { configWith, seenWith } from '../script/scripts.ts'
import { describeCheck } from './table.ts'

const close = { 'boot.seen': seenWith(['0x44000000', '0x45200000']), 'read:xen.file': undefined }

describeCheck(scriptSpacing, {
  passes: {
    'a file 16 MiB behind Xen': { 'read:xen.file': undefined },
    'a Xen whose header tells its size, which another check compares': { 'boot.seen': close['boot.seen'] },
    'addresses that ImageBuilder chooses': { 'boot.seen': configWith(), 'read:xen.file': undefined },
  },
  fails: {
    '2 MiB between Xen and the tree': [close, 'Only 2 MiB lie between Xen at 0x45000000 and board.dtb at 0x45200000'],
  },
  whole: [
    close,
    {
      rule: 'script-spacing',
      severity: 'warning',
      says: 'Only 2 MiB lie between Xen at 0x45000000 and board.dtb at 0x45200000, and Xen clears more behind its file than the file tells: up to 3 MiB in all',
      at: 'boot.cmd:3:1',
      also: 'boot.cmd:2:1',
      fix: 'Leave 8 MiB, or put the Xen binary beside the script, so that its header tells how much it takes.',
    },
  ],
  missing: { 'boot.seen': 'a boot script or configuration (check --script)' },
})
