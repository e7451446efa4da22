import { defineConfig } from 'vitest/config'

/** The proofs over what Debian's kernel packages hold: about 1,500 device trees, and Kconfig; two minutes or three. */
export default defineConfig({
  test: {
    include: ['test/boards/**/*.test.ts', 'test/kernel/**/*.test.ts'],
    globalSetup: ['test/own-folders.ts', 'test/boards/trees.ts', 'test/kernel/kconfig.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
})
