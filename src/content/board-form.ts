/**
 * The form of a board page's front matter.
 *
 * Addresses and sizes are written 0x…, unquoted; YAML leaves them as text here, so that they keep every digit.
 */
import { statusWords } from '../model/board.ts'
import { medium } from '../model/boot-medium.ts'
import { loaderIds } from '../model/boot-method.ts'
import { debian } from '../model/debian.ts'
import { releases } from '../model/xen-release.ts'
import { facts } from './fact-form.ts'
import type { FormProblem } from './form.ts'
import {
  address,
  anything,
  count,
  type Form,
  fits,
  list,
  mapping,
  oneKeyOf,
  oneOf,
  text,
  truth,
  written,
} from './form.ts'
import { impossibleForm, impossiblePage } from './impossible-boards.ts'
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

const suite = oneOf(...Object.keys(debian))
const uboot = written(/^20\d\d\.(0[1-9]|1[0-2])$/, "'2025.07', in quotes")
const fileName = written(/^[A-Za-z0-9_][A-Za-z0-9._+-]*$/, 'u-boot.bin')
const path = written(/^[A-Za-z0-9_][A-Za-z0-9._+/-]*$/, 'overlays/bcm2712d0.dtbo')

/** What a board needs at least: each with a reason. */
const needs = mapping({
  'xen?': sourced({ since: oneOf(...releases), says: text }),
  'linux?': sourced({ since: written(/^[3-9]\.\d+$/, "'6.12', in quotes"), says: text }),
  'debian?': sourced({ since: suite, says: text }),
  'built-kernel?': sourced({ says: text }),
  'xen-config?': sourced({ options: list(written(/^CONFIG_[A-Z0-9_]+=\S+$/, 'CONFIG_ACPI=y')), says: text }),
})

const stop = sourced({
  says: text,
  fix: text,
  'xen-says?': text,
  'when?': mapping({
    'xen-since?': release,
    'xen-before?': release,
    'gic?': node,
    'el2?': oneOf('not-shown'),
  }),
})

const firmwareFile = sourced({
  name: fileName,
  'read-by': text,
  place: oneKeyOf({ partition: path, raw: address, elsewhere: text }),
  from: list(
    oneKeyOf({
      debian: mapping({
        package: written(/^[a-z0-9][a-z0-9.+-]+$/, 'u-boot-rpi'),
        file: written(/^\/[!-~]+$/, '/usr/lib/u-boot/rpi_4/u-boot.bin'),
        'suites?': list(suite),
        'arch?': oneOf('arm64', 'armhf', 'all'),
        'component?': oneOf('non-free-firmware'),
      }),
      url: written(/^https:\/\/[!-~]+$/, 'https://github.com/raspberrypi/firmware'),
      build: text,
      vendor: text,
      xenup: path,
    }),
  ),
  'when?': text,
})

/** Banks that lie one behind the other and hold no more than the board has. */
const layout: Form = (value, path) => {
  const misfits = sourced({ size: address, banks: list(mapping({ base: address, size: address })) })(value, path)
  if (misfits.length > 0) return misfits
  const { size, banks } = value as { readonly size: string; readonly banks: readonly Record<'base' | 'size', string>[] }
  const ranges = banks.map((bank) => ({ base: BigInt(bank.base), end: BigInt(bank.base) + BigInt(bank.size) }))
  const total = ranges.reduce((sum, { base, end }) => sum + end - base, 0n)
  return [
    ...(banks.length === 0 ? [{ path, says: 'has a layout of RAM without a bank' }] : []),
    ...(ranges.some(({ base }, index) => index > 0 && base < ranges[index - 1]!.end)
      ? [{ path, says: 'has banks of RAM that overlap or are not in order' }]
      : []),
    ...(total > BigInt(size) ? [{ path, says: `has banks of RAM that are more than its size, ${size}` }] : []),
  ]
}

const board: Readonly<Record<string, Form>> = {
  // The page's own form asks for these two.
  'name?': anything,
  'summary?': anything,
  arch: oneOf('arm64', 'arm32'),
  soc: text,
  target: oneOf('hardware', 'qemu', 'fvp'),
  'loader?': oneOf(...loaderIds),
  status: sourced({ level: oneOf(...Object.keys(statusWords).filter((level) => level !== 'impossible')), says: text }),
  match: list(written(/^[!-~]+$/, 'raspberrypi,4-model-b')),
  'dtb?': sourced({ file: dtb(), 'also?': list(dtb()) }),
  'uboot?': sourced({ defconfig: written(/^[A-Za-z0-9_.-]+_defconfig$/, 'rpi_4_defconfig') }),
  'addresses?': list(sourced({ variable, value: address, 'since?': uboot, 'until?': uboot })),
  'ram?': sourced({
    base: address,
    'size?': address,
    'says?': text,
    'placeholder?': text,
    'layouts?': list(layout),
  }),
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
  'needs?': needs,
  'stops?': list(stop),
  'loses?': list(sourced({ device: text, says: text, 'matters?': oneOf('disk', 'network') })),
  'firmware-files?': list(firmwareFile),
  'firmware?': list(sourced({ name: text, base: address, size: address, because: text, 'stays?': truth })),
  facts,
}

function dtb(): Form {
  return written(/^[A-Za-z0-9._/-]+\.dtb$/, 'broadcom/bcm2711-rpi-4-b.dtb')
}

/** What is wrong with a board page's front matter. */
export const boardProblems = (page: ParsedPage): readonly FormProblem[] =>
  mapping(page.id === impossiblePage ? { 'name?': anything, 'summary?': anything, ...impossibleForm } : board)(
    page.attributes,
    [],
  ).map(({ path, says }) => ({ line: page.lineOf(path), says }))
