/**
 * A guest that is given devices of the board: without an IOMMU that Xen drives their DMA goes astray, or xl does not
 * even try (tools/libs/light/libxl_create.c; docs/misc/arm/passthrough.txt).
 */
import type { Fact, IommuFact } from '../model/facts.ts'
import { valuesOf } from '../model/linux-command-line.ts'
import { atAnswer, atFact, defineCheck, type Found } from './check.ts'

/** Keys that hand over a device, or a part of one. */
const keys = ['dtdev', 'iomem', 'irqs']

export const xlPassthrough = defineCheck({
  id: 'xl-passthrough',
  needs: ['read:guest.config-file'],
  uses: ['iommus', 'xen.options'],
  run(have) {
    const { path, facts } = have['read:guest.config-file']
    const settings = facts['xl.settings']?.value
    if (!settings) return { lacks: `a configuration for xl, and ${path} is none` }
    const given = settings.filter(({ key, value }) => keys.includes(key) && isSome(value))
    const [first] = given
    if (!first) return []
    const what = given.map(({ key }) => key).join(', ')
    const found = { at: atAnswer('guest.config-file'), also: `${path} line ${first.line}` }
    const why = reasonAgainst(have.iommus, have['xen.options'] ?? '')
    const words = given.some(({ key }) => key === 'dtdev')
      ? 'xl create would end with "passthrough not supported on this platform"'
      : 'its DMA would go to the addresses of the guest, which are not those of the RAM behind them'
    return [
      why === undefined
        ? ({
            ...found,
            severity: 'note',
            says: `The guest gets devices of the board (${what}), which dom0 must leave alone for it`,
            fix: 'See that each has xen,passthrough in the tree that Xen gets, and a node in the partial tree of device_tree.',
          } satisfies Found)
        : ({
            ...found,
            severity: 'warning',
            says: `The guest gets devices of the board (${what}), and ${why}: ${words}`,
            ...(have.iommus && { also: `${found.also}; ${atFact(have.iommus)}` }),
            fix: 'Pass through only devices without DMA, by iomem and irqs, or use a disk and a network of dom0.',
          } satisfies Found),
    ]
  },
})

const isSome = (value: unknown): boolean => !Array.isArray(value) || value.length > 0

/** Why Xen puts no IOMMU between the device and RAM. */
function reasonAgainst(iommus: Fact<readonly IommuFact[]> | undefined, options: string): string | undefined {
  const option = valuesOf(options, 'iommu').at(-1)
  if (option !== undefined && /^(0|no|off|false|disable)(,|$)/.test(option)) return `xen.options has iommu=${option}`
  if (iommus === undefined) return 'whether the board has an IOMMU is not known'
  const driven = iommus.value.filter(({ enabled, driver }) => enabled && driver !== undefined)
  if (driven.length === 0)
    return iommus.value.length === 0
      ? 'the device tree has no IOMMU'
      : `Xen drives none of the IOMMUs of the device tree (${iommus.value[0]!.path})`
  // drivers/passthrough/Kconfig: ARM_SMMU is on by default, the other two are not.
  return driven.some(({ driver }) => driver === 'smmu')
    ? undefined
    : `Xen drives the IOMMU ${driven[0]!.path} only if it was built with ${driven[0]!.driver === 'smmu-v3' ? 'CONFIG_ARM_SMMU_V3' : 'CONFIG_IPMMU_VMSA'}`
}
