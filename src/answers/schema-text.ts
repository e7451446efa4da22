/** The schema as the text of its file, made once. What the build makes has the text (src/bundle.mjs). */
import { answersSchema } from './schema.ts'

let made: string | undefined

export const schemaText = (): string => (made ??= `${JSON.stringify(answersSchema(), null, 2)}\n`)
