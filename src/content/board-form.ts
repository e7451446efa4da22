/**
 * The form of a board page's front matter: facts as a device tree would give them, each with its source.
 *
 * Addresses and sizes are written 0x…, unquoted; YAML leaves them as text here, so that they keep every digit.
 */
import type { DeviceTreeValues } from '../model/facts.ts'
import type { FormFault } from './page-form.ts'
import type { ParsedPage } from './parse.ts'

type Fits = (value: unknown) => boolean

const text: Fits = (value) => typeof value === 'string' && value !== ''
const address: Fits = (value) => typeof value === 'string' && /^0x[0-9a-f]{1,16}$/.test(value)
const truth: Fits = (value) => typeof value === 'boolean'
const count: Fits = (value) => Number.isSafeInteger(value) && (value as number) > 0
const oneOf = (...words: readonly string[]): Fits => (value) => words.includes(value as string)
const list = (item: Fits): Fits => (value) => Array.isArray(value) && value.every(item)

/** A mapping with these keys and no others; a key that ends in ? may be missing. */
const mapping = (shape: Readonly<Record<string, Fits>>): Fits => (value) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const fields = Object.entries(shape).map(([key, fits]) => ({ key: key.replace(/\?$/, ''), fits, optional: key.endsWith('?') }))
  const has = value as Readonly<Record<string, unknown>>
  return fields.every(({ key, fits, optional }) => (has[key] === undefined ? optional : fits(has[key])))
    && Object.keys(has).every((key) => fields.some((field) => field.key === key))
}

const judged = { usable: truth, problems: list(text) }
const range = { base: address, size: address }

/** The facts of a device tree (src/model/facts.ts), and how a page writes each. */
const shapes = {
  model: text,
  compatible: list(text),
  arch: oneOf('arm64', 'arm32'),
  'cpu.count': count,
  'cpu.models': list(text),
  'cpu.enableMethods': list(text),
  'cpu.virtualization': oneOf('yes', 'no'),
  psci: mapping({ path: text, 'version?': oneOf('1.0', '0.2', '0.1'), 'method?': text, ...judged }),
  gic: mapping({ path: text, version: oneOf('v2', 'v3', 'other'), ...judged }),
  timer: mapping({ path: text, ...judged }),
  'memory.banks': list(mapping(range)),
  'memory.reserved': list(mapping({ ...range, 'path?': text })),
  uarts: list(mapping({
    path: text, compatible: list(text), aliases: list(text), enabled: truth, 'base?': address, 'driver?': text, 'since?': text, ...judged,
  })),
  stdout: mapping({ raw: text, 'path?': text, 'options?': text, ...judged }),
} satisfies Record<keyof DeviceTreeValues, Fits>

const fact = mapping({ key: text, value: (value) => value !== undefined && value !== null, 'assumes?': text, source: text })
const firmware = mapping({ name: text, ...range, because: text })

/** What is wrong with a board page's front matter, title and summary aside. */
export function boardFaults(page: ParsedPage): readonly FormFault[] {
  const { arch, facts, firmware: regions, 'script-address': script } = page.attributes
  const faults: FormFault[] = []
  const fault = (path: readonly (string | number)[], says: string) => void faults.push({ line: page.lineOf(path), says })

  if (arch !== undefined && !shapes.arch(arch)) fault(['arch'], 'has an arch that is neither arm64 nor arm32')
  if (script !== undefined && !address(script)) fault(['script-address'], 'has a script-address that is not written 0x… in lower case')
  if (regions !== undefined && !Array.isArray(regions)) fault(['firmware'], 'has firmware that is not a list')
  else for (const [index, region] of (regions ?? []).entries()) {
    if (!firmware(region)) fault(['firmware', index], 'has a firmware region that is not { name, base: 0x…, size: 0x…, because }')
  }
  if (!Array.isArray(facts)) fault(['facts'], 'has no facts in its front matter; write facts: [] when there are none')
  else for (const [index, one] of facts.entries()) {
    if (!fact(one)) {
      fault(['facts', index], 'has a fact that is not { key, value, source }, with assumes: when it depends on how the board is started')
      continue
    }
    const { key, value } = one as { key: string; value: unknown }
    if (!Object.hasOwn(shapes, key)) fault(['facts', index, 'key'], `has a fact ${key} that no device tree has; there are ${Object.keys(shapes).join(', ')}`)
    else if (!shapes[key as keyof typeof shapes](value)) fault(['facts', index, 'value'], `has a value for ${key} in another form than src/model/facts.ts gives it (addresses and sizes 0x…)`)
    if (facts.slice(0, index).some((other) => (other as { key?: unknown } | null)?.key === key)) fault(['facts', index], `has a second fact ${key}`)
  }
  return faults
}
