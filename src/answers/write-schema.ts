/** Run by `npm run build`: lays the schema into dist/, from where editors can be pointed to it. */
import { writeFileSync } from 'node:fs'
import { schemaFile } from './document.ts'
import { schemaText } from './schema.ts'

writeFileSync(new URL(`../../${schemaFile}`, import.meta.url), schemaText())
