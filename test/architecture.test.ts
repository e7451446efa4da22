/** Who may import whom, and what belongs to what. A failure names the import to remove or the file to create. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { imagePath } from '../src/artifacts/pages.ts'
import { allChecks } from '../src/checks/index.ts'
import { parsePage } from '../src/content/parse.ts'
import { isAnswerKey } from '../src/model/answers.ts'
import { isWrittenBy } from '../src/model/boot-method.ts'
import { bootMethods, methodsOf } from '../src/model/boot-methods/index.ts'
import { steps } from '../steps/index.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const below = (folder: string, ending = ''): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path}`)
    .filter((path) => path.endsWith(ending))
    .sort()
const text = (path: string): string => readFileSync(join(root, path), 'utf8')

/** What a file is made of, as far as it matters here. */
interface File {
  readonly path: string
  /** A relative import by the path it leads to, another as it is written. */
  readonly imports: readonly string[]
  /** `process.env`, `console.log`, `import.meta`, `new Date`: what is used of the world without an import. */
  readonly globals: readonly string[]
}

const files: readonly File[] = [...below('src', '.ts'), ...below('src', '.tsx'), ...below('steps', '.ts')]
  .filter((path) => !path.endsWith('.d.ts'))
  .map(read)

function read(path: string): File {
  const imports: string[] = []
  const globals: string[] = []
  const place = (name: string): string => (name.startsWith('.') ? normalize(join(dirname(path), name)) : name)
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
      imports.push(place((node.moduleSpecifier as ts.StringLiteral).text))
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      imports.push(place((node.arguments[0] as ts.StringLiteral).text))
    if (ts.isMetaProperty(node)) globals.push('import.meta')
    if (ts.isNewExpression(node) && ts.isIdentifier(node.expression)) globals.push(`new ${node.expression.text}`)
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression))
      globals.push(`${node.expression.text}.${node.name.text}`)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(path, text(path), ts.ScriptTarget.Latest))
  return { path, imports, globals }
}

/** The part of the program that a file belongs to: src/plan, src/main.ts, steps. */
const partOf = (path: string): string =>
  path.startsWith('src/') ? path.split('/').slice(0, 2).join('/') : path.split('/')[0]!

/**
 * What each part may import of ours, besides itself and the model. `project` joins reading, planning and writing,
 * `wizard` a project with a front end, `commands` all of them.
 */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'src/main.ts': ['src/commands', 'src/content/package-file.ts'],
  'src/commands': [
    'src/answers',
    'src/artifacts',
    'src/checks',
    'src/console',
    'src/content',
    'src/diagnose',
    'src/disk',
    'src/engine',
    'src/fronts',
    'src/learn',
    'src/project',
    'src/report',
    'src/wizard',
    'steps',
  ],
  'src/wizard': [
    'src/answers',
    'src/artifacts',
    'src/checks',
    'src/console',
    'src/content',
    'src/diagnose',
    'src/disk',
    'src/engine',
    'src/fronts',
    'src/project',
    'src/report',
  ],
  'src/project': [
    'src/answers',
    'src/artifacts',
    'src/checks',
    'src/console',
    'src/content',
    'src/diagnose',
    'src/disk',
    'src/engine',
    'src/learn',
    'src/plan',
    'src/rehearse',
    'src/report',
    'src/script',
    'src/watch',
    'steps',
  ],
  'src/learn': ['src/console', 'src/read'],
  'src/fronts': ['src/engine/screen.ts'],
  steps: ['src/console', 'src/engine/step.ts'],
  'src/model': [],
  'src/answers': ['src/disk'],
  'src/artifacts': ['src/disk'],
  'src/checks': [],
  'src/console': [],
  'src/content': [],
  'src/diagnose': ['src/console'],
  'src/disk': [],
  'src/engine': [],
  'src/plan': ['src/console'],
  'src/read': [],
  'src/rehearse': ['src/console'],
  'src/report': [],
  'src/script': ['src/read'],
  'src/watch': ['src/console', 'src/diagnose'],
}

/** Who may touch what is outside the program: a module or a global, and the files that have it. */
const outside: readonly { readonly what: RegExp; readonly who: RegExp; readonly why: string }[] = [
  {
    what: /^node:fs(\/|$)/,
    who: /^src\/main\.ts$|^src\/(commands|project|wizard|answers|disk|rehearse|watch)\/|^src\/artifacts\/(folder|replace-all)\.ts$|^src\/content\/(package-file|parsed-pages|indexed-pages|write-index)\.ts$/,
    why: 'reading, deciding and writing are three places',
  },
  {
    what: /^node:child_process$/,
    who: /^src\/rehearse\/|^src\/wizard\/outside-program\.ts$|^src\/watch\/serial-port\.ts$/,
    why: 'only a rehearsal starts other programs, what shows a text in the editor and pager of the user, and stty',
  },
  {
    what: /^node:(http|https|net|tls|dgram|dns|http2)(\/|$)/,
    who: /^src\/watch\/tcp-console\.ts$/,
    why: 'xenup never phones home, and the console that a user names is all that it connects to',
  },
  { what: /^node:process$/, who: /^$/, why: 'streams and environment are passed in' },
  { what: /^@inquirer\//, who: /^src\/fronts\/plain\//, why: 'only the plain front end draws with it' },
  { what: /^yaml$/, who: /^src\/(answers|content)\//, why: 'YAML is read there' },
  { what: /^handlebars(\/|$)/, who: /^src\/artifacts\//, why: 'templates are rendered there' },
  { what: /^(ink|react)$/, who: /^src\/fronts\/tui\//, why: 'only the full-screen front end draws with them' },
  { what: /^marked(-terminal)?$/, who: /^src\/content\//, why: 'pages are read and shown there' },
]

const world: typeof outside = [
  {
    what: /^process\./,
    who: /^src\/main\.ts$|^src\/disk\/temporary\.ts$/,
    why: 'streams, clock and environment are passed in; what lies on the disk says which process put it there',
  },
  { what: /^console\.(log|error|warn|info|debug|trace|dir|table)$/, who: /^$/, why: 'commands write through Io' },
  {
    what: /^import\.meta$/,
    who: /^src\/content\/package-file\.ts$|^src\/answers\/write-schema\.ts$/,
    why: 'one place knows where the package lies (and the build step that writes the schema)',
  },
  {
    what: /^(new Date|Date\.now|Math\.random)$/,
    who: /^src\/rehearse\/|^src\/project\/tries\.ts$/,
    why: 'the same answers give the same bytes',
  },
]

describe('who imports whom', () => {
  test('every part has its row in the table', () => {
    expect(
      [...new Set(files.map(({ path }) => partOf(path)))].sort(),
      'give the part a row in mayImport, in test/architecture.test.ts',
    ).toEqual(Object.keys(mayImport).sort())
  })

  test.each(files.map((file) => [file.path, file] as const))('%s', (path, { imports, globals }) => {
    const faults: string[] = []
    for (const name of imports.filter((one) => /^(src|steps|test|dist)\//.test(one) || one.startsWith('..'))) {
      if (!/\.tsx?$/.test(name)) faults.push(`write the import of ${name} with the ending .ts`)
      const own = partOf(name) === partOf(path) || (name.startsWith('src/model/') && partOf(path) !== 'src/model')
      if (!own && !(mayImport[partOf(path)] ?? []).some((one) => name === one || name.startsWith(`${one}/`))) {
        faults.push(
          `remove the import of ${name}: ${partOf(path)} may import ${['src/model', ...(mayImport[partOf(path)] ?? [])].join(', ')}`,
        )
      }
    }
    for (const { what, who, why } of outside) {
      for (const name of imports.filter((one) => what.test(one) && !who.test(path)))
        faults.push(`remove the import of ${name}: ${why}`)
    }
    for (const { what, who, why } of world) {
      for (const name of globals.filter((one) => what.test(one) && !who.test(path)))
        faults.push(`do without ${name}: ${why}`)
    }
    expect(faults.map((fault) => `${path}: ${fault}`)).toEqual([])
  })

  test('nothing but what package.json declares is imported', () => {
    const { dependencies } = JSON.parse(text('package.json')) as { dependencies: Record<string, string> }
    const foreign = files.flatMap(({ path, imports }) =>
      imports
        .filter((name) => !/^(node:|src\/|steps\/|\.)/.test(name))
        .filter(
          (name) =>
            !Object.hasOwn(
              dependencies,
              name
                .split('/')
                .slice(0, name.startsWith('@') ? 2 : 1)
                .join('/'),
            ),
        )
        .map((name) => `${path} imports ${name}, which package.json does not declare under dependencies`),
    )
    expect(foreign).toEqual([])
  })

  test('nothing goes round in circles, types and what is loaded when called for included', () => {
    const graph = new Map(files.map(({ path, imports }) => [path, imports.filter((name) => /\.tsx?$/.test(name))]))
    expect(circlesIn(graph)).toEqual([])
  })

  test('a circle is found, however it is closed', () => {
    expect(
      circlesIn(
        new Map([
          ['a', ['b']],
          ['b', ['c']],
          ['c', ['a']],
          ['d', ['a']],
        ]),
      ),
    ).toEqual(['a -> b -> c -> a'])
  })
})

/** Every circle of a graph, once, as `a -> b -> a`. */
function circlesIn(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>()
  const circles: string[] = []
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '))
    if (trail.includes(path) || done.has(path)) return
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path])
    done.add(path)
  }
  for (const path of graph.keys()) visit(path, [])
  return circles
}

describe('the files', () => {
  test.each(files.map(({ path }) => path))('%s is one thing: at most 300 lines', (path) => {
    expect(text(path).split('\n').length, `${path} is two things; divide it`).toBeLessThanOrEqual(300)
  })

  test('have names that say what is in them', () => {
    const vague = files
      .map(({ path }) => path)
      .filter((path) => /\/(utils?|common|manager|misc|shared|lib)(\.ts|\/)/.test(path))
    expect(vague).toEqual([])
  })
})

describe('every check', () => {
  const ids = allChecks.map(({ id }) => id)
  const declared = below('src/checks', '.ts').filter(
    (path) => /\bdefineCheck\(\{/.test(text(path)) && !path.endsWith('/check.ts'),
  )

  test('is in the index once', () => {
    expect(new Set(ids).size).toBe(ids.length)
    expect(
      declared.filter((path) => !ids.includes(idOf(path))).map((path) => `list ${path} in src/checks/index.ts`),
    ).toEqual([])
  })

  test.each(ids)('%s has its file, its page and its test', (id) => {
    const wanted = [`src/checks/${id}.ts`, `content/checks/${id}.md`, `test/checks/${id}.test.ts`]
    expect(wanted.filter((path) => !existsSync(join(root, path))).map((path) => `create ${path}`)).toEqual([])
    expect(text(`src/checks/${id}.ts`), `src/checks/${id}.ts must declare the check ${id}`).toContain(`id: '${id}'`)
    expect(text(`test/checks/${id}.test.ts`), `test/checks/${id}.test.ts must test the check ${id}`).toContain(
      `'../../src/checks/${id}.ts'`,
    )
  })

  test('is what each page and each test is about', () => {
    const strays = [
      ...below('content/checks', '.md'),
      ...below('test/checks', '.test.ts').filter((path) => !path.endsWith('/judge.test.ts')),
    ]
      .filter((path) => !ids.includes(idOf(path)))
      .map((path) => `${path} is about no check: remove it, or list the check in src/checks/index.ts`)
    expect(strays).toEqual([])
  })
})

describe('every boot method', () => {
  const own = below('src/model/boot-methods', '.ts').filter((path) => !/\/(index|u-boot)\.ts$/.test(path))

  test('is in the index once, under the name of its file', () => {
    expect(bootMethods.map(({ id }) => `src/model/boot-methods/${id}.ts`).sort()).toEqual([...own].sort())
  })

  test.each(bootMethods.map((method) => [method.id, method] as const))(
    '%s has its templates, its piece of the handbook, its pages, and is told about where one chooses',
    (id, { loader, label, writes, also, stages, asks, example }) => {
      const files = [...writes, ...also]
      const wanted = [
        `templates/_partials/start/${id}.hbs`,
        ...files.flatMap(({ template, page }) => [`templates/${template}.hbs`, `content/artifacts/${page}.md`]),
      ]
      expect(wanted.filter((path) => !existsSync(join(root, path))).map((path) => `create ${path}`)).toEqual([])
      expect(files.filter(({ template }) => !template.startsWith('boot/')).map(({ template }) => template)).toEqual([])

      // The pages say what each one is: of a loader with several at boot-media.method, of another at firmware.loader.
      const [step, key] =
        methodsOf(loader).length > 1 ? ['boot-media', 'boot-media.method'] : ['firmware', 'firmware.loader']
      const page = `content/steps/${step}.md`
      const { sections } = parsePage({ id: `steps/${step}`, file: page, text: text(page) })
      const about = sections.find(({ heading }) => heading === key)?.markdown ?? ''
      const word = methodsOf(loader).length > 1 ? id : example
      expect(about.includes(`\`${word}\``), `tell of \`${word}\` in the section ## ${key} of ${page}`).toBe(true)

      // What is staged is made by a template, or by the image of one.
      const made = files.flatMap(({ template, image }) => [template, ...(image ? [imagePath(template)] : [])])
      expect(stages.flatMap(({ from }) => (from === undefined || made.includes(from) ? [] : [from]))).toEqual([])
      expect(asks.filter((question) => !isAnswerKey(question))).toEqual([])
      expect(label).not.toBe('')
    },
  )

  test('is what each template in boot/ and each piece of the handbook belongs to', () => {
    const strays = below('templates/boot', '.hbs')
      .map((path) => relative('templates', path).slice(0, -'.hbs'.length))
      .filter((template) => !bootMethods.some((method) => isWrittenBy(method, template)))
    expect(strays.map((template) => `templates/${template}.hbs is written by no boot method`)).toEqual([])
    expect(
      below('templates/_partials/start', '.hbs').filter((path) => !bootMethods.some(({ id }) => id === idOf(path))),
    ).toEqual([])
  })

  test('is asked after nowhere else: steps, plan, templates and checks read its row', () => {
    const compared = /(firmware\.loader'\]|boot-media\.way'\]|\bloader|\bway|method\.id)\)? [!=]==? '/
    const faults = files
      .filter(({ path }) => !path.startsWith('src/model/boot-methods/'))
      .filter(({ path }) => compared.test(text(path)))
      .map(({ path }) => `${path} compares a loader or a boot method: give the row in src/model/boot-method.ts a field`)
    expect(faults).toEqual([])
  })
})

describe('every finding', () => {
  const fields = ['severity', 'says', 'at', 'also', 'fix']

  test.each(below('src/checks', '.ts'))('in %s has its fields in one order', (path) => {
    const faults = findingsIn(path).filter(
      (names) => names.join() !== fields.filter((name) => names.includes(name)).join(),
    )
    expect(faults.map((names) => `${path}: write ${names.join(', ')} in the order ${fields.join(', ')}`)).toEqual([])
  })

  /** The names of the fields of each object that says what is wrong, in their order; one in a spread counts, too. */
  function findingsIn(path: string): readonly (readonly string[])[] {
    const source = ts.createSourceFile(path, text(path), ts.ScriptTarget.Latest, true)
    const all: string[][] = []
    const visit = (node: ts.Node): void => {
      if (ts.isObjectLiteralExpression(node)) {
        const names = node.properties.map((property) =>
          property.name ? property.name.getText(source) : (/\{\s*(\w+)/.exec(property.getText(source))?.[1] ?? ''),
        )
        if (names.includes('severity') && names.includes('says'))
          all.push(names.filter((name) => fields.includes(name)))
      }
      ts.forEachChild(node, visit)
    }
    visit(source)
    return all
  }
})

describe('every step', () => {
  const ids = steps.map(({ id }) => id)

  test.each(steps.map((step) => [step.id, step] as const))(
    '%s has its file, its page, and a section for each question and task',
    (id, { questions, topics = [], tasks = [] }) => {
      const [file, page] = [`steps/${id}.ts`, `content/steps/${id}.md`]
      expect([file, page].filter((path) => !existsSync(join(root, path))).map((path) => `create ${path}`)).toEqual([])
      expect(text(file), `${file} must declare the step ${id}`).toContain(`id: '${id}'`)
      const headings = parsePage({ id: `steps/${id}`, file: page, text: text(page) }).sections.map(
        ({ heading }) => heading,
      )
      const keys: readonly string[] = [
        ...questions.map(({ key }) => key),
        ...topics,
        ...tasks.map((task) => `${id}.${task.id}`),
      ]
      expect(
        keys.filter((key) => !headings.includes(key)).map((key) => `write the section ## ${key} in ${page}`),
      ).toEqual([])
      expect(
        headings
          .filter((heading) => /^[a-z0-9-]+\.[a-z0-9-]+$/.test(heading) && !keys.includes(heading))
          .map((heading) => `${page} explains ${heading}, which ${file} neither asks nor gives to do`),
      ).toEqual([])
    },
  )

  test('is what each file and each page is about', () => {
    const strays = [
      ...below('steps', '.ts').filter((path) => path !== 'steps/index.ts'),
      ...below('content/steps', '.md'),
    ]
      .filter((path) => !ids.includes(idOf(path)))
      .map((path) => `${path} is about no step: remove it, or list the step in steps/index.ts`)
    expect(strays).toEqual([])
  })
})

describe('every artifact', () => {
  const readme = text('README.md')
  const artifacts = below('templates', '.hbs')
    .map((path) => relative('templates', path).slice(0, -'.hbs'.length))
    .filter((path) => !path.startsWith('_partials/'))

  test.each([...artifacts, 'boot/boot.scr', 'xenup.answers.yaml', 'xenup.answers.schema.json', 'xenup.manifest.json'])(
    '%s is told about in README.md',
    (path) => {
      const shown = `\`${path.replace(/\[(\w+)\]/g, (_, name: string) => `<${name === 'guest' ? 'name' : name}>`)}\``
      expect(readme.includes(shown), `mention ${shown} in README.md`).toBe(true)
    },
  )
})

/** The name of a file without its endings. */
function idOf(path: string): string {
  return path
    .split('/')
    .at(-1)!
    .replace(/(\.test)?\.[a-z]+$/, '')
}
