/** How a page writes the facts of a device tree (src/model/facts.ts). */
import type { DeviceTreeValues } from '../model/facts.ts'
import { address, count, type Form, fits, list, mapping, oneOf, text, truth } from './form.ts'

/** What only a reading of the whole tree can say. */
type OnlyOfTrees = 'chosen.cells' | 'tree.lacks' | 'gic.its' | 'firmware.scmi' | 'dom0.stops'

const judged = { usable: truth, problems: list(text) }
const range = { base: address, size: address }

const values = {
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
  uarts: list(
    mapping({
      path: text,
      compatible: list(text),
      aliases: list(text),
      enabled: truth,
      'base?': address,
      'driver?': text,
      'since?': text,
      'until?': text,
      ...judged,
    }),
  ),
  iommus: list(
    mapping({ path: text, compatible: list(text), enabled: truth, 'driver?': oneOf('smmu', 'smmu-v3', 'ipmmu') }),
  ),
  'chosen.modules': list(
    mapping({
      path: text,
      kind: oneOf('kernel', 'ramdisk', 'xsm-policy', 'device-tree', 'untyped'),
      ofGuest: truth,
      'cells?': count,
      'bootargs?': text,
      problems: list(text),
    }),
  ),
  'chosen.bootargs': mapping({ 'xen?': text, 'dom0?': text, 'plain?': text }),
  'ethernet.alias': text,
  stdout: mapping({ raw: text, 'path?': text, 'options?': text, ...judged }),
} satisfies Omit<Record<keyof DeviceTreeValues, Form>, OnlyOfTrees>

const fact = mapping({
  key: oneOf(...Object.keys(values)),
  value: fits((value) => value !== null, 'a value'),
  'assumes?': text,
  source: text,
})

/** The list of facts: each with a source, no key twice, values in the form of src/model/facts.ts. */
export const facts: Form = (value, path) => [
  ...list(fact)(value, path),
  ...(Array.isArray(value) ? value : []).flatMap((one: unknown, index, all: readonly unknown[]) => {
    const key = keyOf(one)
    if (key === undefined || !Object.hasOwn(values, key)) return []
    const twice = all.slice(0, index).some((other) => keyOf(other) === key)
    const itsValue = (one as { readonly value?: unknown }).value
    return [
      ...(twice ? [{ path: [...path, index], says: `has a second fact ${key}` }] : []),
      ...(itsValue === undefined || itsValue === null
        ? []
        : values[key as keyof typeof values](itsValue, [key]).map((misfit) => ({
            path: [...path, index, 'value', ...misfit.path.slice(1)],
            says: misfit.says,
          }))),
    ]
  }),
]

function keyOf(fact: unknown): string | undefined {
  const key = typeof fact === 'object' && fact !== null && 'key' in fact ? fact.key : undefined
  return typeof key === 'string' ? key : undefined
}
