/**
 * Xen and Linux have a command line each, and neither reads the other's: an option on the wrong one does nothing,
 * without a word.
 */
import { isLinuxOption } from '../model/linux-command-line.ts'
import { atAnswer, defineCheck, type Found } from './check.ts'

/** Xen's (docs/misc/xen-command-line.pandoc), as far as Linux has none of that name. */
const xens = new Set([
  'dom0_mem',
  'dom0_max_vcpus',
  'dtuart',
  'guest_loglvl',
  'sched',
  'bootscrub',
  'conring_size',
  'sync_console',
  'console_timestamps',
  'conswitch',
  'noreboot',
  'hmp-unsafe',
  'vwfi',
  'xsm',
  'flask',
  'xenheap_megabytes',
  'ext_regions',
  'serrors',
])

export const mixedCommandLines = defineCheck({
  id: 'mixed-command-lines',
  needs: ['xen.options', 'dom0-kernel.cmdline'],
  run(have) {
    const stray = wordsOf(have['dom0-kernel.cmdline'], (name, word) => xens.has(name) || word === 'console=dtuart')
    const lost = wordsOf(have['xen.options'], isLinuxOption)
    return [
      ...(stray.length > 0
        ? [
            {
              severity: 'warning',
              says: `The command line of dom0 has ${stray.join(' ')}, which is for Xen: Linux ignores it, and Xen never sees it`,
              at: atAnswer('dom0-kernel.cmdline'),
              fix: 'Move it to xen.options; memory, virtual CPUs and the UART have answers of their own.',
            } satisfies Found,
          ]
        : []),
      ...(lost.length > 0
        ? [
            {
              severity: 'warning',
              says: `The options for Xen have ${lost.join(' ')}, which is for Linux: Xen ignores it, and dom0 never sees it`,
              at: atAnswer('xen.options'),
              fix: 'Move it to dom0-kernel.cmdline.',
            } satisfies Found,
          ]
        : []),
    ]
  },
})

const wordsOf = (line: string, isMeant: (name: string, word: string) => boolean): readonly string[] =>
  line.split(/\s+/).filter((word) => isMeant(word.split('=')[0]!, word))
