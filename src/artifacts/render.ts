/** Renders every artifact: the templates over the plan, and the image of the boot script. Pure: templates come in as text. */
import Handlebars from 'handlebars'
import type { Verdicts } from '../model/finding.ts'
import { medium } from '../model/boot-medium.ts'
import type { Plan } from '../model/plan.ts'
import { Blocks, type Block } from './blocks.ts'
import { helpers } from './helpers.ts'
import { originsOfLoad, originsOfModule } from './origins.ts'
import { artifactPages } from './pages.ts'
import { scriptImage } from './script-image.ts'

/** A file to be written, by its path below the output folder. */
export interface Artifact {
  readonly path: string
  readonly bytes: Uint8Array
  /** For a text from a template: the block of each line. */
  readonly lines?: readonly (Block | undefined)[]
}

/** Templates by their path in templates/, without `.hbs`; those below `_partials/` are pieces of others. */
export type Templates = ReadonlyMap<string, string>

/** What templates see besides the plan. */
export interface Surroundings {
  readonly version: string
  readonly verdicts: Verdicts
  /** The files of the answers, by the role in which they are loaded. */
  readonly localFiles: Readonly<Record<string, string>>
}

/** All artifacts of a plan, by path; the same input gives the same bytes. */
export function render(plan: Plan, around: Surroundings, templates: Templates): readonly Artifact[] {
  const compile = compiler(templates)
  const view = viewOf(plan, around)
  const artifacts: Artifact[] = []
  for (const [template, source] of templates) {
    if (template.startsWith('_partials/')) continue
    const path = pathFor(template, plan)
    if (path === undefined) continue
    const { text, lines } = compile(template, source)(view)
    // A template whose conditions leave nothing makes no file.
    if (text.trim() === '') continue
    artifacts.push({ path, bytes: Buffer.from(text), lines })
    if (path === 'boot/boot.cmd') artifacts.push({ path: 'boot/boot.scr', bytes: scriptImage(text, 'xenup boot script') })
  }
  return artifacts.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** The artifact's path: `[guest]` stands for the guest's name, and without a guest there is no such file. */
function pathFor(template: string, plan: Plan): string | undefined {
  if (!template.includes('[guest]')) return template
  return plan.guest && template.replace('[guest]', plan.guest.name)
}

/** noEscape: these are no HTML pages; strict: a misspelt name is an error; only our helpers and no prototype's. */
function compiler(templates: Templates) {
  const handlebars = Handlebars.create()
  handlebars.registerHelper(helpers)
  const knownHelpers = Object.fromEntries([...Object.keys(helpers), 'why'].map((name) => [name, true]))
  const options = { noEscape: true, strict: true, knownHelpers, knownHelpersOnly: true }
  for (const [name, source] of templates) {
    if (!name.startsWith('_partials/')) continue
    // A partial inside a line must not bring its own line end.
    handlebars.registerPartial(name.slice('_partials/'.length), handlebars.compile(name.endsWith('/origin') ? source.trimEnd() : source, options))
  }
  return (name: string, source: string) => {
    const template = handlebars.compile(source, options)
    return (view: unknown) => {
      const blocks = new Blocks(artifactPages[name] ?? name)
      const why = function (this: unknown, id: string, { hash, fn }: Handlebars.HelperOptions) {
        return blocks.marked(id, String(hash['from'] ?? ''), fn(this))
      }
      return blocks.read(template(view, { helpers: { why } }))
    }
  }
}

/** The plan with what templates would otherwise have to work out; every name that a template uses is here, `false` where there is nothing. */
export function viewOf(plan: Plan, { version, verdicts, localFiles }: Surroundings) {
  const load = (role: string) => plan.loads.find((one) => one.role === role)
  return {
    ...plan,
    version,
    guest: plan.guest ? { ...plan.guest, ramdisk: plan.guest.ramdisk ?? false, disk: plan.guest.disk ?? false, network: plan.guest.network ?? false } : false,
    native: plan.native ? { ...plan.native, console: plan.native.console ?? false, root: plan.native.root ?? false } : false,
    userspace: { ...plan.userspace, suite: plan.userspace.suite ?? false, root: plan.userspace.root ?? false, bridge: plan.userspace.bridge ?? false },
    earlyPrintk: plan.earlyPrintk ? { ...plan.earlyPrintk, shift: plan.earlyPrintk.shift ?? false } : false,
    scriptAddress: plan.scriptAddress ?? false,
    qemu: plan.qemu ?? false,
    dtbVariable: plan.dtbVariable ?? false,
    medium: { ...plan.medium, prepare: plan.medium.prepare ?? false },
    mediumName: medium[plan.medium.device].name,
    loads: plan.loads.map((one) => ({ ...one, file: one.file ?? false, sizeVariable: one.sizeVariable ?? false, fileRoom: fileRoom(one, plan), localFile: localFiles[one.role] ?? false, from: originsOfLoad[one.role] })),
    modules: plan.modules.map((one) => ({ ...one, from: originsOfModule(one.node, one.load.role) })),
    dtb: load('dtb'),
    xenLoad: load('xen'),
    regions: plan.regions.map((region) => ({ ...region, end: region.base + region.size })),
    banks: plan.banks.map((bank) => ({ ...bank, end: bank.base + bank.size })),
    findings: verdicts.findings.map((finding) => ({ ...finding, fix: finding.fix ?? false })),
    unchecked: verdicts.notChecked.map(({ rule, missing }) => ({ rule, missing: missing.join(', ') })),
  }
}

/** U-Boot's itest compares 32 bits, with a sign (cmd/itest.c): no file here comes near 2 GiB. */
const largestForItest = 0x7fff_ffffn

/** The largest file that fits: of the device tree's place a part is for its growth. */
function fileRoom({ role, room }: Plan['loads'][number], { dtbGrowth }: Plan): bigint {
  const bytes = role === 'dtb' ? room - dtbGrowth : room
  return bytes < largestForItest ? bytes : largestForItest
}
