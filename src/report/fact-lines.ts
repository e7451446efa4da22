/** A fact's value as lines of text; what comes from files is shown through `visible`. */
import type {
  BootModuleFact,
  ChosenBootargs,
  DeviceTreeValues,
  Dom0Stop,
  IommuFact,
  ItsFact,
  RamdiskPart,
  ScmiFact,
  TreePart,
  UartFact,
} from '../model/facts.ts'
import type { PsciSeen } from '../model/log-facts.ts'
import { hex, humanSize } from '../model/quantity.ts'
import type { Range, ReservedRange } from '../model/range.ts'
import { visible } from '../model/visible.ts'
import type { XlDisk, XlSetting, XlUnknownKey, XlValue, XlVif } from '../model/xl-facts.ts'

/** No line for what other keys show already. */
export function factLines(key: string, value: unknown): readonly string[] {
  switch (key) {
    case 'memory.banks':
    case 'uboot.banks':
    case 'uboot.reserved':
      return (value as Range[]).map(range)
    case 'memory.reserved':
      return (value as ReservedRange[]).map((one) => `${range(one)}  ${visible(one.path ?? '/memreserve/')}`)
    case 'uarts':
      return (value as UartFact[]).flatMap(uart)
    case 'iommus':
      return (value as IommuFact[]).length === 0 ? ['none'] : (value as IommuFact[]).map(iommu)
    case 'chosen.modules':
      return (value as BootModuleFact[]).map(bootModule)
    case 'chosen.bootargs':
      return Object.entries(value as ChosenBootargs).map(([whose, line]) => visible(`${whose}: ${line}`))
    case 'chosen.cells': {
      const { address, size } = value as DeviceTreeValues['chosen.cells']
      return [`${address} of address, ${size} of size`]
    }
    case 'gic.its':
      return its(value as ItsFact)
    case 'firmware.scmi':
      return scmi(value as ScmiFact)
    case 'dom0.stops':
      return (value as Dom0Stop[]).length === 0 ? ['none: Xen comes through'] : (value as Dom0Stop[]).map(dom0Stop)
    case 'tree.lacks':
      return [(value as TreePart[]).join(', ') || 'nothing']
    case 'psci':
    case 'gic':
    case 'timer':
    case 'stdout':
      return judged(value as Judged)
    case 'firmware.psci':
    case 'linux.psci':
    case 'xen.psci':
      return [psci(value as PsciSeen)]
    case 'ramdisk.parts':
      return (value as RamdiskPart[]).map(ramdiskPart)
    case 'uimage.parts':
      return (value as bigint[]).map(size)
    case 'config.values':
      return [pairs(value as Values).join('  ')]
    case 'config.lines':
      return []
    case 'uboot.env':
      return pairs(value as Values)
    case 'xl.settings':
      return (value as XlSetting[]).map(
        ({ key: name, value: given, line }) => `${visible(name)} = ${xlValue(given)}  line ${line}`,
      )
    case 'xl.unknown':
      return (value as XlUnknownKey[]).map(
        ({ key: name, line, meant }) => `${visible(name)}  line ${line}${meant ? `  (${meant}?)` : ''}`,
      )
    case 'xl.disks':
      return (value as XlDisk[]).flatMap(disk)
    case 'xl.vifs':
      return (value as XlVif[]).flatMap(vif)
    default:
      return plain(key, value)
  }
}

/** Keys whose numbers are sizes. */
const sizes =
  /^(file\.size|image\.(size|appendedDtb|unpackedSize|runSize)|gzip\.unpackedSize|uimage\.dataSize|linux\.memory|xen\.dom0Memory)$/

/** Keys whose values are sentences. */
const sentences = /\.(notes|problems|proves)$/

function plain(key: string, value: unknown): readonly string[] {
  if (typeof value === 'bigint') return [sizes.test(key) ? size(value) : hex(value)]
  if (Array.isArray(value))
    return sentences.test(key)
      ? value.map((one) => `- ${visible(String(one))}`)
      : [value.map((one) => visible(String(one))).join(', ')]
  return [visible(String(value))]
}

type Values = Readonly<Record<string, string>>

const pairs = (values: Values): string[] => Object.entries(values).map(([name, value]) => visible(`${name}=${value}`))

const size = (bytes: bigint): string => `${humanSize(bytes)} (${bytes} bytes)`

const range = ({ base, size: bytes }: Range): string => `${hex(base)} to ${hex(base + bytes)}  ${humanSize(bytes)}`

const iommu = ({ path, compatible, enabled, driver }: IommuFact): string =>
  visible(
    `${path}  ${driver === undefined ? `no Xen driver for ${compatible.join(', ')}` : `${driver} driver`}${enabled ? '' : '  disabled'}`,
  )

const ramdiskPart = ({ as, packed, unpacked }: RamdiskPart): string =>
  `${as}  ${humanSize(packed)}  ${unpacked === undefined ? 'does not tell what it unpacks to' : `unpacks to ${humanSize(unpacked)}`}`

const bootModule = ({ path, kind, ofGuest, bootargs, problems }: BootModuleFact): string =>
  visible(
    [
      path,
      ofGuest ? `${kind} of a guest` : kind,
      ...(bootargs === undefined ? [] : [`bootargs ${bootargs}`]),
      ...problems,
    ].join('  '),
  )

const psci = ({ version, conduit }: PsciSeen): string =>
  [version, conduit].filter((word) => word !== undefined).join('  ')

interface Judged {
  readonly raw?: string
  readonly path?: string
  readonly version?: string
  readonly method?: string
  readonly usable: boolean
  readonly problems: readonly string[]
}

function judged({ raw, path, version, method, usable, problems }: Judged): string[] {
  const what = [raw, path !== raw ? path : undefined, version, method].filter((word) => word !== undefined)
  return [
    `${visible(what.join('  '))}  ${usable ? 'usable by Xen' : 'NOT usable by Xen'}`,
    ...problems.map((problem) => `- ${visible(problem)}`),
  ]
}

const its = ({ paths, users }: ItsFact): string[] => [
  visible(paths.join(', ')),
  ...users.map(({ path, hasLines }) =>
    visible(`- used by ${path}${hasLines ? ', which has interrupt lines as well' : ''}`),
  ),
]

const scmi = ({ path, isForwardable, users }: ScmiFact): string[] => [
  visible(`${path}  ${isForwardable ? 'of the kind that Xen can forward' : 'of a kind that Xen does not forward'}`),
  ...users.map((user) => visible(`- used by ${user.path} (${user.by})`)),
]

const dom0Stop = ({ path, why, console }: Dom0Stop): string =>
  visible(`- ${path}: ${why}${console === undefined ? '' : ` (only with the console ${console})`}`)

function uart(one: UartFact): string[] {
  const names = one.aliases.length > 0 ? ` (${one.aliases.join(', ')})` : ''
  const driver = one.driver
    ? `${one.driver} driver, since Xen ${one.since?.replace('<=', '')}${one.since?.startsWith('<=') ? ' or before' : ''}`
    : 'no Xen driver'
  const base = one.base === undefined ? 'no address' : hex(one.base)
  return [
    `${visible(one.path + names)}`,
    `  ${base}  ${driver}  ${one.usable ? 'usable as dtuart' : 'NOT usable'}`,
    ...one.problems.map((problem) => `  - ${visible(problem)}`),
  ]
}

function xlValue(value: XlValue): string {
  if (typeof value === 'bigint') return String(value)
  return typeof value === 'string' ? `"${visible(value)}"` : `[ ${value.map(xlValue).join(', ')} ]`
}

function disk({ raw, line, target, format, vdev, access, deprecated, problems }: XlDisk): string[] {
  const parts = [target, format, vdev, access].filter((part) => part !== undefined).join('  ')
  return [
    `${visible(parts || raw)}  line ${line}${deprecated ? `  (${visible(deprecated)} is deprecated)` : ''}`,
    ...problems.map((problem) => `- ${visible(problem)}`),
  ]
}

function vif({ raw, line, settings, problems }: XlVif): string[] {
  return [
    `${visible(pairs(settings).join('  ') || raw)}  line ${line}`,
    ...problems.map((problem) => `- ${visible(problem)}`),
  ]
}
