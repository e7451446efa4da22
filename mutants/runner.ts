/**
 * Runs the tests against mutants. One Vitest stays up; a plugin gives it the mutated module in place of the file's own
 * text, so nothing on disk changes.
 */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { Reporter, TestCase, TestModule, TestSpecification, Vitest } from 'vitest/node'
import { createVitest } from 'vitest/node'
import { type Mutant, mutantsOf } from './operators.ts'
import { instrumented, unpacked } from './reached.ts'

/** A file with its mutants; the first of them has the number `first` among those of all files. */
export interface MutatedFile {
  readonly path: string
  readonly mutants: readonly Mutant[]
  readonly first: number
}

/** A test, what it reaches, and what it cost in milliseconds. */
interface Known {
  readonly id: string
  readonly module: string
  readonly cost: number
  readonly reached: ReadonlySet<number>
}

/** What became of a mutant: the test that failed, or why it lives. */
export type Fate =
  | { readonly kind: 'killed'; readonly by: string }
  | { readonly kind: 'survived'; readonly tests: number }
  | { readonly kind: 'unreached' }

/** What kills a mutant that does not end. */
export const tookTooLong = 'took too long'

export interface Settings {
  /** Where the tests and their configuration are. */
  readonly root: string
  /** The tests to run, by glob. */
  readonly tests: readonly string[]
  /** What the tests need once, as in Vitest's configuration, which is not read. */
  readonly globalSetup?: readonly string[]
  /** How long the tests of one mutant may take, going by how long they took unchanged, in milliseconds. */
  readonly budget: number
  /** How much longer than unchanged the tests of a mutant may run, in milliseconds: a slow machine is no endless loop. */
  readonly patience: number
}

/** Reads files and finds their mutants. */
export function mutatedFiles(root: string, paths: readonly string[]): readonly MutatedFile[] {
  let first = 0
  return paths.map((path) => {
    const file = { path, mutants: mutantsOf(path, readFileSync(resolve(root, path), 'utf8')), first }
    first += file.mutants.length
    return file
  })
}

/** The tests of a project against the mutants of some files. */
export class Runner {
  readonly #settings: Settings
  readonly #files: ReadonlyMap<string, MutatedFile>
  /** What stands in place of files' texts now, by absolute path. */
  readonly #instead = new Map<string, (source: string) => string>()
  #vitest!: Vitest
  #known: readonly Known[] = []
  #onTest: (test: TestCase) => void = () => {}
  #onModule: (module: TestModule) => void = () => {}

  private constructor(settings: Settings, files: readonly MutatedFile[]) {
    this.#settings = settings
    this.#files = new Map(files.map((file) => [resolve(settings.root, file.path), file]))
  }

  /** Starts Vitest and runs the tests once against the files unchanged: they must pass. */
  static async start(settings: Settings, files: readonly MutatedFile[]): Promise<Runner> {
    const runner = new Runner(settings, files)
    await runner.#open()
    await runner.#learn()
    return runner
  }

  async close(): Promise<void> {
    await this.#vitest.close()
  }

  /** How many tests there are that reach any of the files. */
  get tests(): number {
    return this.#known.length
  }

  async #open(): Promise<void> {
    const { root, tests, globalSetup = [] } = this.#settings
    const reporter: Reporter = {
      onTestCaseResult: (test) => this.#onTest(test),
      onTestModuleEnd: (module) => this.#onModule(module),
    }
    this.#vitest = await createVitest(
      'test',
      {
        root,
        config: false,
        watch: false,
        cache: false,
        include: [...tests],
        reporters: [reporter],
        setupFiles: [fileURLToPath(new URL('in-worker.ts', import.meta.url))],
        globalSetup: [...globalSetup],
        passWithNoTests: true,
        // A process of its own can be ended whatever it does, and its memory has an end.
        pool: 'forks',
        isolate: true,
        execArgv: ['--max-old-space-size=1024'],
        silent: true,
        sequence: { sequencer: AsGiven },
        teardownTimeout: 1000,
        // What a mutant's tests may take is for this runner to say.
        testTimeout: 0,
        hookTimeout: 0,
      },
      {
        plugins: [
          {
            name: 'mutants',
            enforce: 'pre',
            transform: (source, id) => this.#instead.get(id)?.(source),
          },
        ],
        server: { watch: null },
        oxc: { jsx: { runtime: 'automatic', development: false } },
      },
      { stdout: nowhere(), stderr: nowhere() },
    )
  }

  async #learn(): Promise<void> {
    for (const [path, { mutants, first }] of this.#files)
      this.#instead.set(path, (source) => instrumented(source, mutants, first))
    const known: Known[] = []
    const failed: string[] = []
    this.#onTest = (test) => {
      const { reached } = test.meta() as { readonly reached?: string }
      const { state, errors } = test.result()
      if (state === 'failed') failed.push(`${test.fullName}: ${errors?.[0]?.message}`)
      if (reached === undefined || reached === '') return
      const cost = test.diagnostic()?.duration ?? 0
      known.push({ id: test.id, module: test.module.moduleId, cost, reached: unpacked(reached) })
    }
    this.#onModule = (module) => {
      for (const { message } of module.errors()) failed.push(`${module.moduleId}: ${message}`)
    }
    const specifications = await this.#vitest.globTestSpecifications()
    const { unhandledErrors } = await this.#vitest.runTestSpecifications(specifications)
    for (const error of unhandledErrors) failed.push(String((error as Error).message))
    if (failed.length > 0) throw new Error(`these fail without any mutant:\n${failed.join('\n')}`)
    this.#known = known
    this.#restore()
  }

  #restore(): void {
    for (const path of this.#instead.keys()) this.#vitest.invalidateFile(path)
    this.#instead.clear()
  }

  /** Runs the tests that reach a mutant, the nearest and quickest first, up to the first that fails. */
  async fate(file: MutatedFile, mutant: Mutant): Promise<Fate> {
    const number = file.first + file.mutants.indexOf(mutant)
    const chosen = this.#testsFor(file.path, number)
    if (chosen.length === 0) return { kind: 'unreached' }
    const path = resolve(this.#settings.root, file.path)
    this.#instead.set(path, (source) => source.slice(0, mutant.start) + mutant.text + source.slice(mutant.end))
    this.#vitest.invalidateFile(path)
    const by = await this.#firstFailure(specificationsOf(this.#vitest, chosen), this.#timeFor(chosen))
    this.#restore()
    return by === undefined ? { kind: 'survived', tests: chosen.length } : { kind: 'killed', by }
  }

  #testsFor(path: string, number: number): readonly Known[] {
    const near = `/test/${path.split('/').slice(1, 2)}`
    const rank = ({ module, cost }: Known): number => (module.includes(near) ? 0 : 1e9) + cost
    const reaching = this.#known.filter(({ reached }) => reached.has(number)).sort((a, b) => rank(a) - rank(b))
    let sum = 0
    return reaching.filter(({ cost }, i) => (sum += cost) <= this.#settings.budget || i === 0)
  }

  /** What they took unchanged, five times over, and the start of their processes. */
  #timeFor(tests: readonly Known[]): number {
    return this.#settings.patience + 5 * tests.reduce((sum, { cost }) => sum + cost, 0)
  }

  /** The name of the first test that fails, or what else went wrong; nothing when all pass. */
  async #firstFailure(specifications: readonly TestSpecification[], time: number): Promise<string | undefined> {
    let by: string | undefined
    const cancel = (why: string): void => {
      if (by !== undefined) return
      by = why
      // Asked once, Vitest waits for the tests that are running; asked twice, it ends their processes.
      void this.#vitest.cancelCurrentRun('test-failure')
      void this.#vitest.cancelCurrentRun('test-failure')
    }
    this.#onTest = (test) => {
      if (test.result().state === 'failed') cancel(test.fullName)
    }
    this.#onModule = (module) => {
      if (by === undefined && module.errors().length > 0) cancel(`${module.moduleId}: ${module.errors()[0]!.message}`)
    }
    const late = setTimeout(() => cancel(tookTooLong), time)
    const { unhandledErrors } = await this.#vitest.runTestSpecifications([...specifications])
    clearTimeout(late)
    if (by === undefined && unhandledErrors.length > 0) by = String((unhandledErrors[0] as Error).message)
    return by
  }
}

/** The tests file by file, in the order in which the files first come. */
function specificationsOf(vitest: Vitest, tests: readonly Known[]): readonly TestSpecification[] {
  const ids = new Map<string, string[]>()
  for (const { module, id } of tests) ids.set(module, [...(ids.get(module) ?? []), id])
  const project = vitest.projects[0]!
  return [...ids].map(([module, testIds]) => project.createSpecification(module, { testIds }))
}

/** The nearest tests first is the order in which they were given; Vitest would go by what failed last. */
class AsGiven {
  sort = (files: TestSpecification[]): Promise<TestSpecification[]> => Promise.resolve(files)
  shard = this.sort
}

/** Where mutants may complain. */
const nowhere = (): Writable => new Writable({ write: (_, __, done) => done() })
