import { readdirSync, readFileSync } from 'node:fs'
import { configDefaults, defineConfig } from 'vitest/config'
import { loadedByVite, standInPlugin } from './test/stand-in.ts'

/** The tests of each day: not the boots, nor the proofs over all of Debian's device trees. */
const daily = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .map((path) => `test/${path.replaceAll('\\', '/')}`)
  .filter((path) => path.endsWith('.test.ts') && !/^test\/(e2e|faults|boards|kernel|userspace)\//.test(path))

/** What a file mocks would be mocked for the files after it too: it gets a worker of its own. */
const mocking = daily.filter((path) => /\bvi\.(mock|spyOn|stub\w+)\(/.test(readFileSync(path, 'utf8')))

/** What runs the built program, draws frames and pages, or draws answers and bytes by the hundred: most of the time of all tests. */
const slow = [
  'test/answers/{document,hostile,schema}.test.ts',
  'test/artifacts/{hostile-answers,killed,same-bytes,script-image,scripts-run,shell-scripts,write-anything}.test.ts',
  'test/commands/{bounds,check,explain*,generate*,kills,usage}.test.ts',
  'test/fronts/{same-bytes,tui/full-screen,tui/terminal}.test.ts',
  'test/journeys/**',
  'test/{learn,read}/any-bytes.test.ts',
  'test/learn/hostile.test.ts',
  'test/mutants/runner.test.ts',
  'test/rehearse/{disk,dom0-run,rehearse}.test.ts',
]

/** With `--mode quick` what is slow is left out, and with it the need for a build. */
export default defineConfig(({ mode }) => {
  const exclude = mode === 'quick' ? slow : []
  const setupFiles = mode === 'quick' ? ['test/briefly.ts'] : []
  return {
    // As tsc compiles it, so that React can run without its checks, which cost most of the time of a frame.
    oxc: { jsx: { runtime: 'automatic', development: false } },
    plugins: [standInPlugin],
    test: {
      server: { deps: { inline: [...loadedByVite] } },
      globalSetup: [...(mode === 'quick' ? [] : ['test/fresh-build.ts']), 'test/own-folders.ts'],
      // Ink draws nothing where CI is set, and asks once for all the tests of a worker (src/main.ts says the same to it).
      env: { CI: 'false' },
      // Read, not imported: any test may see a change there.
      forceRerunTriggers: [...configDefaults.forceRerunTriggers, '**/{content,templates}/**'],
      pool: 'threads',
      // Some of the time is spent waiting for programs that are run as users run them.
      maxWorkers: '100%',
      // No test is about time; a slow machine must not fail one.
      testTimeout: 300_000,
      hookTimeout: 300_000,
      projects: [
        {
          extends: true,
          // Loading the program's modules anew for each of 180 files takes longer than the tests.
          test: {
            name: 'together',
            include: daily.filter((path) => !mocking.includes(path)),
            exclude,
            setupFiles,
            isolate: false,
          },
        },
        { extends: true, test: { name: 'mocking', include: mocking, exclude, isolate: true } },
      ],
    },
  }
})
