/** The CPUs: how many, which, how the others are started, and whether they can run a hypervisor. */
import type { DtNode } from '../../read/fdt.ts'
import { baseName, isAvailable, nodeAt, pathOf, string, strings } from './node.ts'

/** What a CPU model means for Xen. */
interface Core {
  readonly arch: 'arm64' | 'arm32'
  /** Has EL2 or HYP mode. */
  readonly virtualization: boolean
}

/**
 * Cores by compatible. Virtualization came to Armv7-A with Cortex-A15, A7, A12 and A17 (Arm ARM DDI 0406C, B1.7);
 * Krait and Brahma-B15 implement it too; everything older, and Cortex-A5, A8, A9, has no HYP mode. Every 64-bit core
 * in Linux's list has EL2. The names are those of Linux Documentation/devicetree/bindings/arm/cpus.yaml.
 */
const cores: readonly (readonly [RegExp, Core])[] = [
  [/^arm,cortex-(a7|a12|a15|a17|a32)$/, { arch: 'arm32', virtualization: true }],
  [/^(qcom,krait|brcm,brahma-b15)/, { arch: 'arm32', virtualization: true }],
  [/^arm,(cortex-(a5|a8|a9|[rm]\d+f?)$|arm\d|sa1)/, { arch: 'arm32', virtualization: false }],
  [
    /^(qcom,scorpion|mrvl,|intel,|faraday,|marvell,(pj4|sheeva|feroceon|armada|xsc|88sv|mohawk))/,
    { arch: 'arm32', virtualization: false },
  ],
  [/^arm,(armv8|armv9|kryo|cortex-(a\d{2,3}|x\d)|neoverse-|rainier)/, { arch: 'arm64', virtualization: true }],
  [/^(apm|apple|cavium|fujitsu|hisilicon|hisi|phytium|samsung),/, { arch: 'arm64', virtualization: true }],
  [/^(nvidia,|brcm,(brahma-b53|vulcan)|qcom,(kryo|oryon|falkor)|ampere,)/, { arch: 'arm64', virtualization: true }],
]

/** What a compatible tells; nothing for a core that is not in the list. */
const coreOf = (compatible: string): Core | undefined => cores.find(([pattern]) => pattern.test(compatible))?.[1]

/** What /cpus says. */
export interface CpuReading {
  readonly path: string
  readonly count: number
  readonly models: readonly string[]
  readonly enableMethods: readonly string[]
  readonly arch?: 'arm64' | 'arm32'
  readonly virtualization?: 'yes' | 'no'
}

/** Reads /cpus; missing when the tree has none, or none that is enabled. */
export function readCpus(root: DtNode): CpuReading | undefined {
  const parent = nodeAt(root, '/cpus')
  const cpus = parent?.children.filter((node) => isCpu(node) && isAvailable(node)) ?? []
  if (!parent || cpus.length === 0) return undefined
  const models = distinct(cpus.flatMap((cpu) => strings(cpu, 'compatible')?.slice(0, 1) ?? []))
  const known = models.map(coreOf)
  return {
    path: pathOf(parent),
    count: cpus.length,
    models,
    enableMethods: distinct(cpus.flatMap((cpu) => string(cpu, 'enable-method') ?? [])),
    ...(known[0] && { arch: known[0].arch }),
    ...virtualizationOf(known),
  }
}

/** One core without is enough for "no"; one unknown core leaves a "yes" open. */
function virtualizationOf(known: readonly (Core | undefined)[]): Pick<CpuReading, 'virtualization'> {
  if (known.some((core) => core?.virtualization === false)) return { virtualization: 'no' }
  return known.length > 0 && known.every((core) => core) ? { virtualization: 'yes' } : {}
}

const isCpu = (node: DtNode): boolean =>
  string(node, 'device_type') === 'cpu' || (!node.properties.has('device_type') && baseName(node) === 'cpu')

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)]
