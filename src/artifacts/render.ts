/**
 * Renders every artifact: the templates over the plan, and the image of the boot script. Pure: templates come in
 * compiled.
 */
import Handlebars from 'handlebars/runtime.js'
import { isWrittenBy } from '../model/boot-method.ts'
import type { Plan } from '../model/plan.ts'
import { originsOfFirmware } from './block-origins.ts'
import { type Block, Blocks } from './blocks.ts'
import { helpers } from './helpers.ts'
import { artifactPages, imagePath } from './pages.ts'
import { scriptImage } from './script-image.ts'
import { type RenderContext, viewOf } from './view.ts'

/** A file to be written, by its path below the output folder. */
export interface Artifact {
  readonly path: string
  readonly bytes: Uint8Array
  /** For a text from a template: the block of each line. */
  readonly lines?: readonly (Block | undefined)[]
  /** For an image of another artifact: which, and how it is made of its bytes, should they have been edited by hand. */
  readonly imageOf?: { readonly path: string; make(bytes: Uint8Array): Uint8Array }
}

/** Compiled templates by their path in templates/, without `.hbs`; those below `_partials/` are pieces of others. */
export type Templates = ReadonlyMap<string, TemplateSpecification>

/** All artifacts of a plan, by path, or those of some templates; the same input gives the same bytes. */
export function render(
  plan: Plan,
  around: RenderContext,
  templates: Templates,
  isWanted: (template: string) => boolean = () => true,
): readonly Artifact[] {
  const renderer = rendererOf(templates)
  const view = viewOf(plan, around)
  const artifacts: Artifact[] = []
  for (const [template, compiled] of templates) {
    if (!isRendered(template, plan) || !isWanted(template)) continue
    const rendered = renderer(template, compiled)
    for (const { path, more } of placesOf(template, plan)) {
      const { text, lines } = rendered({ ...view, ...more })
      // A template whose conditions leave nothing makes no file.
      if (text.trim() === '') continue
      artifacts.push({ path, bytes: Buffer.from(text), lines })
      const image = imageOf(path, plan)
      if (image === undefined) continue
      const make = (script: string | Uint8Array) => scriptImage(script, image, plan.arch)
      artifacts.push({ path: imagePath(path), bytes: make(text), imageOf: { path, make } })
    }
  }
  return artifacts.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** Partials are pieces of others; what lies in boot/ belongs to the boot methods that write it. */
export const isRendered = (template: string, { method }: Pick<Plan, 'method'>): boolean =>
  !template.startsWith('_partials/') && (!template.startsWith('boot/') || isWrittenBy(method, template))

/** The name in the header of a script that U-Boot runs as an image. */
const imageOf = (path: string, { method: { writes, also } }: Plan): string | undefined =>
  [...writes, ...also].find(({ template }) => template === path)?.image

/**
 * Where a template's artifacts go: a name in brackets stands for one of the plan's, and where the plan has none there
 * is no file.
 */
function placesOf(
  template: string,
  { guest, userspace, firmwareFiles }: Plan,
): readonly { readonly path: string; readonly more?: object }[] {
  const [placeholder, kind] = /\[(\w+)\]/.exec(template) ?? []
  if (placeholder === undefined) return [{ path: template }]
  if (kind === 'firmware')
    return firmwareFiles.map((file, index) => ({
      path: template.replace(placeholder, file.path),
      more: { firmwareFile: { ...file, from: originsOfFirmware(index) } },
    }))
  const name = kind === 'guest' ? guest?.name : userspace.bridge?.name
  return name === undefined ? [] : [{ path: template.replace(placeholder, name) }]
}

/** A wizard renders after every key. */
const renderers = new WeakMap<Templates, ReturnType<typeof newRenderer>>()

function rendererOf(templates: Templates) {
  let known = renderers.get(templates)
  if (!known) renderers.set(templates, (known = newRenderer(templates)))
  return known
}

function newRenderer(templates: Templates) {
  const handlebars = Handlebars.create()
  handlebars.registerHelper(helpers)
  for (const [name, template] of templates) {
    if (name.startsWith('_partials/'))
      handlebars.registerPartial(name.slice('_partials/'.length), handlebars.template(template))
  }
  const ready = new Map<string, Handlebars.TemplateDelegate>()
  return (name: string, template: TemplateSpecification) => {
    const delegate = ready.get(name) ?? handlebars.template(template)
    ready.set(name, delegate)
    return (view: unknown) => {
      const blocks = new Blocks(artifactPages[name] ?? name)
      const why = function (this: unknown, id: string, { hash, fn }: Handlebars.HelperOptions) {
        return blocks.marked(id, String(hash['from'] ?? ''), fn(this))
      }
      return blocks.read(delegate(view, { helpers: { why } }))
    }
  }
}
