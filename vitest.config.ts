import { defineConfig } from 'vitest/config'
import { loadedByVite, standInPlugin } from './test/stand-in.ts'

export default defineConfig({
  // As tsc compiles it, so that React can run without its checks, which cost most of the time of a frame.
  oxc: { jsx: { runtime: 'automatic', development: false } },
  plugins: [standInPlugin],
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', 'test/boards/**', 'test/kernel/**', 'dist/**', 'node_modules/**'],
    server: { deps: { inline: [...loadedByVite] } },
    // Most of the time is spent waiting for programs that are run as users run them.
    maxWorkers: '100%',
    // No test is about time; a slow machine must not fail one.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
})
