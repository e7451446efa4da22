/**
 * Device trees as plain values: to compare what a reader found with what a test meant, and to make trees of any shape.
 */
import fc from 'fast-check'
import type { DtNode } from '../../src/read/fdt.ts'
import type { Token } from '../dtb.ts'

/** A node with its properties' bytes in hexadecimal; children and properties in file order. */
export interface NodeModel {
  readonly name: string
  readonly properties: readonly (readonly [string, string])[]
  readonly children: readonly NodeModel[]
}

/** What the reader found, as a plain value. */
export const modelOf = (node: DtNode): NodeModel => ({
  name: node.name,
  properties: [...node.properties].map(([name, value]) => [name, Buffer.from(value).toString('hex')] as const),
  children: node.children.map(modelOf),
})

/** The tokens that write a model. */
export const tokensOf = ({ name, properties, children }: NodeModel): readonly Token[] => [
  { begin: name },
  ...properties.map(([property, value]): Token => ({ property, value: Buffer.from(value, 'hex') })),
  ...children.flatMap(tokensOf),
  'end of node',
]

/** Every byte but NUL, which ends a name. */
const character = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789,._+-#@') },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 255 }).map((code) => String.fromCharCode(code)) },
)
const name = fc.string({ unit: character, minLength: 1, maxLength: 40 })
const bytes = fc.uint8Array({ maxLength: 20 }).map((value) => Buffer.from(value).toString('hex'))

/** Trees of any shape, with names that no compiler would take, and several children of one name. */
export const anyTree: fc.Arbitrary<NodeModel> = fc
  .letrec<{ node: NodeModel }>((tie) => ({
    node: fc.record({
      name,
      properties: fc.uniqueArray(fc.tuple(name, bytes), { selector: ([one]) => one, maxLength: 6 }),
      children: fc.oneof(
        { maxDepth: 5, depthIdentifier: 'node' },
        fc.constant([]),
        fc.array(tie('node'), { maxLength: 4 }),
      ),
    }),
  }))
  .node.map((node) => ({ ...node, name: '' }))
