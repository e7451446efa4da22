/** Run by `npm run build`: lays the schema into dist/, from where editors can be pointed to it. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { schemaFile } from './document.ts'
import { schemaText } from './schema-text.ts'

const folder = new URL('../../../dist/', import.meta.url)
mkdirSync(folder, { recursive: true })
writeFileSync(new URL(schemaFile, folder), schemaText())
