import { defineConfig } from 'vitest/config'

/** The proof over real device trees: about 1,500 of them, a minute or two. */
export default defineConfig({
  test: {
    include: ['test/boards/**/*.test.ts'],
    globalSetup: ['test/boards/trees.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
})
