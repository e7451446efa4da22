/** Regular expressions meet logs, trees and answers that others wrote: none may take longer than a text is long. */
import { readdirSync, readFileSync } from 'node:fs'
import { analyse } from 'scslre'
import ts from 'typescript'
import { describe, expect, test, vi } from 'vitest'

interface Pattern {
  readonly source: string
  readonly flags: string
}

/** The ways in which a pattern can take longer; a text that it fails on is tried from each place, which counts too. */
const faults = ({ source, flags }: Pattern): readonly string[] =>
  analyse({ source, flags }).reports.map(({ type, exponential }) => `${type}${exponential ? ', exponential' : ''}`)

const files = ['src', 'steps'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path}`)
    .filter((path) => /\.tsx?$/.test(path)),
)

function literalsIn(path: string): readonly Pattern[] {
  const found: Pattern[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const [, source, flags] = /^\/(.*)\/([a-z]*)$/s.exec(node.text)!
      found.push({ source: source!, flags: flags! })
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest))
  return found
}

/** The patterns that modules put together when they are loaded. */
async function composedBy(load: () => Promise<unknown>): Promise<readonly Pattern[]> {
  const found: Pattern[] = []
  const Real = globalThis.RegExp
  globalThis.RegExp = new Proxy(Real, {
    construct(target, args: [string | RegExp, string?]) {
      const made = new target(...args)
      found.push({ source: made.source, flags: made.flags })
      return made
    },
  })
  try {
    vi.resetModules()
    await load()
  } finally {
    globalThis.RegExp = Real
  }
  return found
}

describe('a pattern takes time in step with the text', () => {
  test.each(files.flatMap((path) => (literalsIn(path).length > 0 ? [[path]] : [])))('in %s', (path) => {
    expect(literalsIn(path).flatMap((one) => faults(one).map((fault) => `/${one.source}/: ${fault}`))).toEqual([])
  })

  test('that is put together from others', async () => {
    const composed = await composedBy(async () => {
      await import('../src/console/line.ts')
      // Made ready with the first line that is looked at.
      const { signpostsAt } = await import('../src/console/signposts.ts')
      signpostsAt({ text: '', by: 'xen' })
    })
    expect(composed.length).toBeGreaterThan(20)
    expect(composed.flatMap((one) => faults(one).map((fault) => `/${one.source}/: ${fault}`))).toEqual([])
  })

  test.each([
    ['repeats that overlap', String.raw`^( *\]?)(\s*#.*)?$`],
    ['a repeat that is tried from each place', '[ \\t]+$'],
    ['a repeat in a repeat', '^(a+)+$'],
  ])('and %s would be found', (_, source) => {
    expect(faults({ source, flags: '' })).not.toEqual([])
  })
})
