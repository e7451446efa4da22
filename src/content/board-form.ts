/**
 * The form of a board page's front matter.
 *
 * Addresses and sizes are written 0x…, unquoted; YAML leaves them as text here, so that they keep every digit.
 */
import { statusWords } from '../model/board.ts'
import { medium } from '../model/boot-medium.ts'
import { loaderIds } from '../model/boot-method.ts'
import { facts } from './fact-form.ts'
import type { FormProblem } from './form.ts'
import { address, anything, count, type Form, fits, list, mapping, oneKeyOf, oneOf, text, written } from './form.ts'
import type { ParsedPage } from './parse.ts'

const sourced = (shape: Readonly<Record<string, Form>>): Form => mapping({ ...shape, source: text })
const node = written(/^\/[!-~]+$/, '/soc/serial@7e215040')
const variable = written(/^[A-Za-z0-9_]+$/, 'kernel_addr_r')
const release = written(/^[34]\.\d+$/, "'4.13', in quotes")

const effect = oneKeyOf({
  'remove-node': node,
  'disable-node': node,
  'dma-limit': address,
  'firmware-file': mapping({
    path: written(/^[A-Za-z0-9._-]+$/, 'config.txt'),
    lines: list(written(/^[ -~]*$/, 'arm_64bit=1')),
  }),
  'no-variable': variable,
  'script-name': written(/^[A-Za-z0-9._-]+$/, 'lx2160ardb_boot.scr'),
})

const board: Readonly<Record<string, Form>> = {
  // The page's own form asks for these two.
  'name?': anything,
  'summary?': anything,
  arch: oneOf('arm64', 'arm32'),
  soc: text,
  target: oneOf('hardware', 'qemu', 'fvp'),
  'loader?': oneOf(...loaderIds),
  status: sourced({ level: oneOf(...Object.keys(statusWords)), says: text }),
  match: list(written(/^[!-~]+$/, 'raspberrypi,4-model-b')),
  'dtb?': sourced({ file: dtb(), 'also?': list(dtb()) }),
  'uboot?': sourced({ defconfig: written(/^[A-Za-z0-9_.-]+_defconfig$/, 'rpi_4_defconfig') }),
  'addresses?': list(sourced({ variable, value: address })),
  'ram?': sourced({ base: address, 'size?': address, 'says?': text }),
  'serial?': sourced({
    'dtuart?': written(/^(serial\d+|\/[!-~]+)$/, 'serial0 or /soc/serial@7e215040'),
    'console?': written(/^tty[A-Za-z]+\d+$/, 'ttyAMA0'),
    'baud?': count,
    'says?': text,
  }),
  'el2?': sourced({ says: text, usable: oneOf('yes', 'no', 'firmware') }),
  'smp?': sourced({ how: oneOf('psci', 'spin-table', 'platform', 'none'), 'says?': text }),
  'xen-platform?': sourced({ file: written(/^xen\/[!-~]+$/, 'xen/arch/arm/platforms/sunxi.c'), since: release }),
  // YAML reads 8250 as a number.
  'early-printk?': sourced({
    choice: fits((value) => /^[A-Z0-9_]+$/.test(String(value)), 'the end of CONFIG_EARLY_UART_CHOICE_…, like PL011'),
    base: address,
    'shift?': count,
  }),
  'media?': list(
    sourced({
      device: oneOf(...Object.keys(medium)),
      partition: written(/^[0-9a-f]{1,2}:[0-9a-f]{1,2}$/, "'0:1', in quotes"),
      'root?': written(/^\/dev\/[!-~]+$/, '/dev/mmcblk0p2'),
    }),
  ),
  'quirks?': list(sourced({ says: text, 'effect?': effect })),
  'firmware?': list(mapping({ name: text, base: address, size: address, because: text })),
  facts,
}

function dtb(): Form {
  return written(/^[A-Za-z0-9._/-]+\.dtb$/, 'broadcom/bcm2711-rpi-4-b.dtb')
}

/** What is wrong with a board page's front matter. */
export const boardProblems = (page: ParsedPage): readonly FormProblem[] =>
  mapping(board)(page.attributes, []).map(({ path, says }) => ({ line: page.lineOf(path), says }))
