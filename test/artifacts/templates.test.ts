/**
 * The templates themselves: Handlebars' strict mode finds a misspelt name only where it is shown, and never in #if and
 * #each; and whether a value is quoted for its language, nothing finds but a reader.
 */
import Handlebars from 'handlebars'
import { describe, expect, test } from 'vitest'
import { helpers } from '../../src/artifacts/helpers.ts'
import { isRendered } from '../../src/artifacts/render.ts'
import { viewOf } from '../../src/artifacts/view.ts'
import { readAnswer } from '../../src/model/answers.ts'
import type { Plan } from '../../src/model/plan.ts'
import { templateSources } from '../../src/project/template-sources.ts'
import { boardIn, ownFolder, settled, testVersion } from './fixtures.ts'
import { kinds } from './kinds.ts'

type Node = hbs.AST.Node
const is =
  <T extends Node>(type: string) =>
  (node: Node): node is T =>
    node.type === type
const isBlock = is<hbs.AST.BlockStatement>('BlockStatement')
const isMustache = is<hbs.AST.MustacheStatement>('MustacheStatement')
const isPartial = is<hbs.AST.PartialStatement>('PartialStatement')
const isPath = is<hbs.AST.PathExpression>('PathExpression')
const isSub = is<hbs.AST.SubExpression>('SubExpression')

const sources = templateSources()
const parsed = new Map([...sources].map(([name, source]) => [name, Handlebars.parse(source)]))
const helperNames = new Set(Object.keys(helpers))

/** A name in a template for a message: `boot/boot.cmd:12 load.file`. */
const at = (template: string, { original, loc }: hbs.AST.PathExpression): string =>
  `${template}:${loc.start.line} ${original}`

describe('every name that a template uses', () => {
  /** Set-ups that differ in all that templates ask about. */
  function views() {
    const folder = ownFolder()
    const made = [
      ...kinds.map(([, set]) => set(folder)),
      { ...boardIn(folder), 'dom0-kernel.cmdline': 'quiet', 'xen.file': 'board.dtb' },
    ].map((set) => settled(set, folder))
    const edits: Plan['treeEdits'] = [
      { node: '/soc/a@1', change: { kind: 'remove' }, because: 'a', from: 'board.id' },
      { node: '/soc/b@2', change: { kind: 'disable' }, because: 'b', from: 'board.id' },
      { node: '/soc/c@3', change: { kind: 'remove-property', property: 'reg' }, because: 'c', from: 'dtb.edits' },
      {
        node: '/soc/d@4',
        change: { kind: 'set-cells', property: 'interrupts', cells: [0, 1, 4] },
        because: 'd',
        from: 'console.edits',
      },
    ]
    const firmwareFiles: Plan['firmwareFiles'] = [{ path: 'config.txt', lines: ['a=1'], because: 'c' }]
    const bootFiles: Plan['bootFiles'] = [
      {
        name: 'u-boot.bin',
        readBy: 'k',
        place: { kind: 'partition', path: 'u-boot.bin' },
        from: [{ kind: 'debian', package: 'u-boot-rpi', file: '/usr/lib/u-boot.bin', component: 'non-free-firmware' }],
        when: 'l',
        source: 'm',
      },
      {
        name: 'board.dtb',
        readBy: 'n',
        place: { kind: 'partition', path: 'board.dtb' },
        from: [{ kind: 'url', url: 'https://example.org' }],
        source: 'o',
      },
      {
        name: 'spl.bin',
        readBy: 'p',
        place: { kind: 'raw', offset: 0x2000n },
        from: [{ kind: 'build', says: 'q' }],
        source: 'r',
      },
    ]
    const starters: readonly Plan['handover']['smp'][] = ['psci', 'psci-added', 'spin-table', 'platform', 'unknown']
    const odd = made.map((one, index) => ({
      ...one,
      plan: {
        ...one.plan,
        handover: { smp: starters[index % starters.length]!, says: 'd' },
        wiring: { says: 'e', baud: 9600 },
        xen: { ...one.plan.xen, its: true, needed: { options: ['CONFIG_ACPI=y'], because: 'j' } },
        quirks: { page: 'f', says: ['g'] },
        treeEdits: edits,
        reservations: [{ base: 0x1000n, size: 0x1000n, name: 'h', because: 'i' }],
        bootFiles,
        firmwareFiles,
        earlyPrintk: { choice: '8250', base: 0x1000n, shift: 2, path: '/serial' },
      },
    }))
    return [...made, ...odd].map(({ plan, verdicts, answers }) => {
      const localFiles = answers['xen.file'] === 'board.dtb' ? { xen: 'board.dtb' } : {}
      const view = viewOf(plan, { version: testVersion, verdicts, localFiles, open: [{ id: 'native', title: 'h' }] })
      const firmwareFile = plan.firmwareFiles[0] ? { ...plan.firmwareFiles[0], from: '' } : (false as const)
      return { plan, view: { ...view, firmwareFile } }
    })
  }

  test('is in the view, in every branch that can be taken', { timeout: 60_000 }, () => {
    const faults = new Set<string>()
    const visited = new Set<Node>()
    const all = views()
    for (const [name, program] of parsed) {
      for (const { plan, view } of all) {
        // Without a guest its file is not made.
        if (isRendered(name, plan) && (!name.includes('[guest]') || view.guest)) walk(program, [view], name)
      }
    }
    expect([...faults]).toEqual([])

    // The views are good for something only when they lead everywhere.
    const unseen: string[] = []
    for (const [name, program] of parsed) {
      for (const node of nodesOf(program)) {
        if ((isMustache(node) || isBlock(node)) && !visited.has(node)) unseen.push(`${name}:${node.loc.start.line}`)
      }
    }
    expect(unseen, 'lines that no view of this test reaches').toEqual([])

    function walk(program: hbs.AST.Program, scopes: readonly unknown[], template: string): void {
      for (const node of program.body) {
        if (isBlock(node)) block(node, scopes, template)
        else if (isMustache(node)) {
          visited.add(node)
          expression(node, scopes, template)
        } else if (isPartial(node))
          walk(parsed.get(`_partials/${partialName(node, scopes, template)}`)!, scopes, template)
      }
    }

    /** Its name as it stands, or made of the pieces of `concat`. */
    function partialName(node: hbs.AST.PartialStatement, scopes: readonly unknown[], template: string): string {
      if (isPath(node.name)) return node.name.original
      return (node.name as hbs.AST.SubExpression).params
        .map((param) => (isPath(param) ? lookUp(param, scopes, template) : (param as hbs.AST.StringLiteral).value))
        .join('')
    }

    function expression(
      node: hbs.AST.MustacheStatement | hbs.AST.SubExpression,
      scopes: readonly unknown[],
      template: string,
    ): void {
      const isCall = node.params.length > 0 || (isPath(node.path) && helperNames.has(node.path.original))
      if (!isCall && isPath(node.path)) lookUp(node.path, scopes, template)
      for (const param of node.params) value(param, scopes, template)
    }

    function value(param: hbs.AST.Expression, scopes: readonly unknown[], template: string): unknown {
      if (isPath(param)) return lookUp(param, scopes, template)
      if (isSub(param)) expression(param, scopes, template)
      return undefined
    }

    function block(node: hbs.AST.BlockStatement, scopes: readonly unknown[], template: string): void {
      visited.add(node)
      for (const { value: given } of node.hash?.pairs ?? []) value(given, scopes, template)
      const about = value(node.params[0]!, scopes, template)
      const { original: kind } = node.path as hbs.AST.PathExpression
      const enter = (program: hbs.AST.Program | undefined, inner: readonly unknown[]) =>
        program && walk(program, inner, template)
      if (kind === 'each') {
        if (!Array.isArray(about)) faults.add(`${at(template, node.params[0] as hbs.AST.PathExpression)} is no list`)
        else if (about.length === 0) enter(node.inverse, scopes)
        else about.forEach((item) => enter(node.program, [item, ...scopes]))
      } else if (kind === 'if' || kind === 'unless')
        enter(Boolean(about) === (kind === 'if') ? node.program : node.inverse, scopes)
      else if (kind === 'why') enter(node.program, scopes)
      else if (kind === 'with') enter(node.program, [about, ...scopes])
      else faults.add(`${template}: ${kind} is no block that this test knows`)
    }

    function lookUp(path: hbs.AST.PathExpression, scopes: readonly unknown[], template: string): unknown {
      // @last and its like: Handlebars' own.
      if (path.data) return true
      let found: unknown = scopes[path.depth]
      for (const part of path.parts as readonly string[]) {
        if (
          typeof found !== 'object' ||
          found === null ||
          !Object.hasOwn(found, part) ||
          (found as Record<string, unknown>)[part] === undefined
        ) {
          faults.add(at(template, path))
          return undefined
        }
        found = (found as Record<string, unknown>)[part]
      }
      return found
    }
  })
})

describe('every value that a template shows', () => {
  /**
   * Names shown as they are, since what stands there is of our making, or cannot be but harmless.
   *
   * A name that carries an answer or a fact of a file goes through a helper that quotes for the template's language.
   */
  const harmless: Readonly<Record<string, string>> = {
    version: 'the version of xenup',
    answersFile: 'letters, digits and a few signs',
    'xen.release': 'one of a list',
    'medium.device': 'one of a list',
    'medium.prepare': 'a command of ours',
    'medium.partition': 'digits and a colon',
    'medium.load': 'words of a list, digits and a colon',
    loadCommand: 'words of a list, digits and a colon',
    bootCommand: 'one of two',
    whom: 'one of two',
    arch: 'one of two',
    file: 'one of two',
    defconfig: 'one of two',
    'earlyPrintk.choice': 'one of a list',
    'earlyPrintk.shift': 'a number',
    'initrdLoad.sizeVariable': 'a variable of our making',
    name: "a load's name, of our making",
    'load.name': "a load's name, of our making",
    'dtb.name': "a load's name, of our making",
    node: 'a node of our making',
    sizeVariable: 'a variable of our making',
    'load.sizeVariable': 'a variable of our making',
    dtbVariable: 'a variable of our making',
    role: 'one of four',
    optionName: 'one of three',
    option: 'of our making',
    from: 'a path of our making',
    image: 'a path of our making',
    script: 'a path of our making',
    'method.afterStaging': 'words of our making',
    '@index': 'a number',
    firmwareFile: 'shown line by line',
    debianArch: 'one of two',
    debianPackages: 'names of our making',
    guestPackages: 'names of our making',
    'userspace.suite': 'one of a list',
    guestSuite: 'one of a list',
    guestDiskSize: 'a number and a letter',
    'guest.disk.vdev': 'xvd and a letter',
    kernelName: 'one of two',
    linuxArch: 'one of two',
    linuxTag: 'ours',
    crossPrefix: 'one of two',
    crossPackage: 'one of two',
    machine: 'one of two',
    xenTag: 'ours',
    bareCells: 'numbers',
    'userspace.bridge.name': 'of our making',
    'userspace.bridge.interface': 'letters, digits and . _ -',
    'userspace.bridge.ports.patterns': 'letters, digits and . _ - *',
    'userspace.bridge.ports.regexps': 'letters, digits and . _ - *',
    xenctx: 'a path of our making',
    package: 'one of a list, with a release of Xen, or of the letters that packages have',
    fetchSuite: 'one of a list',
    fetchComponents: 'words of a list',
    blocks: 'a number',
    imageMegabytes: 'a number',
    rootMegabytes: 'a number',
    qemuSystem: 'one of two',
    qemuCpu: 'one of two',
    qemuFirmware: 'one of two',
    qemuOptions: 'one of two',
    qemuDisk: 'one of a list',
    guestKernelWords: 'one of two',
    this: 'a compatible or a kernel option of our making',
    severity: 'one of three',
    stage: 'one of four',
    'guest.vcpus': 'a number',
    'qemu.cpus': 'a number',
    'guest.name': 'letters, digits and . _ + -',
  }
  /** Helpers whose result is safe to stand where it stands, by the kind of template. */
  const numbers = ['hex', 'cells', 'humanSize', 'mebibytes', 'gicNumber']
  const script = ['hush', 'fdtString', 'loadPath', 'comment']
  const handbook = ['loadPath', 'shell', 'text', 'code', 'tableCode', 'indented']
  const quoting: Readonly<Record<string, readonly string[]>> = {
    'boot/boot.cmd': script,
    'boot/native.cmd': script,
    'boot/imagebuilder-extra.cmd': script,
    '_partials/script/': script,
    'boot/imagebuilder.cfg': ['imageBuilderCommandLine', 'imageBuilderFile', 'hexQuoted', 'comment'],
    'boot/xen-chosen.dtso': ['dts', 'comment'],
    'boot/xen.cfg': ['xenCfgOptions', 'xenCfgFile', 'comment'],
    'kernel/': ['comment'],
    '_partials/kernel/': ['comment'],
    'xen/early-printk.config': ['comment'],
    'build/': ['shell', 'comment'],
    '_partials/build/': [],
    'stage.sh': ['shell', 'comment'],
    'dom0/': ['comment'],
    'firmware/': ['comment'],
    'BRINGUP.md': handbook,
    '_partials/start/': handbook,
    'guests/[guest].cfg': ['xl', 'comment'],
    '_partials/origin': [],
  }

  test.each([...parsed.keys()])('of %s is quoted for its language', (name) => {
    const good = Object.entries(quoting).find(
      ([key]) => key === name || (key.endsWith('/') && name.startsWith(key)),
    )?.[1]
    if (!good)
      throw new Error(
        `test/artifacts/templates.test.ts does not know which helpers quote for ${name}: add a line to "quoting"`,
      )
    const bare: string[] = []
    for (const node of nodesOf(parsed.get(name)!)) {
      if (!isMustache(node) || !isPath(node.path)) continue
      const { original } = node.path
      const isCall = node.params.length > 0
      if (isCall ? ![...good, ...numbers].includes(original) : !Object.hasOwn(harmless, original))
        bare.push(at(name, node.path))
    }
    expect(bare, 'shown without quoting: use a helper, or say in this test why it is harmless').toEqual([])
  })

  test('a comment of a script is one that cannot end early', () => {
    // Whatever stands in a line with # must not bring a newline of its own: only these names may stand there bare.
    for (const [name, source] of sources) {
      if (!/^(boot|guests|kernel|xen|dom0|build|_partials\/(script|kernel))\//.test(name)) continue
      for (const [, inside] of [...source.matchAll(/^#.*$/gm)].flatMap(([line]) => [
        ...line!.matchAll(/\{\{~?([^}]*?)~?\}\}/g),
      ])) {
        const [first, ...rest] = inside!.trim().split(' ')
        if (/^[#/]|^else$/.test(first!)) continue
        if (first === '>' || rest.length > 0) expect(['>', 'comment', ...numbers]).toContain(first)
        else expect(Object.keys(harmless)).toContain(first)
      }
    }
  })

  test('of a table is quoted for a table, where a bar would end the cell', () => {
    const rows = sources
      .get('BRINGUP.md')!
      .split('\n')
      .filter((line) => line.startsWith('| '))
    expect(rows.length).toBeGreaterThan(5)
    for (const row of rows) {
      for (const [, inside] of row.matchAll(/\{\{~?([^}#/]*?)~?\}\}/g)) {
        const [first, ...rest] = inside!.trim().split(' ')
        if (inside === 'else' || ['text', 'tableCode', ...numbers].includes(first!)) continue
        // A code span of our own words, or with a name that cannot hold a bar.
        expect(first, row).toBe('code')
        for (const name of rest
          .join(' ')
          .replace(/"[^"]*"|[()]|concat/g, ' ')
          .trim()
          .split(/\s+/)
          .filter(Boolean))
          expect(Object.keys(harmless), row).toContain(name)
      }
    }
  })

  test('the names held for harmless cannot be anything else', () => {
    for (const odd of [' ', '"', "'", '$', ';', '#', '\\', '`', '<', '[', '&', '|', '*', '(', '\n', '\x1b', 'é', '/']) {
      for (const text of [odd, `a${odd}`, `${odd}a`, `a${odd}b`]) {
        expect(readAnswer('guest.name', text).ok, `guest.name ${JSON.stringify(text)}`).toBe(false)
        expect(readAnswer('boot-media.partition', `0:1${text}`).ok).toBe(false)
      }
    }
    for (const text of ['-guest', '.guest', '..', '.', '', 'a\n', `a${'b'.repeat(63)}`])
      expect(readAnswer('guest.name', text).ok).toBe(false)
  })

  test('no helper is left that no template uses', () => {
    const used = new Set(
      [...parsed.values()]
        .flatMap(nodesOf)
        .flatMap((node) => ((isMustache(node) || isSub(node)) && isPath(node.path) ? [node.path.original] : [])),
    )
    expect([...helperNames].filter((name) => !used.has(name))).toEqual([])
  })
})

describe('the source of a template', () => {
  test.each([...sources])('%s has no trailing space, no tab and one newline at its end', (name, source) => {
    expect(source).not.toMatch(/[ \t]+$/m)
    expect(source).not.toContain('\t')
    if (!name.startsWith('_partials/')) expect(source).toMatch(/[^\n]\n$/)
  })
})

/** All nodes below one, expressions included. */
function nodesOf(program: hbs.AST.Program): readonly Node[] {
  const found: Node[] = []
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit)
    if (typeof node !== 'object' || node === null) return
    if (typeof (node as Node).type === 'string') found.push(node as Node)
    for (const [key, value] of Object.entries(node)) if (key !== 'loc') visit(value)
  }
  visit(program)
  return found
}
