/** A device tree's facts: everything that Xen would take from it, and whether Xen could use it. */
import type { DeviceTreeFacts, DeviceTreeValues, Fact, TreePart } from '../../model/facts.ts'
import { limits } from '../../model/limits.ts'
import { UserError } from '../../model/user-error.ts'
import type { DeviceTree } from '../../read/fdt.ts'
import { readBootargs, readChosenCells, readModules } from './chosen.ts'
import { readCpus } from './cpu.ts'
import { readDom0Stops } from './dom0-stops.ts'
import { readEthernet } from './ethernet.ts'
import { readGic } from './gic.ts'
import { phandlesOf } from './interrupt.ts'
import { readIommus } from './iommu.ts'
import { readIts } from './its.ts'
import { bankPaths, readBanks, readReserved } from './memory.ts'
import { nodeAt, string, strings } from './node.ts'
import { readPsci } from './psci.ts'
import { readScmi } from './scmi.ts'
import { readTimer } from './timer.ts'
import { readStdout, readUarts } from './uart.ts'

/** Learns the facts of a tree; `file` names it in the evidence. */
export function learnDeviceTree(tree: DeviceTree, file: string): DeviceTreeFacts {
  const { root } = tree
  const phandles = phandlesOf(root)
  const cpus = readCpus(root)
  const gic = readGic(root, phandles)
  const driven = gic && gic.fact.version !== 'other' ? gic.node : undefined
  const around = { file, root, phandles, gic: driven, arch: cpus?.arch }
  const uarts = readUarts(around)
  const banks = readBanks(root)
  const reserved = readReserved(tree)
  if (Math.max(banks.length, reserved.length) > limits.ranges.most)
    throw new UserError(`the device tree has more than ${limits.ranges.most} banks of RAM or reserved regions`, {
      where: file,
    })

  const facts: { -readonly [K in keyof DeviceTreeFacts]: DeviceTreeFacts[K] } = {}
  const learn = <K extends keyof DeviceTreeValues>(key: K, value: DeviceTreeValues[K] | undefined, at: string) => {
    if (value !== undefined)
      facts[key] = { value, evidence: { file, at } } as Fact<DeviceTreeValues[K]> as DeviceTreeFacts[K]
  }
  const unlessEmpty = <T>(list: readonly T[] | undefined): readonly T[] | undefined =>
    list && list.length > 0 ? list : undefined

  learn('model', string(root, 'model'), '/ model')
  learn('compatible', unlessEmpty(strings(root, 'compatible')), '/ compatible')
  learn('arch', cpus?.arch, '/cpus/cpu@* compatible')
  learn('cpu.count', cpus?.count, '/cpus/cpu@* status')
  learn('cpu.models', unlessEmpty(cpus?.models), '/cpus/cpu@* compatible')
  learn('cpu.enableMethods', unlessEmpty(cpus?.enableMethods), '/cpus/cpu@* enable-method')
  learn('cpu.virtualization', cpus?.virtualization, '/cpus/cpu@* compatible')
  const psci = readPsci(root)
  learn('psci', psci, `${psci?.path} compatible, method`)
  learn('gic', gic?.fact, `${gic?.fact.path} compatible, reg, interrupts`)
  const timer = readTimer(root, phandles, driven)
  learn('timer', timer, `${timer?.path} compatible, interrupts`)
  learn('memory.banks', unlessEmpty(banks), `${bankPaths(root).join(', ')} reg`)
  learn(
    'memory.reserved',
    unlessEmpty(reserved),
    nodeAt(root, '/reserved-memory') ? '/reserved-memory/* reg, /memreserve/' : '/memreserve/',
  )
  learn('uarts', unlessEmpty(uarts), placesOf(uarts))
  learn('stdout', readStdout(around, uarts), '/chosen stdout-path')
  learn('ethernet.alias', readEthernet(root), '/aliases ethernet0')
  const iommus = readIommus(root)
  // An overlay, or what is no board's tree, tells nothing by what it lacks.
  learn('iommus', cpus && iommus, iommus.length === 0 ? '/ (no node of an IOMMU)' : placesOf(iommus))
  const modules = readModules(root)
  learn('chosen.modules', unlessEmpty(modules), modules.map(({ path }) => path).join(', '))
  learn('chosen.cells', cpus && readChosenCells(root), '/chosen #address-cells, #size-cells, or those of /')
  learn('chosen.bootargs', readBootargs(root), '/chosen')
  const lacks: readonly TreePart[] = [
    ...(cpus ? [] : ['cpus' as const]),
    ...(gic ? [] : ['gic' as const]),
    ...(timer ? [] : ['timer' as const]),
    ...(uarts.length > 0 ? [] : ['uart' as const]),
  ]
  learn('tree.lacks', lacks, 'the whole tree')
  const its = readIts(root, driven, phandles)
  learn('gic.its', its, `${its?.paths.join(', ')} compatible`)
  const scmi = readScmi(root, phandles)
  learn('firmware.scmi', scmi, `${scmi?.path} compatible`)
  if (driven && gic?.fact.usable && timer?.usable) {
    const consoles = uarts.filter(({ usable }) => usable).map(({ path }) => path)
    learn('dom0.stops', readDom0Stops({ root, gic: driven, timer: timer.path, consoles }), 'the whole tree')
  }
  return facts
}

/** The first few of many. */
const placesOf = (nodes: readonly { readonly path: string }[]): string =>
  nodes
    .map(({ path }) => path)
    .slice(0, 3)
    .join(', ') + (nodes.length > 3 ? ', …' : '')
