import { readdirSync, readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

/** The tests of each day: not the boots, nor the proofs over all of Debian's device trees. */
const daily = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .map((path) => `test/${path.replaceAll('\\', '/')}`)
  .filter((path) => path.endsWith('.test.ts') && !/^test\/(e2e|boards|kernel)\//.test(path))

/** What a file mocks would be mocked for the files after it too: it gets a worker of its own. */
const mocking = daily.filter((path) => /\bvi\.(mock|spyOn|stub\w+)\(/.test(readFileSync(path, 'utf8')))

export default defineConfig({
  // As tsc compiles it, so that React can run without its checks, which cost most of the time of a frame.
  oxc: { jsx: { runtime: 'automatic', development: false } },
  test: {
    globalSetup: ['test/fresh-build.ts', 'test/own-folders.ts'],
    pool: 'threads',
    // Some of the time is spent waiting for programs that are run as users run them.
    maxWorkers: '100%',
    // No test is about time; a slow machine must not fail one.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    projects: [
      {
        extends: true,
        // Loading the program's modules anew for each of 170 files takes longer than the tests.
        test: { name: 'together', include: daily.filter((path) => !mocking.includes(path)), isolate: false },
      },
      { extends: true, test: { name: 'mocking', include: mocking, isolate: true } },
    ],
  },
})
