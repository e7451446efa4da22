/** The compiled templates of the package. What the build makes has them as they are compiled there (src/bundle.mjs). */
import { compileTemplates } from '../artifacts/compile.ts'
import type { Templates } from '../artifacts/render.ts'
import { templateSources } from './template-sources.ts'

export const templates: Templates = compileTemplates(templateSources())
