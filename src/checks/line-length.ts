/** U-Boot's `fdt set` builds a property in 1024 bytes, and its shells take lines of CONFIG_SYS_CBSIZE. */
import { atAnswer, defineCheck, type Found } from './check.ts'

/** cmd/fdt.c, SCRATCHPAD: with the closing NUL. */
const scratchpad = 1024

/** CONFIG_SYS_CBSIZE of U-Boots of before 2022 and of small boards; typing the line at such a prompt cuts it off. */
const shortPrompt = 512

export const lineLength = defineCheck({
  id: 'line-length',
  needs: ['plan'],
  run({ plan: { xen, dom0 } }) {
    return [
      ...judge('the command line of Xen', xen.cmdline, 'xen.options'),
      ...judge('the command line of dom0', dom0.cmdline, 'dom0-kernel.cmdline'),
    ]
  },
})

function judge(what: string, line: string, key: string): readonly Found[] {
  if (line.length >= scratchpad) {
    return [{
      severity: 'error', at: atAnswer(key), fix: 'Shorten it.',
      says: `There are ${line.length} characters in ${what}, and U-Boot's fdt command has room for ${scratchpad - 1}`,
    }]
  }
  if (line.length >= shortPrompt) {
    return [{
      severity: 'note', at: atAnswer(key), fix: 'Use the script as it is, or shorten the line.',
      says: `There are ${line.length} characters in ${what}: the boot script carries them, but typed at the prompt of an older U-Boot they would be cut off at ${shortPrompt}`,
    }]
  }
  return []
}
