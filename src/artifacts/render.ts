/**
 * Renders every artifact: the templates over the plan, and the image of the boot script. Pure: templates come in as
 * text.
 */
import Handlebars from 'handlebars'
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
}

/** Templates by their path in templates/, without `.hbs`; those below `_partials/` are pieces of others. */
export type Templates = ReadonlyMap<string, string>

/** All artifacts of a plan, by path; the same input gives the same bytes. */
export function render(plan: Plan, around: RenderContext, templates: Templates): readonly Artifact[] {
  const compile = compiler(templates)
  const view = viewOf(plan, around)
  const artifacts: Artifact[] = []
  for (const [template, source] of templates) {
    if (!isRendered(template, plan)) continue
    const rendered = compile(template, source)
    for (const { path, more } of placesOf(template, plan)) {
      const { text, lines } = rendered({ ...view, ...more })
      // A template whose conditions leave nothing makes no file.
      if (text.trim() === '') continue
      artifacts.push({ path, bytes: Buffer.from(text), lines })
      const image = imageOf(path, plan)
      if (image !== undefined) artifacts.push({ path: imagePath(path), bytes: scriptImage(text, image, plan.arch) })
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

/** Compiling takes longer than rendering, and a wizard renders after every key. */
const compilers = new WeakMap<Templates, ReturnType<typeof newCompiler>>()

function compiler(templates: Templates) {
  let known = compilers.get(templates)
  if (!known) compilers.set(templates, (known = newCompiler(templates)))
  return known
}

/** noEscape: these are no HTML pages; strict: a misspelt name is an error; only our helpers and no prototype's. */
function newCompiler(templates: Templates) {
  const handlebars = Handlebars.create()
  handlebars.registerHelper(helpers)
  const knownHelpers = Object.fromEntries([...Object.keys(helpers), 'why'].map((name) => [name, true]))
  const options = { noEscape: true, strict: true, knownHelpers, knownHelpersOnly: true }
  for (const [name, source] of templates) {
    if (!name.startsWith('_partials/')) continue
    // A partial inside a line must not bring its own line end.
    handlebars.registerPartial(
      name.slice('_partials/'.length),
      handlebars.compile(name.endsWith('/origin') ? source.trimEnd() : source, options),
    )
  }
  const compiled = new Map<string, Handlebars.TemplateDelegate>()
  return (name: string, source: string) => {
    const template = compiled.get(name) ?? handlebars.compile(source, options)
    compiled.set(name, template)
    return (view: unknown) => {
      const blocks = new Blocks(artifactPages[name] ?? name)
      const why = function (this: unknown, id: string, { hash, fn }: Handlebars.HelperOptions) {
        return blocks.marked(id, String(hash['from'] ?? ''), fn(this))
      }
      return blocks.read(template(view, { helpers: { why } }))
    }
  }
}
