/** The part of the view that the boot method makes: its files, what is loaded, and where it lies if that is ours. */
import type { Arch } from '../model/arch.ts'
import { isNetwork } from '../model/boot-medium.ts'
import { type BootMethod, bootsFrom, loaderRow } from '../model/boot-method.ts'
import { imageBuilderFiles } from '../model/boot-methods/u-boot.ts'
import type { NamedPlan, PlacedLoad, PlacedPlan, Plan } from '../model/plan.ts'
import { endOf } from '../model/range.ts'
import { originsOfLoad, originsOfModule } from './block-origins.ts'
import { builtFile } from './build-view.ts'
import { imageBuilderCommandLine, imageBuilderFile } from './quote/index.ts'

/** The method, what is staged, and the loads; what the firmware decides is `false`, or an empty list. */
export function bootView(plan: Plan, localFiles: Readonly<Record<string, string>>) {
  return {
    method: methodView(plan.method),
    staged: plan.staged.flatMap(({ what, name, from, is }) =>
      from === undefined ? [] : [{ option: what.replace(/[^a-z]/g, '-'), name, from, is: is ?? false }],
    ),
    ...(plan.placedBy === 'us' ? placedView(plan, localFiles) : namedView(plan, localFiles)),
  }
}

/** What templates may ask of a method. */
const methodView = ({ id, loader, example, commandLines, also, bootScript, afterStaging }: BootMethod) => ({
  id,
  example,
  hasPrompt: loaderRow(loader).hasPrompt,
  bootScript: bootScript ?? false,
  afterStaging: afterStaging ?? false,
  also,
  commandLines: {
    xen: { ...commandLines.xen, file: commandLines.xen.file ?? false },
    dom0: { ...commandLines.dom0, file: commandLines.dom0.file ?? false },
  },
})

function placedView(plan: PlacedPlan, localFiles: Readonly<Record<string, string>>) {
  const refusal = imageBuilderRefusal(plan)
  return {
    medium: wholeMedium(plan.medium),
    scriptAddress: plan.scriptAddress,
    bootCommand: plan.bootCommand,
    needsBootz: plan.bootCommand === 'bootz',
    dtbVariable: plan.dtbVariable ?? false,
    dtbGrowth: plan.dtbGrowth,
    dtbMoved: plan.loads.find(({ role }) => role === 'dtb')!.footprint - plan.dtbPad,
    treeStays: treeStays[plan.arch],
    window: plan.window,
    loads: plan.loads.map((load) => placedLoadView(load, plan, localFiles)),
    modules: plan.modules.map((one) => ({ ...one, from: originsOfModule(one.node, one.load.role) })),
    regions: plan.regions.map((region) => ({ ...region, end: endOf(region) })),
    imageBuilder: refusal === undefined || imageBuilderFiles.some(({ template }) => bootsFrom(plan.method, template)),
    imageBuilderSays: refusal ?? false,
    // reg holds the sizes that the files have now, so all must be known.
    overlay: plan.modules.every((one) => one.load.fileSize !== undefined),
  } as const
}

function namedView(plan: NamedPlan, localFiles: Readonly<Record<string, string>>) {
  return {
    medium: wholeMedium(plan.medium),
    scriptAddress: plan.scriptAddress ?? false,
    bootCommand: false,
    needsBootz: false,
    dtbVariable: false,
    dtbGrowth: false,
    dtbMoved: false,
    treeStays: false,
    window: false,
    loads: plan.loads.map((load) => ({
      ...anyLoadView(load, plan, localFiles),
      address: false,
      sizeVariable: false,
      fileRoom: false,
    })),
    modules: [],
    regions: [],
    imageBuilder: false,
    imageBuilderSays: false,
    overlay: false,
  } as const
}

const wholeMedium = (medium: Plan['medium']) => ({
  device: medium.device,
  partition: 'partition' in medium && medium.partition,
  prepare: ('prepare' in medium && medium.prepare) || false,
  load: 'load' in medium && medium.load,
})

/** What every load has, with the name of its option in stage.sh. */
function anyLoadView<L extends Plan['loads'][number]>(
  load: L,
  plan: Plan,
  localFiles: Readonly<Record<string, string>>,
) {
  return {
    ...load,
    file: load.file ?? false,
    localFile: localFiles[load.role] ?? false,
    optionName: load.role !== 'xen' && load.file !== undefined && load.role,
    builtFile: builtFile(load.role, plan) ?? false,
    from: originsOfLoad[load.role],
  }
}

/** One load, with the words that its step in a script needs. */
function placedLoadView(load: PlacedLoad, plan: PlacedPlan, localFiles: Readonly<Record<string, string>>) {
  const { medium } = plan
  const device = 'partition' in medium ? `${medium.device} ${medium.partition}` : medium.device
  return {
    ...anyLoadView(load, plan, localFiles),
    sizeVariable: load.sizeVariable ?? false,
    fileRoom: fileRoom(load, plan),
    loadCommand: medium.load,
    loadFrom: isNetwork(medium.device) ? 'the TFTP server' : device,
    lookAt: isNetwork(medium.device) ? 'printenv serverip, and at the log of the server' : `ls ${device}`,
  }
}

/** All ones, as U-Boot's pointers have them: fdt_high with them keeps the tree in place (boot/image-fdt.c). */
const treeStays: Readonly<Record<Arch, bigint>> = { arm64: 0xffff_ffff_ffff_ffffn, arm32: 0xffff_ffffn }

/** U-Boot's itest compares 32 bits, with a sign (cmd/itest.c): no file here comes near 2 GiB. */
const largestForItest = 0x7fff_ffffn

/** The largest file that fits: of the device tree's place a part is for its growth. */
function fileRoom({ role, room }: PlacedLoad, { dtbGrowth, dtbPad }: PlacedPlan): bigint {
  const bytes = role === 'dtb' ? room - dtbGrowth - dtbPad : room
  return bytes < largestForItest ? bytes : largestForItest
}

/** Why there is no configuration for ImageBuilder: a value that it would break; nothing when it carries all. */
function imageBuilderRefusal({ xen, dom0, loads }: PlacedPlan): string | undefined {
  const refusals = [
    { what: 'The command line of Xen', quoted: imageBuilderCommandLine(xen.cmdline) },
    { what: 'The command line of dom0', quoted: imageBuilderCommandLine(dom0.cmdline) },
    ...loads.flatMap(({ name, file }) =>
      file === undefined ? [] : [{ what: `The file name of ${name}`, quoted: imageBuilderFile(file) }],
    ),
  ]
  const one = refusals.find(({ quoted }) => !quoted.ok)
  return one && !one.quoted.ok ? `${one.what}: ${one.quoted.says}` : undefined
}
