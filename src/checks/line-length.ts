/** U-Boot's `fdt set` builds a property in 1024 bytes, and its shells take lines of CONFIG_SYS_CBSIZE. */
import { atAnswer, defineCheck, type Found } from './check.ts'

/** cmd/fdt.c, SCRATCHPAD: with the closing NUL. */
const scratchpad = 1024

/** CONFIG_SYS_CBSIZE of U-Boots of before 2022 and of small boards; typing the line at such a prompt cuts it off. */
const shortPrompt = 512

/** COMMAND_LINE_SIZE of a 32-bit Linux, with the closing NUL (arch/arm/include/uapi/asm/setup.h); arm64's is 2048. */
const linuxLine = 1024

/** The buffer that Xen copies an option into, with the closing NUL (xen/common/kernel.c, _cmdline_parse: opt[128]). */
const xenOption = 128

export const lineLength = defineCheck({
  id: 'line-length',
  needs: ['plan'],
  run({ plan: { xen, dom0, guest, arch } }) {
    return [
      ...longOptions(xen.cmdline),
      ...(guest && arch === 'arm32' && guest.cmdline.length >= linuxLine
        ? [
            {
              severity: 'error',
              says: `There are ${guest.cmdline.length} characters in the command line of the guest, and a 32-bit Linux takes ${linuxLine - 1}`,
              at: atAnswer('guest.cmdline'),
              fix: 'Shorten it.',
            } satisfies Found,
          ]
        : []),
      ...judge('the command line of Xen', xen.cmdline, 'xen.options'),
      ...judge('the command line of dom0', dom0.cmdline, 'dom0-kernel.cmdline'),
    ]
  },
})

/** Xen goes through its line word by word, and cuts a word off that does not fit. */
const longOptions = (cmdline: string): readonly Found[] =>
  cmdline
    .split(' ')
    .filter((word) => word.length >= xenOption)
    .map((word) => ({
      severity: 'error',
      says: `There are ${word.length} characters in the option ${word.slice(0, 24)}… for Xen, which takes ${xenOption - 1}`,
      at: atAnswer('xen.options'),
      fix: 'Shorten it.',
    }))

function judge(what: string, line: string, key: string): readonly Found[] {
  if (line.length >= scratchpad) {
    return [
      {
        severity: 'error',
        says: `There are ${line.length} characters in ${what}, and U-Boot's fdt command has room for ${scratchpad - 1}`,
        at: atAnswer(key),
        fix: 'Shorten it.',
      },
    ]
  }
  if (line.length >= shortPrompt) {
    return [
      {
        severity: 'note',
        says: `There are ${line.length} characters in ${what}: the boot script carries them, but typed at the prompt of an older U-Boot they would be cut off at ${shortPrompt}`,
        at: atAnswer(key),
        fix: 'Use the script as it is, or shorten the line.',
      },
    ]
  }
  return []
}
